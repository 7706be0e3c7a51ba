import type { Quad, Term } from "@rdfjs/types";
import { DataFactory } from "n3";
import { definedForwards, definedInverses, propertyOfInverse } from "../interop/prov-o/inverses.ts";
import type { QuadView } from "../quads/quad-store.ts";

/**
 * A view in which the inverses that PROV-O defines (`prov:generated`) are the properties that say the same; what is stated both
 * ways is there twice. It is the view itself where none of them is used.
 */
export function forwardsView(view: QuadView): QuadView {
  const used = [...definedInverses].map((iri) => DataFactory.namedNode(iri)).filter(isUsedIn(view));
  if (used.length === 0) return view;
  const inversesOf = (property: Term | null) =>
    used.filter(({ value }) => property === null || propertyOfInverse.get(value) === property.value);
  return {
    graphs: () => view.graphs(),
    *match(subject, predicate, object, graph): Iterable<Quad> {
      for (const quad of view.match(subject, predicate, object, graph))
        if (!definedInverses.has(quad.predicate.value)) yield quad;
      if (object?.termType === "Literal") return;
      for (const inverse of inversesOf(predicate))
        for (const quad of view.match(object, inverse, subject, graph))
          if (quad.object.termType !== "Literal") yield definedForwards(quad);
    },
    estimate: (subject, predicate, object, graph) =>
      inversesOf(predicate).reduce(
        (sum, inverse) => sum + view.estimate(object, inverse, subject, graph),
        view.estimate(subject, predicate, object, graph),
      ),
  };
}

function isUsedIn(view: QuadView): (property: Term) => boolean {
  return (property) => view.estimate(null, property, null, DataFactory.defaultGraph()) > 0;
}
