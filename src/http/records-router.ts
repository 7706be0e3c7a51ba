import express, { type Router } from "express";
import { DataFactory } from "n3";
import { isRdfMediaType, rdfMediaTypes } from "../interop/media-types.ts";
import type { Muniment } from "../muniment.ts";
import { toReportJson } from "../validation/report.ts";
import { contentTypeGuard, mediaTypeOf, rawBody } from "./guards.ts";
import { allow, HttpError, problemOf } from "./problem.ts";
import { oneValue, viewParameters } from "./view-parameters.ts";

type Dependencies = Pick<
  Muniment,
  "statements" | "refusals" | "retry" | "validate" | "verify" | "remap" | "nearNames"
> & {
  readonly bodyBytes: number;
};

/** What the store says of its own records: reasons, refusals, validity, proof. */
export function recordsRouter(muniment: Dependencies): Router {
  const router = express.Router();

  router.get("/statements", async (request, response) => {
    const term = (name: string) => {
      const text = oneValue(request, name);
      return text === undefined || text === "" ? undefined : DataFactory.namedNode(text);
    };
    const [subject, predicate, object] = [term("s"), term("p"), term("o")];
    if (subject === undefined && object === undefined)
      throw new HttpError("malformed-parameter", '"s" or "o" must be given, as an IRI');
    response.json({
      statements: await muniment.statements({ subject, predicate, object, ...viewParameters(request) }),
    });
  });

  router.get("/refusals", (_request, response) => {
    response.json(muniment.refusals());
  });
  router.post("/refusals/retry", async (_request, response) => {
    response.json(await muniment.retry());
  });

  router.post(
    "/validate",
    contentTypeGuard(["application/json", ...rdfMediaTypes]),
    rawBody(muniment.bodyBytes),
    async (request, response) => {
      const isMerged = !["", "0", "false", undefined].includes(mergedParameter(request.originalUrl));
      const mediaType = request.headers["content-type"] ?? "";
      const kind = isRdfMediaType(mediaTypeOf(mediaType)) ? "document" : "events";
      const reports = await muniment.validate({ bytes: request.body, mediaType }, { kind, isMerged });
      response.json({
        conforms: reports.every((report) => report.conforms),
        reports: reports.map(({ error, notes, bundle, ...report }) => ({
          ...(bundle === undefined ? {} : { bundle }),
          notes,
          ...toReportJson(report),
          ...(error === undefined ? {} : { problem: problemOf(error) }),
        })),
      });
    },
  );

  router.post("/verify", async (_request, response) => {
    response.json(await muniment.verify());
  });
  router.post("/remap", async (_request, response) => {
    response.json(await muniment.remap());
  });
  router.get("/near-names", async (_request, response) => {
    response.json({ groups: await muniment.nearNames() });
  });
  router.all(["/validate", "/verify", "/remap", "/refusals/retry"], allow("POST"));
  return router;
}

/** `?merged` without a value means yes. */
function mergedParameter(url: string): string | undefined {
  const parameters = new URL(url, "http://localhost").searchParams;
  if (!parameters.has("merged")) return undefined;
  return parameters.get("merged") === "" ? "true" : (parameters.get("merged") ?? undefined);
}
