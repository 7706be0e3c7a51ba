import type { NamedNode, Quad } from "@rdfjs/types";
import { qualifiedForms } from "../interop/prov-o/vocabulary.ts";
import { dcat, dcterms, dpv, mun, prov, rdf } from "../vocabulary.ts";
import type { Naming } from "./naming.ts";
import { type NamedTriple, type NumberedBlock, triplesOf } from "./numbered-block.ts";
import type { Name, Names } from "./rest/names.ts";
import { dateTime, trueLiteral } from "./statement.ts";
import { runIdOf } from "./things.ts";

/**
 * Reads a bundle back into plain facts, in the letter of `docs/mapping.md`. Most facts are the triples themselves, of
 * the predicates that some rule reads; a few are turned round or put together, under the names of `told`, so that a
 * rule finds them from the thing that it is about.
 */
export interface BundleFacts {
  /** Absent for posted RDF, to which the rules of version, order and state do not apply (DESIGN §4). */
  readonly event?: EventFact;
  readonly facts: readonly NamedTriple[];
  readonly citations: readonly Citation[];
}

export interface EventFact {
  /** In upper case; absent when the producer sent none. */
  readonly type?: string;
  /** Of an `xsd:dateTime`. */
  readonly time: Name;
  readonly about: Name;
}

/** That an event says a thing had a facet. */
export interface Citation {
  readonly thing: Name;
  readonly facet: Name;
  /** Of two facets of one name in one event, what is said of an output wins over what is said of an input. */
  readonly rank: number;
  /** A dataset knows this facet only through one of its versions or uses. */
  readonly isIndirect: boolean;
}

