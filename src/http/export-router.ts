import type { Quad } from "@rdfjs/types";
import express, { type Router } from "express";
import { MalformedParameterError } from "../errors.ts";
import { mediaTypeOfFormat, type RdfFormat } from "../interop/media-types.ts";
import { writeQuads } from "../interop/write.ts";
import { isIri } from "../iri-grammar.ts";
import type { AskedExport } from "../muniment.ts";
import { negotiatedFormat } from "./negotiate.ts";
import { oneValue, onlyParameters, viewNames, viewParameters } from "./parameters.ts";
import { allow } from "./problem.ts";
import { sendStream } from "./send-stream.ts";

interface Dependencies {
  readonly export: (asked: AskedExport) => Promise<Iterable<Quad>>;
}

const byAccept: readonly RdfFormat[] = ["trig", "nquads", "turtle", "ntriples", "jsonld"];

/** `GET /export?format=…&mode=…&graph=…`: the store's quads, streamed. `graph/identity` goes out only when named. */
export function exportRouter(dependencies: Dependencies): Router {
  const router = express.Router();
  router.get("/export", async (request, response) => {
    const parameters = onlyParameters(request, [...viewNames, "format", "graph"]);
    const named = oneValue(parameters, "format");
    const format = negotiatedFormat(request, byAccept, { named, onlyNamed: ["canonical"] });
    const graphs = [...new Set(parameters.getAll("graph"))];
    if (!graphs.every(isIri)) throw new MalformedParameterError("graph", "an absolute IRI");

    const asked = { ...viewParameters(parameters), graphs, isCanonical: format === "canonical" };
    const quads = await dependencies.export(asked);
    await sendStream(response, mediaTypeOfFormat[format], writeQuads(quads, format));
  });
  router.all("/export", allow("GET", "HEAD"));
  return router;
}
