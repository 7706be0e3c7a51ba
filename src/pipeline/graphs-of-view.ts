import type { NamedNode, Quad, Quad_Subject, Term } from "@rdfjs/types";
import { DataFactory } from "n3";
import type { StoreGraphs } from "../interop/store-graphs.ts";
import { noTerm } from "../quads/id-view.ts";
import type { QuadView } from "../quads/quad-store.ts";
import { termView } from "../quads/segments/term-view.ts";
import { rdf } from "../vocabulary.ts";

/** What is said of a node, and by what. */
export interface Description extends StoreGraphs {
  /** Whether anything is said of it, and not only of others with it. */
  readonly isSubject: boolean;
  /** What is said of it, then what speaks of it, then what it says as a graph. */
  readonly allQuads: () => Iterable<Quad>;
}

/** These graphs of a view. */
export function graphsOf(view: QuadView, names: readonly string[]): StoreGraphs {
  const union = unionOf(view, names);
  return {
    names,
    ...(union === undefined
      ? {}
      : { triples: () => union.match(null, null, null, DataFactory.defaultGraph()) }),
    quadsOf: (graph, subject) => view.match(subject ?? null, null, null, DataFactory.namedNode(graph)),
    classesOf: (node) =>
      [...view.match(DataFactory.namedNode(node), rdf.type, null, DataFactory.defaultGraph())].map(
        ({ object }) => object.value,
      ),
  };
}

/**
 * A view whose default graph is the merge of some graphs. Numbers are read in order, so that repeats follow each other; what is
 * not among them would have to be remembered.
 */
function unionOf({ ids, graphsApart = [] }: QuadView, names: readonly string[]): QuadView | undefined {
  if (ids === undefined || names.some((name) => graphsApart.includes(name))) return undefined;
  const defaultGraphs = names
    .map((name) => ids.terms.idOf(DataFactory.namedNode(name)))
    .filter((id) => id !== noTerm);
  return termView(ids.dataset({ defaultGraphs, namedGraphs: [] }));
}

/** Whether anything is stated in a graph. */
export function hasGraph(view: QuadView, graph: string): boolean {
  for (const _ of view.match(null, null, null, DataFactory.namedNode(graph))) return true;
  return false;
}

/**
 * The quads in which a node is subject, object or graph, each once. They are read when they are asked for; memory is that of
 * the names of the graphs.
 */
export function descriptionOf(node: NamedNode, view: QuadView): Description {
  const names = new Set<string>();
  for (const { graph } of view.match(node, null, null, null)) names.add(graph.value);
  const isSubject = names.size > 0;
  for (const { graph } of view.match(null, null, node, null)) names.add(graph.value);
  if (hasGraph(view, node.value)) names.add(node.value);
  function* quadsIn(graph: Term | null): Iterable<Quad> {
    yield* view.match(node, null, null, graph);
    for (const quad of view.match(null, null, node, graph)) if (!quad.subject.equals(node)) yield quad;
    for (const quad of view.match(null, null, null, node))
      if (!quad.subject.equals(node) && !quad.object.equals(node)) yield quad;
  }
  function* quadsOf(name: string, subject?: Quad_Subject): Iterable<Quad> {
    const graph = DataFactory.namedNode(name);
    if (graph.equals(node)) {
      yield* view.match(subject ?? null, null, null, graph);
      return;
    }
    if (subject === undefined || subject.equals(node)) yield* view.match(node, null, null, graph);
    if (subject?.equals(node)) return;
    for (const quad of view.match(subject ?? null, null, node, graph))
      if (!quad.subject.equals(node)) yield quad;
  }
  const allQuads = () => quadsIn(null);
  const triples = () => quadsIn(DataFactory.defaultGraph());
  return { ...graphsOf(view, [...names]), quadsOf, allQuads, triples, isSubject };
}
