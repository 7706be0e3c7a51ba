import express, { type Request, type Response, type Router } from "express";
import type { AskedQuery } from "../muniment.ts";
import type { QueryResult } from "../sparql/engine.ts";
import { negotiateResult, serialiseResult } from "../sparql/results.ts";
import { mediaTypeOf, rawBody } from "./guards.ts";
import { allow, HttpError } from "./problem.ts";
import { sendStream } from "./send-stream.ts";
import { viewParameters } from "./view-parameters.ts";

interface Dependencies {
  readonly query: (text: string, asked: AskedQuery) => Promise<QueryResult>;
  /** Writes the service description in the format of the `Accept` header. */
  readonly describeService: (request: Request, response: Response) => Promise<void>;
  readonly bodyBytes: number;
  readonly queryTimeoutMs: number;
}

/**
 * The SPARQL 1.1 Protocol's query operation (§2.1) in its three forms, at `/sparql`, with `mode`, `at`, `recordedAsOf` and
 * `timeout` (milliseconds) beside. A GET without a query is answered with the service description. Updates are refused.
 */
export function sparqlRouter({ query, describeService, bodyBytes, queryTimeoutMs }: Dependencies): Router {
  const router = express.Router();

  router.get("/sparql", async (request, response) => {
    const parameters = urlParameters(request);
    if (!parameters.has("query")) return describeService(request, response);
    await answer(request, response, parameters);
  });
  router.post("/sparql", rawBody(bodyBytes), async (request, response) => {
    const body: Buffer = request.body;
    switch (mediaTypeOf(request.headers["content-type"])) {
      case "application/x-www-form-urlencoded": {
        const form = new URLSearchParams(body.toString("utf8"));
        for (const [name, value] of urlParameters(request)) form.append(name, value);
        return answer(request, response, form);
      }
      case "application/sparql-query": {
        const parameters = urlParameters(request);
        if (parameters.has("query"))
          throw new HttpError(
            "malformed-query",
            "The query is in the body and in the URL: one of them must go",
          );
        parameters.set("query", utf8(body));
        return answer(request, response, parameters);
      }
      case "application/sparql-update":
        throw new HttpError(
          "update-refused",
          "The store is append-only: facts enter through ingest, never by SPARQL Update",
        );
      default:
        throw new HttpError(
          "unsupported-media-type",
          "Content-Type must be application/sparql-query or application/x-www-form-urlencoded",
        );
    }
  });
  router.all("/sparql", allow("GET", "POST"));
  return router;

  async function answer(request: Request, response: Response, parameters: URLSearchParams): Promise<void> {
    if (parameters.has("update")) {
      throw new HttpError(
        "update-refused",
        "The store is append-only: facts enter through ingest, never by SPARQL Update",
      );
    }
    const texts = parameters.getAll("query");
    const [text] = texts;
    if (text === undefined || texts.length > 1)
      throw new HttpError("malformed-query", "Exactly one query is needed");

    const stop = new AbortController();
    response.on("close", () => stop.abort());
    const result = await query(text, {
      ...viewParameters(request),
      defaultGraphs: parameters.getAll("default-graph-uri"),
      namedGraphs: parameters.getAll("named-graph-uri"),
      timeoutMs: timeoutOf(parameters.get("timeout"), queryTimeoutMs),
      signal: stop.signal,
    });
    const mediaType = negotiateResult(request.headers.accept, result.kind);
    if (mediaType === undefined)
      throw new HttpError("not-acceptable", `No format of a ${result.kind} result matches Accept`);
    await sendStream(response, mediaType, serialiseResult(result, mediaType));
  }
}

function urlParameters(request: Request): URLSearchParams {
  return new URLSearchParams(new URL(request.originalUrl, "http://localhost").searchParams);
}

function utf8(body: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(body);
  } catch {
    throw new HttpError("malformed-query", "The query is not UTF-8");
  }
}

/** What the client asks for, at most what the server allows. */
function timeoutOf(asked: string | null, limitMs: number): number {
  if (asked === null) return limitMs;
  if (!/^\d{1,9}$/.test(asked) || Number(asked) === 0)
    throw new HttpError("malformed-query", '"timeout" must be milliseconds, such as 5000');
  return Math.min(Number(asked), limitMs);
}
