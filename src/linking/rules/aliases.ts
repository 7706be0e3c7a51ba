import { dcat, mun, prov, rdf } from "../../vocabulary.ts";
import { aliasesOf, told } from "../facts.ts";
import { aliasTimeline } from "../known-facts.ts";
import type { Name } from "../rest/names.ts";
import type { Known, Rule } from "../rule.ts";
import { stating } from "../statement.ts";
import { pathBelowDataset } from "../things.ts";
import { linkerFinding } from "./findings.ts";

/** More names than this in one class, and the symlinks are taken for a mistake: lineage does not hop them. */
const maxAliases = 50;

/**
 * `prov:alternateOf` between a dataset and another name of it (PROV-DM §5.5.2), with the first and the last event that
 * said so on a node of its own, an RDF reification: `prov:alternateOf` has no qualified form.
 */
export const alias: Rule = {
  name: "alias",
  version: 1,
  stage: 0,
  on: [{ predicate: told.symlink, unit: ({ subject, object }, { names }) => names.pair(subject, object) }],
  evaluate(pair, known) {
    const { names, iris } = known;
    const [dataset, other] = [names.first(pair), names.second(pair)];
    const said = known.fact(dataset, told.symlink, other);
    const mentions = known.timeline(aliasTimeline(names, dataset, other));
    const [first, last] = [mentions.first, mentions.last];
    if (said === undefined || first === undefined || last === undefined) return {};

    const path = pathBelowDataset(names.text(other), iris.base);
    const node = names.iri(`${names.text(dataset)}/alias/${path}`);
    const states = stating("asserted", [said.support]);
    return {
      statements: [
        ...states(dataset, prov.alternateOf, other),
        ...states(other, rdf.type, prov.Entity, dcat.Dataset),
        ...states(node, rdf.type, rdf.Statement),
        ...states(node, rdf.subject, dataset),
        ...states(node, rdf.predicate, prov.alternateOf),
        ...states(node, rdf.object, other),
        ...stating("asserted", [first.id])(node, mun.firstSeen, first.at),
        ...stating("asserted", [last.id])(node, mun.lastSeen, last.at),
      ],
    };
  },
};

/** A finding on each dataset that has too many names. */
export const aliasClass: Rule = {
  name: "alias-class",
  version: 1,
  stage: 0,
  on: [{ predicate: told.alias, unit: ({ subject }, { names }) => names.second(subject) }],
  evaluate(dataset, known) {
    const names = namesOf(dataset, known);
    if (names.length <= maxAliases) return {};
    const [support] = known
      .facts(aliasesOf(known.names, dataset), told.alias)
      .map((fact) => fact.support)
      .sort((a, b) => known.names.compareTerms(a, b));
    return {
      statements: linkerFinding(known, {
        code: "alias-class",
        focus: dataset,
        message: `Symlinks make one dataset of more than ${maxAliases} names, so no lineage follows them.`,
        path: prov.alternateOf,
        supports: support === undefined ? [] : [support],
      }),
    };
  },
};

/** A dataset under all its names: those by which it went at an instant, and those by which it ever went. */
export interface NamesOfDataset {
  readonly atInstant: readonly Name[];
  readonly ever: readonly Name[];
}

/** The names of a dataset at an instant, itself the first. O(names), at most `maxAliases`. */
export function namesAt(dataset: Name, instant: Name, known: Known): NamesOfDataset {
  const ever = namesOf(dataset, known);
  if (ever.length === 1 || ever.length > maxAliases) return { atInstant: [dataset], ever: [dataset] };
  const atInstant = reach(dataset, known, (a, b) =>
    isWithin(aliasTimeline(known.names, a, b), instant, known),
  );
  return { atInstant, ever };
}

function namesOf(dataset: Name, known: Known): readonly Name[] {
  return reach(dataset, known, () => true);
}

function reach(dataset: Name, known: Known, isHop: (a: Name, b: Name) => boolean): readonly Name[] {
  const aliases = (name: Name) => known.facts(aliasesOf(known.names, name), told.alias);
  if (aliases(dataset).length === 0) return [dataset];
  const reached = new Set([dataset]);
  for (const name of reached) {
    for (const { object } of aliases(name)) {
      if (!reached.has(object) && isHop(name, object)) reached.add(object);
      if (reached.size > maxAliases) return [...reached];
    }
  }
  return [...reached];
}

/** Whether an instant lies between the first and the last mention, both included. */
function isWithin(timeline: Name, instant: Name, known: Known): boolean {
  const mentions = known.timeline(timeline);
  const [first, last] = [mentions.first, mentions.last];
  return (
    first !== undefined &&
    last !== undefined &&
    known.names.compareInstants(first.at, instant) <= 0 &&
    known.names.compareInstants(instant, last.at) <= 0
  );
}
