import { argumentOf, type Fact } from "./fact.ts";
import { listOf, setOf } from "./groups.ts";
import { influenceOf } from "./inferences.ts";
import type { Instance } from "./instance.ts";
import { noTerm, type Term } from "./terms.ts";
import { hasType } from "./typing.ts";

/** Two terms of which the one is alternate or specialization of the other. */
export type TermPair = readonly [Term, Term];

/**
 * What inferences 12 and 16 to 18, with 20, make of a normalised instance: `alternateOf` is an equivalence over all that it
 * is said of, so these are the pairs within its classes. There can be quadratically many, which is why a check never asks.
 */
export function* alternates(instance: Instance): Iterable<TermPair> {
  const parents = new Map<Term, Term>();
  const find = (term: Term): Term => {
    let root = term;
    for (let next = parents.get(root) ?? root; next !== root; next = parents.get(root) ?? root) root = next;
    parents.set(term, root);
    return root;
  };
  const join = (one: Term, other: Term) => {
    const root = find(one);
    parents.set(find(other), root);
  };
  for (const [one, other] of impliedAlternates(instance)) join(one, other);
  const classes = new Map<Term, Term[]>();
  for (const term of parents.keys()) listOf(classes, find(term)).push(term);
  for (const members of classes.values())
    for (const one of members) for (const other of members) yield [one, other];
}

function* impliedAlternates(instance: Instance): Iterable<TermPair> {
  const both = (fact: Fact, one: string, other: string): TermPair => [
    instance.argument(fact, one),
    instance.argument(fact, other),
  ];
  for (const fact of instance.facts("alternateOf")) yield both(fact, "alternate1", "alternate2");
  for (const fact of instance.facts("specializationOf")) yield both(fact, "specificEntity", "generalEntity");
  for (const fact of instance.facts("wasDerivedFrom"))
    if ([...fact.attributes.values()].some((attribute) => hasType(attribute, "Revision")))
      yield both(fact, "generatedEntity", "usedEntity");
  for (const { id } of instance.facts("entity")) yield [instance.terms.find(id), instance.terms.find(id)];
}

/** Inference 19: every specialization, be it through others. */
export function* specializations(instance: Instance): Iterable<TermPair> {
  const generalsOf = new Map<Term, Set<Term>>();
  for (const fact of instance.facts("specializationOf")) {
    const specific = instance.argument(fact, "specificEntity");
    setOf(generalsOf, specific).add(instance.argument(fact, "generalEntity"));
  }
  for (const [specific, generals] of generalsOf) {
    // A set hands out what is added to it while it is walked through.
    const reached = new Set(generals);
    for (const general of reached) {
      yield [specific, general];
      for (const further of generalsOf.get(general) ?? []) reached.add(further);
    }
  }
}

/** Hands attributes on: from relations to the influences that they are (15), from entities to what specializes them (21). */
export function inheritAttributes(instance: Instance): void {
  for (const fact of instance.facts()) {
    if (influenceOf[fact.type] === undefined || fact.id === noTerm) continue;
    const influence = instance.uniqueness.withId("wasInfluencedBy", fact.id);
    if (influence !== undefined) handOn(fact, influence);
  }
  const specificsOf = new Map<Fact, Fact[]>();
  for (const fact of instance.facts("specializationOf")) {
    const [general, specific] = ["generalEntity", "specificEntity"].map((name) =>
      instance.uniqueness.withId("entity", argumentOf(fact, name)),
    );
    if (general !== undefined && specific !== undefined) listOf(specificsOf, general).push(specific);
  }
  const open = [...specificsOf.keys()];
  for (let general = open.pop(); general !== undefined; general = open.pop())
    for (const specific of specificsOf.get(general) ?? []) if (handOn(general, specific)) open.push(specific);
}

/** Whether there was anything new. */
function handOn(from: Fact, to: Fact): boolean {
  const before = to.attributes.size;
  for (const [key, attribute] of from.attributes) to.attributes.set(key, attribute);
  return to.attributes.size > before;
}
