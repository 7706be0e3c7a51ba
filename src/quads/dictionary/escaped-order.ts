import { characterOfEscape, escapeLength } from "./term-bytes.ts";

/**
 * Orders two texts by code point, given as UTF-8 with the escapes of canonical N-Quads (`term-bytes.ts`), without making strings of
 * them: below 0, 0, or above. O(what they have in common).
 */
export function compareEscaped(
  a: Uint8Array,
  startOfA: number,
  lengthOfA: number,
  b: Uint8Array,
  startOfB: number,
  lengthOfB: number,
): number {
  const length = Math.min(lengthOfA, lengthOfB);
  let at = 0;
  while (at < length) {
    const [left, right] = [a[startOfA + at] as number, b[startOfB + at] as number];
    if (left !== right) return rankAt(a, startOfA + at) - rankAt(b, startOfB + at);
    if (left !== backslash) {
      at += 1;
      continue;
    }
    const difference = rankAt(a, startOfA + at) - rankAt(b, startOfB + at);
    if (difference !== 0) return difference;
    at += escapeLength(a, startOfA + at);
  }
  return lengthOfA - lengthOfB;
}

/** Orders two packed texts of one length as their digits are ordered. */
export function comparePacked(
  a: Uint8Array,
  startOfA: number,
  length: number,
  b: Uint8Array,
  startOfB: number,
): number {
  for (let at = 0; at < length; at++) {
    const difference = (a[startOfA + at] as number) - (b[startOfB + at] as number);
    if (difference !== 0) return difference;
  }
  return 0;
}

/**
 * A number for what stands at a place, by which it compares as its code point does with whatever else differs first: a byte, as bytes of
 * UTF-8 compare like their characters; of an escape its character, which is ASCII or one of the two last before U+10000.
 */
function rankAt(bytes: Uint8Array, at: number): number {
  const byte = bytes[at] as number;
  if (byte !== backslash) return byte;
  const character = characterOfEscape(bytes, at);
  return character < 0x80 ? character : lastOfThreeBytes + (character & 1) / 2;
}

const backslash = 0x5c;
/** Above the first byte of every character of three bytes, and below that of one of four. */
const lastOfThreeBytes = 0xef + 1 / 4;
