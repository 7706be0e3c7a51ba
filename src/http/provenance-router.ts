import type { NamedNode } from "@rdfjs/types";
import express, { type Request, type Response, type Router } from "express";
import { DataFactory } from "n3";
import { MalformedParameterError } from "../errors.ts";
import { graphsOfQuads } from "../interop/store-graphs.ts";
import { isIri } from "../iri-grammar.ts";
import type { AskedView } from "../muniment.ts";
import type { AskedUpstream, Upstream } from "../pipeline/upstream.ts";
import { MissingParameterError } from "../questions/parameters.ts";
import { HttpError } from "./errors.ts";
import { exportsByAccept } from "./export-router.ts";
import { negotiated } from "./negotiate.ts";
import { oneValue, onlyParameters, viewNames, viewParameters } from "./parameters.ts";
import { allow } from "./problem.ts";
import { linkQueryService } from "./provenance-links.ts";
import { type ExportContext, sendExport } from "./send-export.ts";

interface Dependencies extends ExportContext {
  readonly upstream: (target: NamedNode, asked: AskedUpstream & AskedView) => Promise<Upstream>;
  readonly describeService: (request: Request, response: Response) => Promise<void>;
}

/**
 * `GET /provenance?target=IRI&steps=N`: the provenance of a resource by PROV-AQ §4.2, what is said of it and of all that it came from, as RDF
 * or as a PROV document. An answer that the limit `provenanceQuads` cuts has what is nearest, and says so in
 * `Muniment-Partial`. Without a target, what the service is (PROV-AQ §4.1).
 */
export function provenanceRouter({ upstream, describeService, ...context }: Dependencies): Router {
  const router = express.Router();
  router.get("/provenance", async (request, response) => {
    const parameters = onlyParameters(request, ["target", "steps", ...viewNames, "format"]);
    if (parameters.size === 0) return describeService(request, response);

    const target = targetParameter(oneValue(parameters, "target"));
    const steps = stepsParameter(oneValue(parameters, "steps"));
    const chosen = negotiated(request, exportsByAccept, { named: oneValue(parameters, "format") });
    const asked = { ...viewParameters(parameters), ...(steps === undefined ? {} : { steps }) };
    const { quads, isCut } = await upstream(target, asked);
    if (quads.length === 0)
      throw new HttpError("not-found", "No provenance of this target is known in this mode, at this time");
    linkQueryService(request, response, target.value);
    if (isCut) response.set("Muniment-Partial", "provenanceQuads");
    await sendExport(response, graphsOfQuads(quads), chosen, context);
  });
  router.all("/provenance", allow("GET", "HEAD"));
  return router;
}

function targetParameter(text: string | undefined): NamedNode {
  const description = "the IRI of that of which the provenance is asked";
  if (text === undefined) throw new MissingParameterError({ name: "target", description });
  if (!isIri(text)) throw new MalformedParameterError("target", "an absolute IRI");
  return DataFactory.namedNode(text);
}

function stepsParameter(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{1,9}$/.test(text)) throw new MalformedParameterError("steps", "a whole number such as 3");
  return Number(text);
}
