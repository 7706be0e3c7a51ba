import type { Quad } from "@rdfjs/types";
import express, { type Router } from "express";
import Negotiator from "negotiator";
import { MalformedParameterError } from "../errors.ts";
import { exportFormats, isExportFormat, mediaTypeOfFormat, type RdfFormat } from "../interop/media-types.ts";
import { writeQuads } from "../interop/write.ts";
import type { AskedExport } from "../muniment.ts";
import { HttpError } from "./problem.ts";
import { sendStream } from "./send-stream.ts";
import { oneValue, viewParameters } from "./view-parameters.ts";

interface Dependencies {
  readonly export: (asked: AskedExport) => Promise<Iterable<Quad>>;
}

/** `GET /export?format=…&mode=…&graph=…`: the store's quads, streamed. `graph/identity` goes out only when named. */
export function exportRouter(dependencies: Dependencies): Router {
  const router = express.Router();
  router.get("/export", async (request, response) => {
    const format = formatOf(oneValue(request, "format"), request.headers.accept);
    const graphs = new URL(request.originalUrl, "http://localhost").searchParams.getAll("graph");
    const quads = await dependencies.export({
      ...viewParameters(request),
      graphs,
      isCanonical: format === "canonical",
    });
    await sendStream(response, mediaTypeOfFormat[format], writeQuads(quads, format));
  });
  return router;
}

function formatOf(asked: string | undefined, accept: string | undefined): RdfFormat {
  if (asked !== undefined) {
    if (isExportFormat(asked)) return asked;
    throw new MalformedParameterError("format", `one of ${exportFormats.join(", ")}`);
  }
  const preferred: readonly RdfFormat[] = ["trig", "nquads", "turtle", "jsonld"];
  const best = new Negotiator({ headers: { accept: accept ?? "*/*" } }).mediaType(
    preferred.map((format) => mediaTypeOfFormat[format]),
  );
  const format = preferred.find((candidate) => mediaTypeOfFormat[candidate] === best);
  if (format === undefined)
    throw new HttpError(
      "not-acceptable",
      `An export is ${preferred.map((f) => mediaTypeOfFormat[f]).join(", ")}`,
    );
  return format;
}
