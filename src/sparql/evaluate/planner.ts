import type { Algebra } from "@traqula/algebra-transformations-1-1";
import type { ExpressionContext } from "./expressions/expression.ts";
import type { EvaluationContext, Needs, Operator } from "./operator.ts";

/** Makes operators out of algebra. */
export interface Planner {
  readonly context: EvaluationContext;
  readonly expressions: ExpressionContext;
  /**
   * The operator of an operation, joined with `input`: begun with its rows where that is the same, else evaluated by itself.
   * Its columns are those of `needs`, as far as there are such, and perhaps more.
   */
  readonly plan: (operation: Algebra.Operation, input: Operator, needs: Needs) => Operator;
  /** The same for the pattern of an EXISTS: what the input binds is put into all of it, filters too (SPARQL 1.1 §18.6). */
  readonly planExistence: (operation: Algebra.Operation, input: Operator, needs: Needs) => Operator;
  /** The operator of an operation by itself, whatever is put into what stands around it. */
  readonly planApart: (operation: Algebra.Operation, needs: Needs) => Operator;
}
