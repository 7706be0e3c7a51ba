import type { Quad, Term } from "@rdfjs/types";
import { DataFactory } from "n3";
import { termKey } from "../quads/term-key.ts";
import { rdf } from "../vocabulary.ts";
import type { Axiom, PropertyExpression } from "./axioms.ts";

interface Triple {
  readonly subject: Term;
  readonly predicate: string;
  readonly object: Term;
}

/** How many triples are made between two looks at the clock. */
const triplesBetweenChecks = 4_096;

/**
 * The triples of quads, in no graph, and all that follows from them by axioms: each triple is looked at once, with those before it.
 * What would have a literal as its subject takes part, and is left out at the end, since it is no RDF.
 */
export function* closure(quads: Iterable<Quad>, axioms: readonly Axiom[], check: () => void): Iterable<Quad> {
  const waiting: Triple[] = Array.from(quads, ({ subject, predicate, object }) => ({
    subject,
    predicate: predicate.value,
    object,
  }));
  const known = new Set<string>();
  const pairs = pairIndex();
  const axiomsFor = axiomIndex(axioms);
  let made = 0;
  for (let triple = waiting.pop(); triple !== undefined; triple = waiting.pop()) {
    const { subject, predicate, object } = triple;
    const key = `${termKey(subject)} ${predicate} ${termKey(object)}`;
    if (known.has(key)) continue;
    known.add(key);
    pairs.add(triple);
    for (const axiom of axiomsFor(triple))
      for (const next of following(triple, axiom, pairs)) waiting.push(next);
    if (++made % triplesBetweenChecks === 0) check();
    if (subject.termType !== "NamedNode" && subject.termType !== "BlankNode") continue;
    yield DataFactory.quad(subject, DataFactory.namedNode(predicate), object as never) as Quad;
  }
}

/** The axioms that a triple may be a premise of. */
function axiomIndex(axioms: readonly Axiom[]): (triple: Triple) => readonly Axiom[] {
  const index = new Map<string, Set<Axiom>>();
  const add = (key: string, axiom: Axiom) => index.set(key, (index.get(key) ?? new Set()).add(axiom));
  for (const axiom of axioms) {
    if (axiom.kind === "sub-class") add(`a ${axiom.sub}`, axiom);
    else if (axiom.kind === "sub-property") add(axiom.sub.property, axiom);
    else for (const { property } of [axiom.first, axiom.second]) add(property, axiom);
  }
  return ({ predicate, object }) => {
    const isType = predicate === rdf.type.value && object.termType === "NamedNode";
    const ofClass = isType ? index.get(`a ${object.value}`) : undefined;
    return [...(index.get(predicate) ?? []), ...(ofClass ?? [])];
  };
}

function* following(triple: Triple, axiom: Axiom, pairs: PairIndex): Iterable<Triple> {
  switch (axiom.kind) {
    case "sub-class":
      yield { ...triple, object: DataFactory.namedNode(axiom.super) };
      return;
    case "sub-property": {
      const pair = endsOf(triple, axiom.sub);
      if (pair !== undefined) yield { ...pair, predicate: axiom.super };
      return;
    }
    case "chain": {
      const first = endsOf(triple, axiom.first);
      if (first !== undefined)
        for (const object of pairs.from(axiom.second, first.object))
          yield { subject: first.subject, predicate: axiom.super, object };
      const second = endsOf(triple, axiom.second);
      if (second !== undefined)
        for (const subject of pairs.to(axiom.first, second.subject))
          yield { subject, predicate: axiom.super, object: second.object };
    }
  }
}

function endsOf(
  triple: Triple,
  { property, isInverse }: PropertyExpression,
): Omit<Triple, "predicate"> | undefined {
  if (triple.predicate !== property) return undefined;
  const { subject, object } = triple;
  return isInverse ? { subject: object, object: subject } : { subject, object };
}

interface PairIndex {
  add(triple: Triple): void;
  /** What a property leads to from a term. */
  from(property: PropertyExpression, subject: Term): readonly Term[];
  to(property: PropertyExpression, object: Term): readonly Term[];
}

function pairIndex(): PairIndex {
  const objects = new Map<string, Term[]>();
  const subjects = new Map<string, Term[]>();
  const keyOf = (property: string, term: Term) => `${property} ${termKey(term)}`;
  const push = (index: Map<string, Term[]>, key: string, term: Term) => {
    const list = index.get(key);
    if (list === undefined) index.set(key, [term]);
    else list.push(term);
  };
  return {
    add({ subject, predicate, object }) {
      push(objects, keyOf(predicate, subject), object);
      push(subjects, keyOf(predicate, object), subject);
    },
    from: ({ property, isInverse }, subject) =>
      (isInverse ? subjects : objects).get(keyOf(property, subject)) ?? [],
    to: ({ property, isInverse }, object) =>
      (isInverse ? objects : subjects).get(keyOf(property, object)) ?? [],
  };
}
