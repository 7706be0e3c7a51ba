import type { Rows } from "./rows.ts";

const mostRows = 16_384;

/** Rows in chunks that are not large: who reads all that a sort makes at once can be stopped within. */
export function* inPortions(chunks: Iterable<Rows>): Iterable<Rows> {
  for (const chunk of chunks) {
    if (chunk.length <= mostRows) yield chunk;
    else yield* portionsOf(chunk);
  }
}

function* portionsOf({ columns, length }: Rows): Iterable<Rows> {
  for (let from = 0; from < length; from += mostRows) {
    const to = Math.min(from + mostRows, length);
    yield { columns: columns.map((column) => column.slice(from, to)), length: to - from };
  }
}
