import express, { type Request, type RequestHandler, type Router } from "express";
import { MalformedParameterError } from "../errors.ts";
import { documentMediaTypes } from "../interop/document-media-types.ts";
import type { Receipt } from "../muniment.ts";
import type { DocumentTasks } from "../pipeline/tasks/document-tasks.ts";
import type { Principal, Received } from "../principal.ts";
import type { NoteRefusal } from "./body.ts";
import { contentTypeGuard } from "./guards.ts";
import { oneValue, onlyParameters } from "./parameters.ts";
import { allow } from "./problem.ts";
import { senderOf } from "./sender.ts";

interface Dependencies {
  readonly ingestDocument: (received: Received, sender: Principal) => Promise<Receipt>;
  readonly documents: Pick<DocumentTasks, "inversesTurned">;
  readonly body: RequestHandler;
  readonly noteRefusal: NoteRefusal;
}

/** Here, JSON is PROV-JSON; elsewhere, it is events. */
const mediaTypes = ["application/json", ...documentMediaTypes];

/** `POST /prov`: a posted document, RDF or PROV, becomes a bundle; `Location` is its IRI. 201 when new, 200 when it is there already. */
export function provRouter({ ingestDocument, documents, body, noteRefusal }: Dependencies): Router {
  const router = express.Router();
  router.post("/prov", contentTypeGuard(mediaTypes, noteRefusal), body, async (request, response) => {
    const inverses = inversesAsked(request);
    const posted = { bytes: request.body, mediaType: request.headers["content-type"] ?? "" };
    const received = inverses ? await documents.inversesTurned(posted) : posted;
    const { outcome, bundle } = await ingestDocument(received, senderOf(request));
    response
      .status(outcome === "accepted" ? 201 : 200)
      .location(bundle)
      .json({ outcome, bundle });
  });
  router.all("/prov", allow("POST"));
  return router;
}

/** Whether the names that PROV-O reserves for inverse properties are to be read. */
function inversesAsked(request: Request): boolean {
  const text = oneValue(onlyParameters(request, ["inverses"]), "inverses") ?? "false";
  if (text !== "true" && text !== "false") throw new MalformedParameterError("inverses", "true or false");
  return text === "true";
}
