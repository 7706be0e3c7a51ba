import type { NamedNode, Quad, Term } from "@rdfjs/types";
import { DataFactory } from "n3";
import type { QuadView } from "../quads/quad-store.ts";
import type { DescriptionShapes } from "../validation/description-shapes.ts";
import { rdf, rdfs } from "../vocabulary.ts";

/** Things as quads, for shapes that are judged by those. */
export interface Description {
  /** The things that a shape is about. */
  readonly things: readonly NamedNode[];
  /** What the shapes look at of them: their own statements, what leads to them, and the types of what is at the other ends. */
  readonly quads: readonly Quad[];
}

/** Reads what the shapes look at of some things. */
export function descriptionOf(
  candidates: readonly NamedNode[],
  shapes: DescriptionShapes,
  view: QuadView,
): Description {
  const quads: Quad[] = [];
  const typed = new Set<string>();
  const addTypes = (term: Term) => {
    if (term.termType !== "NamedNode" || typed.has(term.value)) return;
    typed.add(term.value);
    quads.push(...view.match(term, rdf.type, null, union));
  };
  const things = candidates.filter((thing) => isTarget(thing, shapes, view));
  for (const thing of things) {
    addTypes(thing);
    for (const quad of view.match(thing, null, null, union)) {
      if (!looksAt(shapes, quad) || quad.predicate.equals(rdf.type)) continue;
      quads.push(quad);
      addTypes(quad.object);
    }
    for (const predicate of shapes.inversePredicates) {
      for (const quad of view.match(null, predicate, thing, union)) {
        quads.push(quad);
        addTypes(quad.subject);
      }
    }
  }
  return { things, quads };
}

/** Whether the shapes look at such a statement of a thing. */
function looksAt({ predicates }: DescriptionShapes, { predicate: { value } }: Quad): boolean {
  // What a class is below is for the shapes graph to say, or it would hold of what is judged in the same batch alone.
  return predicates === undefined ? value !== rdfs.subClassOf.value : predicates.has(value);
}

/** A thing of which a hundred thousand statements tell is not read to know that it is no target. */
function isTarget(node: NamedNode, shapes: DescriptionShapes, view: QuadView): boolean {
  return shapes.isTarget({
    node,
    classes: [...view.match(node, rdf.type, null, union)].map(({ object }) => object.value),
    isSubjectOf: (predicate) => view.estimate(node, predicate, null, union) > 0,
    isObjectOf: (predicate) => view.estimate(null, predicate, node, union) > 0,
  });
}

const union = DataFactory.defaultGraph();
