import { createReadStream, type ReadStream } from "node:fs";
import { parseJsonDocument } from "../events/json.ts";
import { mediaTypeOfDocument } from "../interop/document-media-types.ts";
import type { ProvFormat } from "../interop/prov-formats.ts";
import { expanded, linesOf, peeked, whole } from "./chunks.ts";
import { UsageError } from "./command.ts";
import { reasonOf } from "./files.ts";
import { documentFormatOf, isToldBy } from "./input-format.ts";

/** One thing to take in: what may be an event, or a document, RDF or PROV. */
export interface Input {
  readonly kind: "events" | "document";
  readonly bytes: Uint8Array;
  readonly mediaType: string;
  /** As the user named it; `-` is standard input. */
  readonly file: string;
  /** The line at which it begins, from 1. */
  readonly line: number;
}

interface InputLimits {
  /** Bytes of one event or document. One byte more of it is handed out, so that whoever gets it refuses it. */
  readonly bodyBytes: number;
  readonly jsonDepth: number;
}

/** Bytes, gunzipped, of a file that has to be held as a whole: an array of events, or one that spreads over lines. */
const mostFileBytes = 512 * 1024 * 1024;

/** Where the bytes of a file come from, and how many of them were read. */
export interface InputStream {
  readonly chunks: AsyncIterable<Uint8Array>;
  readonly bytesRead: () => number;
}

/** Opens a file, or standard input for `-`. */
export function openInput(file: string, stdin: AsyncIterable<Uint8Array>): InputStream {
  if (file === "-") return { chunks: stdin, bytesRead: () => 0 };
  const stream: ReadStream = createReadStream(file);
  return { chunks: stream, bytesRead: () => stream.bytesRead };
}

/**
 * The inputs of a file, gunzipped if it is gzip. NDJSON (by its ending, or when its first line is an object by itself)
 * gives an input a line, read bit by bit. Any other file of events is one value or an array, and gives one input an
 * element. JSON that is broken is one input: it is refused as a whole, and what it holds is not guessed. `format` is that of
 * a document where it is known; else the name of the file tells it, or how it begins.
 * @throws {UsageError} when the file cannot be read.
 */
export async function* inputsOf(
  file: string,
  chunks: AsyncIterable<Uint8Array>,
  limits: InputLimits,
  format?: ProvFormat,
): AsyncIterable<Input> {
  const opened = readableOr(file, expanded(chunks));
  const { head, all: readable } = await peeked(
    opened,
    (begin) => format !== undefined || isToldBy(file, begin),
  );
  const known = format ?? documentFormatOf(file, head);
  if (known !== undefined) {
    const bytes = await whole(readable, limits.bodyBytes + 1);
    yield { kind: "document", bytes, mediaType: mediaTypeOfDocument[known], file, line: 1 };
    return;
  }
  const held: Held = { lines: [], sizeBytes: 0 };
  let isNdjson: boolean | undefined;
  let line = 0;
  const mostLineBytes = () => (isNdjson === true ? limits.bodyBytes : mostFileBytes) + 1;
  for await (const bytes of linesOf(readable, mostLineBytes)) {
    line += 1;
    if (isNdjson !== true) {
      hold(held, { bytes, line }, file);
      isNdjson ??= isNdjsonBy(held, file);
      if (isNdjson !== true) continue;
      for (const { bytes: early, line: at } of held.lines.splice(0))
        if (!isBlank(early)) yield { ...event, bytes: cut(withoutEnd(early), limits), file, line: at };
    } else if (!isBlank(bytes)) {
      yield { ...event, bytes: cut(withoutEnd(bytes), limits), file, line };
    }
  }
  if (held.lines.some(({ bytes }) => !isBlank(bytes)) || (line === 0 && /\.json(\.gz)?$/i.test(file)))
    yield* elementsOf(Buffer.concat(held.lines.map(({ bytes }) => bytes)), file, limits);
}

interface Held {
  readonly lines: { readonly bytes: Uint8Array; readonly line: number }[];
  sizeBytes: number;
}

function hold(held: Held, one: Held["lines"][number], file: string): void {
  held.lines.push(one);
  held.sizeBytes += one.bytes.length;
  if (held.sizeBytes > mostFileBytes)
    throw new UsageError(
      `${file} has more than ${mostFileBytes} bytes and is not NDJSON, which has no limit`,
    );
}

/**
 * Whether the lines are values by themselves; undefined until that is known. The second line may tell as well, so that
 * one broken line at the head of a stream does not spoil all that follows.
 */
function isNdjsonBy({ lines }: Held, file: string): boolean | undefined {
  if (/\.(ndjson|jsonl)(\.gz)?$/i.test(file)) return true;
  const [first, second, ...more] = lines.filter(({ bytes }) => !isBlank(bytes));
  if (first === undefined) return undefined;
  if (!beginsAsObject(first.bytes)) return false;
  if (isObject(first.bytes) || (second !== undefined && isObject(second.bytes))) return true;
  return second === undefined && more.length === 0 ? undefined : false;
}

const event = { kind: "events", mediaType: "application/json" } as const;

/** One byte more than is allowed, where there is more: enough to be refused. */
function cut(bytes: Uint8Array, { bodyBytes }: InputLimits): Uint8Array {
  return bytes.subarray(0, bodyBytes + 1);
}

function* elementsOf(bytes: Uint8Array, file: string, limits: InputLimits): Iterable<Input> {
  const { elements, error } = parseJsonDocument(bytes, { maxDepth: limits.jsonDepth });
  if (error !== undefined) {
    yield { ...event, bytes: cut(bytes, limits), file, line: error.line };
    return;
  }
  let line = 1;
  let counted = 0;
  for (const { start, end } of elements) {
    for (; counted < start; counted++) if (bytes[counted] === newline) line += 1;
    yield { ...event, bytes: cut(bytes.subarray(start, end), limits), file, line };
  }
}

const newline = 10;
const carriageReturn = 13;

async function* readableOr(file: string, chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  try {
    yield* chunks;
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${reasonOf(error)}`);
  }
}

function withoutEnd(line: Uint8Array): Uint8Array {
  const size = line.length - (line.at(-1) === newline ? 1 : 0);
  return line.subarray(0, size - (line[size - 1] === carriageReturn ? 1 : 0));
}

function isBlank(line: Uint8Array): boolean {
  return line.every((byte) => byte === 0x20 || byte === 0x09 || byte === 0x0d || byte === newline);
}

function isObject(line: Uint8Array): boolean {
  if (!beginsAsObject(line)) return false;
  return parseJsonDocument(line).error === undefined;
}

/** Whether a line begins with a brace, but for white space and a byte order mark. */
function beginsAsObject(line: Uint8Array): boolean {
  return /^(\u00ef\u00bb\u00bf)?\s*\{/.test(Buffer.from(line.subarray(0, 256)).toString("latin1"));
}
