import type { Algebra } from "@traqula/algebra-transformations-1-1";
import type { TermId } from "../../quads/id-view.ts";
import type { ExpressionContext } from "./expressions/expression.ts";

/** The rows of one group, as they are added up. */
export interface Accumulator {
  add(columns: readonly Uint32Array[], row: number): void;
  /** `noTerm` on an error. */
  value(): TermId;
}

/** Makes the accumulators of an aggregate: one for each group. */
export function compileAggregate(
  _aggregate: Algebra.AggregateExpression | Algebra.BoundAggregate,
  _variables: readonly string[],
  _context: ExpressionContext,
): () => Accumulator {
  throw new Error("Not written yet");
}
