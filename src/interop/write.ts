import type { Quad } from "@rdfjs/types";
import { nquadOf, ntripleOf } from "../quads/nquads.ts";
import { canonicalise } from "./canonical.ts";
import { distinctTriples } from "./distinct-triples.ts";
import { writeJsonLd } from "./json-ld-writer.ts";
import type { RdfFormat } from "./media-types.ts";
import { defaultPrefixes, type Prefixes } from "./prefixes.ts";
import { writeRdfXml } from "./rdf-xml-writer.ts";
import { writeTurtle } from "./turtle-writer.ts";

interface Options {
  /** For Turtle, TriG, RDF/XML and JSON-LD; default: those of `vocabulary.ts`. */
  readonly prefixes?: Prefixes;
  /** For JSON-LD: named in the place of the prefixes, which it must define. */
  readonly contextIri?: string;
  /** Whether no triple comes twice, in whatever graphs: then none is remembered. Default: no. */
  readonly areDistinct?: boolean;
}

/**
 * Writes quads, in pieces. What is read back is the same data set, to the lexical form of every literal.
 *
 * N-Quads, TriG and JSON-LD need no memory that grows with the data. Turtle, N-Triples and RDF/XML have no graphs: they
 * state the union, each triple once, and unless they are distinct remember them for that. Canonical N-Quads are sorted in memory.
 *
 * @throws {UnwritableProvError} as it comes to what RDF/XML cannot say.
 */
export function writeQuads(
  quads: AsyncIterable<Quad> | Iterable<Quad>,
  format: RdfFormat,
  { prefixes = defaultPrefixes, contextIri, areDistinct = false }: Options = {},
): AsyncIterable<string> {
  const triples = () => (areDistinct ? quads : distinctTriples(quads));
  switch (format) {
    case "turtle":
      return inPieces(writeTurtle(triples(), { prefixes, hasGraphs: false }));
    case "trig":
      return inPieces(writeTurtle(quads, { prefixes, hasGraphs: true }));
    case "jsonld":
      return inPieces(writeJsonLd(quads, { prefixes, ...(contextIri === undefined ? {} : { contextIri }) }));
    case "rdfxml":
      return inPieces(writeRdfXml(triples(), { prefixes }));
    case "ntriples":
      return inPieces(writeTriples(triples()));
    case "nquads":
      return inPieces(writeLines(quads));
    case "canonical":
      return inPieces(writeCanonical(quads));
  }
}

const pieceLength = 16 * 1024;

async function* inPieces(texts: AsyncIterable<string>): AsyncGenerator<string> {
  let piece = "";
  for await (const text of texts) {
    piece += text;
    if (piece.length < pieceLength) continue;
    yield piece;
    piece = "";
  }
  if (piece !== "") yield piece;
}

async function* writeLines(quads: AsyncIterable<Quad> | Iterable<Quad>): AsyncGenerator<string> {
  for await (const quad of quads) yield `${nquadOf(quad)}\n`;
}

async function* writeTriples(quads: AsyncIterable<Quad> | Iterable<Quad>): AsyncGenerator<string> {
  for await (const quad of quads) yield `${ntripleOf(quad)}\n`;
}

/** The lines in the code-point order of RDFC-1.0, each once: what was stated twice is one statement. */
async function* writeCanonical(quads: AsyncIterable<Quad> | Iterable<Quad>): AsyncGenerator<string> {
  const all: Quad[] = [];
  for await (const quad of quads) all.push(quad);
  const { lines } = await canonicalise(all);
  yield* lines;
}
