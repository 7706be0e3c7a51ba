import { lineOfQuad } from "../interop/line-of-quad.ts";
import { MalformedRdfError } from "../interop/rdf-errors.ts";
import { readRdf } from "../interop/read-rdf.ts";
import type { Alignment } from "./alignment.ts";
import { parseAlignment } from "./parse-alignment.ts";

/** Most triples of the document of an alignment. */
const maxTriples = 100_000;

/**
 * Reads an alignment from a document of any RDF syntax that is read (`rdfMediaTypes`). What is at fault is told with its
 * line, where the syntax has lines.
 *
 * @throws {MalformedRdfError} and what else `readRdf` throws.
 * @throws {MalformedAlignmentError}
 */
export async function readAlignment(
  bytes: Uint8Array,
  mediaType: string,
  { name, iri }: Pick<Alignment, "name" | "iri">,
): Promise<Alignment> {
  const quads = await readRdf(bytes, mediaType, { quads: maxTriples });
  if (quads.length === 0) throw new MalformedRdfError("Expected triples, and the document has none");
  return parseAlignment(quads, {
    name,
    iri,
    placeOf(quad) {
      const line = lineOfQuad(new TextDecoder().decode(bytes), mediaType, quads.indexOf(quad));
      return line === undefined ? {} : { line };
    },
  });
}
