import type { Quad } from "@rdfjs/types";
import { DataFactory, Parser } from "n3";
import type { MappedBundle } from "../../src/mapping/bundle.ts";
import { packageFile } from "../../src/package-files.ts";
import { loadShapes } from "../../src/validation/shapes-graph.ts";
import { namespaceOf } from "../../src/vocabulary.ts";

const prefixes = {
  ...namespaceOf,
  shapes: "https://w3id.org/muniment/shapes#",
  schema: "http://schema.org/",
  vcard: "http://www.w3.org/2006/vcard/ns#",
  ex: "http://example.org/",
};
const header = Object.entries(prefixes)
  .map(([prefix, iri]) => `@prefix ${prefix}: <${iri}> .`)
  .join("\n");

/** Quads written in Turtle with our prefixes and `ex:`. */
export function turtle(text: string): Quad[] {
  return new Parser({ format: "application/trig" }).parse(`${header}\n${text}`);
}

/** A shapes graph written in Turtle with the same prefixes. */
export function shapesIn(text: string): Quad[] {
  return loadShapes(`${header}\n${text}`, "of the test");
}

/** The bundle `ex:b` of these quads. */
export function bundleOf(text: string): MappedBundle {
  return { iri: ex("b"), quads: turtle(text), facets: [], identities: [] };
}

/** The shapes that the package ships. */
export function shipped(file: "structural" | "provenance"): Quad[] {
  return loadShapes(packageFile(`shapes/${file}.ttl`), `shapes/${file}.ttl`);
}

export function ex(name: string) {
  return DataFactory.namedNode(prefixes.ex + name);
}

/** Local names of the shapes that have constraints of their own, each of which can have a result. */
export function constrainedShapes(shapes: readonly Quad[]): string[] {
  const passive = [
    "targetClass",
    "targetSubjectsOf",
    "targetObjectsOf",
    "property",
    "severity",
    "message",
    "path",
    "group",
  ];
  const found = shapes
    .filter(({ subject }) => subject.value.startsWith(prefixes.shapes))
    .filter(({ predicate }) => predicate.value.startsWith(namespaceOf.sh))
    .filter(({ predicate }) => !passive.includes(predicate.value.slice(namespaceOf.sh.length)))
    .map(({ subject }) => subject.value.slice(prefixes.shapes.length));
  return [...new Set(found)].sort();
}

/** The local name of a shape of ours. */
export function localName(shape: { readonly value: string }): string {
  return shape.value.slice(prefixes.shapes.length);
}
