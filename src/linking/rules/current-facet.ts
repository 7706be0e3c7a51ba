import { DataFactory } from "n3";
import { statementsOf } from "../../configuration/tag-rules.ts";
import { dcterms, dpv, mun, prov, rdf } from "../../vocabulary.ts";
import { told } from "../facts.ts";
import type { Known, Rule, Trigger } from "../rule.ts";
import { type Stated, stating, text } from "../statement.ts";
import { columnNamed, datasetThing } from "../things.ts";

/** `mun:facet`: the snapshot that holds of a thing now. The last said holds, and a tombstone takes it away. */
export const currentFacet: Rule = {
  name: "current-facet",
  version: 1,
  stage: 0,
  on: [{ predicate: told.facet, unit: ({ subject, object }) => `${object.value} ${subject}` }],
  evaluate(unit, known) {
    const separator = unit.lastIndexOf(" ");
    const [name, thing] = [unit.slice(0, separator), unit.slice(separator + 1)];
    const current = known.facet(thing, name);
    return current === undefined
      ? {}
      : { statements: stating("asserted", [current.since])(thing, mun.facet, current.facet) };
  },
};

/** Facets that name owners: `airflow` that of the job, not who ran it (`mapping.md`, ownership). */
const ownerFacets = ["ownership", "airflow"];

/**
 * The owners of a job or dataset (PROV-DM §5.3.2), as its current facets name them. The attribution is a node of the
 * thing's own: the one in the snapshot is shared by all that have the same owners.
 */
export const ownership: Rule = {
  name: "ownership",
  version: 2,
  stage: 0,
  on: onFacets(...ownerFacets),
  evaluate(thing, known) {
    if (!isOwnable(thing, known)) return {};
    return {
      statements: ownerFacets.flatMap((name) => {
        const current = known.facet(thing, name);
        if (current === undefined) return [];
        const states = stating("asserted", [current.since]);
        return current.content.owners.flatMap(({ agent, role }) => {
          const node = `${thing}/attribution/${agent.slice(known.iris.base.length)}`;
          return [
            ...states(thing, prov.wasAttributedTo, agent),
            ...states(thing, prov.qualifiedAttribution, node),
            ...states(node, rdf.type, prov.Attribution),
            ...states(node, prov.agent, agent),
            ...(role === undefined ? [] : states(node, dcterms.type, text(role))),
          ];
        });
      }),
    };
  },
};

/**
 * Whether a thing can have owners. A run, being an activity, has none (PROV-CONSTRAINTS 50, 55): what Airflow says of a run
 * is of its job, which has the facet too.
 */
function isOwnable(thing: string, { iris }: Known): boolean {
  const kind = datasetThing(thing, iris.base)?.kind;
  if (kind !== undefined) return kind === "dataset";
  return thing.slice(iris.base.length).split("/")[3] !== "run";
}

/** What current tags, and the tag rules of the configuration, say of things. */
export interface Classified {
  readonly facts: readonly ClassifiedFact[];
}
interface ClassifiedFact {
  readonly property: string;
  readonly object: string;
  readonly support: string;
}

/**
 * The current tags of a run, job, dataset or column (`mun:currentTag`), and what the tag rules make of them. What a
 * column holds, its dataset holds: personal data, and the law that goes with it.
 */
export const tags: Rule<Classified> = {
  name: "current-tag",
  version: 1,
  stage: 0,
  on: onFacets("tags"),
  evaluate(thing, known) {
    const current = known.facet(thing, "tags");
    const kind = datasetThing(thing, known.iris.base)?.kind;
    if (current === undefined || (kind !== undefined && kind !== "dataset")) return {};
    const facts: ClassifiedFact[] = [];
    const statements: Stated[] = [];
    for (const tag of current.content.tags) {
      const bearer = tag.field === undefined ? thing : columnNamed(thing, tag.field);
      statements.push(...stating("asserted", [current.since])(bearer, mun.currentTag, tag.node));
      const said = statementsOf(
        { ...tag, value: tag.value ?? "" },
        DataFactory.namedNode(bearer),
        known.configuration.tagRules,
      );
      for (const { rule, property, object } of said) {
        const isOfWhole = bearer === thing || ofWholes.has(property.value);
        for (const about of new Set(isOfWhole ? [bearer, thing] : [bearer]))
          statements.push(...stating("asserted", [current.since], rule)(about, property, object));
        if (isOfWhole) facts.push({ property: property.value, object: object.value, support: current.since });
      }
    }
    return { ...(facts.length === 0 ? {} : { value: { facts } }), statements };
  },
};

/** What is true of a whole when it is true of a part. */
const ofWholes: ReadonlySet<string> = new Set([dpv.hasPersonalData.value, dpv.hasApplicableLaw.value]);

function onFacets(...names: readonly string[]): Trigger[] {
  return [
    {
      predicate: told.facet,
      unit: ({ subject, object }) => (names.includes(object.value) ? subject : undefined),
    },
  ];
}
