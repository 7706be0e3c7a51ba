import type { Quad } from "@rdfjs/types";
import { DataFactory } from "n3";
import { rdf, rdfs, sd } from "../vocabulary.ts";

interface Options {
  /** The absolute URL of the endpoint. */
  readonly endpoint: string;
}

/**
 * What a SPARQL endpoint of this store says of itself (SPARQL 1.1 Service Description): SPARQL 1.1 Query and no Update,
 * the formats of its answers, that they may be partial on request, and that the default graph is the union of the named graphs. It names no graph: what
 * bundles there are is for the query to ask.
 */
export function serviceDescription({ endpoint }: Options): readonly Quad[] {
  const service = DataFactory.namedNode(endpoint);
  const part = (name: string) => DataFactory.namedNode(`${endpoint}#${name}`);
  const comment = DataFactory.literal(
    "The union of the graphs in view: bundles, facet snapshots, the log, and the derived graphs of the mode asked for.",
    "en",
  );
  const partialComment = DataFactory.literal(
    "With the parameter partial=true, an answer that a limit cuts is what there is until then, and says so at its end; else it is an error.",
    "en",
  );
  return [
    DataFactory.quad(service, rdf.type, sd.Service),
    DataFactory.quad(service, sd.endpoint, service),
    DataFactory.quad(service, sd.supportedLanguage, sd.SPARQL11Query),
    ...formats.map((format) =>
      DataFactory.quad(service, sd.resultFormat, DataFactory.namedNode(w3cFormats + format)),
    ),
    DataFactory.quad(service, sd.feature, sd.UnionDefaultGraph),
    DataFactory.quad(service, sd.feature, part("partial-answers")),
    DataFactory.quad(part("partial-answers"), rdf.type, sd.Feature),
    DataFactory.quad(part("partial-answers"), rdfs.comment, partialComment),
    DataFactory.quad(service, sd.defaultDataset, part("dataset")),
    DataFactory.quad(part("dataset"), rdf.type, sd.Dataset),
    DataFactory.quad(part("dataset"), sd.defaultGraph, part("default-graph")),
    DataFactory.quad(part("default-graph"), rdf.type, sd.Graph),
    DataFactory.quad(part("default-graph"), rdfs.comment, comment),
  ];
}

const w3cFormats = "http://www.w3.org/ns/formats/";
/** The names that W3C gave to what `negotiateResult` offers. */
const formats: readonly string[] = [
  "SPARQL_Results_JSON",
  "SPARQL_Results_XML",
  "SPARQL_Results_CSV",
  "SPARQL_Results_TSV",
  "Turtle",
  "N-Triples",
  "JSON-LD",
  "TriG",
  "N-Quads",
  "RDF_XML",
];
