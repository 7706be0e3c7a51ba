import type { Axiom } from "../../entailment/axioms.ts";

/** The axioms of a query as they are posted: `same` are those of the last query that had any. */
export type AxiomsPatch = readonly Axiom[] | "same" | undefined;

/** Makes patches for one thread, which must get all of them, in their order. */
export class AxiomsPatcher {
  #last: readonly Axiom[] | undefined;

  patchFor(axioms: readonly Axiom[] | undefined): AxiomsPatch {
    if (axioms === undefined) return undefined;
    if (axioms === this.#last) return "same";
    this.#last = axioms;
    return axioms;
  }
}

/** The thread's side: gives the same list for the same axioms, by which what is made of them is kept. */
export class PatchedAxioms {
  #last: readonly Axiom[] | undefined;

  axiomsOf(patch: AxiomsPatch): readonly Axiom[] | undefined {
    if (patch === undefined) return undefined;
    if (patch !== "same") this.#last = patch;
    return this.#last;
  }
}
