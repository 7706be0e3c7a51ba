/** Pointers are cut here, at a segment: a longer one would echo the body that it points into. */
const maxPointerLength = 1_024;

/**
 * An RFC 6901 JSON pointer. Where the whole would be longer than `maxPointerLength`, it points to the nearest
 * enclosing value that can be named.
 */
export function jsonPointer(segments: Iterable<string | number>): string {
  let pointer = "";
  for (const segment of segments) {
    if (typeof segment === "string" && segment.length > maxPointerLength) break;
    const longer = `${pointer}/${escaped(segment)}`;
    if (longer.length > maxPointerLength) break;
    pointer = longer;
  }
  return pointer;
}

function escaped(segment: string | number): string {
  return String(segment).replaceAll("~", "~0").replaceAll("/", "~1");
}
