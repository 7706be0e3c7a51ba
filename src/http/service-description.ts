import type { Quad } from "@rdfjs/types";
import type { Request, Response } from "express";
import { DataFactory } from "n3";
import { mediaTypeOfFormat, type RdfFormat } from "../interop/media-types.ts";
import { writeQuads } from "../interop/write.ts";
import { serviceDescription } from "../sparql/service-description.ts";
import { provAq, rdf } from "../vocabulary.ts";
import { negotiated } from "./negotiate.ts";
import { originOf } from "./provenance-links.ts";
import { sendStream } from "./send-stream.ts";

const formats: readonly RdfFormat[] = ["turtle", "ntriples", "jsonld", "trig", "nquads", "rdfxml"];

/**
 * Answers with what `/sparql` and `/provenance` are, in the format of the `Accept` header: the SPARQL 1.1 Service Description,
 * and the provenance query service of PROV-AQ §4.1 that both are ways to.
 */
export async function describeService(request: Request, response: Response): Promise<void> {
  const { format } = negotiated(request, formats);
  const origin = originOf(request);
  const endpoint = `${origin}/sparql`;
  const quads = [
    ...provenanceServices(`${origin}/provenance`, endpoint),
    ...serviceDescription({ endpoint }),
  ];
  await sendStream(response, mediaTypeOfFormat[format], writeQuads(quads, format));
}

/** A description of a direct HTTP query service (PROV-AQ §4.1.1), by a template of RFC 6570, and of a SPARQL service (§4.1.2). */
function provenanceServices(service: string, endpoint: string): readonly Quad[] {
  const description = DataFactory.namedNode(service);
  const direct = DataFactory.namedNode(`${service}#direct`);
  const template = DataFactory.literal(`${service}?target={uri}{&steps}`);
  return [
    DataFactory.quad(description, rdf.type, provAq.ServiceDescription),
    DataFactory.quad(description, provAq.describesService, direct),
    DataFactory.quad(description, provAq.describesService, DataFactory.namedNode(endpoint)),
    DataFactory.quad(direct, rdf.type, provAq.DirectQueryService),
    DataFactory.quad(direct, provAq.provenanceUriTemplate, template),
  ];
}
