import type { Quad, Term } from "@rdfjs/types";
import { type Term as N3Term, termToId } from "n3";

/** A text that two terms share if and only if they are equal. */
export function termKey(term: Term): string {
  return termToId(term as N3Term);
}

/** A text that two quads share if and only if they are equal. */
export function quadKey({ subject, predicate, object, graph }: Quad): string {
  return JSON.stringify([termKey(subject), termKey(predicate), termKey(object), termKey(graph)]);
}
