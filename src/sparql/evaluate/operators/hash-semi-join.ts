import type { EvaluationContext, Operator } from "../operator.ts";
import type { Rows } from "../rows.ts";
import { chunkwise } from "./chunkwise.ts";
import { keptOf } from "./filter.ts";
import { type HashedRows, hashed } from "./hash-join.ts";

interface HashSemiJoin {
  readonly name: string;
  readonly left: Operator;
  /** Reads nothing of the left. */
  readonly right: Operator;
  /** Variables that both always bind. */
  readonly keys: readonly string[];
  /** Whether the rows without anything are kept, and not those with. */
  readonly isAnti: boolean;
}

/** The rows of the left to which some row of the right is equal in the keys, or none: the right is evaluated once, for all of them. */
export function hashSemiJoin(
  { name, left, right, keys, isAnti }: HashSemiJoin,
  context: EvaluationContext,
): Operator {
  let made: HashedRows | undefined;
  return context.observe({
    ...left,
    name,
    detail: keys.map((key) => `?${key}`).join(" "),
    estimate: left.estimate / 2,
    inputs: [left, right],
    rows: () => chunkwise(left, () => joined),
  });

  function joined(chunk: Rows): Rows {
    made ??= hashed(right, keys, context);
    const table = made;
    const columns = keys.map((key) => chunk.columns[left.variables.indexOf(key)] as Uint32Array);
    context.budget.spend(chunk.length);
    return keptOf(chunk, (_, row) => table.first(columns, row) < 0 === isAnti);
  }
}
