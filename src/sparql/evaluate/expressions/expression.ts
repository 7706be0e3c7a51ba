import type { Algebra } from "@traqula/algebra-transformations-1-1";
import type { TermId } from "../../../quads/id-view.ts";
import type { QueryTerms } from "../rows.ts";

/** What expressions know of the query that they stand in. */
export interface ExpressionContext {
  readonly terms: QueryTerms;
  /** What `NOW()` answers. */
  readonly now: Date;
  /** What the function `IRI` resolves against. */
  readonly baseIri?: string;
  /** `EXISTS`, for one row after another; made by the operators. */
  readonly exists: (
    pattern: Algebra.Operation,
    variables: readonly string[],
  ) => (columns: readonly Uint32Array[], row: number) => boolean;
}

/** The value of an expression for a row: `noTerm` where it is an error, or an unbound variable. */
export type Evaluate = (columns: readonly Uint32Array[], row: number) => TermId;

/** Why an expression cannot be evaluated natively; undefined when it can. `onExists` judges the patterns of `EXISTS`. */
export function refusalOf(
  _expression: Algebra.Expression,
  _onExists: (pattern: Algebra.Operation) => string | undefined,
): string | undefined {
  return "an expression";
}

/** An expression over rows whose columns are these variables. */
export function compileExpression(
  _expression: Algebra.Expression,
  _variables: readonly string[],
  _context: ExpressionContext,
): Evaluate {
  throw new Error("Not written yet");
}

/** The effective boolean value of an expression (SPARQL 1.1 §17.2.2); an error is false. */
export function compileFilter(
  _expression: Algebra.Expression,
  _variables: readonly string[],
  _context: ExpressionContext,
): (columns: readonly Uint32Array[], row: number) => boolean {
  throw new Error("Not written yet");
}
