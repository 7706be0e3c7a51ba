/** The syntaxes in which RDF is written. `canonical` is N-Quads in the form and order of RDFC-1.0. */
export type RdfFormat = "turtle" | "trig" | "ntriples" | "nquads" | "jsonld" | "rdfxml" | "canonical";

/** The media type of each format, as IANA registers it. */
export const mediaTypeOfFormat: Readonly<Record<RdfFormat, string>> = {
  turtle: "text/turtle",
  trig: "application/trig",
  ntriples: "application/n-triples",
  nquads: "application/n-quads",
  jsonld: "application/ld+json",
  rdfxml: "application/rdf+xml",
  canonical: "application/n-quads",
};

/** The formats that an export may be asked for by name. */
export const exportFormats: readonly RdfFormat[] = [
  "turtle",
  "trig",
  "ntriples",
  "nquads",
  "jsonld",
  "rdfxml",
  "canonical",
];

/** Those that state triples alone. */
export const formatsWithoutGraphs: readonly string[] = ["turtle", "ntriples", "rdfxml"];

/** Whether a text names one of them. */
export function isExportFormat(text: string): text is RdfFormat {
  return Object.hasOwn(mediaTypeOfFormat, text);
}

/** The media types of RDF that is read, without parameters. */
export const rdfMediaTypes: readonly string[] = [...new Set(Object.values(mediaTypeOfFormat))];

/** A media type in lower case and without its parameters (RFC 9110 §8.3.1). */
export function essenceOf(mediaType: string): string {
  return (mediaType.split(";", 1)[0] ?? "").trim().toLowerCase();
}
