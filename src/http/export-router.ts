import express, { type Request, type Router } from "express";
import { MalformedParameterError } from "../errors.ts";
import type { StoreGraphs } from "../interop/store-graphs.ts";
import type { StoreFormat } from "../interop/write-export.ts";
import { isIri } from "../iri-grammar.ts";
import type { AskedExport } from "../muniment.ts";
import type { FewDocuments } from "./few-documents.ts";
import { negotiated } from "./negotiate.ts";
import { oneValue, onlyParameters, viewNames, viewParameters } from "./parameters.ts";
import { allow } from "./problem.ts";
import { linkProvenance, linkQueryService, originOf, sameView } from "./provenance-links.ts";
import { type ExportContext, sendExport } from "./send-export.ts";

interface Dependencies extends ExportContext {
  readonly few: FewDocuments;
  readonly exportGraphs: (asked: AskedExport) => Promise<StoreGraphs>;
}

/** What quads may be asked for as by `Accept`, the first by default. */
export const exportsByAccept: readonly StoreFormat[] = [
  "trig",
  "nquads",
  "turtle",
  "ntriples",
  "jsonld",
  "rdfxml",
  "provn",
  "provxml",
  "provjson",
  "provjsonld",
];

/**
 * `GET /export?format=…&mode=…&graph=…`: the store's quads, as RDF or as a PROV document, streamed. `graph/identity` goes
 * out only when named. PROV documents hold memory, so that few are made at once.
 */
export function exportRouter({ exportGraphs, few, ...context }: Dependencies): Router {
  const router = express.Router();
  router.get("/export", async (request, response) => {
    const parameters = onlyParameters(request, [...viewNames, "format", "graph"]);
    const named = oneValue(parameters, "format");
    const chosen = negotiated(request, exportsByAccept, { named, onlyNamed: ["canonical"] });
    const graphs = [...new Set(parameters.getAll("graph"))];
    if (!graphs.every(isIri)) throw new MalformedParameterError("graph", "an absolute IRI");

    const asked = { ...viewParameters(parameters), graphs, isCanonical: chosen.format === "canonical" };
    await few(chosen.format, async () => {
      const exported = await exportGraphs(asked);
      const target = `${originOf(request)}${request.originalUrl}`;
      linkProvenance(request, response, target, logExport(request, context.base));
      linkQueryService(request, response, target);
      await sendExport(response, exported, chosen, context);
    });
  });
  router.all("/export", allow("GET", "HEAD"));
  return router;
}

/** Where an export comes from is what the log says of each bundle: when it was received, and from whom. */
function logExport(request: Request, base: string): string {
  const parameters = new URLSearchParams([["graph", `${base}graph/log`], ...sameView(request)]);
  return `${originOf(request)}/export?${parameters.toString()}`;
}
