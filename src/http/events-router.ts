import express, { type RequestHandler, type Router } from "express";
import type { EventOutcome } from "../muniment.ts";
import type { Principal, Received } from "../principal.ts";
import type { NoteRefusal } from "./body.ts";
import { contentTypeGuard } from "./guards.ts";
import { allow, problemOf } from "./problem.ts";
import { senderOf } from "./sender.ts";

interface Dependencies {
  /** Parses, maps, validates and stores each event of a body; settles once what is accepted is durable. */
  readonly ingestAll: (received: Received, sender: Principal) => Promise<readonly EventOutcome[]>;
  readonly body: RequestHandler;
  readonly noteRefusal: NoteRefusal;
}

/**
 * Where OpenLineage clients send their events: `POST /api/v1/lineage` (an array is taken as well) and
 * `POST /api/v1/lineage/batch` (a single event as well). A single event is answered with an empty body and never 204, on
 * which the Java client throws; an array with a summary, whatever became of its events.
 */
export function eventsRouter({ ingestAll, body, noteRefusal }: Dependencies): Router {
  const paths = ["/api/v1/lineage", "/api/v1/lineage/batch"];
  const router = express.Router();
  const isJson = contentTypeGuard(["application/json"], noteRefusal);
  router.post(paths, isJson, body, async (request, response) => {
    const received = { bytes: request.body, mediaType: "application/json" };
    const outcomes = await ingestAll(received, senderOf(request));
    const [first] = outcomes;
    if (first === undefined || first.isElement || request.path.endsWith("/batch")) {
      if (first?.outcome === "refused" && !first.isElement) throw first.error;
      response.status(200).json(batchSummary(outcomes));
    } else if (first.outcome === "refused") {
      throw first.error;
    } else {
      response
        .status(statusOfOutcome[first.outcome])
        .set({ "Content-Length": "0", "Muniment-Notes": String(first.notes.length) })
        .end();
    }
  });
  router.all(paths, allow("POST"));
  return router;
}

const statusOfOutcome = { accepted: 201, duplicate: 200 } as const;

/** The answer to a batch, in the words of the OpenLineage API; `duplicates` and `with_findings` are ours. */
function batchSummary(outcomes: readonly EventOutcome[]): object {
  const failedEvents = outcomes.flatMap((outcome, index) => {
    if (outcome.outcome !== "refused") return [];
    const { detail, code, status, ...evidence } = problemOf(outcome.error);
    const pointer = evidence.pointer;
    return [
      {
        index,
        reason: `${code}: ${detail}`,
        retriable: status >= 500,
        ...(pointer === undefined ? {} : { pointer }),
      },
    ];
  });
  const retriable = failedEvents.filter((failed) => failed.retriable).length;
  return {
    status: failedEvents.length === 0 ? "success" : "partial_success",
    summary: {
      received: outcomes.length,
      successful: outcomes.length - failedEvents.length,
      duplicates: outcomes.filter(({ outcome }) => outcome === "duplicate").length,
      with_findings: outcomes.filter((outcome) => outcome.outcome === "accepted" && outcome.notes.length > 0)
        .length,
      failed: failedEvents.length,
      retriable,
      non_retriable: failedEvents.length - retriable,
    },
    failed_events: failedEvents,
  };
}
