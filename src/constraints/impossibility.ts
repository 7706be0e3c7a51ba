import { elementTypes, type StatementType } from "../prov/document.ts";
import { argumentOf, type Fact } from "./fact.ts";
import type { Finding } from "./finding.ts";
import { circlesOf } from "./graph.ts";
import { mapOf } from "./groups.ts";
import type { Instance } from "./instance.ts";
import { noTerm, placeholder, type Term } from "./terms.ts";
import { roleOf, type Typing } from "./typing.ts";

/** Constraints 51 to 56: what can never be (PROV-CONSTRAINTS §5.4). */
export function impossibilities(instance: Instance, typing: Typing): Finding[] {
  return [
    ...unspecifiedDerivations(instance),
    ...reflexiveSpecializations(instance),
    ...sharedIdentifiers(instance),
    ...entitiesThatAreActivities(instance, typing),
    ...membersOfNothing(instance, typing),
  ];
}

/** 51: a derivation that names a generation or a usage has to name the activity. */
function* unspecifiedDerivations(instance: Instance): Iterable<Finding> {
  for (const fact of instance.facts("wasDerivedFrom")) {
    if (instance.argument(fact, "activity") !== placeholder) continue;
    const given = ["generation", "usage"].filter((name) => instance.argument(fact, name) !== placeholder);
    if (given.length === 0) continue;
    yield {
      constraint: 51,
      facts: [fact],
      about: [argumentOf(fact, "generatedEntity"), argumentOf(fact, "usedEntity")],
      message: ({ name }) =>
        `The derivation of ${name(argumentOf(fact, "generatedEntity"))} from ${name(argumentOf(fact, "usedEntity"))} ` +
        `names a ${given.join(" and a ")}, but not the activity.`,
    };
  }
}

/** 52: nothing specializes itself, be it through others (Inference 19): one finding for each circle. */
function* reflexiveSpecializations(instance: Instance): Iterable<Finding> {
  const nodes = new Map<Term, number>();
  const terms: Term[] = [];
  const nodeOf = (term: Term) => {
    const known = nodes.get(term);
    if (known !== undefined) return known;
    nodes.set(term, terms.push(term) - 1);
    return terms.length - 1;
  };
  const edges: { readonly from: number; readonly to: number; readonly fact: Fact }[] = [];
  for (const fact of instance.facts("specializationOf"))
    edges.push({
      from: nodeOf(instance.argument(fact, "specificEntity")),
      to: nodeOf(instance.argument(fact, "generalEntity")),
      fact,
    });
  for (const { edges: circle, members } of circlesOf({ size: terms.length, edges }, () => true)) {
    yield {
      constraint: 52,
      facts: circle.map(({ fact }) => fact),
      about: [...circle.map(({ from }) => from), ...members].map((node) => terms[node] ?? placeholder),
      message: ({ name }) => {
        const entity = name(terms[circle[0].from] ?? placeholder);
        return `${entity} would be a specialization of itself${circle.length > 1 ? `, through ${circle.length - 1} others` : ""}.`;
      },
    };
  }
}

/** 53: relations of which no two may have one identifier. */
const disjointRelations: readonly StatementType[] = [
  "used",
  "wasGeneratedBy",
  "wasInvalidatedBy",
  "wasStartedBy",
  "wasEndedBy",
  "wasInformedBy",
  "wasAttributedTo",
  "wasAssociatedWith",
  "actedOnBehalfOf",
];

/** 54: relations that have no identifier in common with an element. Those of 53, derivation and influence. */
const identifiedRelations: readonly StatementType[] = [
  ...disjointRelations,
  "wasDerivedFrom",
  "wasInfluencedBy",
];

function* sharedIdentifiers(instance: Instance): Iterable<Finding> {
  const firstOf = new Map<Term, Fact>();
  const factsOf = new Map<Term, Map<StatementType, Fact>>();
  for (const fact of instance.facts()) {
    // An influence that Inference 15 alone knows says nothing more than its relation.
    if (fact.id === noTerm || fact.inference === 15) continue;
    const id = instance.terms.find(fact.id);
    const first = firstOf.get(id);
    if (first === undefined) firstOf.set(id, fact);
    else mapOf(factsOf, id).set(fact.type, fact).set(first.type, first);
  }
  for (const [id, facts] of factsOf) {
    const relations = disjointRelations.filter((type) => facts.has(type));
    for (const [index, one] of relations.entries())
      for (const other of relations.slice(index + 1)) yield overlap(53, id, facts, one, other);
    for (const element of [...elementTypes].filter((type) => facts.has(type)))
      for (const relation of identifiedRelations)
        if (facts.has(relation)) yield overlap(54, id, facts, element, relation);
  }
}

function overlap(
  constraint: 53 | 54,
  id: Term,
  facts: ReadonlyMap<StatementType, Fact>,
  one: StatementType,
  other: StatementType,
): Finding {
  return {
    constraint,
    facts: [facts.get(one) as Fact, facts.get(other) as Fact],
    about: [id],
    message: ({ name }) =>
      `${name(id)} identifies ${article(one)} and ${article(other)}, which are never the same.`,
  };
}

function article(type: StatementType): string {
  return elementTypes.has(type) ? `an ${type}` : `a ${type} relation`;
}

/** 55: no entity is an activity. */
function* entitiesThatAreActivities(instance: Instance, typing: Typing): Iterable<Finding> {
  for (const [term, asEntity] of typing.entity) {
    const asActivity = typing.activity.get(term);
    if (asActivity === undefined) continue;
    const roles = [asEntity, asActivity].map((fact) => roleOf(instance, fact, term));
    yield {
      constraint: 55,
      facts: [asEntity, asActivity],
      about: [term],
      message: ({ name }) =>
        `${name(term)} would be an entity (as ${roles[0]}) and an activity (as ${roles[1]}) at once.`,
    };
  }
}

/** 56: what is empty has no members. */
function* membersOfNothing(instance: Instance, typing: Typing): Iterable<Finding> {
  for (const fact of instance.facts("hadMember")) {
    const collection = instance.argument(fact, "collection");
    const asEmpty = typing["prov:EmptyCollection"].get(collection);
    if (asEmpty === undefined) continue;
    yield {
      constraint: 56,
      facts: [fact, asEmpty],
      about: [collection],
      message: ({ name }) =>
        `${name(collection)} is an empty collection and yet has the member ${name(argumentOf(fact, "entity"))}.`,
    };
  }
}
