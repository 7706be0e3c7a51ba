import type { NamedNode, Quad } from "@rdfjs/types";
import { Store } from "n3";
import type { QuadView } from "./quad-store.ts";

/**
 * A view for a caller who may know persons by name. `graph/identity` can be read by its name alone: it is in no union,
 * and `GRAPH ?g` does not find it, so that no name is in an answer that did not ask for names (DESIGN §3).
 * `identities` are asked for when the graph first is.
 */
export function withIdentity(
  view: QuadView,
  identityGraph: NamedNode,
  identities: () => Iterable<Quad>,
): QuadView {
  let read: Store | undefined;
  const store = () => {
    read ??= new Store([...identities()]);
    return read;
  };
  return {
    match: (subject, predicate, object, graph) =>
      graph?.equals(identityGraph)
        ? store().readQuads(subject, predicate, object, identityGraph)
        : view.match(subject, predicate, object, graph),
    estimate: (subject, predicate, object, graph) =>
      graph?.equals(identityGraph)
        ? store().countQuads(subject, predicate, object, identityGraph)
        : view.estimate(subject, predicate, object, graph),
    graphs: () => view.graphs(),
    ...(view.ids === undefined ? {} : { ids: view.ids }),
    graphsApart: [identityGraph.value],
  };
}
