import type { Quad } from "@rdfjs/types";
import { termText } from "../quads/nquads.ts";
import { mun, namespaceOf } from "../vocabulary.ts";
import { ReservedGraphError, ReservedPredicateError, ReservedSubjectError } from "./rdf-errors.ts";

/**
 * The properties of `mun:` that a posted document may state. All others are the mapper's, the log's or the linker's,
 * and so is a property that a later version adds: a document that could state them could forge what the store derives.
 */
export const postableProperties: ReadonlySet<string> = new Set(
  [
    mun.affects,
    mun.windowStart,
    mun.windowEnd,
    mun.concerns,
    mun.containsSubject,
    mun.retentionUntil,
    mun.dueBy,
    mun.decisionCount,
    mun.overrideCount,
    mun.sourceType,
    mun.appliesFrom,
    mun.appliesUntil,
    mun.note,
    mun.carriesDataFrom,
  ].map(({ value }) => value),
);

/** Below the base IRI, what only the store describes. */
const reservedPaths: readonly string[] = ["bundle/", "facet/", "graph/", "finding/"];

/**
 * Refuses a posted document that speaks in the store's name (DESIGN §6): graphs below the base IRI, reserved
 * properties, and descriptions of bundles, facets, graphs and findings. Facts about datasets, runs and models below
 * the base IRI are what posting is for.
 */
export function refuseReserved(quads: Iterable<Quad>, base: string): void {
  for (const { subject, predicate, graph } of quads) {
    if (graph.termType === "NamedNode" && graph.value.startsWith(base))
      throw new ReservedGraphError(graph.value, base);
    if (isReservedProperty(predicate.value))
      throw new ReservedPredicateError(
        predicate.value,
        termText(subject),
        [...postableProperties].map(shortName),
      );
    if (reservedPaths.some((path) => subject.value.startsWith(base + path)))
      throw new ReservedSubjectError(subject.value, reservedPaths);
  }
}

/** Whether a property is stated by the mapper, the log or the linker alone. */
export function isReservedProperty(iri: string): boolean {
  return iri.startsWith(namespaceOf.mun) && !postableProperties.has(iri);
}

function shortName(iri: string): string {
  return `mun:${iri.slice(namespaceOf.mun.length)}`;
}
