import type { TermId } from "../../quads/id-view.ts";
import type { QueryTerms } from "./rows.ts";

/** The order of `ORDER BY` (SPARQL 1.1 §15.1), made total; 0 for terms of equal value. */
export function compareForOrder(_terms: QueryTerms): (a: TermId, b: TermId) => number {
  throw new Error("Not written yet");
}
