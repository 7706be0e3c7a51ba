import type { NamedNode, Quad, Quad_Object, Term } from "@rdfjs/types";
import { DataFactory } from "n3";
import { qualifiedForms } from "../interop/prov-o/vocabulary.ts";
import type { Iris } from "../mapping/iris.ts";
import type { Block } from "../quads/quad-store.ts";
import { dcat, dcterms, dpv, mun, prov, rdf } from "../vocabulary.ts";
import { type NamedThing, untypedThings } from "./named-things.ts";
import { trueLiteral } from "./statement.ts";
import { datasetThing, runIdOf } from "./things.ts";

/**
 * Reads a bundle back into plain facts, in the letter of `docs/mapping.md`. Most facts are the triples themselves, of
 * the predicates that some rule reads; a few are turned round or put together, under the names of `told`, so that a
 * rule finds them from the thing that it is about.
 */
export interface BundleFacts {
  /** Absent for posted RDF, to which the rules of version, order and state do not apply (DESIGN §4). */
  readonly event?: EventFact;
  readonly facts: readonly TripleFact[];
  readonly citations: readonly Citation[];
}

interface EventFact {
  /** In upper case; absent when the producer sent none. */
  readonly type?: string;
  readonly time: string;
  readonly about: string;
}

interface TripleFact {
  readonly subject: string;
  readonly predicate: string;
  readonly object: Quad_Object;
}

/** That an event says a thing had a facet. */
export interface Citation {
  readonly thing: string;
  readonly facet: string;
  /** Of two facets of one name in one event, what is said of an output wins over what is said of an input. */
  readonly rank: number;
  /** A dataset knows this facet only through one of its versions or uses. */
  readonly isIndirect: boolean;
}

/** Facts that are put together here; none of these is an IRI, so none collides with a predicate. */
export const told = {
  /** `class {thing}` → its class, when an event names it and does not type it. */
  class: "~class",
  /** `schemas {dataset}` → snapshot of a schema of it. */
  schema: "~schema",
  /** Lasting column → the dataset or column of which it is part. */
  columnOf: "~column-of",
  /** Run → source named in a derivation of one of its outputs. */
  source: "~source",
  /** `{run} {dataset}` → version of that dataset that an event says the run used. */
  namedRead: "~named-read",
  /** Written version → a column of it. */
  column: "~column",
  /** `{dataset} {id}` → written version that bears that id. */
  bearer: "~bearer",
  /** `named {dataset}` → true, when some version of it, written or read, has an id. */
  versionId: "~version-id",
  /** Written version → run, when a RUNNING event lists it. */
  listedWhileRunning: "~listed-while-running",
  /** Dataset → personal data that one of its columns holds. */
  holds: "~holds",
  /** Run → version of its job that an event of it names. */
  ran: "~ran",
  /** Text of a run id → run. */
  sharesRunId: "~shares-run-id",
  /** `aliases {dataset}` → a dataset of which it is another name, both ways. */
  alias: "~alias",
  /** Dataset → another name of it, as a symlink says. */
  symlink: "~symlink",
  /** Thing → name of a facet, when the current one changed. */
  facet: "~facet",
  /** Activity → true, when something says that it is one. */
  isActivity: "~is-activity",
  /** Run → event about it, when there is a new one. */
  event: "~event",
} as const;

/** The subject of `told.class`: not the thing itself, so that what reads other facts of it is not disturbed. */
export function classFactsOf(thing: string): string {
  return `class ${thing}`;
}

/** The subject of `told.namedRead`. */
export function namedRead(run: string, dataset: string): string {
  return `${run} ${dataset}`;
}