/** Facts that are put together here; none of these is an IRI, so none collides with a predicate. */
export const told = {
  /** `classFactsOf` a thing → its class, when an event names it and does not type it. */
  class: "~class",
  /** `schemasOf` a dataset → snapshot of a schema of it. */
  schema: "~schema",
  /** Lasting column → the dataset or column of which it is part. */
  columnOf: "~column-of",
  /** Run → source named in a derivation of one of its outputs. */
  source: "~source",
  /** `namedRead` of a run and a dataset → version of that dataset that an event says the run used. */
  namedRead: "~named-read",
  /** Written version → a column of it. */
  column: "~column",
  /** `bearers` of a dataset and an id → written version that bears that id. */
  bearer: "~bearer",
  /** `versionIdsOf` a dataset → true, when some version of it, written or read, has an id. */
  versionId: "~version-id",
  /** Written version → run, when a RUNNING event lists it. */
  listedWhileRunning: "~listed-while-running",
  /** What was derived → the source of which its derivation is masked, as the IRI of the derivation names them. */
  masked: "~masked",
  /** Dataset → personal data that one of its columns holds. */
  holds: "~holds",
  /** Run → version of its job that an event of it names. */
  ran: "~ran",
  /** Text of a run id → run. */
  sharesRunId: "~shares-run-id",
  /** `aliasesOf` a dataset → a dataset of which it is another name, both ways. */
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
export function classFactsOf(names: Names, thing: Name): Name {
  return names.pair(names.word("class"), thing);
}
/** The subject of `told.schema`. */
export function schemasOf(names: Names, dataset: Name): Name {
  return names.pair(names.word("schemas"), dataset);
}
/** The subject of `told.namedRead`. */
export function namedRead(names: Names, run: Name, dataset: Name): Name {
  return names.pair(run, dataset);
}
/** The subject of `told.bearer`; the id is its text, whatever the literal. */
export function bearers(names: Names, dataset: Name, versionId: Name): Name {
  return names.pair(dataset, names.of(names.text(versionId)));
}
/** The subject of `told.versionId`. */
export function versionIdsOf(names: Names, dataset: Name): Name {
  return names.pair(names.word("named"), dataset);
}
/** The subject of `told.alias`. */
export function aliasesOf(names: Names, dataset: Name): Name {
  return names.pair(names.word("aliases"), dataset);
}

/** The predicates of the triples that are facts, whoever states them. */
const readOfAll: readonly NamedNode[] = [
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
];

/** Of a document also what it states in qualified form, which the mapper repeats in plain form, and what that implies. */
const readOfDocuments: readonly string[] = qualifiedForms.flatMap(({ plain, qualified, influencers }) => [
  plain,
  qualified,
  ...influencers,
]);

/** What is said with one of these is said of an activity (PROV-O: their domains). */
const ofActivities: readonly NamedNode[] = [
  prov.used,
  prov.qualifiedUsage,
  prov.wasAssociatedWith,
  prov.qualifiedAssociation,
  prov.startedAtTime,
  prov.endedAtTime,
];

/** Reads the facts of bundles: a pure function of their quads. */
export class FactReader {
  readonly #naming: Naming;
  readonly #readOfEvents: ReadonlySet<Name>;
  readonly #readOfDocuments: ReadonlySet<Name>;
  readonly #ofActivities: ReadonlySet<Name>;
  readonly #words: ReturnType<typeof wordsOf>;

  constructor(naming: Naming) {
    const { names } = naming;
    this.#naming = naming;
    this.#words = wordsOf(names);
    this.#readOfEvents = new Set(readOfAll.map((node) => names.word(node)));
    this.#readOfDocuments = new Set([...this.#readOfEvents, ...readOfDocuments.map((iri) => names.of(iri))]);
    this.#ofActivities = new Set(ofActivities.map((node) => names.word(node)));
  }

  read(block: NumberedBlock): BundleFacts {
    const triples = triplesOf(block);
    const event = this.#eventOf(block, triples);
    const read = event === undefined ? this.#readOfDocuments : this.#readOfEvents;
    const facts = triples.filter(({ predicate }) => read.has(predicate));
    const holding = facts.filter(({ predicate }) => predicate === this.#words.hasPersonalData);
    facts.push(...this.#heldByColumns(holding));
    for (const { subject, predicate } of triples)
      if (predicate === this.#words.masking) this.#tellMasked(subject, facts);

    const activities = new Set<Name>();
    if (event !== undefined) this.#nameThings(block.quads, triples, facts, activities);
    this.#addActivities(triples, activities);
    for (const activity of activities) facts.push(this.#fact(activity, told.isActivity));
    if (event === undefined) return { facts, citations: [] };

    for (const activity of activities) this.#tellRunId(activity, facts);
    this.#tell(event, triples, facts);
    return { event, facts, citations: this.#citationsIn(triples) };
  }

  #eventOf({ id, quads }: NumberedBlock, triples: readonly NamedTriple[]): EventFact | undefined {
    const { names } = this.#naming;
    const bundle = names.iri(id);
    const said = (predicate: NamedNode) => {
      const name = names.word(predicate);
      const at = triples.findIndex(
        (triple, i) => triple.subject === bundle && triple.predicate === name && quads[i]?.graph.value === id,
      );
      return quads[at]?.object.value;
    };
    const time = said(mun.eventTime);
    const about = said(mun.about);
    if (time === undefined || about === undefined) return undefined;
    const type = said(mun.eventType)?.toUpperCase();
    return {
      time: names.ofTerm(dateTime(time)),
      about: names.of(about),
      ...(type === undefined ? {} : { type }),
    };
  }

  /** The things that an event names under the base and leaves untyped: a thousand events would say the same of them. */
  #nameThings(
    quads: readonly Quad[],
    triples: readonly NamedTriple[],
    facts: NamedTriple[],
    activities: Set<Name>,
  ): void {
    const { names, things } = this.#naming;
    const { type, activity } = this.#words;
    const typed = new Map<Name, Name[]>();
    const seen = new Set<Name>();
    const found = new Map<Name, Name>();
    const add = (name: Name) => {
      if (seen.has(name)) return;
      seen.add(name);
      const thing = things.named(name);
      if (thing !== undefined) found.set(thing.name, thing.class);
    };
    triples.forEach(({ subject, predicate, object }, i) => {
      add(subject);
      if (predicate === type) typed.set(subject, [...(typed.get(subject) ?? []), object]);
      else if (quads[i]?.object.termType === "NamedNode") add(object);
    });
    for (const [thing, itsClass] of found) {
      if (typed.get(thing)?.includes(itsClass) === true) continue;
      facts.push(this.#fact(classFactsOf(names, thing), told.class, itsClass));
      if (itsClass === activity) activities.add(thing);
    }
  }

  /** What is said to be an activity, or can be nothing else (PROV-O: the domains and ranges of these properties). */
  #addActivities(triples: readonly NamedTriple[], activities: Set<Name>): void {
    const { type, activity, wasGeneratedBy } = this.#words;
    for (const { subject, predicate, object } of triples) {
      if (predicate === type) {
        if (object === activity) activities.add(subject);
      } else if (predicate === wasGeneratedBy) activities.add(object);
      else if (this.#ofActivities.has(predicate)) activities.add(subject);
    }
  }

  /** The runs by their ids, where these are UUIDs, which no two jobs should share. */
  #tellRunId(activity: Name, facts: NamedTriple[]): void {
    const { names, iris } = this.#naming;
    const runId = runIdOf(names.text(activity), iris.base);
    if (runId === undefined || !uuidPattern.test(runId)) return;
    facts.push(this.#fact(names.pair(names.word("run-id"), names.of(runId)), told.sharesRunId, activity));
  }

  #fact(subject: Name, predicate: string, object = this.#words.true): NamedTriple {
    return { subject, predicate: this.#naming.names.word(predicate), object };
  }

  /** A whole holds what a part of it holds. */
  #heldByColumns(facts: readonly NamedTriple[]): NamedTriple[] {
    return facts.flatMap(({ subject, object }) => {
      const thing = this.#naming.things.of(subject);
      return thing?.column === undefined ? [] : [this.#fact(thing.whole, told.holds, object)];
    });
  }

  /** That a derivation is masked, of what the IRI of its node says: wherever it can be taken apart. */
  #tellMasked(derivation: Name, facts: NamedTriple[]): void {
    const { names, iris } = this.#naming;
    const parts = names.text(derivation).split(derivationPart);
    for (let at = 1; at < parts.length; at++) {
      const derived = parts.slice(0, at).join(derivationPart);
      const source = `${iris.base}dataset/${parts.slice(at).join(derivationPart)}`;
      facts.push(this.#fact(names.of(derived), told.masked, names.of(source)));
    }
  }

  #tell(event: EventFact, triples: readonly NamedTriple[], facts: NamedTriple[]): void {
    const { names, things } = this.#naming;
    const tell = (subject: Name, predicate: string, object?: Name) =>
      facts.push(this.#fact(subject, predicate, object));
    const jobOfRun = things.jobOf(event.about);
    const isAboutRun = event.about !== jobOfRun;
    const words = this.#words;
    const writerOf = new Map<Name, Name>();
    for (const { subject, predicate, object } of triples)
      if (predicate === words.wasGeneratedBy) writerOf.set(subject, object);

    for (const { subject, predicate, object } of triples) {
      switch (predicate) {
        case words.wasGeneratedBy:
          if (event.type === "RUNNING") tell(subject, told.listedWhileRunning, object);
          break;
        case words.used: {
          const used = things.of(object);
          if (used?.kind === "named" && used.whole === object)
            tell(namedRead(names, subject, used.dataset), told.namedRead, object);
          break;
        }
        case words.wasDerivedFrom: {
          const writer = writerOf.get(things.of(subject)?.whole ?? 0);
          const source = things.of(object);
          if (writer !== undefined && source !== undefined) tell(writer, told.source, source.whole);
          break;
        }
        case words.isPartOf:
          if (writerOf.has(object)) tell(object, told.column, subject);
          break;
        case words.versionId: {
          const thing = things.of(subject);
          if (thing === undefined) break;
          tell(versionIdsOf(names, thing.dataset), told.versionId);
          if (thing.kind === "written") tell(bearers(names, thing.dataset, object), told.bearer, subject);
          break;
        }
        case words.specializationOf:
          if (isAboutRun && jobOfRun === object) tell(event.about, told.ran, subject);
          break;
      }
    }
  }

  /**
   * Whose facet each is: that of a usage is about what was used, that of a written version about the version and its
   * dataset, any other about its subject (`mapping.md`, "whose facet").
   */
  #citationsIn(triples: readonly NamedTriple[]): Citation[] {
    const { things } = this.#naming;
    const { entity, hadFacet } = this.#words;
    const entityOf = new Map<Name, Name>();
    for (const { subject, predicate, object } of triples)
      if (predicate === entity) entityOf.set(subject, object);

    const citations: Citation[] = [];
    for (const { subject, predicate, object: facet } of triples) {
      if (predicate !== hadFacet) continue;
      const used = entityOf.get(subject);
      const about = used ?? subject;
      const thing = things.of(about);
      const rank = used !== undefined ? 1 : thing?.kind === "written" ? 2 : 0;
      const isOfDataset = used !== undefined && thing?.kind === "dataset";
      citations.push({ thing: about, facet, rank, isIndirect: isOfDataset });
      if (thing !== undefined && thing.dataset !== about)
        citations.push({ thing: thing.dataset, facet, rank, isIndirect: true });
    }
    return citations;
  }
}

function wordsOf(names: Names) {
  return {
    true: names.ofTerm(trueLiteral),
    type: names.word(rdf.type),
    activity: names.word(prov.Activity),
    wasGeneratedBy: names.word(prov.wasGeneratedBy),
    used: names.word(prov.used),
    wasDerivedFrom: names.word(prov.wasDerivedFrom),
    specializationOf: names.word(prov.specializationOf),
    entity: names.word(prov.entity),
    isPartOf: names.word(dcterms.isPartOf),
    hasPersonalData: names.word(dpv.hasPersonalData),
    masking: names.word(mun.masking),
    versionId: names.word(mun.versionId),
    hadFacet: names.word(mun.hadFacet),
  };
}

/** What stands in the IRI of a derivation between what was derived and its source. */
export const derivationPart = "/derivation/";

const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
