import type { JsonFault } from "./json-error.ts";

/** Why the inside of a JSON string cannot be read, and the offset of the byte. */
interface StringFault {
  readonly fault: Extract<JsonFault, "syntax" | "invalid-utf-8" | "lone-surrogate">;
  readonly at: number;
}

/**
 * The text between the quotes of a JSON string, at bytes `[start, end)`, with its escapes resolved (RFC 8259 §7).
 * A surrogate without its other half denotes no character, so nothing could be stored under it.
 */
export function readJsonString(bytes: Buffer, start: number, end: number): string | StringFault {
  let text = "";
  let at = start;
  while (at < end) {
    const next = indexOfBackslash(bytes, at, end);
    const raw = utf8Text(bytes, at, next);
    if (typeof raw !== "string") return raw;
    text += raw;
    if (next === end) break;

    const character = readEscape(bytes, next, end);
    if (typeof character !== "string") return character;
    text += character;
    // An escape is as long as its kind says: 2 bytes, 6, or 12 for a pair of surrogates.
    at = next + (bytes[next + 1] === lowerU ? 6 * character.length : 2);
  }
  return text;
}

const lowerU = 0x75;
const replacementCharacter = "\ufffd";

function indexOfBackslash(bytes: Buffer, from: number, end: number): number {
  let at = from;
  while (at < end && bytes[at] !== 0x5c) at++;
  return at;
}

function utf8Text(bytes: Buffer, start: number, end: number): string | StringFault {
  const text = bytes.toString("utf8", start, end);
  if (!text.includes(replacementCharacter)) return text;
  // The bytes may say U+FFFD themselves; if they do, they come back.
  const again = Buffer.from(text, "utf8");
  if (again.equals(bytes.subarray(start, end))) return text;
  let same = 0;
  while (again[same] === bytes[start + same]) same++;
  return { fault: "invalid-utf-8", at: start + same };
}

function readEscape(bytes: Buffer, at: number, end: number): string | StringFault {
  const letter = bytes[at + 1] ?? 0;
  if (letter !== lowerU) return simpleEscapes.get(letter) ?? { fault: "syntax", at };
  const unit = hexUnit(bytes, at + 2, end);
  if (unit === undefined) return { fault: "syntax", at };
  if (unit < 0xd800 || unit > 0xdfff) return String.fromCharCode(unit);
  if (unit > 0xdbff || bytes[at + 6] !== 0x5c || bytes[at + 7] !== lowerU)
    return { fault: "lone-surrogate", at };
  const low = hexUnit(bytes, at + 8, end);
  if (low === undefined) return { fault: "syntax", at: at + 6 };
  return low >= 0xdc00 && low <= 0xdfff ? String.fromCharCode(unit, low) : { fault: "lone-surrogate", at };
}

const simpleEscapes: ReadonlyMap<number, string> = new Map(
  Object.entries({ '"': '"', "\\": "\\", "/": "/", b: "\b", f: "\f", n: "\n", r: "\r", t: "\t" }).map(
    ([letter, character]): [number, string] => [letter.charCodeAt(0), character],
  ),
);

function hexUnit(bytes: Buffer, at: number, end: number): number | undefined {
  if (at + 4 > end) return undefined;
  let unit = 0;
  for (let index = at; index < at + 4; index++) {
    const digit = Number.parseInt(String.fromCharCode(bytes[index] ?? 0), 16);
    if (Number.isNaN(digit)) return undefined;
    unit = 16 * unit + digit;
  }
  return unit;
}
