import express, { type Router } from "express";
import { Gauge, type Registry } from "prom-client";
import type { Muniment } from "../muniment.ts";
import { allow } from "./problem.ts";

interface Dependencies {
  readonly stats: Muniment["stats"];
  readonly isReady: () => boolean;
  readonly metrics: Registry;
}

/** `/healthz`: the process answers. `/readyz`: it takes events. `/metrics`: Prometheus text. */
export function healthRouter({ stats, isReady, metrics }: Dependencies): Router {
  for (const [name, help] of Object.entries(helpOf)) {
    new Gauge({
      name: `muniment_${name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`)}`,
      help,
      registers: [metrics],
      collect() {
        this.set(stats()[name as keyof typeof helpOf]);
      },
    });
  }

  const router = express.Router();
  router.get("/healthz", (_request, response) => {
    response.json({ status: "ok" });
  });
  router.get("/readyz", (_request, response) => {
    response.status(isReady() ? 200 : 503).json({ status: isReady() ? "ready" : "closing", ...stats() });
  });
  router.get("/metrics", async (_request, response) => {
    response.set("Content-Type", metrics.contentType).send(await metrics.metrics());
  });
  router.all(["/healthz", "/readyz", "/metrics"], allow("GET", "HEAD"));
  return router;
}

const helpOf: Readonly<Record<keyof ReturnType<Muniment["stats"]>, string>> = {
  records: "Records of the journal",
  quads: "Distinct quads in the index",
  refusals: "Refusals kept",
  queuedEvents: "Events that wait for the disk",
  lastReceivedSeconds: "Unix time of the last record",
};
