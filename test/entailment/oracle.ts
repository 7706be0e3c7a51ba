import type { Quad, Term } from "@rdfjs/types";
import { DataFactory, Store } from "n3";
import type { QuadView } from "../../src/quads/quad-store.ts";
import { termKey } from "../../src/quads/term-key.ts";

const owl = "http://www.w3.org/2002/07/owl#";
const rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const rdfs = "http://www.w3.org/2000/01/rdf-schema#";

type Triple = readonly [subject: Term, predicate: Term, object: Term];

/**
 * What follows from triples by the axioms that quads state, by the rules of OWL 2 RL as its tables 5 and 7 write them, applied to
 * everything until nothing is new. It reads the axioms by itself, and knows nothing of the product's way.
 */
export function naiveClosure(triples: Iterable<Quad>, axioms: readonly Quad[]): Quad[] {
  const ontology = new Store([...axioms]);
  // A class without a name is a restriction, of which nothing is asked.
  const pairs = (predicate: string) =>
    ontology
      .getQuads(null, DataFactory.namedNode(predicate), null, null)
      .map((q): [Term, Term] => [q.subject, q.object]);
  const known = new Map<string, Triple>();
  const add = (...triple: Triple) => known.set(triple.map(termKey).join(" "), triple);
  for (const { subject, predicate, object } of triples) add(subject, predicate, object);
  const type = DataFactory.namedNode(`${rdf}type`);

  for (let size = -1; size !== known.size; ) {
    size = known.size;
    const now = [...known.values()];
    const each = (property: Term, found: (x: Term, y: Term) => void) => {
      for (const [s, p, o] of now) if (p.equals(property)) found(s, o);
    };
    const sub = (lower: Term, upper: Term) => each(lower, (x, y) => add(x, upper, y));
    const inverse = (a: Term, b: Term) => each(a, (x, y) => add(y, b, x));
    const subClass = (lower: Term, upper: Term) =>
      upper.termType === "NamedNode" && each(type, (x, c) => c.equals(lower) && add(x, type, upper));
    for (const [lower, upper] of pairs(`${rdfs}subPropertyOf`)) sub(lower, upper);
    for (const [a, b] of pairs(`${owl}equivalentProperty`)) {
      sub(a, b);
      sub(b, a);
    }
    for (const [a, b] of pairs(`${owl}inverseOf`)) {
      inverse(a, b);
      inverse(b, a);
    }
    for (const [property, kind] of pairs(`${rdf}type`))
      if (kind.value === `${owl}SymmetricProperty`) inverse(property, property);
    for (const [lower, upper] of pairs(`${rdfs}subClassOf`)) subClass(lower, upper);
    for (const [a, b] of pairs(`${owl}equivalentClass`)) {
      subClass(a, b);
      subClass(b, a);
    }
    for (const [property, list] of pairs(`${owl}propertyChainAxiom`)) {
      const [first, second] = listOf(list, ontology);
      if (first === undefined || second === undefined) continue;
      each(first, (x, y) => each(second, (middle, z) => middle.equals(y) && add(x, property, z)));
    }
  }
  return (
    [...known.values()]
      // What is no RDF has taken part: literals as subjects, and properties that are inverses without a name.
      .filter(([s, p]) => ["NamedNode", "BlankNode"].includes(s.termType) && p.termType === "NamedNode")
      .map(([s, p, o]) => DataFactory.quad(s as never, p as never, o as never) as Quad)
  );
}

function listOf(list: Term, ontology: Store): Term[] {
  const one = (subject: Term, name: string) =>
    ontology.getObjects(subject as never, DataFactory.namedNode(rdf + name), null)[0];
  const first = one(list, "first");
  const rest = one(list, "rest");
  return first === undefined || rest === undefined ? [] : [first, ...listOf(rest, ontology)];
}

/** A view of which everything that follows is in an `N3.Store`: of each graph by itself, and of all graphs merged. */
export function closedView(view: QuadView, axioms: readonly Quad[]): QuadView {
  const union = DataFactory.defaultGraph();
  const of = (graph: Term) => naiveClosure(view.match(null, null, null, graph), axioms);
  const merged = new Store(of(union));
  const named = new Store();
  for (const iri of new Set(view.graphs())) {
    const graph = DataFactory.namedNode(iri);
    for (const { subject, predicate, object } of of(graph))
      named.addQuad(DataFactory.quad(subject as never, predicate as never, object as never, graph));
  }
  const storeOf = (graph: Term | null) => (graph?.termType === "DefaultGraph" ? merged : named);
  return {
    match: (s, p, o, g) => storeOf(g).readQuads(s, p, o, g),
    estimate: (s, p, o, g) => storeOf(g).countQuads(s, p, o, g),
    graphs: () => new Set(view.graphs()),
  };
}
