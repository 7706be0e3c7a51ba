import type { Operator } from "./operator.ts";
import type { Rows } from "./rows.ts";

const mostRows = 16_384;

/** An operator's rows in chunks that are not large: who reads all that a sort makes at once can be stopped within. */
export function* inPortions(operator: Pick<Operator, "rows">): Iterable<Rows> {
  for (const chunk of operator.rows()) {
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
