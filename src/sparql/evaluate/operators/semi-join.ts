import type { EvaluationContext, Operator } from "../operator.ts";
import type { Rows } from "../rows.ts";
import { chunkwise } from "./chunkwise.ts";
import { keptOf } from "./filter.ts";
import type { NumberedSeed } from "./seeded.ts";

interface SemiJoin {
  readonly name: string;
  readonly left: Operator;
  readonly numbered: NumberedSeed;
  /** Numbers of the rows for which there is something. */
  readonly right: Operator;
  /** Whether the rows without anything are kept, and not those with. */
  readonly isAnti: boolean;
}

/** The rows for which something exists, or does not (SPARQL 1.1 §8.1, §8.2). */
export function semiJoin(
  { name, left, numbered, right, isAnti }: SemiJoin,
  { observe, budget }: EvaluationContext,
): Operator {
  return observe({
    ...left,
    name,
    detail: "",
    estimate: left.estimate / 2,
    inputs: [left, right],
    rows: () => chunkwise(left, joined),
  });

  function joined(): (chunk: Rows) => Rows {
    const numbers = right.variables.indexOf(numbered.number);
    return (chunk) => {
      const isFound = new Uint8Array(chunk.length);
      numbered.set(chunk);
      for (const { columns, length } of right.rows()) {
        const rowOf = columns[numbers] as Uint32Array;
        for (let i = 0; i < length; i++) isFound[(rowOf[i] as number) - 1] = 1;
        budget.spend(length);
      }
      return keptOf(chunk, (_, row) => (isFound[row] === 0) === isAnti);
    };
  }
}
