import type { Request, Response } from "express";
import Negotiator from "negotiator";
import { mediaTypeOfFormat, type RdfFormat } from "../interop/media-types.ts";
import { writeQuads } from "../interop/write.ts";
import type { Muniment } from "../muniment.ts";
import { serviceDescription } from "../sparql/service-description.ts";
import { HttpError } from "./problem.ts";
import { sendStream } from "./send-stream.ts";

const formats: readonly RdfFormat[] = ["turtle", "ntriples", "jsonld", "trig", "nquads"];

/** Answers with the SPARQL 1.1 Service Description of `/sparql`, in the format of the `Accept` header. */
export function describeService(
  _muniment: Muniment,
): (request: Request, response: Response) => Promise<void> {
  return async (request, response) => {
    const offered = formats.map((format) => mediaTypeOfFormat[format]);
    const best = new Negotiator({ headers: { accept: request.headers.accept ?? "text/turtle" } }).mediaType(
      offered,
    );
    const format = formats.find((candidate) => mediaTypeOfFormat[candidate] === best);
    if (format === undefined)
      throw new HttpError("not-acceptable", `A service description is ${offered.join(", ")}`);
    const endpoint = `http://${request.headers.host ?? "localhost"}/sparql`;
    await sendStream(
      response,
      mediaTypeOfFormat[format],
      writeQuads(serviceDescription({ endpoint }), format),
    );
  };
}