/** The predicates of the triples that are facts, whoever states them. */
const readOfAll: readonly string[] = [
  prov.used,
  prov.wasGeneratedBy,
  prov.wasDerivedFrom,
  prov.wasRevisionOf,
  prov.wasQuotedFrom,
  prov.hadPrimarySource,
  prov.specializationOf,
  prov.generatedAtTime,
  prov.qualifiedAssociation,
  prov.hadPlan,
  dcterms.valid,
  dcat.startDate,
  dcat.endDate,
  dpv.hasProcessing,
  dpv.hasAssessment,
  dpv.hasOutcome,
  dpv.hasLegalBasis,
  dpv.hasPurpose,
  dpv.hasPersonalData,
  mun.versionId,
  mun.lineageCoveredBy,
  mun.incompleteLineage,
  mun.declaredSource,
  mun.acceptedWith,
  mun.carriesDataFrom,
  mun.masking,
].map(({ value }) => value);

const readOfEvents: ReadonlySet<string> = new Set(readOfAll);

/** Of a document also what it states in qualified form, which the mapper repeats in plain form, and what that implies. */
const readOfDocuments: ReadonlySet<string> = new Set([
  ...readOfAll,
  ...qualifiedForms.flatMap(({ plain, qualified, influencers }) => [plain, qualified, ...influencers]),
]);

/** The facts of one bundle. A pure function of its quads. */
export function factsOf({ id, quads }: Block, iris: Iris): BundleFacts {
  const event = eventOf(id, quads);
  const read = event === undefined ? readOfDocuments : readOfEvents;
  const kept = quads.filter(({ predicate }) => read.has(predicate.value));
  const facts = kept.map(({ subject, predicate, object }) => ({
    subject: subject.value,
    predicate: predicate.value,
    object,
  }));
  const named = event === undefined ? [] : untypedThings(quads, iris);
  const activities = activitiesIn(quads, named);
  facts.push(...heldByColumns(facts, iris), ...activities.map((subject) => fact(subject, told.isActivity)));
  if (event === undefined) return { facts, citations: [] };
  return {
    event,
    facts: [
      ...facts,
      ...named.map((thing) => fact(classFactsOf(thing.iri), told.class, thing.class)),
      ...runIdsOf(activities, iris),
      ...toldFacts(event, quads, iris),
    ],
    citations: citationsIn(quads, iris),
  };
}

function eventOf(bundle: string, quads: readonly Quad[]): EventFact | undefined {
  const said = (predicate: NamedNode) =>
    quads.find(
      (quad) =>
        quad.subject.value === bundle && quad.graph.value === bundle && quad.predicate.equals(predicate),
    )?.object.value;
  const time = said(mun.eventTime);
  const about = said(mun.about);
  if (time === undefined || about === undefined) return undefined;
  const type = said(mun.eventType)?.toUpperCase();
  return { time, about, ...(type === undefined ? {} : { type }) };
}

/** What is said to be an activity, or can be nothing else (PROV-O: the domains and ranges of these properties). */
function activitiesIn(quads: readonly Quad[], named: readonly NamedThing[]): readonly string[] {
  const typed = named.filter((thing) => thing.class.equals(prov.Activity)).map(({ iri }) => iri);
  const implied = quads.flatMap(({ subject, predicate, object }) => {
    if (predicate.equals(rdf.type)) return object.equals(prov.Activity) ? [subject.value] : [];
    if (predicate.equals(prov.wasGeneratedBy)) return [object.value];
    return ofActivities.has(predicate.value) ? [subject.value] : [];
  });
  return [...new Set([...typed, ...implied])];
}

/** The runs by their ids, where these are UUIDs, which no two jobs should share. */
function runIdsOf(activities: readonly string[], { base }: Iris): TripleFact[] {
  return activities.flatMap((activity) => {
    const runId = runIdOf(activity, base);
    if (runId === undefined || !uuidPattern.test(runId)) return [];
    return [fact(`run-id ${runId}`, told.sharesRunId, DataFactory.namedNode(activity))];
  });
}

function fact(subject: string, predicate: string, object: Quad_Object = trueLiteral): TripleFact {
  return { subject, predicate, object };
}

