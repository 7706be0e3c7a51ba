import express, { type Request, type RequestHandler, type Response, type Router } from "express";
import type { ConstraintReport } from "../constraints/report.ts";
import { MalformedParameterError } from "../errors.ts";
import { documentMediaTypes } from "../interop/document-media-types.ts";
import type { RdfFormat } from "../interop/media-types.ts";
import { writeQuads } from "../interop/write.ts";
import type { DocumentTasks } from "../pipeline/tasks/document-tasks.ts";
import type { PlausibilityReport } from "../plausibility/report.ts";
import { constraintReportQuads } from "../validation/constraint-results.ts";
import { untilClosed } from "./client-gone.ts";
import { contentTypeGuard } from "./guards.ts";
import { negotiated } from "./negotiate.ts";
import { oneValue, onlyParameters } from "./parameters.ts";
import { allow } from "./problem.ts";
import { sendStream } from "./send-stream.ts";

interface Dependencies {
  /** Checks the current default graph of the store. */
  readonly check: (asked: { readonly signal: AbortSignal }) => Promise<ConstraintReport>;
  readonly plausibility: (asked: { readonly signal: AbortSignal }) => Promise<PlausibilityReport>;
  readonly documents: Pick<DocumentTasks, "check" | "plausibility">;
  readonly body: RequestHandler;
}

/** What a report may be asked for as by `Accept`; as RDF it is one of SHACL. */
const formats: readonly (Exclude<RdfFormat, "canonical"> | "json")[] = [
  "json",
  "turtle",
  "jsonld",
  "trig",
  "nquads",
  "ntriples",
  "rdfxml",
];

/** Here, as at `/prov`, JSON is PROV-JSON. */
const mediaTypes = ["application/json", ...documentMediaTypes];

/**
 * `POST /check`: whether a document is valid by W3C's PROV-CONSTRAINTS; `GET /check`: whether the store's current default graph is.
 * With `profile=plausibility`, what clocks say there and can hardly be, as JSON.
 */
export function checkRouter({ check, plausibility, documents, body }: Dependencies): Router {
  const router = express.Router();
  router.get("/check", async (request, response) => {
    const asked = askedFormat(request);
    const { signal } = untilClosed(response);
    if (asked === "plausibility") response.json(await plausibility({ signal }));
    else await sendReport(response, await check({ signal }), asked);
  });
  router.post("/check", contentTypeGuard(mediaTypes), body, async (request, response) => {
    const asked = askedFormat(request);
    const received = { bytes: request.body, mediaType: request.headers["content-type"] ?? "" };
    const { signal } = untilClosed(response);
    if (asked === "plausibility") response.json(await documents.plausibility(received, signal));
    else await sendReport(response, await documents.check(received, signal), asked);
  });
  router.all("/check", allow("GET", "HEAD", "POST"));
  return router;
}

function askedFormat(request: Request) {
  const parameters = onlyParameters(request, ["format", "profile"]);
  const profile = oneValue(parameters, "profile");
  const named = oneValue(parameters, "format");
  if (profile === undefined || profile === "constraints") return negotiated(request, formats, { named });
  if (profile !== "plausibility") throw new MalformedParameterError("profile", "constraints or plausibility");
  negotiated(request, ["json"], { named });
  return profile;
}

type Asked = Exclude<ReturnType<typeof askedFormat>, string>;

async function sendReport(response: Response, report: ConstraintReport, asked: Asked): Promise<void> {
  const { format, mediaType } = asked;
  if (format === "json") response.vary("Accept").json(report);
  else await sendStream(response, mediaType, writeQuads(constraintReportQuads(report), format));
}
