import express, { type Router } from "express";
import type { EventOutcome } from "../muniment.ts";
import type { Principal, Received } from "../principal.ts";
import { contentTypeGuard, rawBody } from "./guards.ts";
import { allow, problemOf, sendProblem } from "./problem.ts";
import { senderOf } from "./sender.ts";

interface Dependencies {
  /** Parses, maps, validates and stores each event of a body; settles once what is accepted is durable. */
  readonly ingestAll: (received: Received, sender: Principal) => Promise<readonly EventOutcome[]>;
  readonly bodyBytes: number;
}

/**
 * Where OpenLineage clients send their events: `POST /api/v1/lineage` (an array is taken as well) and
 * `POST /api/v1/lineage/batch`. A single event is answered with an empty body and never 204, on which the Java client throws.
 */
export function eventsRouter({ ingestAll, bodyBytes }: Dependencies): Router {
  const router = express.Router();
  const json = contentTypeGuard(["application/json"]);
  const body = rawBody(bodyBytes);

  router.post("/api/v1/lineage", json, body, async (request, response) => {
    const outcomes = await ingestAll(
      { bytes: request.body, mediaType: "application/json" },
      senderOf(request),
    );
    const [first] = outcomes;
    if (outcomes.length !== 1 || first === undefined || first.isElement) {
      response.status(200).json(batchSummary(outcomes));
    } else if (first.outcome === "refused") {
      sendProblem(response, problemOf(first.error));
    } else {
      response
        .status(statusOf[first.outcome])
        .set({ "Content-Length": "0", "Muniment-Notes": String(first.notes.length) })
        .end();
    }
  });
  router.post("/api/v1/lineage/batch", json, body, async (request, response) => {
    const outcomes = await ingestAll(
      { bytes: request.body, mediaType: "application/json" },
      senderOf(request),
    );
    response.status(200).json(batchSummary(outcomes));
  });
  router.all(["/api/v1/lineage", "/api/v1/lineage/batch"], allow("POST"));
  return router;
}

const statusOf = { accepted: 201, duplicate: 200 } as const;

/** The answer to a batch, in the words of the OpenLineage API; `duplicates` and `with_findings` are ours. */
function batchSummary(outcomes: readonly EventOutcome[]): object {
  const failedEvents = outcomes.flatMap((outcome, index) => {
    if (outcome.outcome !== "refused") return [];
    const { detail, code, status, ...evidence } = problemOf(outcome.error);
    const pointer = evidence["pointer"];
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
