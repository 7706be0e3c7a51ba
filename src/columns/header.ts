import { crc32 } from "node:zlib";
import type { Columns } from "./columns.ts";
import { type ColumnType, columnTypes, typeOf, widthOf } from "./typed-columns.ts";

/**
 * The beginning of a file of columns, by which it explains itself; `docs/index-format.md` says how to read one by hand.
 *
 * ```text
 *  0  MUNIMENT-COLUMNS        16 bytes of ASCII
 * 16  version, header length, CRC-32 of the header, 0      four times four bytes, little-endian
 * 32  the header, as JSON
 * …   zeros to the next multiple of 64, from where the header's offsets count
 * ```
 */
export interface Header {
  /** What is in the file, as whoever wrote it says. */
  readonly about: About;
  /** Each column has a CRC-32 for each so many bytes. */
  readonly blockBytes: number;
  readonly columns: readonly ColumnPlace[];
}

export type About = Readonly<Record<string, string | number>>;

export interface ColumnPlace {
  readonly name: string;
  readonly type: ColumnType;
  /** How many numbers. */
  readonly length: number;
  /** Of its first byte, from the end of the header on; a multiple of 64. */
  readonly offset: number;
  /** Eight hexadecimal digits each. */
  readonly checksums: readonly string[];
}

/** Where columns go in a file, without their checksums yet, and how many bytes they take with the zeros between them. */
export function headerOf(
  columns: Columns,
  about: About,
  blockBytes: number,
): { readonly header: Header; readonly sizeBytes: number } {
  let offset = 0;
  const places = Object.entries(columns).map(([name, column]) => {
    const checksums = new Array<string>(Math.ceil(column.byteLength / blockBytes)).fill("00000000");
    const place = { name, type: typeOf(column), length: column.length, offset, checksums };
    offset = aligned(offset + column.byteLength);
    return place;
  });
  return { header: { about, blockBytes, columns: places }, sizeBytes: offset };
}

/** The bytes before the columns. They are as many whatever the checksums. */
export function encodeHeader(header: Header): Buffer {
  const text = Buffer.from(JSON.stringify(header));
  const bytes = Buffer.alloc(aligned(preambleBytes + text.length));
  bytes.write(magic, 0, "ascii");
  bytes.writeUInt32LE(formatVersion, 16);
  bytes.writeUInt32LE(text.length, 20);
  bytes.writeUInt32LE(crc32(text), 24);
  text.copy(bytes, preambleBytes);
  return bytes;
}

/** What the first 32 bytes say: how long the header is, and its checksum; a text where they are not such bytes. */
export function decodePreamble(
  bytes: Buffer,
): { readonly length: number; readonly checksum: string } | string {
  if (bytes.length < preambleBytes) return `${bytes.length} bytes`;
  if (bytes.toString("latin1", 0, 16) !== magic) return "another beginning";
  if (bytes.readUInt32LE(16) !== formatVersion) return `version ${bytes.readUInt32LE(16)}`;
  if (bytes.readUInt32LE(28) !== 0) return "another beginning";
  return { length: bytes.readUInt32LE(20), checksum: hexOf(bytes.readUInt32LE(24)) };
}

/** The header in text whose checksum is right; undefined where it is none. */
export function decodeHeader(text: Buffer): Header | undefined {
  const header: unknown = JSON.parse(text.toString());
  return isHeader(header) ? header : undefined;
}

/** Where the columns begin behind a header of so many bytes. */
export function columnsStart(headerLength: number): number {
  return aligned(preambleBytes + headerLength);
}

export function bytesOf({ length, type }: ColumnPlace): number {
  return length * widthOf(type);
}

/** The CRC-32 of zlib, in eight hexadecimal digits. */
export function checksumOf(bytes: Uint8Array): string {
  return hexOf(crc32(bytes));
}

function hexOf(checksum: number): string {
  return checksum.toString(16).padStart(8, "0");
}

function aligned(offset: number): number {
  return Math.ceil(offset / alignment) * alignment;
}

function isHeader(value: unknown): value is Header {
  if (typeof value !== "object" || value === null) return false;
  const { about, blockBytes, columns } = value as Partial<Record<keyof Header, unknown>>;
  return (
    typeof about === "object" &&
    Number.isSafeInteger(blockBytes) &&
    Array.isArray(columns) &&
    columns.every(isPlace)
  );
}

function isPlace(value: unknown): value is ColumnPlace {
  if (typeof value !== "object" || value === null) return false;
  const { name, type, length, offset, checksums } = value as Partial<Record<keyof ColumnPlace, unknown>>;
  return (
    typeof name === "string" &&
    columnTypes.some((each) => each === type) &&
    [length, offset].every(Number.isSafeInteger) &&
    Array.isArray(checksums)
  );
}

const magic = "MUNIMENT-COLUMNS";
const formatVersion = 1;
export const preambleBytes = 32;
const alignment = 64;
