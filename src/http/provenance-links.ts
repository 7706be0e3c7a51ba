import type { Request, Response } from "express";
import { urlParameters, viewNames } from "./parameters.ts";

/**
 * Says in a `Link` header where a provenance record of a target is (PROV-AQ §3.1); default: at `/provenance`, in the view of
 * the request. The target is the `anchor`, since the server need not be at the base of its IRIs.
 */
export function linkProvenance(
  request: Request,
  response: Response,
  target: string,
  provenance = provenanceIri(request, target),
): void {
  link(response, provenance, "has_provenance", target);
}

/** Says which service knows the provenance of a target, and of others. */
export function linkQueryService(request: Request, response: Response, target: string): void {
  link(response, `${originOf(request)}/provenance`, "has_query_service", target);
}

function link(response: Response, iri: string, relation: string, anchor: string): void {
  const relationType = `http://www.w3.org/ns/prov#${relation}`;
  response.append("Link", `<${headerIri(iri)}>; rel="${relationType}"; anchor="${headerIri(anchor)}"`);
}

/** The server as the client calls it. */
export function originOf(request: Request): string {
  return `http://${request.headers.host ?? "localhost"}`;
}

/** Parameters that keep the view of a request. */
export function sameView(request: Request): URLSearchParams {
  return new URLSearchParams([...urlParameters(request)].filter(([name]) => viewNames.includes(name)));
}

function provenanceIri(request: Request, target: string): string {
  const parameters = new URLSearchParams([["target", target], ...sameView(request)]);
  return `${originOf(request)}/provenance?${parameters.toString()}`;
}

/** An IRI as a URI, which is all that a header may hold (RFC 8288 §3). */
function headerIri(iri: string): string {
  return iri.replace(/[^\x21-\x7e]|[<>"\\]/gu, (character) => encodeURIComponent(character));
}
