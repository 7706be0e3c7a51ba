import type { Quad } from "@rdfjs/types";
import { Store } from "n3";
import type { MappedBundle } from "../mapping/bundle.ts";
import { mun, namespaceOf } from "../vocabulary.ts";
import { findingsOf } from "./findings.ts";
import type { ValidationReport } from "./report.ts";
import { type ShaclEngine, shaclEngine } from "./shacl-engine.ts";

/** The shapes that an input must meet to be stored at all. */
export interface StructuralShapes {
  /** Validates one input with its facets, on its own, before it is committed. */
  validate(bundle: MappedBundle): Promise<ValidationReport>;
}

/** Property shapes of this group bind the bundles that our mapper writes, and not posted RDF. */
const eventGroup = "https://w3id.org/muniment/shapes#event";

/** Structural shapes from a graph that `loadShapes` vouched for, such as `shapes/structural.ttl`. */
export function structuralShapes(shapes: readonly Quad[]): StructuralShapes {
  const forEvents = shaclEngine(shapes);
  // Made when the first document comes: an engine costs as much as opening a small store.
  let forPosted: ShaclEngine | undefined;
  const findings = findingsOf(shapes);

  return {
    async validate(bundle) {
      const results = isEvent(bundle) ? await forEvents.validate(graphOf(bundle)) : [];
      for (const graph of isEvent(bundle) ? [] : postedGraphs(bundle)) {
        forPosted ??= shaclEngine(withoutEventGroup(shapes));
        results.push(...(await forPosted.validate(graph)));
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

/** One graph of bundle and facets, without graph names: a shape sees a thing with all that is said of it. */
function graphOf({ quads, facets }: MappedBundle): Store {
  const store = new Store();
  for (const { subject, predicate, object } of quads) store.addQuad(subject, predicate, object);
  for (const facet of facets) {
    for (const { subject, predicate, object } of facet.quads) store.addQuad(subject, predicate, object);
  }
  return store;
}

/** The graphs of a posted document, each on its own: a PROV bundle is valid or not by itself (PROV-CONSTRAINTS §7.2). */
function postedGraphs({ quads }: MappedBundle): Iterable<Store> {
  const stores = new Map<string, Store>();
  for (const { subject, predicate, object, graph } of quads) {
    const store = stores.get(graph.value) ?? new Store();
    stores.set(graph.value, store);
    store.addQuad(subject, predicate, object);
  }
  return stores.values();
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
