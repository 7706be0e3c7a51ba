import { Parser } from "n3";
import type { Alignment } from "../../src/alignments/alignment.ts";
import { parseAlignment } from "../../src/alignments/parse-alignment.ts";

/** The prefixes of the Turtle in these tests. */
export const prefixes = `
  @prefix dcterms: <http://purl.org/dc/terms/> . @prefix ex: <urn:ex:> . @prefix owl: <http://www.w3.org/2002/07/owl#> .
  @prefix prov: <http://www.w3.org/ns/prov#> . @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
  @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> . @prefix semapv: <https://w3id.org/semapv/vocab/> .
  @prefix skos: <http://www.w3.org/2004/02/skos/core#> . @prefix sssom: <https://w3id.org/sssom/> .`;

/** An alignment of that Turtle. */
export function alignmentOf(turtle: string, name = "mine"): Alignment {
  return parseAlignment(new Parser().parse(prefixes + turtle), { name, iri: `urn:ex:${name}` });
}
