import type { Term } from "@rdfjs/types";
import type { TermId, TermKind, TermReader } from "../../quads/id-view.ts";

/**
 * Rows of an operator, as columns of term numbers: `columns[i][row]` is what the variable at place `i` of the operator's
 * variables is bound to, `noTerm` where it is unbound. Only the first `length` numbers of a column count.
 */
export interface Rows {
  readonly columns: readonly Uint32Array[];
  readonly length: number;
}

/** The terms of a query: those of the store, and those that it makes itself, which have numbers from `firstOwnTerm` on. */
export interface QueryTerms extends TermReader {
  /**
   * The number of any term; one that the store has keeps the store's number, so that equal terms have equal numbers. Who knows the term's value
   * may say it.
   */
  intern(term: Term, value?: TypedValue): TermId;
  /** The number of a triple term, by those of its terms. */
  internTriple(subject: TermId, predicate: TermId, object: TermId): TermId;
}
/** Of what sort a term is, and its number, as `TermReader` has them. */
export interface TypedValue {
  readonly kind: TermKind;
  readonly number: number;
}
export const firstOwnTerm: TermId = 0x8000_0000;
