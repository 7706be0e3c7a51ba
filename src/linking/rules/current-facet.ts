import { statementsOf } from "../../configuration/tag-rules.ts";
import { dcterms, dpv, mun, prov, rdf } from "../../vocabulary.ts";
import { facetCell, facetNameOfCell, thingOfFacetCell } from "../cells.ts";
import { told } from "../facts.ts";
import type { Name } from "../rest/names.ts";
import type { Known, Rule, Trigger } from "../rule.ts";
import { type Stated, stating, text } from "../statement.ts";
import { columnNamed } from "../things.ts";

/** `mun:facet`: the snapshot that holds of a thing now. The last said holds, and a tombstone takes it away. */
export const currentFacet: Rule = {
  name: "current-facet",
  version: 1,
  stage: 0,
  on: [
    { predicate: told.facet, unit: ({ subject, object }, { names }) => facetCell(names, subject, object) },
  ],
  evaluate(cell, known) {
    const thing = thingOfFacetCell(known.names, cell);
    const current = known.facet(thing, known.names.text(facetNameOfCell(known.names, cell)));
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
        return current.content.owners.flatMap(({ agent: iri, role }) => {
          const agent = known.names.iri(iri);
          const path = `attribution/${iri.slice(known.iris.base.length)}`;
          const node = known.names.iri(`${known.names.text(thing)}/${path}`);
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
function isOwnable(thing: Name, { iris, names, things }: Known): boolean {
  const kind = things.of(thing)?.kind;
  if (kind !== undefined) return kind === "dataset";
  return names.text(thing).slice(iris.base.length).split("/")[3] !== "run";
}

/** What current tags, and the tag rules of the configuration, say of things. */
export interface Classified {
  readonly facts: readonly ClassifiedFact[];
}
interface ClassifiedFact {
  readonly property: string;
  readonly object: Name;
  readonly support: Name;
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
    if (current === undefined || !canHaveTags(thing, known)) return {};
    const { names } = known;
    const facts: ClassifiedFact[] = [];
    const statements: Stated[] = [];
    for (const tag of current.content.tags) {
      const bearer = tag.field === undefined ? thing : names.iri(columnNamed(names.text(thing), tag.field));
      statements.push(...stating("asserted", [current.since])(bearer, mun.currentTag, names.of(tag.node)));
      const said = statementsOf(
        { ...tag, value: tag.value ?? "" },
        names.node(bearer),
        known.configuration.tagRules,
      );
      for (const { rule, property, object } of said) {
        const isOfWhole = bearer === thing || ofWholes.has(property.value);
        for (const about of new Set(isOfWhole ? [bearer, thing] : [bearer]))
          statements.push(...stating("asserted", [current.since], rule)(about, property, object));
        if (isOfWhole)
          facts.push({ property: property.value, object: names.ofTerm(object), support: current.since });
      }
    }
    return { ...(facts.length === 0 ? {} : { value: { facts } }), statements };
  },
};

/**
 * What the tags of a thing say of it. Whoever asks of anything, as of each version that was used, asks by this: no unit comes into
 * being for what has no tags of its own.
 */
export function classificationOf(thing: Name, known: Known): readonly ClassifiedFact[] {
  return canHaveTags(thing, known) ? (known.value(tags, thing)?.facts ?? []) : [];
}

/** Whether current tags are read of a thing: of a version they are read of its dataset. */
function canHaveTags(thing: Name, { things }: Known): boolean {
  const kind = things.of(thing)?.kind;
  return kind === undefined || kind === "dataset";
}

/** What is true of a whole when it is true of a part. */
const ofWholes: ReadonlySet<string> = new Set([dpv.hasPersonalData.value, dpv.hasApplicableLaw.value]);

function onFacets(...names: readonly string[]): Trigger[] {
  return [
    {
      predicate: told.facet,
      unit: ({ subject, object }, naming) =>
        names.includes(naming.names.text(object)) ? subject : undefined,
    },
  ];
}
