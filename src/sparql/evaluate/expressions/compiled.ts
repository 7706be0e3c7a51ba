import type { TermId } from "../../../quads/id-view.ts";

/** The three values of SPARQL's logic (SPARQL 1.1 §17.2). */
export const isFalse = 0;
export const isTrue = 1;
export const isError = 2;
export type Truth = typeof isFalse | typeof isTrue | typeof isError;

export function truthOf(value: boolean): Truth {
  return value ? isTrue : isFalse;
}

/** The value of an expression for a row: `noTerm` where it is an error, or an unbound variable. */
export type Evaluate = (columns: readonly Uint32Array[], row: number) => TermId;
/** The effective boolean value of an expression for a row. */
export type Test = (columns: readonly Uint32Array[], row: number) => Truth;

/** An expression, ready to be evaluated as a value or as a condition. */
export interface Compiled {
  readonly value: Evaluate;
  readonly test: Test;
  /** The columns that it reads. */
  readonly columns: ReadonlySet<number>;
  /** The value, when it is the same for every row. */
  readonly constant?: TermId;
  /** It may differ from one row to the next that has the same terms. */
  readonly isVolatile: boolean;
  /** It costs no more than a look into a memo would. */
  readonly isCheap: boolean;
  /** What it makes costs no more than to settle it would. */
  readonly isLight: boolean;
}

/** A function of terms that are no errors; `noTerm` is an error, and stands in place of arguments that are not given. */
export type TermFunction = (a: TermId, b: TermId, c: TermId, d: TermId) => TermId;
/** A function of terms that answers yes or no. */
export type TermTest = (a: TermId, b: TermId, c: TermId, d: TermId) => Truth;
