import express, { type Request, type RequestHandler, type Response, type Router } from "express";
import { checkConstraints } from "../constraints/check.ts";
import type { ConstraintReport } from "../constraints/report.ts";
import { documentMediaTypes } from "../interop/document-media-types.ts";
import type { RdfFormat } from "../interop/media-types.ts";
import { readProvDocument } from "../interop/read-prov-document.ts";
import { writeQuads } from "../interop/write.ts";
import { constraintReportQuads } from "../validation/constraint-results.ts";
import { contentTypeGuard } from "./guards.ts";
import { negotiated } from "./negotiate.ts";
import { oneValue, onlyParameters } from "./parameters.ts";
import { allow } from "./problem.ts";
import { sendStream } from "./send-stream.ts";

interface Dependencies {
  /** Checks the current default graph of the store. */
  readonly check: () => Promise<ConstraintReport>;
  readonly body: RequestHandler;
  /** Limit `documentQuads`. */
  readonly mostStatements: number;
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

/** `POST /check`: whether a document is valid by W3C's PROV-CONSTRAINTS; `GET /check`: whether the store's current default graph is. */
export function checkRouter({ check, body, mostStatements }: Dependencies): Router {
  const router = express.Router();
  router.get("/check", async (request, response) => {
    const asked = askedFormat(request);
    await sendReport(response, await check(), asked);
  });
  router.post("/check", contentTypeGuard(mediaTypes), body, async (request, response) => {
    const asked = askedFormat(request);
    const received = { bytes: request.body, mediaType: request.headers["content-type"] ?? "" };
    const document = await readProvDocument(received, { statements: mostStatements });
    await sendReport(response, checkConstraints(document), asked);
  });
  router.all("/check", allow("GET", "HEAD", "POST"));
  return router;
}

type Asked = ReturnType<typeof askedFormat>;

function askedFormat(request: Request) {
  const named = oneValue(onlyParameters(request, ["format"]), "format");
  return negotiated(request, formats, { named });
}

async function sendReport(response: Response, report: ConstraintReport, asked: Asked): Promise<void> {
  const { format, mediaType } = asked;
  if (format === "json") response.vary("Accept").json(report);
  else await sendStream(response, mediaType, writeQuads(constraintReportQuads(report), format));
}
