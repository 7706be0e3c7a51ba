import express, { type RequestHandler, type Router } from "express";
import { alignmentsNamed } from "../alignments/axioms.ts";
import { alignmentNames } from "../alignments/names.ts";
import { mappingSetRecord } from "../alignments/records.ts";
import { mediaTypeOfFormat, rdfMediaTypes } from "../interop/media-types.ts";
import { defaultPrefixes } from "../interop/prefixes.ts";
import { writeQuads } from "../interop/write.ts";
import type { AskedView, Muniment } from "../muniment.ts";
import { consistencyOf, listedAlignments, putReport } from "../pipeline/alignment-reports.ts";
import { contentTypeGuard } from "./guards.ts";
import { negotiated } from "./negotiate.ts";
import { oneValue, onlyParameters, viewParameters } from "./parameters.ts";
import { allow } from "./problem.ts";
import { sendStream } from "./send-stream.ts";
import { senderOf } from "./sender.ts";

type Dependencies = Pick<Muniment, "alignments" | "putAlignment" | "removeAlignment"> & {
  readonly body: RequestHandler;
};

const formats = ["turtle", "json", "trig", "nquads", "ntriples", "jsonld", "rdfxml"] as const;
const one = "/alignments/:name";

/**
 * `GET /alignments` lists them, `GET /alignments/{name}` answers with one as RDF or as its SSSOM records, `PUT` and `DELETE`
 * are for a store's own, and `GET /contradictions` says what some contradict together. The IRI of a store's own leads to it.
 */
export function alignmentsRouter(muniment: Dependencies): Router {
  const { body } = muniment;
  const router = express.Router();

  router.get("/alignments", async (request, response) => {
    const asked = timeAsked(onlyParameters(request, ["recordedAsOf"]));
    response.json({ alignments: listedAlignments(await muniment.alignments(asked)) });
  });

  router.get("/contradictions", async (request, response) => {
    const parameters = onlyParameters(request, ["alignments", "recordedAsOf"]);
    const names = oneValue(parameters, "alignments");
    const inForce = await muniment.alignments(timeAsked(parameters));
    response.json(consistencyOf(inForce, names === undefined ? undefined : alignmentNames(names)));
  });

  router
    .route(one)
    .get(async (request, response) => {
      const parameters = onlyParameters(request, ["recordedAsOf", "format"]);
      const { format } = negotiated(request, formats, { named: oneValue(parameters, "format") });
      const inForce = await muniment.alignments(timeAsked(parameters));
      for (const alignment of alignmentsNamed([request.params.name], inForce.alignments)) {
        if (format === "json") response.vary("Accept").json(mappingSetRecord(alignment));
        else
          await sendStream(
            response,
            mediaTypeOfFormat[format],
            writeQuads(alignment.quads, format, { prefixes }),
          );
      }
    })
    .put(contentTypeGuard(rdfMediaTypes), body, async (request, response) => {
      const { name } = request.params;
      onlyParameters(request, []);
      const received = { bytes: request.body, mediaType: request.headers["content-type"] ?? "" };
      const put = await muniment.putAlignment(name, received, senderOf(request));
      response
        .status(put.outcome === "created" ? 201 : 200)
        .location(`/alignments/${name}`)
        .json(putReport(put));
    })
    .delete(async (request, response) => {
      onlyParameters(request, []);
      await muniment.removeAlignment(request.params.name, senderOf(request));
      response.status(204).end();
    })
    .all(allow("GET", "HEAD", "PUT", "DELETE"));

  router.all(["/alignments", "/contradictions"], allow("GET", "HEAD"));

  router.get("/id/alignment/:name", async (request, response, next) => {
    const { own } = await muniment.alignments();
    const query = /\?.*$/s.exec(request.originalUrl)?.[0] ?? "";
    if (own.has(request.params.name)) response.redirect(303, `/alignments/${request.params.name}${query}`);
    else next();
  });
  return router;
}

const prefixes = {
  ...defaultPrefixes,
  sssom: "https://w3id.org/sssom/",
  semapv: "https://w3id.org/semapv/vocab/",
};

function timeAsked(parameters: URLSearchParams): Pick<AskedView, "recordedAsOf"> {
  const { recordedAsOf } = viewParameters(parameters);
  return recordedAsOf === undefined ? {} : { recordedAsOf };
}
