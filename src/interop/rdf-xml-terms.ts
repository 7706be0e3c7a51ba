import { namespaceOf } from "../vocabulary.ts";

/** The IRI of a word of RDF/XML. */
export function rdfTerm(local: string): string {
  return namespaceOf.rdf + local;
}

const termSet = (...locals: readonly string[]): ReadonlySet<string> => new Set(locals.map(rdfTerm));

/** The names of the syntax itself, by where they may not stand (RDF 1.1 XML Syntax §7.2.2 to §7.2.7). */
const coreTerms = ["RDF", "ID", "about", "parseType", "resource", "nodeID", "datatype"];
const oldTerms = ["aboutEach", "aboutEachPrefix", "bagID"];
export const notNodes = termSet(...coreTerms, ...oldTerms, "li");
export const notProperties = termSet(...coreTerms, ...oldTerms, "Description");
export const notAttributes = termSet(...coreTerms, ...oldTerms, "Description", "li");

/** What keeps an IRI from being the name of a property element that is read back as it; undefined when nothing does. */
export function propertyFault(iri: string): string | undefined {
  if (notProperties.has(iri)) return "it is a word of the syntax";
  return iri === rdfTerm("li") ? "it stands for numbered members" : undefined;
}
