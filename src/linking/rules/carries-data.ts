import { mun, prov } from "../../vocabulary.ts";
import type { Name } from "../rest/names.ts";
import { type Known, onSubjectOf, type Rule } from "../rule.ts";
import { type Stated, stating } from "../statement.ts";
import type { Fact } from "../supported.ts";
import { derivations, derivedFrom, generatorsOf, qualifiedDerivations, usedBy } from "./activities.ts";
import { isAnonymised } from "./anonymisation.ts";
import { derivation } from "./derivation.ts";
import { isReplacing, rename } from "./lifecycle.ts";
import { previousVersion } from "./previous-version.ts";
import { versionOf } from "./version.ts";
import { readUnit, versionRead } from "./version-read.ts";

/**
 * What data a thing carries, exactly and at most: one unit for both, since what one of them rests on, the other mostly rests on
 * too, and every column of every version has one.
 */
export const carriesData: Rule = {
  name: "carries-data-from",
  version: 2,
  stage: 5,
  on: onSubjectOf(
    ...derivations,
    ...qualifiedDerivations,
    mun.carriesDataFrom,
    prov.wasGeneratedBy,
    prov.qualifiedGeneration,
    mun.declaredSource,
  ),
  evaluate(output, known) {
    const posted = known.facts(output, mun.carriesDataFrom);
    const edges = exactEdges(output, known);
    const exact = posted.length > 0 ? [] : statedExactly(output, edges, known);
    return { statements: [...exact, ...statedAtMost(output, edges, posted, known)] };
  },
};

/**
 * `mun:carriesDataFrom`: every exact derivation, stated or linked, whose output is no validated anonymisation. Where a
 * posted document states it for an output, that is the whole answer for that output (DESIGN §4, personal data).
 */
function statedExactly(output: Name, edges: readonly ExactEdge[], known: Known): Stated[] {
  if (edges.length === 0 || isAnonymised(output, known)) return [];
  return edges.flatMap(({ source, strength, supports }) =>
    stating(strength, supports)(output, mun.carriesDataFrom, source),
  );
}

/**
 * `mun:mayCarryDataFrom`, the upper bound: every exact derivation, anonymised or not; whatever a run used that generated
 * the output, unless a `lineage` facet covers the output as a whole and the run's extraction met no error; and the
 * version before, unless the write replaced it. All of it is for possible mode alone.
 */
function statedAtMost(
  output: Name,
  edges: readonly ExactEdge[],
  posted: readonly Fact[],
  known: Known,
): Stated[] {
  const stated: Stated[] = [];
  const add = (source: Name, supports: readonly Name[]) => {
    if (source === output) return;
    stated.push(
      ...stating("possible", supports, "may-carry-data-from")(output, mun.mayCarryDataFrom, source),
    );
  };
  for (const { source, supports } of edges) add(source, supports);
  for (const { object, support } of posted) add(object, [support]);
  for (const { object, support } of known.facts(output, mun.declaredSource)) add(object, [support]);
  const linked = known.value(derivation, wholeOf(output, known));
  for (const { derived, source, supports } of linked?.possible ?? [])
    if (derived === output) add(source, supports);

  const isCovered = known.facts(output, mun.lineageCoveredBy).length > 0;
  for (const { activity, support } of generatorsOf(output, known)) {
    if (isCovered && known.facts(activity, mun.incompleteLineage).length === 0) continue;
    for (const used of usedThrough(activity, known)) add(used.source, [support, ...used.supports]);
  }

  const written = versionOf(output, known);
  if (written === undefined) return stated;
  const previous = known.value(previousVersion, output);
  if (previous !== undefined && !isReplacing(output, written, known))
    add(previous.version, previous.supports);
  const renamed = known.value(rename, output);
  if (renamed !== undefined) add(renamed.version, renamed.supports);
  return stated;
}

interface ExactEdge {
  readonly source: Name;
  readonly strength: "asserted" | "linked";
  readonly supports: readonly Name[];
}

function exactEdges(output: Name, known: Known): readonly ExactEdge[] {
  const stated = derivedFrom(output, known).map(
    ({ source, support }): ExactEdge => ({ source, strength: "asserted", supports: [support] }),
  );
  const sources = new Set(stated.map(({ source }) => source));
  const linked = (known.value(derivation, wholeOf(output, known))?.edges ?? [])
    .filter(({ derived, source }) => derived === output && !sources.has(source))
    .map(({ source, supports }): ExactEdge => ({ source, strength: "linked", supports }));
  return [...stated, ...linked].filter(({ source }) => source !== output);
}

/** What an activity used: as named, the version that this was found to be, and those that it may have been. */
function usedThrough(activity: Name, known: Known) {
  return usedBy(activity, known).flatMap(({ entity, support }) => {
    const read = known.value(versionRead, readUnit(known, activity, entity));
    const found = [...(read?.linked ?? []), ...(read?.possible ?? [])];
    return [
      { source: entity, supports: [support] },
      ...found.map((each) => ({ source: each.version, supports: each.supports })),
    ];
  });
}

/** The version that a column is of; of any other thing, itself. */
function wholeOf(thing: Name, { things }: Known): Name {
  return things.of(thing)?.whole ?? thing;
}
