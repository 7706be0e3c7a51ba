import { qualifiedForms } from "../../interop/prov-o/vocabulary.ts";
import { prov } from "../../vocabulary.ts";
import type { Name } from "../rest/names.ts";
import type { Known } from "../rule.ts";

/**
 * The activities and the things that they used, over all data. Posted RDF may state an edge in its qualified form
 * alone, which implies the plain one (PROV-O §3.3).
 */
export function generatorsOf(output: Name, known: Known): readonly { activity: Name; support: Name }[] {
  const plain = known.facts(output, prov.wasGeneratedBy);
  const implied = known
    .facts(output, prov.qualifiedGeneration)
    .flatMap(({ object }) => known.facts(object, prov.activity));
  return [...plain, ...implied].map(({ object, support }) => ({ activity: object, support }));
}

export function usedBy(activity: Name, known: Known): readonly { entity: Name; support: Name }[] {
  const plain = known.facts(activity, prov.used);
  const implied = known
    .facts(activity, prov.qualifiedUsage)
    .flatMap(({ object }) => known.facts(object, prov.entity));
  return [...plain, ...implied].map(({ object, support }) => ({ entity: object, support }));
}

/** What an entity is stated to come from, by `prov:wasDerivedFrom`, a sub-property of it or a form of theirs (PROV-O §3.2). */
export function derivedFrom(entity: Name, known: Known): readonly { source: Name; support: Name }[] {
  const plain = derivations.flatMap((property) => known.facts(entity, property));
  const implied = qualifiedDerivations
    .flatMap((property) => known.facts(entity, property))
    .flatMap(({ object }) => known.facts(object, prov.entity));
  return [...plain, ...implied].map(({ object, support }) => ({ source: object, support }));
}

/** `prov:wasDerivedFrom` and its sub-properties. */
export const derivations = [
  prov.wasDerivedFrom,
  prov.wasRevisionOf,
  prov.wasQuotedFrom,
  prov.hadPrimarySource,
] as const;

/** Their qualified forms. */
export const qualifiedDerivations: readonly string[] = qualifiedForms
  .filter(({ plain }) => derivations.some(({ value }) => value === plain))
  .map(({ qualified }) => qualified);
