import type { NamedNode } from "@rdfjs/types";
import type { Strength } from "../../quads/quad-store.ts";
import { dpv, mun, prov } from "../../vocabulary.ts";
import { told } from "../facts.ts";
import type { Name } from "../rest/names.ts";
import { type Known, onSubjectOf, type Rule } from "../rule.ts";
import { type Stated, stating } from "../statement.ts";
import { usedBy } from "./activities.ts";
import { wholesOf } from "./anonymisation.ts";
import { classificationOf } from "./current-facet.ts";
import { readUnit, versionRead } from "./version-read.ts";

/**
 * The legal basis and the purpose of an activity: its own, else those of its plan, else those of what the plan is a
 * version of (GDPR Art. 5(1)(b), 6(1)).
 */
export const effectiveBasis: Rule = {
  name: "effective-basis",
  version: 1,
  stage: 6,
  on: onSubjectOf(told.isActivity),
  evaluate(activity, known) {
    if (known.facts(activity, told.isActivity).length === 0) return {};
    const effective: Stated[] = [];
    for (const [property, effectiveProperty] of [
      [dpv.hasLegalBasis, mun.effectiveLegalBasis],
      [dpv.hasPurpose, mun.effectivePurpose],
    ] as const) {
      for (const { object, supports } of nearest(activity, property, known))
        effective.push(...stating("asserted", supports)(activity, effectiveProperty, object));
    }
    return { statements: effective };
  },
};

/**
 * `mun:touchesCategory`: the personal data in what an activity used, or in what that is a specialization of. It is as
 * strong as the use.
 */
export const touchesCategory: Rule = {
  name: "touches-category",
  version: 1,
  stage: 6,
  on: onSubjectOf(prov.used, prov.qualifiedUsage),
  evaluate(activity, known) {
    const found = new Map<Name, Stated>();
    for (const { entity, strength, supports } of usesOf(activity, known)) {
      for (const thing of wholesOf(entity, known)) {
        for (const { object, supports: reasons } of personalDataIn(thing, known)) {
          const [statement] = stating(strength, [...supports, ...reasons])(
            activity,
            mun.touchesCategory,
            object,
          );
          if (statement !== undefined && !found.has(object)) found.set(object, statement);
        }
      }
    }
    return { statements: [...found.values()] };
  },
};

interface Said {
  readonly object: Name;
  readonly supports: readonly Name[];
}

/** The values of a property of the activity, else of each plan in turn, with what leads there. */
function nearest(activity: Name, property: NamedNode, known: Known): readonly Said[] {
  const own = said(activity, property, known);
  if (own.length > 0) return own;
  return plansOf(activity, known).flatMap(({ plan, supports }) => {
    for (const level of levelsOf(plan, known)) {
      const found = level.flatMap((each) => said(each, property, known));
      if (found.length > 0)
        return found.map((each) => ({ object: each.object, supports: [...supports, ...each.supports] }));
    }
    return [];
  });
}

/** A plan, then what it is a specialization of, and so on; each once. */
function levelsOf(plan: Name, known: Known): readonly (readonly Name[])[] {
  const seen = new Set([plan]);
  const levels: Name[][] = [[plan]];
  for (const level of levels) {
    const above = level
      .flatMap((each) => known.facts(each, prov.specializationOf).map(({ object }) => object))
      .filter((each) => !seen.has(each));
    for (const each of above) seen.add(each);
    if (above.length > 0) levels.push([...new Set(above)]);
  }
  return levels;
}

/** The plans of an activity, by its associations; of a run, also its job and the versions of it that it ran. */
function plansOf(activity: Name, known: Known): readonly { plan: Name; supports: readonly Name[] }[] {
  const plans = new Map<Name, readonly Name[]>();
  for (const { object, support } of known.facts(activity, prov.qualifiedAssociation))
    for (const had of known.facts(object, prov.hadPlan))
      if (!plans.has(had.object)) plans.set(had.object, [support, had.support]);
  for (const { object, support } of known.facts(activity, told.ran))
    if (!plans.has(object)) plans.set(object, [support]);
  const job = known.things.jobOf(activity);
  const run = known.run(activity);
  if (plans.size === 0 && job !== undefined && run !== undefined) plans.set(job, [run.start.bundle]);
  return [...plans].map(([plan, supports]) => ({ plan, supports }));
}

/** Uses, the strongest first. */
function usesOf(activity: Name, known: Known) {
  const uses = usedBy(activity, known);
  const reads = uses.flatMap(
    ({ entity }) => known.value(versionRead, readUnit(known, activity, entity)) ?? [],
  );
  const use =
    (strength: Strength) => (version: { readonly version: Name; readonly supports: readonly Name[] }) => ({
      entity: version.version,
      strength,
      supports: version.supports,
    });
  return [
    ...uses.map(({ entity, support }) => ({ entity, strength: "asserted" as Strength, supports: [support] })),
    ...reads.flatMap(({ linked }) => linked).map(use("linked")),
    ...reads.flatMap(({ possible }) => possible).map(use("possible")),
  ];
}

function personalDataIn(thing: Name, known: Known): readonly Said[] {
  const inColumns = known
    .facts(thing, told.holds)
    .map(({ object, support }) => ({ object, supports: [support] }));
  return [...said(thing, dpv.hasPersonalData, known), ...inColumns];
}

/** What was stated, or follows from a tag. */
function said(thing: Name, property: NamedNode, known: Known): readonly Said[] {
  const classified = classificationOf(thing, known);
  return [
    ...known.facts(thing, property).map(({ object, support }) => ({ object, supports: [support] })),
    ...classified
      .filter((fact) => fact.property === property.value)
      .map(({ object, support }) => ({ object, supports: [support] })),
  ];
}
