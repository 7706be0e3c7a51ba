import type { NamedNode, Quad } from "@rdfjs/types";
import express, { type Request, type Router } from "express";
import { DataFactory } from "n3";
import Negotiator from "negotiator";
import { mediaTypeOfFormat, type RdfFormat } from "../interop/media-types.ts";
import { writeQuads } from "../interop/write.ts";
import type { AskedView } from "../muniment.ts";
import { HttpError } from "./problem.ts";
import { resourcePage } from "./resource-page.ts";
import { sendStream } from "./send-stream.ts";
import { viewParameters } from "./view-parameters.ts";

interface Dependencies {
  readonly base: string;
  /** What is said of a node, and by what: the quads in which it is subject, graph or object. */
  readonly describe: (node: NamedNode, asked: AskedView) => Promise<readonly Quad[]>;
  readonly nameOf: (iri: string) => string | undefined;
}

const rdfFormats: readonly RdfFormat[] = ["turtle", "trig", "nquads", "jsonld"];

/**
 * `GET /id/{rest}` answers for `{base}{rest}`, whatever the base: a page for a person, RDF for a program. The path is taken
 * as sent, since its percent-encoding is part of the IRI.
 */
export function idRouter({ base, describe, nameOf }: Dependencies): Router {
  const router = express.Router();
  router.get(/^\/id\/.+/, async (request, response) => {
    const iri = DataFactory.namedNode(base + pathBelowId(request));
    const quads = await describe(iri, viewParameters(request));
    if (quads.length === 0)
      throw new HttpError("not-found", "Nothing is known of this IRI in this mode, at this time");
    response.vary("Accept");
    const format = formatOf(request.headers.accept);
    if (format === "html") {
      response.type("html").send(resourcePage({ iri: iri.value, base, quads, nameOf }));
    } else {
      await sendStream(response, mediaTypeOfFormat[format], writeQuads(quads, format));
    }
  });
  return router;
}

function pathBelowId(request: Request): string {
  return request.originalUrl.replace(/[?#].*$/s, "").slice("/id/".length);
}

function formatOf(accept: string | undefined): RdfFormat | "html" {
  const offered = ["text/html", ...rdfFormats.map((format) => mediaTypeOfFormat[format])];
  const best = new Negotiator({ headers: { accept: accept ?? "text/turtle" } }).mediaType(offered);
  if (best === "text/html") return "html";
  const format = rdfFormats.find((candidate) => mediaTypeOfFormat[candidate] === best);
  if (format === undefined) throw new HttpError("not-acceptable", `A description is ${offered.join(", ")}`);
  return format;
}
