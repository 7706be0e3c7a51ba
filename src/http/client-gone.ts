import type { Response } from "express";
import { OperationalError } from "../errors.ts";

/** Nobody waits for the answer any more; nobody hears of this either. */
class ClientGoneError extends OperationalError {
  override readonly name = "ClientGoneError";
  readonly code = "client-gone";
}

/** Aborts when the response ends before its time, so that no work goes on for a client that has left. */
export function untilClosed(response: Response): AbortController {
  const stop = new AbortController();
  response.on("close", () => {
    if (!response.writableFinished) stop.abort(new ClientGoneError("The client has left"));
  });
  return stop;
}
