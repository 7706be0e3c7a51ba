import express, { type Router } from "express";
import { mediaTypeOfFormat, type RdfFormat } from "../interop/media-types.ts";
import { writeQuads } from "../interop/write.ts";
import type { Ontology } from "../ontology.ts";
import { namespaceOf } from "../vocabulary.ts";
import { HttpError } from "./errors.ts";
import { negotiated } from "./negotiate.ts";
import { ontologyPage, termPage } from "./ontology-page.ts";
import { oneValue, onlyParameters } from "./parameters.ts";
import { allow } from "./problem.ts";
import { sendStream } from "./send-stream.ts";

const formats: readonly (RdfFormat | "html")[] = [
  "turtle",
  "html",
  "ntriples",
  "jsonld",
  "rdfxml",
  "trig",
  "nquads",
];

/**
 * `GET /ontology` and `GET /ontology/{term}`: the vocabulary `mun:` and each of its terms, as a page for a person and as RDF for a
 * program. The namespace is not under the base of a store, so that a resolver has to lead here from its IRIs.
 */
export function ontologyRouter(ontology: Ontology): Router {
  const router = express.Router();
  router.get(["/ontology", "/ontology/:term"], async (request, response) => {
    const parameters = onlyParameters(request, ["format"]);
    const { format } = negotiated(request, formats, { named: oneValue(parameters, "format") });
    const { term: local } = request.params;
    const term = ontology.terms.find((each) => each.local === local);
    if (local !== undefined && term === undefined)
      throw new HttpError("not-found", "The vocabulary has no such term; /ontology lists those that it has");
    if (format === "html") {
      const text = term === undefined ? ontologyPage(ontology) : termPage(ontology, term);
      response.vary("Accept").type("html").send(text);
    } else {
      const quads = ontology.quads.filter(({ subject }) => term === undefined || subject.value === term.iri);
      await sendStream(response, mediaTypeOfFormat[format], writeQuads(quads, format));
    }
  });
  router.all(["/ontology", "/ontology/:term"], allow("GET", "HEAD"));
  return router;
}

/** Where the server tells of a term of the vocabulary. */
export function hrefOfTerm({ terms }: Ontology): (iri: string) => string | undefined {
  const known = new Set(terms.map(({ iri }) => iri));
  return (iri) => (known.has(iri) ? `/ontology/${iri.slice(namespaceOf.mun.length)}` : undefined);
}
