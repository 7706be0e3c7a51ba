import type { NamedNode } from "@rdfjs/types";
import { DataFactory } from "n3";
import type { QuadView } from "../quads/quad-store.ts";

/** The graphs of a query's dataset, as `FROM` and `FROM NAMED` or the protocol's parameters name them. */
export interface Dataset {
  readonly defaultGraphs: readonly NamedNode[];
  readonly namedGraphs: readonly NamedNode[];
}

/**
 * A view restricted to a dataset (SPARQL 1.1 §13.2): its default graph is the merge of the graphs that are named for
 * it, empty if there is none; `GRAPH` ranges over the named graphs alone. A graph that the view does not have is empty.
 *
 * Comunica's own treatment of `FROM` asks pattern by pattern in each graph, which finds a triple twice that is in two
 * graphs, and no path that crosses from one into the other.
 */
export function datasetView(view: QuadView, { defaultGraphs, namedGraphs }: Dataset): QuadView {
  const isIn = (graph: { equals(other: NamedNode): boolean }) =>
    namedGraphs.some((each) => graph.equals(each));
  const graphsFor: (graph: Parameters<QuadView["match"]>[3]) => readonly NamedNode[] = (graph) => {
    if (graph === null) return namedGraphs;
    if (graph.termType === "DefaultGraph") return defaultGraphs;
    return graph.termType === "NamedNode" && isIn(graph) ? [graph] : [];
  };
  return {
    *match(subject, predicate, object, graph) {
      const isMerge = graph?.termType === "DefaultGraph";
      const graphs = graphsFor(graph);
      for (const [i, each] of graphs.entries()) {
        for (const quad of view.match(subject, predicate, object, each)) {
          if (!isMerge) yield quad;
          else if (
            !graphs.slice(0, i).some((before) => has(view, quad.subject, quad.predicate, quad.object, before))
          )
            yield DataFactory.quad(quad.subject, quad.predicate, quad.object);
        }
      }
    },
    estimate: (subject, predicate, object, graph) =>
      graphsFor(graph).reduce((sum, each) => sum + view.estimate(subject, predicate, object, each), 0),
    graphs: () => namedGraphs.map(({ value }) => value),
  };
}

function has(view: QuadView, ...pattern: Parameters<QuadView["match"]>): boolean {
  for (const _ of view.match(...pattern)) return true;
  return false;
}
