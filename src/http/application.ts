import express, { type Express, type RequestHandler } from "express";
import { collectDefaultMetrics, Registry } from "prom-client";
import type { Muniment } from "../muniment.ts";
import { readOntology } from "../ontology.ts";
import { styleSource } from "../page.ts";
import { alignmentsRouter } from "./alignments-router.ts";
import { type NoteRefusal, rawBody } from "./body.ts";
import { checkRouter } from "./check-router.ts";
import { HttpError } from "./errors.ts";
import { eventsRouter } from "./events-router.ts";
import { exportRouter } from "./export-router.ts";
import { fewDocuments } from "./few-documents.ts";
import { requestGuard } from "./guards.ts";
import { healthRouter } from "./health-router.ts";
import { homeRouter } from "./home-router.ts";
import { hrefUnder, idRouter } from "./id-router.ts";
import { measured } from "./measured.ts";
import { hrefOfTerm, ontologyRouter } from "./ontology-router.ts";
import { problemHandler } from "./problem.ts";
import { provRouter } from "./prov-router.ts";
import { provenanceRouter } from "./provenance-router.ts";
import { queriesRouter } from "./queries-router.ts";
import { questionsRouter } from "./questions-router.ts";
import { recordsRouter } from "./records-router.ts";
import { senderOf } from "./sender.ts";
import { describeService } from "./service-description.ts";
import { sparqlRouter } from "./sparql-router.ts";
import { statementsRouter } from "./statements-router.ts";

interface Dependencies {
  readonly muniment: Muniment;
  /** Whether new requests are taken. */
  readonly isReady: () => boolean;
  readonly log: (error: unknown) => void;
}

/** All routes over one store: `docs/http-api.md` in the order of the way of the data. */
export function application({ muniment, isReady, log }: Dependencies): Express {
  const { answerRows, bodyBytes, concurrentExports, exportQuads, queryBytes, queryTimeoutMs } =
    muniment.limits;
  const { base } = muniment.iris;
  const few = fewDocuments(concurrentExports);
  const exportContext = { base, mostQuads: exportQuads };
  const metrics = new Registry();
  collectDefaultMetrics({ register: metrics });
  const noteRefusal: NoteRefusal = (error, request) =>
    muniment.noteRefusal(error, request.headers["content-type"] ?? "", senderOf(request));
  const inputBody = rawBody(bodyBytes, noteRefusal);
  const ontology = readOntology();
  const [hrefOfNode, hrefOfOwn] = [hrefUnder(base), hrefOfTerm(ontology)];
  const hrefOf = (iri: string) => hrefOfNode(iri) ?? hrefOfOwn(iri);
  const questions = () => muniment.questions;
  const stats = () => muniment.stats();

  const app = express();
  app.disable("x-powered-by");
  app.disable("etag");
  app.use(safetyHeaders, measured(metrics), requestGuard, readiness(isReady));
  app.use(
    eventsRouter({
      ingestAll: (received, sender) => muniment.ingestAll(received, sender),
      body: inputBody,
      noteRefusal,
    }),
    provRouter({
      ingestDocument: (received, sender) => muniment.ingestDocument(received, sender),
      documents: muniment.documents,
      body: inputBody,
      noteRefusal,
    }),
    sparqlRouter({
      query: (text, asked) => muniment.query(text, asked),
      explain: (text, asked) => muniment.explain(text, asked),
      describeService,
      body: rawBody(queryBytes),
      queryTimeoutMs,
    }),
    queriesRouter({ running: () => muniment.runningQueries(), stop: (id) => muniment.stopQuery(id) }),
    questionsRouter({ questions, ask: (id, input, asked) => muniment.ask(id, input, asked), hrefOf }),
    exportRouter({
      ...exportContext,
      few,
      exportGraphs: (asked) => muniment.exportGraphs(asked),
    }),
    provenanceRouter({
      ...exportContext,
      upstream: (target, asked) => muniment.upstream(target, asked),
      describeService,
    }),
    alignmentsRouter({
      alignments: (asked) => muniment.alignments(asked),
      putAlignment: (name, received, sender) => muniment.putAlignment(name, received, sender),
      removeAlignment: (name, sender) => muniment.removeAlignment(name, sender),
      body: rawBody(bodyBytes),
    }),
    idRouter({
      ...exportContext,
      few,
      describe: (node, asked) => muniment.describe(node, asked),
      labels: (iris, asked) => muniment.labels(iris, asked),
      hrefOf,
    }),
    ontologyRouter(ontology),
    checkRouter({
      check: (asked) => muniment.check(asked),
      plausibility: (asked) => muniment.plausibility(asked),
      documents: muniment.documents,
      body: rawBody(bodyBytes),
    }),
    statementsRouter({ statements: (asked) => muniment.statements(asked), answerRows }),
    recordsRouter(recordsOf(muniment)),
    healthRouter({ stats, isReady, metrics }),
    homeRouter({ questions, stats }),
  );
  app.use(() => {
    throw new HttpError("not-found", "Nothing answers at this path; docs/http-api.md lists what does");
  });
  app.use(problemHandler(log));
  return app;
}

function recordsOf(muniment: Muniment): Parameters<typeof recordsRouter>[0] {
  return {
    body: rawBody(muniment.limits.bodyBytes),
    refusals: () => muniment.refusals(),
    retry: () => muniment.retry(),
    validate: (received, options) => muniment.validate(received, options),
    verify: () => muniment.verify(),
    remap: () => muniment.remap(),
    nearNames: () => muniment.nearNames(),
  };
}

/**
 * Answers are data, of this moment and perhaps about persons: no page of ours runs scripts, is framed or embedded, sends
 * a form elsewhere, is kept by a cache, or is guessed to be of another type. No header allows another origin to read.
 */
const safetyHeaders: RequestHandler = (_request, response, next) => {
  for (const [name, value] of safeValues) response.setHeader(name, value);
  next();
};

const safeValues = Object.entries({
  "X-Content-Type-Options": "nosniff",
  "Content-Security-Policy": `default-src 'none'; style-src ${styleSource}; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
  "Cross-Origin-Resource-Policy": "same-origin",
  "Referrer-Policy": "no-referrer",
  "Cache-Control": "no-store",
});

function readiness(isReady: () => boolean): RequestHandler {
  return (request, response, next) => {
    if (isReady()) return next();
    response.set("Connection", "close");
    if (request.path !== "/healthz" && request.path !== "/readyz")
      throw new HttpError("closing", "The server is stopping");
    next();
  };
}
