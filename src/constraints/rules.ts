/**
 * The names that PROV-CONSTRAINTS (W3C Recommendation 30 April 2013) gives to what can be violated, by number. What §6.2 asks of
 * documents has neither: it goes by the number of the section and a name of ours.
 */
export const nameOf = {
  6.2: "unique-bundle-identifiers",
  22: "key-object",
  23: "key-properties",
  24: "unique-generation",
  25: "unique-invalidation",
  26: "unique-wasStartedBy",
  27: "unique-wasEndedBy",
  28: "unique-startTime",
  29: "unique-endTime",
  30: "start-precedes-end",
  31: "start-start-ordering",
  32: "end-end-ordering",
  33: "usage-within-activity",
  34: "generation-within-activity",
  35: "wasInformedBy-ordering",
  36: "generation-precedes-invalidation",
  37: "generation-precedes-usage",
  38: "usage-precedes-invalidation",
  39: "generation-generation-ordering",
  40: "invalidation-invalidation-ordering",
  41: "derivation-usage-generation-ordering",
  42: "derivation-generation-generation-ordering",
  43: "wasStartedBy-ordering",
  44: "wasEndedBy-ordering",
  45: "specialization-generation-ordering",
  46: "specialization-invalidation-ordering",
  47: "wasAssociatedWith-ordering",
  48: "wasAttributedTo-ordering",
  49: "actedOnBehalfOf-ordering",
  50: "typing",
  51: "impossible-unspecified-derivation-generation-use",
  52: "impossible-specialization-reflexive",
  53: "impossible-property-overlap",
  54: "impossible-object-property-overlap",
  55: "entity-activity-disjoint",
  56: "membership-empty-collection",
} as const satisfies Readonly<Record<number, string>>;

/** The number of a constraint, as W3C counts them, or of a section. */
export type ConstraintNumber = keyof typeof nameOf;
