import express, { type RequestHandler, type Router } from "express";
import { documentMediaTypes } from "../interop/document-media-types.ts";
import type { Receipt } from "../muniment.ts";
import type { Principal, Received } from "../principal.ts";
import { contentTypeGuard } from "./guards.ts";
import { allow } from "./problem.ts";
import { senderOf } from "./sender.ts";

interface Dependencies {
  readonly ingestDocument: (received: Received, sender: Principal) => Promise<Receipt>;
  readonly body: RequestHandler;
}

/** Here, JSON is PROV-JSON; elsewhere, it is events. */
const mediaTypes = ["application/json", ...documentMediaTypes];

/** `POST /prov`: a posted document, RDF or PROV, becomes a bundle; `Location` is its IRI. 201 when new, 200 when it is there already. */
export function provRouter({ ingestDocument, body }: Dependencies): Router {
  const router = express.Router();
  router.post("/prov", contentTypeGuard(mediaTypes), body, async (request, response) => {
    const received = { bytes: request.body, mediaType: request.headers["content-type"] ?? "" };
    const { outcome, bundle } = await ingestDocument(received, senderOf(request));
    response
      .status(outcome === "accepted" ? 201 : 200)
      .location(bundle)
      .json({ outcome, bundle });
  });
  router.all("/prov", allow("POST"));
  return router;
}
