import type { JsonValue } from "./event.ts";
import { MalformedJsonError } from "./json-error.ts";
import { JsonReader, type MemberListener } from "./json-reader.ts";
import type { RecentObjects } from "./recent-objects.ts";

/** How deep arrays and objects may nest, unless the caller says otherwise; within an element of an array document. */
const maxJsonDepth = 512;

export interface ParseJsonOptions {
  /** At most a few thousand: what walks the parsed tree recurses. */
  readonly maxDepth?: number;
  readonly onMember?: MemberListener;
  /** Facets that were read before, which are given out again. Without `onMember`, which would not be told of what is in them. */
  readonly recent?: RecentObjects;
}

/** One value of a document, and the bytes `[start, end)` that it was read from. */
export type JsonElement = { readonly start: number; readonly end: number } & (
  | { readonly value: JsonValue }
  | { readonly error: MalformedJsonError }
);

export interface JsonDocument {
  /** The elements of a document that is an array, else the one value of the document. */
  readonly elements: readonly JsonElement[];
  readonly isArray: boolean;
  /** Where the syntax breaks: what comes before is in `elements`, what comes after is lost. */
  readonly error?: MalformedJsonError;
}

/** Parses bytes that hold one JSON value (RFC 8259) without loss; throws `MalformedJsonError`. */
export function parseJson(bytes: Uint8Array, options: ParseJsonOptions = {}): JsonValue {
  const reader = readerOf(bytes, options);
  const value = reader.value();
  if (reader.fault !== undefined) throw reader.fault;
  expectEnd(reader);
  return value;
}

/**
 * Parses bytes that hold one JSON value or an array of them, each element on its own: a key twice, a lone surrogate,
 * too deep a nesting or the like spoils only the element that it is in. Never throws on bad bytes.
 */
export function parseJsonDocument(bytes: Uint8Array, options: ParseJsonOptions = {}): JsonDocument {
  const reader = readerOf(bytes, options);
  const isArray = reader.peek() === openBracket;
  const elements: JsonElement[] = [];
  try {
    if (isArray) readElements(reader, elements);
    else elements.push(readElement(reader));
    expectEnd(reader);
  } catch (error) {
    if (error instanceof MalformedJsonError) return { elements, isArray, error };
    throw error;
  }
  return { elements, isArray };
}

const openBracket = 0x5b;
const closeBracket = 0x5d;
const comma = 0x2c;

/** A byte order mark is ignored, as RFC 8259 §8.1 allows; it is part of no element. */
function readerOf(
  bytes: Uint8Array,
  { maxDepth = maxJsonDepth, onMember, recent }: ParseJsonOptions,
): JsonReader {
  const reader = new JsonReader(bytes, maxDepth, onMember, recent);
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) reader.at = 3;
  return reader;
}

function readElements(reader: JsonReader, elements: JsonElement[]): void {
  reader.at++;
  if (reader.peek() === closeBracket) {
    reader.at++;
    return;
  }
  for (;;) {
    reader.pointerPrefix = `/${elements.length}`;
    elements.push(readElement(reader));
    reader.pointerPrefix = "";
    const byte = reader.peek();
    if (byte !== comma && byte !== closeBracket) throw reader.syntaxError('"," or "]"');
    reader.at++;
    if (byte === closeBracket) return;
  }
}

function readElement(reader: JsonReader): JsonElement {
  reader.peek();
  const start = reader.at;
  const value = reader.value();
  const end = reader.at;
  return reader.fault === undefined ? { start, end, value } : { start, end, error: reader.fault };
}

function expectEnd(reader: JsonReader): void {
  if (reader.peek() !== -1) throw reader.syntaxError("one JSON value and no more");
}
