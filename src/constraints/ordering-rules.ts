import type { StatementType } from "../prov/document.ts";
import type { ConstraintNumber } from "./rules.ts";

/** A kind of instantaneous event in the life of an entity or activity; of one there may be several. */
export type Moment = "generation" | "invalidation" | "start" | "end";

/**
 * An event that a statement tells of: the one that it describes itself, one that it names by an identifier in an argument,
 * or every event of a kind in the life of an argument.
 */
export type EventReference = readonly ["itself"] | readonly ["named", string] | readonly [Moment, string];

/** Wherever there is a statement of a type, one event precedes another. */
export interface OrderingRule {
  readonly constraint: ConstraintNumber;
  readonly of: StatementType;
  readonly before: EventReference;
  readonly after: EventReference;
  readonly isStrict?: true;
  /** Whether the relation is transitive (Inference 19), so that this passes on where an argument has no such event. */
  readonly isTransitive?: true;
}

const itself = ["itself"] as const;

/** Constraints 30 to 49 (PROV-CONSTRAINTS §5.2) as a table. Only 42 is strict. */
export const orderingRules: readonly OrderingRule[] = [
  { constraint: 30, of: "wasEndedBy", before: ["start", "activity"], after: itself },
  { constraint: 31, of: "wasStartedBy", before: ["start", "activity"], after: itself },
  { constraint: 31, of: "wasStartedBy", before: itself, after: ["start", "activity"] },
  { constraint: 32, of: "wasEndedBy", before: ["end", "activity"], after: itself },
  { constraint: 32, of: "wasEndedBy", before: itself, after: ["end", "activity"] },
  { constraint: 33, of: "used", before: ["start", "activity"], after: itself },
  { constraint: 33, of: "used", before: itself, after: ["end", "activity"] },
  { constraint: 34, of: "wasGeneratedBy", before: ["start", "activity"], after: itself },
  { constraint: 34, of: "wasGeneratedBy", before: itself, after: ["end", "activity"] },
  { constraint: 35, of: "wasInformedBy", before: ["start", "informant"], after: ["end", "informed"] },
  { constraint: 36, of: "wasInvalidatedBy", before: ["generation", "entity"], after: itself },
  { constraint: 37, of: "used", before: ["generation", "entity"], after: itself },
  { constraint: 38, of: "used", before: itself, after: ["invalidation", "entity"] },
  { constraint: 39, of: "wasGeneratedBy", before: ["generation", "entity"], after: itself },
  { constraint: 39, of: "wasGeneratedBy", before: itself, after: ["generation", "entity"] },
  { constraint: 40, of: "wasInvalidatedBy", before: ["invalidation", "entity"], after: itself },
  { constraint: 40, of: "wasInvalidatedBy", before: itself, after: ["invalidation", "entity"] },
  { constraint: 41, of: "wasDerivedFrom", before: ["named", "usage"], after: ["named", "generation"] },
  {
    constraint: 42,
    of: "wasDerivedFrom",
    before: ["generation", "usedEntity"],
    after: ["generation", "generatedEntity"],
    isStrict: true,
  },
  { constraint: 43, of: "wasStartedBy", before: ["generation", "trigger"], after: itself },
  { constraint: 43, of: "wasStartedBy", before: itself, after: ["invalidation", "trigger"] },
  { constraint: 44, of: "wasEndedBy", before: ["generation", "trigger"], after: itself },
  { constraint: 44, of: "wasEndedBy", before: itself, after: ["invalidation", "trigger"] },
  {
    constraint: 45,
    of: "specializationOf",
    before: ["generation", "generalEntity"],
    after: ["generation", "specificEntity"],
    isTransitive: true,
  },
  {
    constraint: 46,
    of: "specializationOf",
    before: ["invalidation", "specificEntity"],
    after: ["invalidation", "generalEntity"],
    isTransitive: true,
  },
  {
    constraint: 47,
    of: "wasAssociatedWith",
    before: ["start", "activity"],
    after: ["invalidation", "agent"],
  },
  { constraint: 47, of: "wasAssociatedWith", before: ["generation", "agent"], after: ["end", "activity"] },
  { constraint: 47, of: "wasAssociatedWith", before: ["start", "activity"], after: ["end", "agent"] },
  { constraint: 47, of: "wasAssociatedWith", before: ["start", "agent"], after: ["end", "activity"] },
  { constraint: 48, of: "wasAttributedTo", before: ["generation", "agent"], after: ["generation", "entity"] },
  { constraint: 48, of: "wasAttributedTo", before: ["start", "agent"], after: ["generation", "entity"] },
  {
    constraint: 49,
    of: "actedOnBehalfOf",
    before: ["generation", "responsible"],
    after: ["invalidation", "delegate"],
  },
  { constraint: 49, of: "actedOnBehalfOf", before: ["start", "responsible"], after: ["end", "delegate"] },
];
