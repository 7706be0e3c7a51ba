import type { Quad } from "@rdfjs/types";
import type { MappedBundle } from "../mapping/bundle.ts";
import { mun, namespaceOf } from "../vocabulary.ts";
import { findingsOf } from "./findings.ts";
import { type Judge, judgeBy } from "./judge.ts";
import type { ValidationReport } from "./report.ts";

/** The shapes that an input must meet to be stored at all. */
export interface StructuralShapes {
  /** Validates one input with its facets, on its own, before it is committed. */
  validate(bundle: MappedBundle): Promise<ValidationReport>;
}

/** Property shapes of this group bind the bundles that our mapper writes, and not posted RDF. */
const eventGroup = "https://w3id.org/muniment/shapes#event";

/** Structural shapes from a graph that `loadShapes` vouched for, such as `shapes/structural.ttl`. */
export function structuralShapes(shapes: readonly Quad[]): StructuralShapes {
  const ofEvents = judgeBy(shapes);
  // Made when the first document comes: to read and compile the shapes costs as much as opening a small store.
  let ofPosted: Judge | undefined;
  const findings = findingsOf(shapes);

  return {
    async validate(bundle) {
      const results = isEvent(bundle) ? await ofEvents.report(graphOf(bundle)) : [];
      for (const graph of isEvent(bundle) ? [] : postedGraphs(bundle)) {
        ofPosted ??= judgeBy(withoutEventGroup(shapes));
        results.push(...(await ofPosted.report(graph)));
      }
      const found = findings(results, bundle.iri);
      return { conforms: found.length === 0, findings: found };
    },
  };
}

/** Only the mapper states these: posted RDF may not (DESIGN §6). */
const eventTerms = new Set([mun.eventTime.value, mun.eventType.value, mun.about.value]);

function isEvent({ iri, quads }: MappedBundle): boolean {
  return quads.some(({ subject, predicate }) => eventTerms.has(predicate.value) && subject.equals(iri));
}

/** Bundle and facets as one graph. */
function graphOf({ quads, facets }: MappedBundle): readonly Quad[] {
  return quads.concat(...facets.map((facet) => facet.quads));
}

/** The graphs of a posted document, each on its own: a PROV bundle is valid or not by itself (PROV-CONSTRAINTS §7.2). */
function postedGraphs({ quads }: MappedBundle): Iterable<readonly Quad[]> {
  const graphs = new Map<string, Quad[]>();
  for (const quad of quads) {
    const known = graphs.get(quad.graph.value);
    if (known === undefined) graphs.set(quad.graph.value, [quad]);
    else known.push(quad);
  }
  return graphs.values();
}

function withoutEventGroup(shapes: readonly Quad[]): Quad[] {
  const group = `${namespaceOf.sh}group`;
  const dropped = new Set(
    shapes
      .filter(({ predicate, object }) => predicate.value === group && object.value === eventGroup)
      .map(({ subject }) => subject.value),
  );
  return shapes.filter(({ subject, object }) => !dropped.has(subject.value) && !dropped.has(object.value));
}
