import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import express, { type Express, type RequestHandler } from "express";
import { Counter, collectDefaultMetrics, Histogram, Registry } from "prom-client";
import { OperationalError, ProvenanceError } from "../errors.ts";
import type { Muniment } from "../muniment.ts";
import { eventsRouter } from "./events-router.ts";
import { exportRouter } from "./export-router.ts";
import { hostGuard, isLoopback } from "./guards.ts";
import { healthRouter } from "./health-router.ts";
import { homeRouter } from "./home-router.ts";
import { idRouter } from "./id-router.ts";
import { HttpError, problemHandler } from "./problem.ts";
import { provRouter } from "./prov-router.ts";
import { questionsRouter } from "./questions-router.ts";
import { recordsRouter } from "./records-router.ts";
import { describeService } from "./service-description.ts";
import { sparqlRouter } from "./sparql-router.ts";

export interface ServeOptions {
  readonly muniment: Muniment;
  /** 0: any free port. */
  readonly port: number;
  /** A loopback address; default 127.0.0.1. */
  readonly host?: string;
  /** Takes what is a bug of ours; default: standard error. */
  readonly log?: (error: unknown) => void;
}

/** A server that answers. */
export interface RunningServer {
  readonly url: string;
  /** Takes no new request, finishes those under way (at most 10 s), and settles. The store stays open. */
  stop(): Promise<void>;
}

/** The address is not one that a server without identity may listen on. */
export class NotLoopbackError extends ProvenanceError {
  override readonly name = "NotLoopbackError";
  readonly code = "not-loopback";
}

/** The port is taken, or may not be listened on. */
export class ListenError extends OperationalError {
  override readonly name = "ListenError";
  readonly code = "cannot-listen";
}

const graceMs = 10_000;

/** Serves a store over HTTP on a loopback address. @throws {NotLoopbackError} @throws {ListenError} */
export async function serve({
  muniment,
  port,
  host = "127.0.0.1",
  log = console.error,
}: ServeOptions): Promise<RunningServer> {
  if (!isLoopback(host)) {
    throw new NotLoopbackError(
      `Until requests carry an identity, the server listens on loopback alone; ${host} is not`,
    );
  }
  let isReady = true;
  const server = createServer(
    { requestTimeout: 60_000 },
    application(muniment, () => isReady, log),
  );
  await listening(server, port, host);
  const address = server.address() as AddressInfo;
  return {
    url: `http://${host === "::1" ? "[::1]" : host}:${address.port}`,
    async stop() {
      isReady = false;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      server.closeIdleConnections();
      const grace = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearTimeout(grace);
    },
  };
}

function application(muniment: Muniment, isReady: () => boolean, log: (error: unknown) => void): Express {
  const { bodyBytes, queryTimeoutMs } = muniment.limits;
  const metrics = new Registry();
  collectDefaultMetrics({ register: metrics });

  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.set("query parser", "simple");
  app.use(hostGuard, safetyHeaders, measured(metrics), readiness(isReady));
  app.use(eventsRouter({ ingestAll: (received, sender) => muniment.ingestAll(received, sender), bodyBytes }));
  app.use(
    provRouter({
      ingestDocument: (received, sender) => muniment.ingestDocument(received, sender),
      bodyBytes,
    }),
  );
  app.use(
    sparqlRouter({
      query: (text, asked) => muniment.query(text, asked),
      describeService: describeService(muniment),
      bodyBytes,
      queryTimeoutMs,
    }),
  );
  app.use(
    questionsRouter({
      questions: () => muniment.questions,
      ask: (id, input, asked) => muniment.ask(id, input, asked),
    }),
  );
  app.use(exportRouter({ export: (asked) => muniment.export(asked) }));
  app.use(
    idRouter({
      base: muniment.iris.base,
      describe: (node, asked) => muniment.describe(node, asked),
      nameOf: (iri) => muniment.nameOf(iri),
    }),
  );
  app.use(recordsRouter(recordsOf(muniment)));
  app.use(healthRouter({ stats: () => muniment.stats(), isReady, metrics }));
  app.use(homeRouter({ questions: () => muniment.questions, stats: () => muniment.stats() }));
  app.use((request, _response, next) =>
    next(new HttpError("not-found", `Nothing answers ${request.method} ${request.path}`)),
  );
  app.use(problemHandler(log));
  return app;
}

function recordsOf(muniment: Muniment): Parameters<typeof recordsRouter>[0] {
  return {
    bodyBytes: muniment.limits.bodyBytes,
    statements: (asked) => muniment.statements(asked),
    refusals: () => muniment.refusals(),
    retry: () => muniment.retry(),
    validate: (received, options) => muniment.validate(received, options),
    verify: () => muniment.verify(),
    remap: () => muniment.remap(),
    nearNames: () => muniment.nearNames(),
  };
}

/** Answers are data: no page of ours runs scripts, is framed, or is guessed to be of another type. */
const safetyHeaders: RequestHandler = (_request, response, next) => {
  response.set({
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy":
      "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'",
    "Referrer-Policy": "no-referrer",
  });
  next();
};

function readiness(isReady: () => boolean): RequestHandler {
  return (request, response, next) => {
    if (isReady()) return next();
    response.set("Connection", "close");
    next(
      request.path === "/healthz" || request.path === "/readyz"
        ? undefined
        : new HttpError("closing", "The server is stopping"),
    );
  };
}

function measured(metrics: Registry): RequestHandler {
  const requests = new Counter({
    name: "muniment_http_requests_total",
    help: "Requests answered",
    labelNames: ["method", "status"],
    registers: [metrics],
  });
  const seconds = new Histogram({
    name: "muniment_http_request_seconds",
    help: "Seconds to the whole answer",
    registers: [metrics],
  });
  return (request, response, next) => {
    const stop = seconds.startTimer();
    response.on("finish", () => {
      stop();
      requests.inc({ method: request.method, status: String(response.statusCode) });
    });
    next();
  };
}

function listening(server: Server, port: number, host: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error) =>
      reject(new ListenError(`Cannot listen on ${host}:${port}: ${error.message}`)),
    );
    server.listen(port, host, resolve);
  });
}
