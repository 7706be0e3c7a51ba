import { noTerm } from "../../../quads/id-view.ts";
import type { EvaluationContext, Operator } from "../operator.ts";
import type { Rows } from "../rows.ts";
import { chunkwise } from "./chunkwise.ts";
import { keptOf } from "./filter.ts";
import { type HashedRows, hashed, type Merging, merging } from "./hash-join.ts";

/**
 * The rows of the left that no row of the right fits which shares a bound variable with them (SPARQL 1.1 §8.3). The right is
 * hashed by what both always bind.
 */
export function minus(
  left: Operator,
  right: Operator,
  shared: readonly string[],
  context: EvaluationContext,
): Operator {
  const keys = shared.filter((name) => left.certain.has(name) && right.certain.has(name));
  const places = shared.map((name) => [left.variables.indexOf(name), right.variables.indexOf(name)] as const);
  return context.observe({
    ...left,
    name: "minus",
    detail: shared.map((name) => `?${name}`).join(" "),
    inputs: [left, right],
    rows: () => chunkwise(left, remaining),
  });

  function remaining(): (chunk: Rows) => Rows {
    const table = hashed(right, keys, context);
    const merge = merging(left.variables, right.variables, []);
    return (chunk) => {
      const keyColumns = keys.map((key) => chunk.columns[left.variables.indexOf(key)] as Uint32Array);
      return keptOf(chunk, (_, row) => !isTaken(chunk, keyColumns, row, table, merge));
    };
  }

  function isTaken(
    chunk: Rows,
    keyColumns: readonly Uint32Array[],
    row: number,
    table: HashedRows,
    merge: Merging,
  ): boolean {
    let work = 1;
    let isFound = false;
    for (let other = table.first(keyColumns, row); other >= 0 && !isFound; other = table.next(other), work++)
      isFound =
        merge.isCompatible(chunk, row, table.rows, other) &&
        (keys.length > 0 || isShared(chunk, row, table.rows, other));
    context.budget.spend(work);
    return isFound;
  }

  function isShared(chunk: Rows, row: number, others: Rows, other: number): boolean {
    return places.some(
      ([i, j]) => chunk.columns[i]?.[row] !== noTerm && others.columns[j]?.[other] !== noTerm,
    );
  }
}
