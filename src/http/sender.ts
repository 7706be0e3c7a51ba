import type { Request } from "express";
import type { Principal } from "../principal.ts";

/** Who sent a request. Until identity exists that is the address; a bearer token is neither checked nor kept. */
export function senderOf(request: Request): Principal {
  return { id: `http:${request.socket.remoteAddress ?? "unknown"}` };
}
