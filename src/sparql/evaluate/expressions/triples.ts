import { noTerm, type TermId, termKind } from "../../../quads/id-view.ts";
import type { FunctionDefinition } from "./kit.ts";
import { kindTest } from "./terms.ts";

/** The functions on triple terms (SPARQL 1.2 §17.4.6). */
export const tripleFunctions: Readonly<Record<string, FunctionDefinition>> = {
  istriple: kindTest((kind) => kind === termKind.triple),
  subject: component(0),
  predicate: component(1),
  object: component(2),
  triple: {
    least: 3,
    most: 3,
    value:
      ({ terms }) =>
      (subject, predicate, object) => {
        const kind = terms.kind(subject);
        const isNode = kind === termKind.iri || kind === termKind.blankNode;
        if (!isNode || terms.kind(predicate) !== termKind.iri) return noTerm;
        return terms.internTriple(terms.settled(subject), terms.settled(predicate), terms.settled(object));
      },
  },
};

function component(place: 0 | 1 | 2): FunctionDefinition {
  return {
    least: 1,
    most: 1,
    value:
      ({ terms }) =>
      (id: TermId) =>
        terms.kind(id) === termKind.triple ? terms.tripleOf(id)[place] : noTerm,
  };
}
