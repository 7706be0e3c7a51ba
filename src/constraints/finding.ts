import type { Fact } from "./fact.ts";
import type { ConstraintNumber } from "./rules.ts";
import type { Term } from "./terms.ts";

/** A violation while its terms are still numbers. */
export interface Finding {
  readonly constraint: ConstraintNumber;
  /** What cannot be true together. */
  readonly facts: readonly Fact[];
  /** What it is about, of which the first that has a name is told; of a circle, all that are on circles with it. */
  readonly about: readonly Term[];
  readonly message: (words: Words) => string;
  readonly also?: readonly ConstraintNumber[];
}

/** How terms are written in messages. */
export interface Words {
  readonly name: (term: Term) => string;
  readonly time: (term: Term) => string;
}
