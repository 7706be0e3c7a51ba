import type { Quad, Term } from "@rdfjs/types";
import { DataFactory } from "n3";
import { anyGraph, type IdView, noTerm, type TermId } from "../id-view.ts";
import type { QuadView } from "../quad-store.ts";

type Pattern = Parameters<QuadView["match"]>;
type Ids = readonly [TermId, TermId, TermId, TermId];

/** A view of numbers as one of terms. */
export function termView(ids: IdView): QuadView {
  const { terms } = ids;
  const term = (id: TermId) => terms.term(id) as never;

  return {
    ids,
    *match(...pattern) {
      const sought = idsOf(pattern);
      if (sought === undefined) return;
      const cursor = ids.cursor();
      cursor.seek(...sought);
      while (cursor.next()) {
        const { subject, predicate, object, graph } = cursor;
        yield DataFactory.quad(
          term(subject),
          term(predicate),
          term(object),
          graph === noTerm ? DataFactory.defaultGraph() : term(graph),
        ) as Quad;
      }
    },
    estimate(...pattern) {
      const sought = idsOf(pattern);
      return sought === undefined ? 0 : ids.estimate(...sought);
    },
    *graphs() {
      for (const graph of ids.graphs()) yield terms.text(graph);
    },
  };

  /** The numbers of a pattern; nothing when no quad has one of its terms. */
  function idsOf([subject, predicate, object, graph]: Pattern): Ids | undefined {
    const triple = [subject, predicate, object].map((each) => each && terms.idOf(each));
    const graphId = graph === null ? anyGraph : graphIdOf(graph);
    if (triple.includes(noTerm) || graphId === undefined) return undefined;
    const [s, p, o] = triple.map((id) => id ?? noTerm) as [TermId, TermId, TermId];
    return [s, p, o, graphId];
  }

  function graphIdOf(graph: Term): TermId | undefined {
    return graph.termType === "DefaultGraph" ? noTerm : terms.idOf(graph) || undefined;
  }
}
