import express, { type RequestHandler, type Router } from "express";
import { MalformedParameterError } from "../errors.ts";
import { documentMediaTypes, isDocumentMediaType } from "../interop/document-media-types.ts";
import type { Muniment } from "../muniment.ts";
import { toReportJson } from "../validation/report.ts";
import { contentTypeGuard } from "./guards.ts";
import { oneValue, onlyParameters } from "./parameters.ts";
import { allow, problemOf } from "./problem.ts";

type Dependencies = Pick<Muniment, "refusals" | "retry" | "validate" | "verify" | "remap" | "nearNames"> & {
  readonly body: RequestHandler;
};

/** What the store says of its own records: refusals, validity, proof. */
export function recordsRouter(muniment: Dependencies): Router {
  const router = express.Router();
  router.get("/refusals", (_request, response) => {
    response.json(muniment.refusals());
  });
  router.post("/refusals/retry", async (_request, response) => {
    response.json(await muniment.retry());
  });

  const types = contentTypeGuard(["application/json", ...documentMediaTypes]);
  router.post("/validate", types, muniment.body, async (request, response) => {
    const isMerged = flag("merged", oneValue(onlyParameters(request, ["merged"]), "merged"));
    const mediaType = request.headers["content-type"] ?? "";
    const kind = isDocumentMediaType(mediaType) ? "document" : "events";
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
  });

  router.post("/verify", async (_request, response) => {
    response.json(await muniment.verify());
  });
  router.post("/remap", async (_request, response) => {
    response.json(await muniment.remap());
  });
  router.get("/near-names", async (_request, response) => {
    response.json({ groups: await muniment.nearNames() });
  });
  router.all(["/refusals", "/near-names"], allow("GET", "HEAD"));
  router.all(["/validate", "/verify", "/remap", "/refusals/retry"], allow("POST"));
  return router;
}

/** `?merged` without a value means yes. */
function flag(name: string, text: string | undefined): boolean {
  if (text === undefined || text === "false") return false;
  if (text === "" || text === "true") return true;
  throw new MalformedParameterError(name, "true or false");
}
