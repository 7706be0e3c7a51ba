import type { Quad, Term } from "@rdfjs/types";
import { isIri } from "../src/iri-grammar.ts";
import { dcat, dcterms, foaf, mun, prov, rdf, rdfs } from "../src/vocabulary.ts";

/** Something in a graph that PROV-CONSTRAINTS, or our own rules of DESIGN §3, forbid. */
export interface ProvFault {
  /** `two-starts`, `derivation-cycle`… */
  readonly code: string;
  /** The thing it is about: an IRI. */
  readonly subject: string;
  readonly detail: string;
}

/**
 * What simple checks see of PROV's uniqueness, ordering, typing and impossibility constraints in a graph, and of our own
 * rules about it. `quads` are the union of what one view sees; their graph names do not matter.
 */
export function provFaults(quads: Iterable<Quad>): ProvFault[] {
  const graph = new Triples(quads);
  return checks.flatMap((check) => check(graph));
}

type Check = (graph: Triples) => ProvFault[];

/** PROV-CONSTRAINTS 28, 29: an activity starts once and ends once. 24, 25, 39: an entity comes to be once. */
const uniqueness: Check = (graph) =>
  (
    [
      ["two-starts", prov.startedAtTime],
      ["two-ends", prov.endedAtTime],
      ["two-generation-times", prov.generatedAtTime],
      ["two-generations", prov.wasGeneratedBy],
      ["two-invalidations", prov.invalidatedAtTime],
      ["two-run-states", mun.runState],
      ["two-previous-versions", mun.previousVersion],
    ] as const
  ).flatMap(([code, predicate]) =>
    graph
      .subjectsOf(predicate.value)
      .filter((subject) => graph.objects(subject, predicate.value).length > 1)
      .map((subject) => fault(code, subject, graph.objects(subject, predicate.value).join(", "))),
  );

/** PROV-CONSTRAINTS 30, 36, 37: what starts or comes to be does so before it ends. */
const order: Check = (graph) =>
  (
    [
      ["end-before-start", prov.startedAtTime, prov.endedAtTime],
      ["invalidation-before-generation", prov.generatedAtTime, prov.invalidatedAtTime],
    ] as const
  ).flatMap(([code, first, second]) =>
    graph.subjectsOf(first.value).flatMap((subject) => {
      const [start] = graph.objects(subject, first.value);
      const [end] = graph.objects(subject, second.value);
      const isInOrder = start === undefined || end === undefined || Date.parse(start) <= Date.parse(end);
      return isInOrder ? [] : [fault(code, subject, `${start} … ${end}`)];
    }),
  );

/** What was done to an entity, and when, between the start and the end of the activity that did it (PROV-CONSTRAINTS 33–38). */
const withinActivity: Check = (graph) => {
  const timeOf = (thing: string, predicate: { readonly value: string }) =>
    graph.objects(thing, predicate.value)[0];
  const isBefore = (a: string | undefined, b: string | undefined) =>
    a === undefined || b === undefined || Date.parse(a) <= Date.parse(b);
  const pairs = (predicate: { readonly value: string }) =>
    graph
      .subjectsOf(predicate.value)
      .flatMap((subject) =>
        graph.objects(subject, predicate.value).map((object) => [subject, object] as const),
      );
  return [
    ...pairs(prov.wasGeneratedBy)
      .filter(([entity, activity]) => {
        const generated = timeOf(entity, prov.generatedAtTime);
        return (
          !isBefore(timeOf(activity, prov.startedAtTime), generated) ||
          !isBefore(generated, timeOf(activity, prov.endedAtTime))
        );
      })
      .map(([entity, activity]) => fault("generated-outside-activity", activity, entity)),
    ...pairs(prov.used)
      .filter(
        ([activity, entity]) =>
          !isBefore(timeOf(entity, prov.generatedAtTime), timeOf(activity, prov.endedAtTime)),
      )
      .map(([activity, entity]) => fault("used-before-generated", activity, entity)),
    ...pairs(prov.used)
      .filter(
        ([activity, entity]) =>
          !isBefore(timeOf(activity, prov.startedAtTime), timeOf(entity, prov.invalidatedAtTime)),
      )
      .map(([activity, entity]) => fault("used-after-invalidated", activity, entity)),
    // Which version a producer names is taken as said, whatever the clocks say (docs/linking.md).
    ...pairs(prov.wasDerivedFrom)
      .filter(
        ([derived, from]) =>
          graph.objects(from, mun.versionId.value).length === 0 &&
          !isBefore(timeOf(from, prov.generatedAtTime), timeOf(derived, prov.generatedAtTime)),
      )
      .map(([derived, from]) => fault("derived-before-generated", derived, from)),
  ];
};

/** PROV-CONSTRAINTS 42, 52: derivation and specialization are no circles; nor is the order of versions, nor what is part of what. */
const cycles: Check = (graph) =>
  (
    [
      ["derivation-cycle", prov.wasDerivedFrom],
      ["specialization-cycle", prov.specializationOf],
      ["delegation-cycle", prov.actedOnBehalfOf],
      ["part-cycle", dcterms.isPartOf],
      ["previous-version-cycle", mun.previousVersion],
      ["carries-data-cycle", mun.carriesDataFrom],
    ] as const
  ).flatMap(([code, { value }]) =>
    graph.onCycles(value).map((subject) => fault(code, subject, "is on a cycle")),
  );

