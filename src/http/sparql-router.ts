import express, { type Request, type RequestHandler, type Response, type Router } from "express";
import { MalformedParameterError } from "../errors.ts";
import { essenceOf } from "../interop/media-types.ts";
import type { AskedQuery } from "../muniment.ts";
import type { QueryResult } from "../sparql/engine.ts";
import { MalformedQueryError, UpdateRefusedError } from "../sparql/errors.ts";
import type { Explanation } from "../sparql/explanation.ts";
import { hasRoomForNote, withNote } from "../sparql/partial-note.ts";
import { partialResult } from "../sparql/partial-result.ts";
import { exactTypes, negotiateResult, serialiseResult, wholeResult } from "../sparql/results.ts";
import { untilClosed } from "./client-gone.ts";
import { HttpError } from "./errors.ts";
import { contentTypeGuard, isDecodable } from "./guards.ts";
import {
  entailmentNames,
  entailmentParameters,
  noMisspelt,
  oneValue,
  urlParameters,
  viewNames,
  viewParameters,
} from "./parameters.ts";
import { allow } from "./problem.ts";
import { sendStream, sendWhole } from "./send-stream.ts";

interface Dependencies {
  readonly query: (text: string, asked: AskedQuery) => Promise<QueryResult>;
  readonly explain: (text: string, asked: AskedQuery) => Promise<Explanation>;
  /** Writes the service description in the format of the `Accept` header. */
  readonly describeService: (request: Request, response: Response) => Promise<void>;
  readonly body: RequestHandler;
  readonly queryTimeoutMs: number;
}

const form = "application/x-www-form-urlencoded";
const direct = "application/sparql-query";

/**
 * The SPARQL 1.1 Protocol's query operation (§2.1) in its three forms, at `/sparql`, with `mode`, `at`, `recordedAsOf`, `entailment`,
 * `alignments` and `timeout` (milliseconds) beside; with `explain=true`, how the query was answered in place of the answer; with `partial=true`,
 * what there is of an answer that a limit cuts. A GET without any parameter is answered with the service description. Updates
 * are refused, before their body is read.
 */
export function sparqlRouter({
  query,
  explain,
  describeService,
  body,
  queryTimeoutMs,
}: Dependencies): Router {
  const router = express.Router();
  router.get("/sparql", async (request, response) => {
    const parameters = urlParameters(request);
    if (parameters.size === 0) return describeService(request, response);
    await answer(request, response, parameters);
  });
  router.post("/sparql", noUpdate, contentTypeGuard([direct, form]), body, async (request, response) => {
    await answer(request, response, postedParameters(request));
  });
  router.all("/sparql", allow("GET", "HEAD", "POST"));
  return router;

  async function answer(request: Request, response: Response, parameters: URLSearchParams): Promise<void> {
    if (parameters.has("update")) throw new UpdateRefusedError();
    noMisspelt(parameters, ownNames);
    const texts = parameters.getAll("query");
    const [text] = texts;
    if (text === undefined || texts.length > 1)
      throw new MalformedQueryError(`Exactly one "query" is needed, and there are ${texts.length}`);

    const stop = untilClosed(response);
    const asked: AskedQuery = {
      ...viewParameters(parameters),
      ...entailmentParameters(parameters),
      defaultGraphs: parameters.getAll("default-graph-uri"),
      namedGraphs: parameters.getAll("named-graph-uri"),
      baseIri: `http://${request.headers.host ?? "localhost"}/sparql`,
      timeoutMs: timeoutOf(oneValue(parameters, "timeout"), queryTimeoutMs),
      signal: stop.signal,
    };
    if (isTrue(parameters, "explain")) {
      response.json(await explain(text, asked));
      return;
    }
    const isPartial = isTrue(parameters, "partial");
    const answered = await query(text, asked);
    const isOffered = isPartial && answered.kind !== "boolean" ? hasRoomForNote : undefined;
    const mediaType = negotiateResult(request.headers.accept, answered.kind, isOffered);
    if (mediaType === undefined) {
      stop.abort();
      const word = `${isOffered === undefined ? "" : "partial "}${wordOf[answered.kind]}`;
      const offered = exactTypes[answered.kind].filter(isOffered ?? (() => true));
      throw new HttpError("not-acceptable", `A ${word} is ${offered.join(", ")}`);
    }
    const whole = wholeResult(answered, mediaType);
    if (whole !== undefined) return sendWhole(response, mediaType, whole);
    if (!isPartial) return sendStream(response, mediaType, serialiseResult(answered, mediaType));
    const { result, cut } = partialResult(answered);
    const pieces = withNote(serialiseResult(result, mediaType), mediaType, cut);
    await sendStream(response, mediaType, pieces, { name: "Muniment-Partial", value: () => cut()?.code });
  }
}

const ownNames = [
  ...viewNames,
  ...entailmentNames,
  "query",
  "timeout",
  "explain",
  "partial",
  "default-graph-uri",
  "named-graph-uri",
];

const wordOf: Readonly<Record<QueryResult["kind"], string>> = {
  bindings: "result of SELECT",
  boolean: "result of ASK",
  quads: "graph",
};

const noUpdate: RequestHandler = (request, _response, next) => {
  const isUpdate = essenceOf(request.headers["content-type"] ?? "") === "application/sparql-update";
  if (isUpdate || urlParameters(request).has("update")) throw new UpdateRefusedError();
  next();
};

/** The parameters of the URL and of the body; a query that is the whole body is the parameter `query`. */
function postedParameters(request: Request): URLSearchParams {
  const parameters = urlParameters(request);
  const text = utf8(request.body);
  if (essenceOf(request.headers["content-type"] ?? "") === direct) {
    parameters.append("query", text);
    return parameters;
  }
  if (!isDecodable(text)) throw new MalformedQueryError("The form is not percent-encoded UTF-8");
  for (const [name, value] of new URLSearchParams(text)) parameters.append(name, value);
  return parameters;
}

function utf8(body: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    throw new MalformedQueryError("The query is not UTF-8");
  }
}

function isTrue(parameters: URLSearchParams, name: string): boolean {
  const value = oneValue(parameters, name) ?? "false";
  if (value !== "true" && value !== "false") throw new MalformedParameterError(name, "true or false");
  return value === "true";
}

/** What the client asks for, at most what the server allows. */
function timeoutOf(asked: string | undefined, limitMs: number): number {
  if (asked === undefined) return limitMs;
  if (!/^[1-9]\d{0,8}$/.test(asked))
    throw new MalformedParameterError("timeout", "milliseconds, such as 5000");
  return Math.min(Number(asked), limitMs);
}
