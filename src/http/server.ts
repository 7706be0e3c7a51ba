import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Limits } from "../config.ts";
import { OperationalError, ProvenanceError } from "../errors.ts";
import type { Muniment } from "../muniment.ts";
import { application } from "./application.ts";
import { answerBrokenRequest } from "./broken-request.ts";
import { connectionsOf } from "./connections.ts";
import { expressMessages } from "./express-messages.ts";
import { isLoopback } from "./guards.ts";

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
  assertLoopback(host);
  let isReady = true;
  const app = application({ muniment, isReady: () => isReady, log });
  const server = createServer({ ...serverOptions(muniment.limits), ...expressMessages(app) }, app);
  server.maxConnections = muniment.limits.connections;
  server.on("clientError", answerBrokenRequest);
  // An expectation other than 100-continue may be ignored (RFC 9110 §10.1.1); Node would answer with no problem document.
  server.on("checkExpectation", app);
  const connections = connectionsOf(server);
  await listening(server, port, host);
  // Whoever asks need not wait for it.
  void muniment.readyToWrite().catch(log);
  const address = server.address() as AddressInfo;
  return {
    url: `http://${host === "::1" ? "[::1]" : host}:${address.port}`,
    async stop() {
      isReady = false;
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      connections.closeIdle();
      const grace = setTimeout(() => server.closeAllConnections(), graceMs);
      await closed;
      clearTimeout(grace);
    },
  };
}

/** Does nothing when a server may listen on the address. @throws {NotLoopbackError} */
export function assertLoopback(host: string): void {
  if (!isLoopback(host)) {
    throw new NotLoopbackError(
      `Until requests carry an identity, the server listens on loopback alone; ${host} is not`,
    );
  }
}

/** What Node watches over before a request is ours: how large its head is, and how slowly it comes (Slowloris). */
function serverOptions({ headersTimeoutMs, requestTimeoutMs, headerBytes }: Limits) {
  return {
    headersTimeout: headersTimeoutMs,
    requestTimeout: requestTimeoutMs,
    connectionsCheckingInterval: Math.min(1_000, headersTimeoutMs),
    maxHeaderSize: headerBytes,
    /** `requestGuard` answers with a problem document. */
    requireHostHeader: false,
    insecureHTTPParser: false,
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
