import provVocabulary from "@vocabulary/prov";
import { DataFactory } from "n3";
import { type Axiom, axiomsOf } from "./axioms.ts";

let made: readonly Axiom[] | undefined;

/**
 * The axioms of PROV-O and of the notes that share its namespace (PROV-DC, PROV-Dictionary, PROV-Links, PROV-AQ, and the names of
 * inverses that PROV-O Appendix B reserves). Always the same list, so that what is computed of it can be kept by it.
 */
export function provAxioms(): readonly Axiom[] {
  made ??= axiomsOf(provVocabulary({ factory: DataFactory }));
  return made;
}
