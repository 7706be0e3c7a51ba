import type { RequestHandler } from "express";
import { Counter, Histogram, type Registry } from "prom-client";

/** Counts requests by method and status, and times them, to their end or to the client's leaving. */
export function measured(metrics: Registry): RequestHandler {
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
    response.on("close", () => {
      stop();
      requests.inc({ method: request.method, status: String(response.statusCode) });
    });
    next();
  };
}
