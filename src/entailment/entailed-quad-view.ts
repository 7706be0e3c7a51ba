import type { Quad, Term } from "@rdfjs/types";
import { DataFactory } from "n3";
import type { IdView } from "../quads/id-view.ts";
import type { QuadView } from "../quads/quad-store.ts";
import { termView } from "../quads/segments/term-view.ts";
import type { Axiom } from "./axioms.ts";
import { entailedView } from "./entailed-view.ts";
import { materialisedView, type NamedGraphs } from "./materialised-view.ts";

/** A view with what follows from it by axioms, for who reads terms; the graphs that it keeps apart are read as they are. */
export function withEntailed(view: QuadView, axioms: readonly Axiom[]): QuadView {
  if (view.ids === undefined) return materialisedView(view, { axioms });
  return entailedQuadView(entailedView(view.ids, axioms), view);
}

/**
 * The quads of `ids`, in which those of a dataset are with what follows; and those of the graphs that `view` keeps apart, from which
 * nothing follows, where the dataset has them.
 */
export function entailedQuadView(ids: IdView, view: QuadView, dataset?: NamedGraphs): QuadView {
  const { graphsApart = [] } = view;
  const entailed = termView(ids);
  const apart = graphsApart.map((iri) => DataFactory.namedNode(iri));
  const among = (graphs: readonly Term[]) =>
    apart.filter((each) => graphs.some((graph) => graph.equals(each)));
  const merged = dataset === undefined ? [] : among(dataset.defaultGraphs);
  const named = dataset === undefined ? [] : among(dataset.namedGraphs);

  function* match(...[subject, predicate, object, graph]: Parameters<QuadView["match"]>): Iterable<Quad> {
    const own = apart.find((each) => graph?.equals(each));
    if (own !== undefined) {
      if (dataset === undefined || named.includes(own)) yield* view.match(subject, predicate, object, own);
      return;
    }
    yield* entailed.match(subject, predicate, object, graph);
    if (graph === null) for (const each of named) yield* view.match(subject, predicate, object, each);
    if (graph?.termType !== "DefaultGraph") return;
    for (const each of merged)
      for (const quad of view.match(subject, predicate, object, each)) {
        const triple = DataFactory.quad(quad.subject, quad.predicate, quad.object) as Quad;
        if (!isIn(entailed, triple)) yield triple;
      }
  }

  return {
    ids,
    match,
    estimate(subject, predicate, object, graph) {
      const graphs = graph === null ? named : graph.termType === "DefaultGraph" ? merged : among([graph]);
      return graphs.reduce(
        (sum, each) => sum + view.estimate(subject, predicate, object, each),
        entailed.estimate(subject, predicate, object, graph),
      );
    },
    graphs: () => [...entailed.graphs(), ...named.map(({ value }) => value)],
    graphsApart,
  };
}

function isIn(view: QuadView, { subject, predicate, object, graph }: Quad): boolean {
  for (const _ of view.match(subject, predicate, object, graph)) return true;
  return false;
}
