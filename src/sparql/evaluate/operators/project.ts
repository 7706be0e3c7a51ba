import type { EvaluationContext, Operator } from "../operator.ts";
import { RowSet } from "../row-set.ts";
import type { Rows } from "../rows.ts";
import { chunkwise } from "./chunkwise.ts";
import { keptOf } from "./filter.ts";
import { arranged } from "./union.ts";

/** Only these columns, in this order. */
export function project(input: Operator, variables: readonly string[]): Operator {
  const places = variables.map((name) => input.variables.indexOf(name));
  if (places.length === input.variables.length && places.every((place, i) => place === i)) return input;
  return {
    ...input,
    name: "project",
    detail: variables.map((name) => `?${name}`).join(" "),
    variables,
    certain: new Set(variables.filter((name) => input.certain.has(name))),
    inputs: [input],
    // Two columns of one name are two arrays: a later step may move rows in place.
    rows: () => chunkwise(input, () => (chunk) => arranged(chunk, places)),
  };
}

/** Each row once, as it first comes. */
export function distinct(input: Operator, { observe, budget }: EvaluationContext): Operator {
  return observe({
    ...input,
    name: "distinct",
    detail: input.variables
      .filter(isOfQuery)
      .map((name) => `?${name}`)
      .join(" "),
    inputs: [input],
    rows: () => chunkwise(input, once),
  });

  function once(): (chunk: Rows) => Rows {
    const seen = new RowSet(input.variables.length, (bytes) => budget.hold(bytes));
    const isNew = (columns: readonly Uint32Array[], row: number) => {
      const { size } = seen;
      return seen.add(columns, row) === size;
    };
    return (chunk) => {
      budget.spend(chunk.length);
      return keptOf(chunk, isNew);
    };
  }
}

/** The rows from `start` on, `length` at most. */
export function slice(
  input: Operator,
  { start, length }: { readonly start: number; readonly length?: number },
  { observe }: EvaluationContext,
): Operator {
  const most = length ?? Number.POSITIVE_INFINITY;
  return observe({
    ...input,
    name: "slice",
    detail: `${length === undefined ? "" : `limit ${length} `}offset ${start}`,
    estimate: Math.min(input.estimate, most),
    inputs: [input],
    rows: () => sliced(input, start, most),
  });
}

function* sliced(input: Operator, start: number, most: number): Iterable<Rows> {
  let toSkip = start;
  let toGive = most;
  if (toGive === 0) return;
  for (const { columns, length } of input.rows()) {
    const skipped = Math.min(toSkip, length);
    toSkip -= skipped;
    const given = Math.min(length - skipped, toGive);
    if (given === 0) continue;
    toGive -= given;
    yield { columns: columns.map((column) => column.subarray(skipped, skipped + given)), length: given };
    if (toGive === 0) return;
  }
}

/** Names of the planner's own, which no query can spell, say nothing to a reader. */
function isOfQuery(name: string): boolean {
  return !name.includes(" ");
}
