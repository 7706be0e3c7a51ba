import type { Quad, Term } from "@rdfjs/types";
import type { Configuration } from "../../src/configuration.ts";
import type { ParsedEvent } from "../../src/events/event.ts";
import type { FacetSnapshot, MappedBundle } from "../../src/mapping/bundle.ts";
import { mapEvent } from "../../src/mapping/map-event.ts";
import { mun } from "../../src/vocabulary.ts";
import { testConfiguration, testIris } from "../builders.ts";

/** Maps with the configuration of the tests, changed as told. */
export function mapped(parsed: ParsedEvent, changes: Partial<Configuration> = {}): MappedBundle {
  return mapEvent(parsed, { iris: testIris, configuration: { ...testConfiguration, ...changes } });
}

/** Objects of a subject and predicate, as plain text. */
export function objects(quads: readonly Quad[], subject: Term, predicate: Term): readonly string[] {
  return quads
    .filter((quad) => quad.subject.equals(subject) && quad.predicate.equals(predicate))
    .map(({ object }) => object.value);
}

/** Whether the quads say so. */
export function says(quads: readonly Quad[], subject: Term, predicate: Term, object: Term): boolean {
  return quads.some(
    (quad) => quad.subject.equals(subject) && quad.predicate.equals(predicate) && quad.object.equals(object),
  );
}

/** The snapshot of that name. */
export function snapshot({ facets }: MappedBundle, name: string): FacetSnapshot {
  const found = facets.find(({ iri, quads }) => objects(quads, iri, mun.facetName).includes(name));
  if (found === undefined) throw new Error(`No snapshot of ${name}`);
  return found;
}

/** Every quad of a bundle and of its snapshots. */
export function allQuads({ quads, facets }: MappedBundle): readonly Quad[] {
  return [...quads, ...facets.flatMap((facet) => facet.quads)];
}
