import type { ErrorRequestHandler, RequestHandler, Response } from "express";
import { OperationalError, ProvenanceError } from "../errors.ts";
import { accepted } from "../interop/accepted.ts";
import { html, page } from "../page.ts";
import { InvalidBundleError } from "../pipeline/prepare.ts";
import { toReportJson } from "../validation/report.ts";
import { HttpError } from "./errors.ts";
import { retryAfterSeconds, statusOf } from "./status.ts";

/** RFC 9457 problem document, with our stable `code` and, where there is one, the JSON pointer. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly [extension: string]: unknown;
}

/** The problem document of any error. What is a bug of ours says so and no more: bodies and stacks are never echoed. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ProvenanceError)
    return problem(error.code, statusOf[error.code] ?? 400, error.message, evidenceOf(error));
  if (error instanceof OperationalError)
    return problem(error.code, statusOf[error.code] ?? 503, error.message);
  return problem("internal-error", 500, "The server failed. The fault is ours; its log has the details.");
}

/** Express' last handler: every error that a route did not answer. `log` takes what is not the caller's to mend. */
export function problemHandler(log: (error: unknown) => void): ErrorRequestHandler {
  return (error: unknown, request, response, _next) => {
    const found = problemOf(error);
    if (found.status === 500) log(error);
    if (response.destroyed) return;
    if (response.headersSent) {
      // The answer has begun: only a broken connection tells the client that it is not whole.
      request.socket.resetAndDestroy();
      return;
    }
    if (error instanceof HttpError) response.set(error.headers);
    sendProblem(response, found);
  };
}

/** Sends a problem as JSON, or as a page to a browser that asks for pages. */
function sendProblem(response: Response, found: Problem): void {
  const seconds = retryAfterSeconds[found.code];
  if (seconds !== undefined) response.set("Retry-After", String(seconds));
  response.status(found.status).vary("Accept");
  const isPage = accepted(response.req.headers.accept, [problemType, "text/html"]) === "text/html";
  if (isPage) response.type("html").send(problemPage(found));
  else response.set("Content-Type", problemType).send(Buffer.from(JSON.stringify(found)));
}

/** Answers 405 with `Allow` on a known path, for the methods that no route took; `OPTIONS` gets the list. */
export function allow(...methods: readonly string[]): RequestHandler {
  const list = [...methods, "OPTIONS"].join(", ");
  return (request, response) => {
    if (request.method !== "OPTIONS")
      throw new HttpError("method-not-allowed", `Of this path, the methods are ${list}`, { Allow: list });
    response.status(200).set({ Allow: list, "Content-Length": "0" }).end();
  };
}

/** A problem that no error stands for. */
export function problem(
  code: string,
  status: number,
  detail: string,
  extensions: Record<string, unknown> = {},
): Problem {
  return {
    type: `https://w3id.org/muniment/problems/${code}`,
    title: titleOf(code),
    status,
    detail: clipped(detail),
    code,
    ...extensions,
  };
}

const problemType = "application/problem+json";

function problemPage({ title, status, detail, code }: Problem): string {
  const body = html`<h1>${title}</h1>
<p class="lead">${detail}</p>
<p class="dim">${status} · <code>${code}</code></p>`;
  return page({ title, body, home: "/" });
}

function titleOf(code: string): string {
  const words = code.replaceAll("-", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** Messages quote the name or IRI at fault; one that the caller made endless is cut. */
function clipped(text: string): string {
  return text.length > mostCharacters ? `${text.slice(0, mostCharacters)}…` : text;
}

const mostCharacters = 1_000;

/** The fields that our errors carry as data: where the fault is, and what the shapes said. */
function evidenceOf(error: ProvenanceError): Record<string, unknown> {
  if (error instanceof InvalidBundleError) {
    const { findings } = toReportJson({ conforms: false, findings: error.findings.slice(0, mostFindings) });
    return { findings };
  }
  const fields = new Set(["pointer", "line", "column", "parameter", "limit"]);
  return Object.fromEntries(
    Object.entries(error).filter(([field, value]) => fields.has(field) && value !== undefined),
  );
}

const mostFindings = 100;
