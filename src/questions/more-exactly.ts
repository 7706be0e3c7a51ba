import type { Term } from "@rdfjs/types";
import { DataFactory } from "n3";
import type { QuadView } from "../quads/quad-store.ts";
import { prov } from "../vocabulary.ts";
import type { Row } from "./evidence.ts";

/**
 * From each subject that only names what another row's subject is, to that other one: a version by its id, which is
 * `prov:alternateOf` the written version, or a data set as a whole, which a version of it in the answer specializes.
 * The name was said and the version was found, so both are in the answer; a person need read but one.
 */
export function namedMoreExactly(
  rows: readonly Row[],
  column: string | undefined,
  view: QuadView,
): ReadonlyMap<string, string> {
  const subjects = new Map<string, Term>();
  for (const row of rows) {
    const term = column === undefined ? undefined : row[column];
    if (term?.termType === "NamedNode") subjects.set(term.value, term);
  }
  const union = DataFactory.defaultGraph();
  const isWritten = (term: Term) => {
    for (const _ of view.match(term, prov.wasGeneratedBy, null, union)) return true;
    return false;
  };
  const exact = new Map<string, string>();
  for (const [iri, subject] of subjects) {
    for (const { object } of view.match(subject, prov.alternateOf, null, union))
      if (subjects.has(object.value) && isWritten(object) && !isWritten(subject))
        exact.set(iri, object.value);
  }
  for (const [iri, subject] of subjects) {
    for (const { object } of view.match(subject, prov.specializationOf, null, union))
      if (subjects.has(object.value) && !isWritten(object)) exact.set(object.value, exact.get(iri) ?? iri);
  }
  return exact;
}
