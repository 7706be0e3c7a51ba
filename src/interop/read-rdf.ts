import type { Quad } from "@rdfjs/types";
import type { TermLimits } from "./check-quad.ts";
import { bundledContexts, type Contexts } from "./contexts.ts";
import { essenceOf, mediaTypeOfFormat, rdfMediaTypes } from "./media-types.ts";
import { openLineageInstead } from "./openlineage-instead.ts";
import { MalformedRdfError } from "./rdf-errors.ts";
import { readJsonLd } from "./read-json-ld.ts";
import { readRdfXml } from "./read-rdf-xml.ts";
import { readText } from "./read-text.ts";
import { utf8Text } from "./utf8.ts";

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

  if (essence === mediaTypeOfFormat.jsonld) {
    try {
      return await readJsonLd(bytes, { ...base, contexts, limits });
    } catch (error) {
      const told = openLineageInstead(error, bytes);
      throw told === undefined ? error : new MalformedRdfError(told, {}, { cause: error });
    }
  }
  const listener = { ...(onPrefix === undefined ? {} : { onPrefix }), onQuad };
  if (essence === mediaTypeOfFormat.rdfxml)
    return readRdfXml(decoded(bytes), { ...base, ...listener, limits });
  return readText(decoded(bytes), { ...base, ...listener, mediaType: essence, limits });
}

function decoded(bytes: Uint8Array): string {
  return utf8Text(bytes, (what, place) => new MalformedRdfError(what, place));
}
