import type { ConstraintNumber } from "./rules.ts";

/** What PROV-CONSTRAINTS finds of a document. */
export interface ConstraintReport {
  readonly valid: boolean;
  readonly violations: readonly Violation[];
}

/** One constraint that does not hold. */
export interface Violation {
  /** W3C's number; 6.2 for the rule of that section, which has none. */
  readonly constraint: ConstraintNumber;
  /** W3C's name for it; ours for 6.2. */
  readonly name: string;
  /** The bundle in which it is; absent for the top level. */
  readonly bundle?: string;
  /** The name of what it is about: an element, or what a relation is of. Absent where none of it has a name. */
  readonly focusNode?: string;
  /** The statements of the input that cannot all be true, much as PROV-N writes them. */
  readonly statements: readonly string[];
  /** One sentence for a person. */
  readonly message: string;
  /** Of an ordering, the other constraints that the circle of events passes through. */
  readonly also?: readonly ConstraintNumber[];
}
