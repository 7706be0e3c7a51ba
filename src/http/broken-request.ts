import type { Duplex } from "node:stream";
import { problem } from "./problem.ts";
import { statusOf } from "./status.ts";

/**
 * Answers what never became a request: bytes that are no HTTP, a head beyond `headerBytes`, a request that does not come
 * to its end. Node has no response for it, so the problem document is written by hand, and the connection closed.
 */
export function answerBrokenRequest(error: NodeJS.ErrnoException, socket: Duplex): void {
  if (error.code === "ECONNRESET" || !socket.writable) {
    socket.destroy();
    return;
  }
  const [code, detail] = kindOf[error.code ?? ""] ?? malformed;
  const status = statusOf[code] ?? 400;
  const body = JSON.stringify(problem(code, status, detail));
  const head = [
    `HTTP/1.1 ${status} ${problem(code, status, detail).title}`,
    "Content-Type: application/problem+json",
    `Content-Length: ${Buffer.byteLength(body)}`,
    "Connection: close",
  ];
  socket.end(`${head.join("\r\n")}\r\n\r\n${body}`, () => socket.destroy());
}

const malformed = ["malformed-request", "The request is not HTTP/1.1 (RFC 9112)"] as const;

/** By the codes of Node's parser and timers. */
const kindOf: Readonly<Record<string, readonly [code: string, detail: string]>> = {
  HPE_HEADER_OVERFLOW: [
    "header-too-large",
    'The request line and headers are larger than the limit "headerBytes"',
  ],
  ERR_HTTP_REQUEST_TIMEOUT: ["request-timeout", "The request did not come to its end in time"],
};
