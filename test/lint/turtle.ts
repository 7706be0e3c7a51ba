import type { Quad } from "@rdfjs/types";
import { readRdf } from "../../src/interop/read-rdf.ts";
import { lint } from "../../src/lint/lint.ts";
import { namespaceOf } from "../../src/vocabulary.ts";

/** Statements of Turtle with the usual prefixes on its first line, and their lines. */
export async function read(turtle: string, prov: string = namespaceOf.prov) {
  const prefixes = `@prefix prov: <${prov}> . @prefix ex: <http://example.org/> . @prefix xsd: <${namespaceOf.xsd}> . `;
  const lines = new Map<Quad, number>();
  const quads = await readRdf(Buffer.from(prefixes + turtle), "application/trig", {
    onQuad: (quad, line) => lines.set(quad, line),
  });
  return { quads, lineOf: (quad: Quad) => lines.get(quad) };
}

/** What a lint tells of it. */
export async function findingsIn(turtle: string, prov?: string) {
  const { quads, lineOf } = await read(turtle, prov);
  return lint(quads, lineOf).findings;
}
