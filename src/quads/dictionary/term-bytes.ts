import { stringText } from "../nquads.ts";

/**
 * How a text stands in bytes. Text is UTF-8 with the escapes of canonical N-Quads, which are JSON's as well: a writer of
 * either copies the bytes. An IRI has `\uXXXX` for a character that IRIs must not have. 36 characters that are a UUID and 64
 * hexadecimal digits, which is what most names here end in, are *packed* into 16 and 32 bytes.
 */
export const form = { ascii: 0, utf8: 1, escaped: 2, packed: 3 } as const;

/** A place to write texts as bytes. */
export interface Scratch {
  /** Holds the text written last, from 0 on. */
  bytes: Buffer;
  /** Holds the packed bytes of it, where it could be packed. */
  readonly packed: Buffer;
  /** Whether the text written last is ASCII without escapes. */
  isPlain: boolean;
}

export function newScratch(): Scratch {
  return { bytes: Buffer.allocUnsafeSlow(usualScratch), packed: Buffer.alloc(32), isPlain: true };
}

/** Writes the characters of a text from `start` to `end`; returns the number of bytes, -1 for half a surrogate pair. */
export function writeText(
  scratch: Scratch,
  text: string,
  start: number,
  end: number,
  isIri: boolean,
): number {
  const isPlain = isIri ? plainInIri : plainInLiteral;
  const bytes = roomFor(scratch, end - start);
  for (let i = start; i < end; i++) {
    const unit = text.charCodeAt(i);
    if (unit > 126 || isPlain[unit] === 0) return writeEscaped(scratch, text.slice(start, end), isIri);
    bytes[i - start] = unit;
  }
  scratch.isPlain = true;
  return end - start;
}

/** The form of some bytes of the text written last; packed bytes are to be taken from `scratch.packed`. */
export function formOf(scratch: Scratch, start: number, end: number): number {
  const { bytes, packed } = scratch;
  if (end - start === 64 && packHex(bytes, start, 64, packed, 0)) return form.packed;
  if (end - start === 36 && packUuid(bytes, start, packed)) return form.packed;
  if (scratch.isPlain) return form.ascii;
  let found: number = form.ascii;
  for (let i = start; i < end; i++) {
    if (bytes[i] === backslash) return form.escaped;
    if ((bytes[i] as number) > 126) found = form.utf8;
  }
  return found;
}

/** The text of bytes of a form. */
export function readText(bytes: Buffer, start: number, length: number, byteForm: number): string {
  switch (byteForm) {
    case form.ascii:
      return bytes.toString("latin1", start, start + length);
    case form.utf8:
      return bytes.toString("utf8", start, start + length);
    case form.escaped:
      return unescaped(bytes.toString("utf8", start, start + length));
    default: {
      const hex = bytes.toString("hex", start, start + length);
      return length === 32 ? hex : hex.replace(uuidParts, "$1-$2-$3-$4-$5");
    }
  }
}

/** Copies the escaped text of bytes of a form into `target`, and returns the offset behind it. */
export function copyText(
  bytes: Buffer,
  start: number,
  length: number,
  byteForm: number,
  target: Uint8Array,
  offset: number,
): number {
  if (byteForm === form.packed) return unpack(bytes, start, length, target, offset);
  if (length > 48) target.set(bytes.subarray(start, start + length), offset);
  else for (let i = 0; i < length; i++) target[offset + i] = bytes[start + i] as number;
  return offset + length;
}

/** How many bytes `copyText` writes. */
export function copiedLength(length: number, byteForm: number): number {
  if (byteForm !== form.packed) return length;
  return length === 32 ? 64 : 36;
}

const usualScratch = 4096;
const backslash = 0x5c;
const hyphen = 0x2d;
const uuidParts = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/;
/** What IRIREF forbids (RDF 1.1 N-Quads, grammar [8]) and DEL. */
const escapedInIri = /[^!#-;=?-[\]_a-z~\u0080-\u{10ffff}]/gu;
const loneSurrogate = /\p{Surrogate}/u;
const plainInLiteral = tableOf(/[ !#-[\]-~]/);
const plainInIri = tableOf(/[!#-;=?-[\]_a-z~]/);

function tableOf(pattern: RegExp): Uint8Array {
  return Uint8Array.from({ length: 128 }, (_, code) => (pattern.test(String.fromCharCode(code)) ? 1 : 0));
}

function writeEscaped(scratch: Scratch, text: string, isIri: boolean): number {
  if (loneSurrogate.test(text)) return -1;
  const escaped = isIri ? text.replace(escapedInIri, escapeOf) : stringText(text).slice(1, -1);
  scratch.isPlain = false;
  return roomFor(scratch, Buffer.byteLength(escaped)).write(escaped);
}

function escapeOf(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
}

const shortEscapes: ReadonlyMap<string, string> = new Map([
  ["b", "\b"],
  ["t", "\t"],
  ["n", "\n"],
  ["f", "\f"],
  ["r", "\r"],
]);

function unescaped(text: string): string {
  return text.replace(/\\(?:u(.{4})|(.))/g, (_, code: string | undefined, short = "") =>
    code === undefined ? (shortEscapes.get(short) ?? short) : String.fromCharCode(Number.parseInt(code, 16)),
  );
}

/** Room for a long text is given back with the next short one. */
function roomFor(scratch: Scratch, size: number): Buffer {
  const { length } = scratch.bytes;
  if (size > length || (length > 64 * usualScratch && size <= usualScratch)) {
    scratch.bytes = Buffer.allocUnsafeSlow(Math.max(size, usualScratch));
  }
  return scratch.bytes;
}

const digitOf = Uint8Array.from({ length: 256 }, (_, code) => {
  const digit = "0123456789abcdef".indexOf(String.fromCharCode(code));
  return digit === -1 ? 255 : digit;
});
const hexDigits = Buffer.from("0123456789abcdef");

function packHex(bytes: Buffer, start: number, length: number, packed: Buffer, at: number): boolean {
  for (let i = 0; i < length; i += 2) {
    const high = digitOf[bytes[start + i] as number] as number;
    const low = digitOf[bytes[start + i + 1] as number] as number;
    if ((high | low) > 15) return false;
    packed[at + (i >>> 1)] = (high << 4) | low;
  }
  return true;
}

function packUuid(bytes: Buffer, start: number, packed: Buffer): boolean {
  return (
    bytes[start + 8] === hyphen &&
    bytes[start + 13] === hyphen &&
    bytes[start + 18] === hyphen &&
    bytes[start + 23] === hyphen &&
    packHex(bytes, start, 8, packed, 0) &&
    packHex(bytes, start + 9, 4, packed, 4) &&
    packHex(bytes, start + 14, 4, packed, 6) &&
    packHex(bytes, start + 19, 4, packed, 8) &&
    packHex(bytes, start + 24, 12, packed, 10)
  );
}

function unpack(bytes: Buffer, start: number, length: number, target: Uint8Array, offset: number): number {
  let at = offset;
  for (let i = 0; i < length; i++) {
    if (length === 16 && (i === 4 || i === 6 || i === 8 || i === 10)) target[at++] = hyphen;
    const byte = bytes[start + i] as number;
    target[at++] = hexDigits[byte >>> 4] as number;
    target[at++] = hexDigits[byte & 15] as number;
  }
  return at;
}