/** PROV-CONSTRAINTS 50, 53–55: kinds that exclude each other, by type and by the place where a thing stands. */
const kinds: Check = (graph) => {
  const activities = new Map<string, string>();
  const entities = new Map<string, string>();
  for (const type of activityTypes)
    for (const each of graph.instances(type)) activities.set(each, `a ${type}`);
  for (const type of entityTypes) for (const each of graph.instances(type)) entities.set(each, `a ${type}`);
  for (const [predicate, { subject, object }] of Object.entries(placesOf)) {
    for (const from of graph.subjectsOf(predicate)) {
      if (subject === "activity") activities.set(from, `subject of ${predicate}`);
      if (subject === "entity") entities.set(from, `subject of ${predicate}`);
      for (const to of graph.objects(from, predicate)) {
        if (object === "activity") activities.set(to, `object of ${predicate}`);
        if (object === "entity") entities.set(to, `object of ${predicate}`);
      }
    }
  }
  return [...activities]
    .filter(([iri]) => entities.has(iri))
    .map(([iri, why]) => fault("activity-and-entity", iri, `${why}, and ${entities.get(iri)}`));
};

/** PROV-O §3: what stands where a relation leads to has a type of the kind that it leads to, or none at all. */
const ranges: Check = (graph) =>
  Object.entries(placesOf).flatMap(([predicate, { subject, object }]) =>
    graph
      .subjectsOf(predicate)
      .flatMap((from) => [
        ...wrongKind(graph, from, subject, `subject of ${predicate}`),
        ...graph
          .objects(from, predicate)
          .flatMap((to) => wrongKind(graph, to, object, `object of ${predicate}`)),
      ]),
  );

function wrongKind(graph: Triples, iri: string, kind: Kind, detail: string): ProvFault[] {
  const types = graph.objects(iri, rdf.type.value);
  const isKnown = types.some((type) => [...activityTypes, ...entityTypes, ...agentTypes].includes(type));
  // An agent may be an entity (PROV-DM §5.3.1): one as a user ran it is a specialization of itself.
  const wanted = { activity: activityTypes, entity: [...entityTypes, ...agentTypes], agent: agentTypes }[
    kind
  ];
  return isKnown && !types.some((type) => wanted.includes(type)) ? [fault(`no-${kind}`, iri, detail)] : [];
}

/** PROV-O §3.3: a qualified form implies the plain one, so where both are written they agree. */
const qualified: Check = (graph) =>
  qualifiedForms.flatMap(({ qualifies, by, about }) =>
    graph.subjectsOf(qualifies).flatMap((subject) =>
      graph.objects(subject, qualifies).flatMap((node) => {
        const named = graph.objects(node, about);
        const plain = new Set(graph.objects(subject, by));
        if (named.length !== 1) return [fault("qualified-about-not-one", node, `${named.length} ${about}`)];
        return named
          .filter((each) => !plain.has(each))
          .map((each) => fault("qualified-without-plain", node, `${subject} ${by} ${each}`));
      }),
    ),
  );

/** DESIGN §3: no run generates the lasting dataset, a job is a plan and no agent, and names of persons are elsewhere. */
const ownRules: Check = (graph) => [
  ...graph
    .instances(dcat.Dataset.value)
    .filter((dataset) => graph.objects(dataset, prov.wasGeneratedBy.value).length > 0)
    .map((dataset) => fault("lasting-dataset-generated", dataset, "")),
  ...graph
    .instances(prov.Plan.value)
    .filter((plan) => graph.objects(plan, rdf.type.value).some((type) => agentTypes.includes(type)))
    .map((plan) => fault("plan-is-agent", plan, "")),
  ...graph
    .instances(prov.Person.value)
    .filter((person) => [foaf.name, rdfs.label].some(({ value }) => graph.objects(person, value).length > 0))
    .map((person) => fault("named-person", person, "")),
];

/** Every IRI is absolute and of the grammar of RFC 3987, and there are no blank nodes. */
const terms: Check = (graph) =>
  [...graph.terms].flatMap((term) => {
    if (term.termType === "BlankNode") return [fault("blank-node", `_:${term.value}`, "")];
    if (term.termType !== "NamedNode" || isIri(term.value)) return [];
    return [fault("invalid-iri", term.value, "")];
  });

const checks: readonly Check[] = [
  uniqueness,
  order,
  withinActivity,
  cycles,
  kinds,
  ranges,
  qualified,
  ownRules,
  terms,
];

type Kind = "activity" | "entity" | "agent";

const activityTypes = [prov.Activity.value];
const entityTypes = [prov.Entity, prov.Plan, prov.Bundle, prov.Collection, dcat.Dataset].map(
  ({ value }) => value,
);
const agentTypes = [prov.Agent, prov.Person, prov.Organization, prov.SoftwareAgent].map(({ value }) => value);

