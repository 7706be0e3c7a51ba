import { provO } from "../interop/prov-o/vocabulary.ts";
import { formsOf } from "./prov-properties.ts";

export const generation = formsOf("wasGeneratedBy");
export const usage = formsOf("used");
const invalidation = formsOf("wasInvalidatedBy");
export const start = formsOf("wasStartedBy");
export const end = formsOf("wasEndedBy");
export const derivation = formsOf("wasDerivedFrom");
export const attribution = formsOf("wasAttributedTo");
export const specialization = formsOf("specializationOf");
export const membership = formsOf("hadMember");

/** What uniqueness (22 to 29) asks of a thing beside its classes: its times, and what brought it about and ended it. */
export const lifeProperties: readonly string[] = [
  ...[provO.startTime, provO.endTime, provO.generatedAtTime, provO.invalidatedAtTime],
  ...[generation, invalidation, start, end].flatMap(({ plain, qualified }) => [...plain, ...qualified]),
  provO.qualifiedInfluence,
];

/** The properties that put an event of a thing after others, but for those of its life. */
export const sourceProperties: readonly string[] = [derivation, specialization, attribution].flatMap(
  ({ plain, qualified }) => [...plain, ...qualified],
);

/** All that do. */
export const orderProperties: ReadonlySet<string> = new Set([
  ...sourceProperties,
  ...[generation, start].flatMap(({ plain, qualified }) => [...plain, ...qualified]),
  provO.qualifiedInfluence,
]);

/** Times that tell of an activity, or of a generation that nothing else may tell of. */
export const existenceProperties: ReadonlySet<string> = new Set([
  provO.startTime,
  provO.endTime,
  provO.generatedAtTime,
]);

/** The links to nodes that name a trigger. */
export const triggerLinks: ReadonlySet<string> = new Set([
  ...start.qualified,
  ...end.qualified,
  provO.qualifiedInfluence,
]);