const ofActivities: ReadonlySet<string> = new Set(
  [
    prov.used,
    prov.qualifiedUsage,
    prov.wasAssociatedWith,
    prov.qualifiedAssociation,
    prov.startedAtTime,
    prov.endedAtTime,
  ].map(({ value }) => value),
);

/** A whole holds what a part of it holds. */
function heldByColumns(facts: readonly TripleFact[], iris: Iris): TripleFact[] {
  return facts.flatMap(({ subject, predicate, object }) => {
    if (predicate !== dpv.hasPersonalData.value) return [];
    const thing = datasetThing(subject, iris.base);
    return thing?.column === undefined ? [] : [{ subject: thing.whole, predicate: told.holds, object }];
  });
}

function toldFacts(event: EventFact, quads: readonly Quad[], iris: Iris): TripleFact[] {
  const { base } = iris;
  const facts: TripleFact[] = [];
  const tell = (subject: string, predicate: string, object: Quad_Object) =>
    facts.push({ subject, predicate, object });
  const jobOfRun = iris.jobOf(DataFactory.namedNode(event.about));
  const isAboutRun = event.about !== jobOfRun?.value;
  const writerOf = new Map<string, Term>();
  for (const { subject, predicate, object } of quads)
    if (predicate.equals(prov.wasGeneratedBy)) writerOf.set(subject.value, object);

  for (const { subject, predicate, object } of quads) {
    if (predicate.equals(prov.wasGeneratedBy)) {
      if (event.type === "RUNNING") tell(subject.value, told.listedWhileRunning, object);
    } else if (predicate.equals(prov.used)) {
      const used = datasetThing(object.value, base);
      if (used?.kind === "named" && used.whole === object.value)
        tell(namedRead(subject.value, used.dataset), told.namedRead, object);
    } else if (predicate.equals(prov.wasDerivedFrom)) {
      const writer = writerOf.get(datasetThing(subject.value, base)?.whole ?? "");
      const source = datasetThing(object.value, base);
      if (writer !== undefined && source !== undefined)
        tell(writer.value, told.source, DataFactory.namedNode(source.whole));
    } else if (predicate.equals(dcterms.isPartOf)) {
      if (writerOf.has(object.value)) tell(object.value, told.column, subject);
    } else if (predicate.equals(mun.versionId)) {
      const thing = datasetThing(subject.value, base);
      if (thing === undefined) continue;
      tell(`named ${thing.dataset}`, told.versionId, trueLiteral);
      if (thing.kind === "written") tell(`${thing.dataset} ${object.value}`, told.bearer, subject);
    } else if (predicate.equals(prov.specializationOf)) {
      if (isAboutRun && jobOfRun?.equals(object) === true)
        tell(event.about, told.ran, DataFactory.namedNode(subject.value));
    }
  }
  return facts;
}

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;

/**
 * Whose facet each is: that of a usage is about what was used, that of a written version about the version and its
 * dataset, any other about its subject (`mapping.md`, "whose facet").
 */
function citationsIn(quads: readonly Quad[], iris: Iris): Citation[] {
  const entityOf = new Map<string, string>();
  for (const { subject, predicate, object } of quads)
    if (predicate.equals(prov.entity)) entityOf.set(subject.value, object.value);

  return quads.flatMap(({ subject, predicate, object: { value: facet } }): Citation[] => {
    if (!predicate.equals(mun.hadFacet)) return [];
    const used = entityOf.get(subject.value);
    const about = used ?? subject.value;
    const thing = datasetThing(about, iris.base);
    const rank = used !== undefined ? 1 : thing?.kind === "written" ? 2 : 0;
    const own = { thing: about, facet, rank, isIndirect: used !== undefined && thing?.kind === "dataset" };
    if (thing === undefined || thing.dataset === about) return [own];
    return [own, { thing: thing.dataset, facet, rank, isIndirect: true }];
  });
}