const placesOf: Readonly<Record<string, { readonly subject: Kind; readonly object: Kind }>> = {
  [prov.used.value]: { subject: "activity", object: "entity" },
  [prov.wasGeneratedBy.value]: { subject: "entity", object: "activity" },
  [prov.wasDerivedFrom.value]: { subject: "entity", object: "entity" },
  [prov.wasInvalidatedBy.value]: { subject: "entity", object: "activity" },
  [prov.wasInformedBy.value]: { subject: "activity", object: "activity" },
  [prov.wasAssociatedWith.value]: { subject: "activity", object: "agent" },
  [prov.wasAttributedTo.value]: { subject: "entity", object: "agent" },
  [prov.specializationOf.value]: { subject: "entity", object: "entity" },
  [prov.alternateOf.value]: { subject: "entity", object: "entity" },
  [prov.actedOnBehalfOf.value]: { subject: "agent", object: "agent" },
};

const qualifiedForms = [
  { qualifies: prov.qualifiedUsage, by: prov.used, about: prov.entity },
  { qualifies: prov.qualifiedGeneration, by: prov.wasGeneratedBy, about: prov.activity },
  { qualifies: prov.qualifiedDerivation, by: prov.wasDerivedFrom, about: prov.entity },
  { qualifies: prov.qualifiedAssociation, by: prov.wasAssociatedWith, about: prov.agent },
  { qualifies: prov.qualifiedAttribution, by: prov.wasAttributedTo, about: prov.agent },
].map(({ qualifies, by, about }) => ({ qualifies: qualifies.value, by: by.value, about: about.value }));

function fault(code: string, subject: string, detail: string): ProvFault {
  return { code, subject, detail };
}

/** A set of triples, by subject and predicate. */
class Triples {
  readonly terms = new Set<Term>();
  readonly #objects = new Map<string, Map<string, Set<string>>>();
  readonly #termKeys = new Set<string>();

  constructor(quads: Iterable<Quad>) {
    for (const quad of quads) {
      const { subject, predicate, object } = quad;
      for (const term of [subject, predicate, object, quad.graph]) this.#note(term);
      const bySubject = this.#objects.get(predicate.value) ?? new Map<string, Set<string>>();
      this.#objects.set(predicate.value, bySubject);
      const objects = bySubject.get(subject.value) ?? new Set<string>();
      bySubject.set(subject.value, objects.add(object.value));
    }
  }

  objects(subject: string, predicate: string): readonly string[] {
    return [...(this.#objects.get(predicate)?.get(subject) ?? [])];
  }

  subjectsOf(predicate: string): readonly string[] {
    return [...(this.#objects.get(predicate)?.keys() ?? [])];
  }

  instances(type: string): readonly string[] {
    return this.subjectsOf(rdf.type.value).filter((each) =>
      this.#objects.get(rdf.type.value)?.get(each)?.has(type),
    );
  }

  /** What is reached from itself: strongly connected components of more than one, and loops (Tarjan, without recursion). */
  onCycles(predicate: string): readonly string[] {
    const indexOf = new Map<string, number>();
    const low = new Map<string, number>();
    const stack: string[] = [];
    const onStack = new Set<string>();
    const found: string[] = [];
    for (const root of this.subjectsOf(predicate)) {
      if (indexOf.has(root)) continue;
      const work = [this.#visit(root, predicate, indexOf, low, stack, onStack)];
      for (let frame = work.at(-1); frame !== undefined; frame = work.at(-1)) {
        const next = frame.rest.pop();
        if (next !== undefined) {
          if (!indexOf.has(next)) work.push(this.#visit(next, predicate, indexOf, low, stack, onStack));
          else if (onStack.has(next))
            low.set(frame.node, Math.min(low.get(frame.node) ?? 0, indexOf.get(next) ?? 0));
          continue;
        }
        work.pop();
        const parent = work.at(-1);
        if (parent !== undefined)
          low.set(parent.node, Math.min(low.get(parent.node) ?? 0, low.get(frame.node) ?? 0));
        if (low.get(frame.node) !== indexOf.get(frame.node)) continue;
        const component: string[] = [];
        for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
          onStack.delete(node);
          component.push(node);
          if (node === frame.node) break;
        }
        if (component.length > 1 || this.objects(frame.node, predicate).includes(frame.node))
          found.push(...component);
      }
    }
    return found;
  }

  #visit(
    node: string,
    predicate: string,
    indexOf: Map<string, number>,
    low: Map<string, number>,
    stack: string[],
    onStack: Set<string>,
  ): { node: string; rest: string[] } {
    low.set(node, indexOf.size);
    indexOf.set(node, indexOf.size);
    stack.push(node);
    onStack.add(node);
    return { node, rest: [...this.objects(node, predicate)] };
  }

  #note(term: Term): void {
    const key = `${term.termType} ${term.value}`;
    if (this.#termKeys.has(key)) return;
    this.#termKeys.add(key);
    this.terms.add(term);
  }
}
