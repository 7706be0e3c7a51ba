import type { ErrorRequestHandler, RequestHandler, Response } from "express";
import { OperationalError, ProvenanceError } from "../errors.ts";
import { InvalidBundleError } from "../pipeline/prepare.ts";
import { toReportJson } from "../validation/report.ts";

/** RFC 9457 problem document, with our stable `code` and, where there is one, the JSON pointer. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly [extension: string]: unknown;
}

/** Statuses by code: here alone does an error become HTTP. A `ProvenanceError` that is not listed is a 400. */
const statusOf: Readonly<Record<string, number>> = {
  "malformed-json": 400,
  "malformed-event": 422,
  "invalid-bundle": 422,
  "malformed-rdf": 400,
  "remote-context": 400,
  "canonicalisation-limit": 422,
  "reserved-graph": 422,
  "reserved-predicate": 422,
  "reserved-subject": 422,
  "empty-document": 422,
  "malformed-query": 400,
  "update-refused": 403,
  "service-refused": 403,
  "unknown-question": 404,
  "not-found": 404,
  "method-not-allowed": 405,
  "not-acceptable": 406,
  "query-timeout": 408,
  "body-too-large": 413,
  "batch-too-large": 413,
  "unsupported-media-type": 415,
  "misdirected-host": 421,
  "too-many-queries": 503,
  overloaded: 503,
  closing: 503,
};

const retryAfterSeconds = "2";

/** Something that only HTTP can say: no such path, a wrong media type, a foreign host. */
export class HttpError extends ProvenanceError {
  override readonly name = "HttpError";
  readonly code: string;
  readonly headers: Readonly<Record<string, string>>;

  constructor(code: string, message: string, headers: Record<string, string> = {}) {
    super(message);
    this.code = code;
    this.headers = headers;
  }
}

/** The problem document of any error. What is a bug of ours says so and no more: bodies and stacks are never echoed. */
export function problemOf(error: unknown): Problem {
  const parsed = bodyParserProblem(error);
  if (parsed !== undefined) return parsed;
  if (error instanceof ProvenanceError)
    return problem(error.code, statusOf[error.code] ?? 400, error.message, evidence(error));
  if (error instanceof OperationalError)
    return problem(error.code, statusOf[error.code] ?? 503, error.message);
  return problem("internal-error", 500, "The server failed. The fault is ours; its log has the details.");
}

/** Express' last handler: every error that a route did not answer. */
export function problemHandler(log: (error: unknown) => void): ErrorRequestHandler {
  return (error: unknown, _request, response, next) => {
    const found = problemOf(error);
    if (found.status === 500) log(error);
    if (response.headersSent) {
      next(error);
      return;
    }
    if (error instanceof HttpError) response.set(error.headers);
    sendProblem(response, found);
  };
}

export function sendProblem(response: Response, found: Problem): void {
  if (found.status === 503) response.set("Retry-After", retryAfterSeconds);
  response.status(found.status).type("application/problem+json").send(JSON.stringify(found));
}

/** Answers 405 with `Allow` on a known path, for the methods that no route took. */
export function allow(...methods: readonly string[]): RequestHandler {
  return (request, _response, next) => {
    next(
      new HttpError(
        "method-not-allowed",
        `${request.method} is not possible here; ${methods.join(", ")} is`,
        {
          Allow: methods.join(", "),
        },
      ),
    );
  };
}

function problem(
  code: string,
  status: number,
  detail: string,
  extensions: Record<string, unknown> = {},
): Problem {
  return {
    type: `https://w3id.org/muniment/problems/${code}`,
    title: titleOf(code),
    status,
    detail,
    code,
    ...extensions,
  };
}

function titleOf(code: string): string {
  const words = code.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** The fields that our errors carry as data: where the fault is, and what the shapes said. */
function evidence(error: ProvenanceError): Record<string, unknown> {
  if (error instanceof InvalidBundleError)
    return { findings: toReportJson({ conforms: false, findings: error.findings }).findings };
  const fields = new Set(["pointer", "line", "column", "parameter", "allowed"]);
  return Object.fromEntries(
    Object.entries(error).filter(([field, value]) => fields.has(field) && value !== undefined),
  );
}

/** `body-parser` throws errors of its own kind, with a `type` and a status. */
function bodyParserProblem(error: unknown): Problem | undefined {
  if (!(error instanceof Error) || !("type" in error)) return undefined;
  switch (error.type) {
    case "entity.too.large":
      return problem("body-too-large", 413, "The body, after decompression, is larger than the limit");
    case "encoding.unsupported":
      return problem("unsupported-media-type", 415, "Content-Encoding may be gzip, deflate, br or identity");
    case "request.aborted":
    case "request.size.invalid":
      return problem("incomplete-body", 400, "The body ended before its length");
    default:
      return "status" in error && error.status === 400
        ? problem("malformed-body", 400, "The body cannot be decompressed")
        : undefined;
  }
}
