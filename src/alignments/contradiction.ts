import type { Mapping } from "./alignment.ts";

/** Under this name PROV-O's own axioms stand in a witness; no alignment can bear it. */
export const provName = "prov-o";

/** A mapping, and the alignment that states it. */
export interface Step extends Pick<Mapping, "id" | "subject" | "predicate" | "object"> {
  readonly alignment: string;
}

/** Why some alignments cannot all be switched on. */
export interface Contradiction {
  /**
   * `unsatisfiable-class`, `-property`, `-chain`: nothing can be an instance of the class, be related by the property, or be
   * joined by the chain, since it would be of two disjoint classes (or related by two disjoint properties) at once.
   * `collapse`: two terms that one vocabulary tells apart become the same. `match`: SKOS forbids the two matches together.
   */
  readonly kind:
    | "unsatisfiable-class"
    | "unsatisfiable-property"
    | "unsatisfiable-chain"
    | "collapse"
    | "match";
  /** IRIs of what it is about: the class or property, or the terms that become one. */
  readonly terms: readonly string[];
  /** One sentence for a person. */
  readonly message: string;
  /** The names of the alignments that have a part in it, in code-point order. */
  readonly alignments: readonly string[];
  /** The chain of mappings that leads to it. */
  readonly witness: readonly Step[];
}
