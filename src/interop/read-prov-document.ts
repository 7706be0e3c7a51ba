import type { Received } from "../principal.ts";
import type { ProvDocument } from "../prov/document.ts";
import { provSyntaxOf } from "./document-media-types.ts";
import { MalformedProvError } from "./prov-errors.ts";
import { readProv } from "./prov-formats.ts";
import { readProvO } from "./prov-o/read.ts";
import { readRdf } from "./read-rdf.ts";

interface Limits {
  /** Quads of RDF, or statements of PROV. */
  readonly statements: number;
}

/**
 * What a document in any of `documentMediaTypes` says in the terms of PROV-DM; RDF as PROV-O.
 *
 * @throws {MalformedProvError} @throws {MalformedRdfError} @throws {MalformedJsonError} @throws {RemoteContextError}
 */
export async function readProvDocument(
  received: Received,
  { statements: most }: Limits,
): Promise<ProvDocument> {
  const syntax = provSyntaxOf(received);
  if (syntax === undefined) {
    const prefixes: Record<string, string> = {};
    const onPrefix = (prefix: string, namespace: string) => {
      prefixes[prefix] = namespace;
    };
    const quads = await readRdf(received.bytes, received.mediaType, { quads: most, onPrefix });
    return readProvO(quads, { prefixes }).document;
  }

  const { document } = await readProv(received.bytes, syntax);
  const instances = [document, ...document.bundles];
  const count = instances.reduce((sum, { statements }) => sum + statements.length, 0);
  if (count > most) throw new MalformedProvError(`Expected at most ${most} statements, not ${count}`);
  return document;
}
