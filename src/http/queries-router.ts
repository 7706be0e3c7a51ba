import express, { type Router } from "express";
import type { RunningQuery } from "../pipeline/query-limits.ts";
import { allow } from "./problem.ts";

interface Dependencies {
  readonly running: () => readonly RunningQuery[];
  readonly stop: (id: string) => void;
}

/** `GET /queries` lists the queries that run, those of questions included; `DELETE /queries/{id}` stops one. */
export function queriesRouter({ running, stop }: Dependencies): Router {
  const router = express.Router();
  router.get("/queries", (_request, response) => {
    response.json({ queries: running() });
  });
  router.delete("/queries/:id", (request, response) => {
    stop(request.params.id);
    response.status(204).end();
  });
  router.all("/queries", allow("GET", "HEAD"));
  router.all("/queries/:id", allow("DELETE"));
  return router;
}
