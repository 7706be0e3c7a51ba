import { compareInstants } from "../../instant.ts";
import { dcat, mun, prov, rdf } from "../../vocabulary.ts";
import { told } from "../facts.ts";
import { aliasTimeline } from "../known-facts.ts";
import type { Known, Rule } from "../rule.ts";
import { dateTime, stating } from "../statement.ts";
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
  on: [{ predicate: told.symlink, unit: ({ subject, object }) => `${subject} ${object.value}` }],
  evaluate(pair, known) {
    const [dataset = "", other = ""] = pair.split(" ");
    const said = known.fact(dataset, told.symlink, other);
    const mentions = known.timeline(aliasTimeline(dataset, other));
    const [first, last] = [mentions.first, mentions.last];
    if (said === undefined || first === undefined || last === undefined) return {};

    const node = `${dataset}/alias/${pathBelowDataset(other, known.iris.base)}`;
    const states = stating("asserted", [said.support]);
    return {
      statements: [
        ...states(dataset, prov.alternateOf, other),
        ...states(other, rdf.type, prov.Entity, dcat.Dataset),
        ...states(node, rdf.type, rdf.Statement),
        ...states(node, rdf.subject, dataset),
        ...states(node, rdf.predicate, prov.alternateOf),
        ...states(node, rdf.object, other),
        ...stating("asserted", [first.id])(node, mun.firstSeen, dateTime(first.at)),
        ...stating("asserted", [last.id])(node, mun.lastSeen, dateTime(last.at)),
      ],
    };
  },
};

/** A finding on each dataset that has too many names. */
export const aliasClass: Rule = {
  name: "alias-class",
  version: 1,
  stage: 0,
  on: [{ predicate: told.alias, unit: ({ subject }) => subject.replace(/^aliases /, "") }],
  evaluate(dataset, known) {
    const names = namesOf(dataset, known);
    if (names.length <= maxAliases) return {};
    const [support] = known
      .facts(`aliases ${dataset}`, told.alias)
      .map((fact) => fact.support)
      .sort();
    return {
      statements: linkerFinding(known.iris, {
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
export interface Names {
  readonly atInstant: readonly string[];
  readonly ever: readonly string[];
}

/** The names of a dataset at an instant, itself the first. O(names), at most `maxAliases`. */
export function namesAt(dataset: string, instant: string, known: Known): Names {
  const ever = namesOf(dataset, known);
  if (ever.length === 1 || ever.length > maxAliases) return { atInstant: [dataset], ever: [dataset] };
  const atInstant = reach(dataset, known, (a, b) => isWithin(aliasTimeline(a, b), instant, known));
  return { atInstant, ever };
}

function namesOf(dataset: string, known: Known): readonly string[] {
  return reach(dataset, known, () => true);
}

function reach(dataset: string, known: Known, isHop: (a: string, b: string) => boolean): readonly string[] {
  const reached = new Set([dataset]);
  for (const name of reached) {
    for (const { object } of known.facts(`aliases ${name}`, told.alias)) {
      if (!reached.has(object.value) && isHop(name, object.value)) reached.add(object.value);
      if (reached.size > maxAliases) return [...reached];
    }
  }
  return [...reached];
}

/** Whether an instant lies between the first and the last mention, both included. */
function isWithin(timeline: string, instant: string, known: Known): boolean {
  const mentions = known.timeline(timeline);
  const [first, last] = [mentions.first, mentions.last];
  return (
    first !== undefined &&
    last !== undefined &&
    compareInstants(first.at, instant) <= 0 &&
    compareInstants(instant, last.at) <= 0
  );
}
