import { isUtf8 } from "node:buffer";
import type { Quad } from "@rdfjs/types";
import type { TermLimits } from "./check-quad.ts";
import { bundledContexts, type Contexts } from "./contexts.ts";
import { essenceOf, mediaTypeOfFormat, rdfMediaTypes } from "./media-types.ts";
import { MalformedRdfError } from "./rdf-errors.ts";
import { readJsonLd } from "./read-json-ld.ts";
import { readRdfXml } from "./read-rdf-xml.ts";
import { readText } from "./read-text.ts";

/** Limits of one document; beyond each: `malformed-rdf`, or `malformed-json` for the depth. */
interface RdfLimits extends TermLimits {
  /** Statements, repeats counted. */
  readonly quads: number;
  /** Of all terms together, with prefixes written out. */
  readonly characters: number;
  readonly jsonDepth: number;
}

/** What a document may have unless its reader says otherwise. */
export const defaultRdfLimits: RdfLimits = {
  quads: 1_000_000,
  characters: 128 * 1024 * 1024,
  iriLength: 8_192,
  literalLength: 4 * 1024 * 1024,
  jsonDepth: 512,
};

interface Options extends Partial<RdfLimits> {
  /** What relative IRIs are resolved against; without it they are refused. */
  readonly baseIri?: string;
  /** Told the prefixes of Turtle, TriG and RDF/XML as they are declared; JSON-LD's are those of its context. */
  readonly onPrefix?: (prefix: string, namespace: string) => void;
  /** Told each statement with its line, but not of JSON-LD, which is read as a tree. */
  readonly onQuad?: (quad: Quad, line: number) => void;
  /** Default: the contexts of the package. */
  readonly contexts?: Contexts;
}

/**
 * Parses RDF 1.1 of one of `rdfMediaTypes`. Refuses what RDF 1.1 has not (triple terms, base directions, generalised
 * triples), what is no Unicode, and what JSON-LD would drop. Nothing is fetched.
 *
 * @throws {MalformedRdfError}
 * @throws {MalformedJsonError} when JSON-LD is no JSON.
 * @throws {RemoteContextError} when JSON-LD names a context that is not bundled.
 */
export async function readRdf(bytes: Uint8Array, mediaType: string, options: Options = {}): Promise<Quad[]> {
  const { baseIri, onPrefix, onQuad, contexts = bundledContexts, ...given } = options;
  const limits: RdfLimits = { ...defaultRdfLimits, ...given };
  const essence = essenceOf(mediaType);
  if (!rdfMediaTypes.includes(essence))
    throw new MalformedRdfError(`Expected one of the media types ${rdfMediaTypes.join(", ")}`);
  const base = baseIri === undefined ? {} : { baseIri };

  if (essence === mediaTypeOfFormat.jsonld) return readJsonLd(bytes, { ...base, contexts, limits });
  const listener = { ...(onPrefix === undefined ? {} : { onPrefix }), onQuad };
  if (essence === mediaTypeOfFormat.rdfxml)
    return readRdfXml(decoded(bytes), { ...base, ...listener, limits });
  return readText(decoded(bytes), { ...base, ...listener, mediaType: essence, limits });
}

function decoded(bytes: Uint8Array): string {
  if (isUtf8(bytes)) return new TextDecoder().decode(bytes);
  const lines = linesOf(bytes);
  throw new MalformedRdfError("Expected UTF-8", { line: lines.findIndex((line) => !isUtf8(line)) + 1 });
}

/** Lines by their line feeds, a byte that is no part of any other character of UTF-8. */
function linesOf(bytes: Uint8Array): readonly Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let start = 0; start <= bytes.length; ) {
    const feed = bytes.indexOf(0x0a, start);
    const end = feed < 0 ? bytes.length : feed;
    lines.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return lines;
}
