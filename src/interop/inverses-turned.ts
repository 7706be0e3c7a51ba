import { ProvenanceError } from "../errors.ts";
import type { Received } from "../principal.ts";
import { nquadOf } from "../quads/nquads.ts";
import { provSyntaxOf } from "./document-media-types.ts";
import { mediaTypeOfFormat } from "./media-types.ts";
import { forwards } from "./prov-o/inverses.ts";
import { readRdf } from "./read-rdf.ts";

/**
 * A document of RDF with what it states by names of inverse properties (PROV-O, Appendix B) stated by the properties, as
 * N-Quads. One that states nothing so, or is no RDF, is handed back as it is, for whoever takes it in to judge.
 */
export async function inversesTurned(
  received: Received,
  limits: { readonly quads: number },
): Promise<Received> {
  if (provSyntaxOf(received) !== undefined) return received;
  try {
    const stated = await readRdf(received.bytes, received.mediaType, limits);
    const turned = stated.map(forwards);
    if (turned.every((quad, index) => quad === stated[index])) return received;
    return {
      bytes: Buffer.from(turned.map((quad) => `${nquadOf(quad)}\n`).join("")),
      mediaType: mediaTypeOfFormat.nquads,
    };
  } catch (error) {
    if (error instanceof ProvenanceError) return received;
    throw error;
  }
}
