import type { NamedNode, Quad, Term } from "@rdfjs/types";
import { DataFactory, Store } from "n3";
import type { QuadView } from "../quads/quad-store.ts";
import type { Axiom } from "./axioms.ts";
import { closure } from "./closure.ts";
import { ontologyOf } from "./ontology.ts";

/** The graphs that a query reads in place of the view's: merged into its default graph, and named. */
export interface NamedGraphs {
  readonly defaultGraphs: readonly NamedNode[];
  readonly namedGraphs: readonly NamedNode[];
}

interface Materialised {
  readonly axioms: readonly Axiom[];
  /** The graphs that a query reads in place of the view's: merged into its default graph, and named. */
  readonly dataset?: NamedGraphs | undefined;
  /** Called now and then; throws to end the query. */
  readonly check?: () => void;
}

const union = DataFactory.defaultGraph();

/**
 * A view with what follows from it by axioms, made graph by graph when one is first read. It takes time and memory in the size of the
 * store, and every faster way is held against it. A graph that is kept apart is read as it is.
 */
export function materialisedView(
  view: QuadView,
  { axioms, dataset, check = () => {} }: Materialised,
): QuadView {
  // What it refuses is refused here as well.
  ontologyOf(axioms);
  const { graphsApart = [] } = view;
  const isApart = (graph: Term) => graphsApart.includes(graph.value);
  const made = new Map<string, Store>();
  const closureOf = (name: string, quads: () => Iterable<Quad>): Store => {
    const known = made.get(name) ?? new Store([...closure(quads(), axioms, check)]);
    made.set(name, known);
    return known;
  };
  const whole = (graph: Term) => view.match(null, null, null, graph);
  const merged = () => closureOf("", dataset === undefined ? () => whole(union) : ofDefaultGraphs);
  const namedGraphs = () =>
    dataset?.namedGraphs ?? Array.from(new Set(view.graphs()), (iri) => DataFactory.namedNode(iri));

  function* ofDefaultGraphs(): Iterable<Quad> {
    for (const graph of dataset?.defaultGraphs ?? []) if (!isApart(graph)) yield* whole(graph);
  }

  function* matchUnion(...[subject, predicate, object]: Triple): Iterable<Quad> {
    yield* merged().readQuads(subject, predicate, object, union);
    for (const graph of dataset?.defaultGraphs ?? []) {
      if (!isApart(graph)) continue;
      for (const quad of view.match(subject, predicate, object, graph))
        if (!merged().has(inGraph(quad, union))) yield inGraph(quad, union);
    }
  }

  function* matchNamed(graph: Term, ...[subject, predicate, object]: Triple): Iterable<Quad> {
    if (isApart(graph)) yield* view.match(subject, predicate, object, graph);
    else
      for (const quad of closureOf(graph.value, () => whole(graph)).readQuads(
        subject,
        predicate,
        object,
        union,
      ))
        yield inGraph(quad, graph);
  }

  function* match(...[subject, predicate, object, graph]: Parameters<QuadView["match"]>): Iterable<Quad> {
    if (graph?.termType === "DefaultGraph") yield* matchUnion(subject, predicate, object);
    else if (graph === null)
      for (const each of namedGraphs()) yield* matchNamed(each, subject, predicate, object);
    else if (dataset === undefined || dataset.namedGraphs.some((each) => each.equals(graph)))
      yield* matchNamed(graph, subject, predicate, object);
  }

  return {
    match,
    estimate(...pattern) {
      let count = 0;
      for (const _ of match(...pattern)) count++;
      return count;
    },
    graphs: () => namedGraphs().map(({ value }) => value),
    graphsApart,
  };
}

type Triple = readonly [subject: Term | null, predicate: Term | null, object: Term | null];

function inGraph({ subject, predicate, object }: Quad, graph: Term): Quad {
  return DataFactory.quad(subject, predicate, object, graph as never) as Quad;
}
