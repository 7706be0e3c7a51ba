import { isUtf8 } from "node:buffer";
import type { Place } from "./placed-error.ts";

/** The text of bytes that are UTF-8; throws what `errorOf` makes of the first line that is not. */
export function utf8Text(bytes: Uint8Array, errorOf: (what: string, place: Place) => Error): string {
  if (isUtf8(bytes)) return new TextDecoder().decode(bytes);
  throw errorOf("Expected UTF-8", { line: linesOf(bytes).findIndex((line) => !isUtf8(line)) + 1 });
}

/** Lines by their line feeds, a byte that is no part of any other character of UTF-8. */
function linesOf(bytes: Uint8Array): readonly Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let start = 0; start <= bytes.length; ) {
    const feed = bytes.indexOf(0x0a, start);
    const end = feed < 0 ? bytes.length : feed;
    lines.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return lines;
}
