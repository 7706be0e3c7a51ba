import express, { type RequestHandler } from "express";
import { HttpError } from "./problem.ts";

const loopbackNames = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Whether a server may listen on this address: until identity exists, loopback alone (DESIGN §6). */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}

/** Refuses a request whose `Host` is not this machine: a page elsewhere must not reach us by a name of its own (DNS rebinding). */
export const hostGuard: RequestHandler = (request, _response, next) => {
  const host = (request.headers.host ?? "").replace(/:\d+$/, "").toLowerCase();
  next(
    loopbackNames.has(host)
      ? undefined
      : new HttpError("misdirected-host", `Host must be one of ${[...loopbackNames].join(", ")}`),
  );
};

/** The media type of the body, lower case, without parameters. */
export function mediaTypeOf(contentType: string | undefined): string {
  return (contentType ?? "").split(";", 1)[0]?.trim().toLowerCase() ?? "";
}

/** Refuses a body of any other media type: also what keeps a foreign page's form from writing (no preflight for forms). */
export function contentTypeGuard(allowed: readonly string[]): RequestHandler {
  return (request, _response, next) => {
    const given = mediaTypeOf(request.headers["content-type"]);
    const error = new HttpError("unsupported-media-type", `Content-Type must be ${allowed.join(" or ")}`, {
      "Accept-Post": allowed.join(", "),
    });
    next(allowed.includes(given) ? undefined : error);
  };
}

/** The body as received bytes, decompressed, never parsed: the journal commits to it. The limit counts decompressed bytes. */
export function rawBody(limitBytes: number): RequestHandler {
  const read = express.raw({ type: () => true, limit: limitBytes, inflate: true });
  return (request, response, next) => {
    read(request, response, (error?: unknown) => {
      if (!Buffer.isBuffer(request.body)) request.body = Buffer.alloc(0);
      next(error);
    });
  };
}
