import type { NamedNode, Quad } from "@rdfjs/types";
import express, { type Request, type Router } from "express";
import { DataFactory } from "n3";
import { isProvSyntax } from "../interop/prov-syntaxes.ts";
import type { AskedView } from "../muniment.ts";
import type { Description } from "../pipeline/graphs-of-view.ts";
import { HttpError } from "./errors.ts";
import { exportsByAccept } from "./export-router.ts";
import type { FewDocuments } from "./few-documents.ts";
import { negotiated } from "./negotiate.ts";
import { oneValue, onlyParameters, viewNames, viewParameters } from "./parameters.ts";
import { allow } from "./problem.ts";
import { linkProvenance, linkQueryService, sameView } from "./provenance-links.ts";
import { resourcePage } from "./resource-page.ts";
import { type ExportContext, sendExport } from "./send-export.ts";

interface Dependencies extends ExportContext {
  readonly few: FewDocuments;
  /** What is said of a node, and by what: the quads in which it is subject, graph or object. */
  readonly describe: (node: NamedNode, asked: AskedView) => Promise<Description>;
  /** Names for people of these IRIs. */
  readonly labels: (iris: Iterable<string>, asked: AskedView) => Promise<Readonly<Record<string, string>>>;
  readonly hrefOf: (iri: string) => string | undefined;
}

/** Turtle for who does not care, a page for a person, and what else `/export` has. */
const formats = ["turtle", "html", ...exportsByAccept.filter((format) => format !== "turtle")] as const;

/**
 * `GET /id/{rest}` answers for `{base}{rest}`, whatever the base: a page for a person, RDF or a PROV document for a program.
 * The path is taken as sent, since its percent-encoding is part of the IRI.
 */
export function idRouter({ describe, labels, hrefOf, few, ...context }: Dependencies): Router {
  const { base } = context;
  const router = express.Router();
  router.get(paths, async (request, response) => {
    const iri = DataFactory.namedNode(base + pathBelowId(request));
    const parameters = onlyParameters(request, [...viewNames, "format"]);
    const { format, mediaType } = negotiated(request, formats, { named: oneValue(parameters, "format") });
    const asked = viewParameters(parameters);
    const described = await describe(iri, asked);
    if (described.names.length === 0)
      throw new HttpError("not-found", "Nothing is known of this IRI in this mode, at this time");
    if (described.isSubject) linkProvenance(request, response, iri.value);
    linkQueryService(request, response, iri.value);
    if (format === "html") {
      const { quads, isCut } = firstOf(described);
      const named = await labels(irisOf(quads), asked);
      const view = [...sameView(request)];
      const resource = { iri: iri.value, base, quads, isCut, view, labels: named, hrefOf };
      response.vary("Accept").type("html").send(resourcePage(resource));
    } else {
      const send = () => sendExport(response, described, { format, mediaType }, context);
      // What is small holds little, and does not wait for what is large.
      await (isProvSyntax(format) && firstOf(described).isCut ? few(format, send) : send());
    }
  });
  router.all(paths, allow("GET", "HEAD"));
  return router;
}

const paths = /^\/id\/.+/;

/** Where this server answers for an IRI under its base. */
export function hrefUnder(base: string): (iri: string) => string | undefined {
  return (iri) => (iri.startsWith(base) ? `/id/${iri.slice(base.length)}` : undefined);
}

/** Quads that a page is made of, and a small document: a graph may have millions, and a page shows hundreds. */
const mostOfSmall = 20_000;

function firstOf({ allQuads }: Description): { readonly quads: readonly Quad[]; readonly isCut: boolean } {
  const quads: Quad[] = [];
  for (const quad of allQuads()) {
    if (quads.length === mostOfSmall) return { quads, isCut: true };
    quads.push(quad);
  }
  return { quads, isCut: false };
}

function irisOf(quads: readonly Quad[]): readonly string[] {
  return quads.flatMap(({ subject, predicate, object, graph }) =>
    [subject, predicate, object, graph].flatMap(({ termType, value }) =>
      termType === "NamedNode" ? [value] : [],
    ),
  );
}

function pathBelowId(request: Request): string {
  return request.originalUrl.replace(/[?#].*$/s, "").slice("/id/".length);
}
