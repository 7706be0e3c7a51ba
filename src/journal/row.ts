/**
 * How a record is stored beside its body and its quads: CBOR of `{leaf, id, sender, salt, facets}`. `leaf` is the
 * leaf's content C; `facets` are the keys of what it cites. Redaction leaves `{leaf, id, redacted: true}`.
 */
import { decode, encode, rfc8949EncodeOptions } from "cborg";

export interface LiveRow {
  readonly leaf: Uint8Array;
  readonly id: string | null;
  readonly sender: string;
  readonly salt: Uint8Array;
  /** `{facet IRI} {variant}`, sorted by code point. */
  readonly facets: readonly string[];
}

export interface RedactedRow {
  readonly leaf: Uint8Array;
  readonly id: string | null;
  readonly redacted: true;
}

export type Row = LiveRow | RedactedRow;

/** The bytes of a row. */
export function encodeRow(row: Row): Buffer {
  return bufferOf(encode(row, rfc8949EncodeOptions));
}

/** Reads a row. Throws when the bytes are not exactly those of `encodeRow`. */
export function decodeRow(bytes: Uint8Array): Row {
  const value: unknown = decode(bytes, { strict: true, rejectDuplicateMapKeys: true });
  if (!isRow(value)) throw new Error("The bytes are no row of a record");
  if (Buffer.compare(encodeRow(value), bytes) !== 0) throw new Error("The row is not in its one encoding");
  return value;
}

/** Whether redaction destroyed what the row stood for. */
export function isRedactedRow(row: Row): row is RedactedRow {
  return "redacted" in row;
}

/** The same bytes as a Buffer, without a copy. */
export function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function isRow(value: unknown): value is Row {
  if (typeof value !== "object" || value === null || !("leaf" in value) || !("id" in value)) return false;
  if (!(value.leaf instanceof Uint8Array && (value.id === null || typeof value.id === "string")))
    return false;
  if ("redacted" in value) return value.redacted === true && Object.keys(value).length === 3;
  if (!("sender" in value && "salt" in value && "facets" in value)) return false;
  return (
    Object.keys(value).length === 5 &&
    typeof value.sender === "string" &&
    value.salt instanceof Uint8Array &&
    value.salt.length === 32 &&
    Array.isArray(value.facets) &&
    value.facets.every((facet) => typeof facet === "string")
  );
}
