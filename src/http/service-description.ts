import type { Request, Response } from "express";
import { mediaTypeOfFormat, type RdfFormat } from "../interop/media-types.ts";
import { writeQuads } from "../interop/write.ts";
import { serviceDescription } from "../sparql/service-description.ts";
import { negotiatedFormat } from "./negotiate.ts";
import { sendStream } from "./send-stream.ts";

const formats: readonly RdfFormat[] = ["turtle", "ntriples", "jsonld", "trig", "nquads"];

/** Answers with the SPARQL 1.1 Service Description of `/sparql`, in the format of the `Accept` header. */
export async function describeService(request: Request, response: Response): Promise<void> {
  const format = negotiatedFormat(request, formats);
  const endpoint = `http://${request.headers.host ?? "localhost"}/sparql`;
  const quads = serviceDescription({ endpoint });
  await sendStream(response, mediaTypeOfFormat[format], writeQuads(quads, format));
}
