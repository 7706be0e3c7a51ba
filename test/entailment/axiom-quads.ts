import type { Quad } from "@rdfjs/types";
import { Parser } from "n3";

/** The quads of axioms in Turtle, `:` for `urn:x:`. */
export function axiomQuads(turtle: string): Quad[] {
  const prefixes = `
    @prefix : <urn:x:> . @prefix owl: <http://www.w3.org/2002/07/owl#> . @prefix prov: <http://www.w3.org/ns/prov#> .
    @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
  `;
  return new Parser({ format: "text/turtle" }).parse(prefixes + turtle);
}
