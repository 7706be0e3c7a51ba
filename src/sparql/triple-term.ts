import type { BaseQuad, Term } from "@rdfjs/types";
import { DataFactory } from "n3";

/** A triple term with each of its three terms changed; the term itself where nothing changes. */
export function tripleTerm(term: BaseQuad, change: (component: Term) => Term): BaseQuad {
  const { subject, predicate, object } = term;
  const [s, p, o] = [change(subject), change(predicate), change(object)];
  if (s === subject && p === predicate && o === object) return term;
  return DataFactory.quad(s as never, p as never, o as never) as BaseQuad;
}
