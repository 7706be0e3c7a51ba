import type { Request, RequestHandler } from "express";
import { essenceOf } from "../interop/media-types.ts";
import type { NoteRefusal } from "./body.ts";
import { HttpError } from "./errors.ts";

/** Whether a server may listen on this address: until identity exists, loopback alone (DESIGN §6). */
export function isLoopback(host: string): boolean {
  return host === "localhost" || host === "::1" || /^127(\.\d{1,3}){3}$/.test(host);
}

/** Refuses what no route is to see. */
export const requestGuard: RequestHandler = (request, _response, next) => {
  refuseTarget(request);
  refuseForeignHost(request);
  refuseForeignOrigin(request);
  next();
};

/**
 * Refuses a request whose `Host` is not this machine, or is not said once: a page elsewhere must not reach us by a name
 * of its own (DNS rebinding).
 */
function refuseForeignHost(request: Request): void {
  const [host = "", ...more] = request.headersDistinct.host ?? [];
  const name = /^(?:\[([\da-f:]+)\]|([\w.-]+))(?::\d{1,5})?$/i.exec(host);
  if (more.length > 0 || !isLoopback((name?.[1] ?? name?.[2] ?? "").toLowerCase()))
    throw new HttpError("misdirected-host", "Host must be localhost, 127.0.0.1 or [::1], once");
}

/**
 * Refuses what a page of another origin makes a browser send, by `Origin` and by Fetch Metadata: neither a form that
 * writes nor an image whose address is a heavy query. A link from elsewhere may be followed.
 */
function refuseForeignOrigin(request: Request): void {
  const { origin, host = "" } = request.headers;
  const { "sec-fetch-site": site, "sec-fetch-dest": destination } = request.headers;
  const isOwn = origin === undefined || origin === `http://${host}`;
  const isFollowed = request.method === "GET" && destination === "document";
  if (!isOwn || !(site === undefined || site === "same-origin" || site === "none" || isFollowed))
    throw new HttpError("foreign-origin", "A page of another origin may not use this server");
}

/** Refuses a request target that is no path, or whose percent-encoding is broken or no UTF-8: nothing is guessed. */
function refuseTarget(request: Request): void {
  if (!request.originalUrl.startsWith("/"))
    throw new HttpError("malformed-target", "The request target must be a path that begins with a slash");
  if (!isDecodable(request.originalUrl))
    throw new HttpError("malformed-target", "The request target is not percent-encoded UTF-8");
}

/** Whether every percent sign begins an escape, and the escapes are UTF-8. */
export function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

/** Refuses a body of any other media type: also what keeps a foreign page's form from writing (no preflight for forms). */
export function contentTypeGuard(allowed: readonly string[], noteRefusal?: NoteRefusal): RequestHandler {
  return async (request, _response, next) => {
    const error = refusalOfType(request.headers["content-type"] ?? "", allowed);
    if (error !== undefined) {
      await noteRefusal?.(error, request);
      throw error;
    }
    next();
  };
}

function refusalOfType(contentType: string, allowed: readonly string[]): HttpError | undefined {
  const headers = { "Accept-Post": allowed.join(", ") };
  const essence = essenceOf(contentType);
  if (!allowed.includes(essence)) {
    const expected = allowed.length === 1 ? allowed.join() : `one of ${allowed.join(", ")}`;
    const found = essence === "" ? "There is no Content-Type" : `Content-Type is ${essence.slice(0, 100)}`;
    return new HttpError("unsupported-media-type", `${found}; it must be ${expected}`, headers);
  }
  const charset = /;\s*charset\s*=\s*"?([^\s;"]*)/i.exec(contentType)?.[1]?.toLowerCase() ?? "utf-8";
  return ["utf-8", "utf8", "us-ascii"].includes(charset)
    ? undefined
    : new HttpError("unsupported-media-type", "The charset must be UTF-8", headers);
}
