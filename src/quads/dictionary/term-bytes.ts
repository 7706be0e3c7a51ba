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
  let bytes = roomFor(scratch, end - start);
  let at = 0;
  scratch.isPlain = true;
  if (end - start >= shortText && isWrittenAsIs(bytes, text.slice(start, end), isPlain)) return end - start;
  for (let i = start; i < end; i++) {
    if (at + longestEscape > bytes.length) bytes = moreRoom(scratch);
    const unit = text.charCodeAt(i);
    if (unit < 0x80 && isPlain[unit] === 1) {
      bytes[at++] = unit;
      continue;
    }
    scratch.isPlain = false;
    if (unit < 0x80 || (unit >= 0xfffe && !isIri)) at = writeEscape(bytes, at, unit, isIri);
    else if (unit < 0xd800 || unit > 0xdfff) at = writeUtf8(bytes, at, unit);
    else {
      const point = text.codePointAt(i) as number;
      i++;
      if (unit > 0xdbff || point < 0x10000 || i === end) return -1;
      at = writeUtf8(bytes, at, point);
    }
  }
  return at;
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
    default:
      if (length === 32) return bytes.toString("hex", start, start + length);
      return unpacked.toString("latin1", 0, unpack(bytes, start, length, unpacked, 0));
  }
}

/** How many bytes the escape at a place has. */
export function escapeLength(bytes: Uint8Array, at: number): number {
  return bytes[at + 1] === letterU ? longestEscape : 2;
}

/** The UTF-16 unit that the escape at a place stands for: no escape is half a character. */
export function characterOfEscape(bytes: Uint8Array, at: number): number {
  const letter = bytes[at + 1] as number;
  if (letter !== letterU) return unitOf[letter] as number;
  let unit = 0;
  for (let i = 2; i < longestEscape; i++) unit = unit * 16 + upperDigits.indexOf(bytes[at + i] as number);
  return unit;
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
/** Up to here a loop is faster than a call of the encoder. */
const shortText = 24;
const encoder = new TextEncoder();
/** `\uXXXX`, which is longer than any character's UTF-8. */
const longestEscape = 6;
const [backslash, hyphen, letterU] = [0x5c, 0x2d, 0x75];
const unpacked = Buffer.alloc(36);
/** What canonical N-Quads write as it is (RDF 1.2 N-Quads §4). */
const plainInLiteral = tableOf(/[ !#-[\]-~]/);
/** What IRIREF allows (RDF 1.1 N-Quads, grammar [8]), but not DEL. */
const plainInIri = tableOf(/[!#-;=?-[\]_a-z~]/);

function tableOf(pattern: RegExp): Uint8Array {
  return Uint8Array.from({ length: 128 }, (_, code) => (pattern.test(String.fromCharCode(code)) ? 1 : 0));
}

/** The characters that literals have a short escape for, and its letter. */
const shortEscapes = [
  ["\b", "b"],
  ["\t", "t"],
  ["\n", "n"],
  ["\f", "f"],
  ["\r", "r"],
  ['"', '"'],
  ["\\", "\\"],
] as const;
const letterOf = new Uint8Array(128);
for (const [character, letter] of shortEscapes) letterOf[character.charCodeAt(0)] = letter.charCodeAt(0);
/** What a letter is the short escape of. */
const unitOf = new Uint8Array(128);
for (const [character, letter] of shortEscapes) unitOf[letter.charCodeAt(0)] = character.charCodeAt(0);
const characterOf: ReadonlyMap<string, string> = new Map(
  shortEscapes.map(([character, letter]) => [letter, character]),
);

/** Tries it with the encoder, which is fast for a text of some length, but does not escape. */
function isWrittenAsIs(bytes: Buffer, text: string, isPlain: Uint8Array): boolean {
  const { written } = encoder.encodeInto(text, bytes);
  if (written !== text.length) return false;
  for (let i = 0; i < written; i++) if (isPlain[bytes[i] as number] !== 1) return false;
  return true;
}

function writeEscape(bytes: Buffer, at: number, unit: number, isIri: boolean): number {
  const letter = isIri ? 0 : (letterOf[unit] ?? 0);
  bytes[at] = backslash;
  bytes[at + 1] = letter === 0 ? letterU : letter;
  if (letter !== 0) return at + 2;
  for (let i = 0; i < 4; i++) bytes[at + 2 + i] = upperDigits[(unit >>> (12 - 4 * i)) & 15] as number;
  return at + longestEscape;
}

function writeUtf8(bytes: Buffer, at: number, point: number): number {
  const following = point < 0x800 ? 1 : point < 0x10000 ? 2 : 3;
  bytes[at] = ((0xf00 >>> (following + 1)) & 0xff) | (point >>> (6 * following));
  for (let i = 1; i <= following; i++) bytes[at + i] = 0x80 | ((point >>> (6 * (following - i))) & 0x3f);
  return at + following + 1;
}

function unescaped(text: string): string {
  let found = text.indexOf("\\");
  if (found === -1) return text;
  let result = text.slice(0, found);
  while (found !== -1) {
    const letter = text.charAt(found + 1);
    const isShort = letter !== "u";
    result += isShort
      ? characterOf.get(letter)
      : String.fromCharCode(Number.parseInt(text.slice(found + 2, found + longestEscape), 16));
    const next = found + (isShort ? 2 : longestEscape);
    found = text.indexOf("\\", next);
    result += found === -1 ? text.slice(next) : text.slice(next, found);
  }
  return result;
}

/** Room to begin with; that of a long text is given back with the next short one. */
function roomFor(scratch: Scratch, units: number): Buffer {
  const isMuchTooLarge = scratch.bytes.length > 64 * usualScratch && units < usualScratch;
  if (isMuchTooLarge) scratch.bytes = Buffer.allocUnsafeSlow(usualScratch);
  return scratch.bytes;
}

function moreRoom(scratch: Scratch): Buffer {
  const larger = Buffer.allocUnsafeSlow(scratch.bytes.length * 2);
  larger.set(scratch.bytes);
  scratch.bytes = larger;
  return larger;
}

const upperDigits = Buffer.from("0123456789ABCDEF");
const digitOf = Uint8Array.from({ length: 256 }, (_, code) => {
  const digit = "0123456789abcdef".indexOf(String.fromCharCode(code));
  return digit === -1 ? 255 : digit;
});
const lowerDigits = Buffer.from("0123456789abcdef");

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
    target[at++] = lowerDigits[byte >>> 4] as number;
    target[at++] = lowerDigits[byte & 15] as number;
  }
  return at;
}
