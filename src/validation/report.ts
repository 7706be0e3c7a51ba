import type { NamedNode, Term } from "@rdfjs/types";

/** One `sh:ValidationResult`: what breaks which constraint, and how badly. */
export interface Finding {
  readonly focusNode: NamedNode;
  readonly path?: NamedNode;
  readonly value?: Term;
  /** `sh:Violation`, `sh:Warning` or `sh:Info`. */
  readonly severity: NamedNode;
  /** A shape of ours, or the property shape's named parent when it is a blank node. */
  readonly sourceShape: NamedNode;
  readonly sourceConstraintComponent: NamedNode;
  /** One sentence that a person understands. */
  readonly message: string;
}

export interface ValidationReport {
  readonly conforms: boolean;
  readonly findings: readonly Finding[];
}
