import type { Quad } from "@rdfjs/types";
import type { Received } from "../principal.ts";
import type { ProvDocument } from "../prov/document.ts";
import { faultOfQuad } from "./check-quad.ts";
import { provSyntaxOf } from "./document-media-types.ts";
import { MalformedProvError, UnstorableProvError, UnwritableProvError } from "./prov-errors.ts";
import { readProv } from "./prov-formats.ts";
import { writeProvO } from "./prov-o/write.ts";
import { defaultRdfLimits, readRdf } from "./read-rdf.ts";

interface Limits {
  /** Statements of RDF, repeats counted. */
  readonly quads: number;
}

/**
 * The quads of a document in any of `documentMediaTypes`: of RDF as it says them, of a syntax of PROV those of PROV-O that
 * `muniment convert` writes. So what is said in two syntaxes of PROV, or in one and in the RDF made of it, is the same.
 *
 * @throws {MalformedProvError} @throws {MalformedRdfError} @throws {MalformedJsonError} @throws {RemoteContextError}
 * @throws {UnstorableProvError} where PROV-O would merge what the document tells apart.
 */
export async function readDocument(received: Received, { quads: most }: Limits): Promise<readonly Quad[]> {
  const syntax = provSyntaxOf(received);
  if (syntax === undefined) return readRdf(received.bytes, received.mediaType, { quads: most });

  const { document } = await readProv(received.bytes, syntax);
  const tooMany = () => new MalformedProvError(`Expected at most ${most} statements of PROV-O`);
  // Each makes one at least, and that they are too many is better known before.
  if (countOf(document) > most) throw tooMany();
  const quads = provOOf(document);
  if (quads.length > most) throw tooMany();
  for (const quad of quads) {
    const fault = faultOfQuad(quad, defaultRdfLimits);
    if (fault !== undefined)
      throw new MalformedProvError(`Expected ${fault.expected}: ${JSON.stringify(fault.text.slice(0, 60))}`);
  }
  return quads;
}

function countOf({ statements, bundles }: ProvDocument): number {
  return bundles.reduce((sum, bundle) => sum + bundle.statements.length, statements.length);
}

function provOOf(document: ProvDocument): readonly Quad[] {
  try {
    return writeProvO(document);
  } catch (error) {
    if (error instanceof UnwritableProvError) throw new UnstorableProvError(error);
    throw error;
  }
}
