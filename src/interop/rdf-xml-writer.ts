import type { Quad, Term } from "@rdfjs/types";
import { termText } from "../quads/nquads.ts";
import { namespaceOf, xsd } from "../vocabulary.ts";
import type { Prefixes } from "./prefixes.ts";
import { UnwritableProvError } from "./prov-errors.ts";
import { attributeText, elementText, isNcName, isXmlPrefix, nameEnds } from "./prov-xml/text.ts";
import { propertyFault } from "./rdf-xml-terms.ts";

interface Options {
  readonly prefixes: Prefixes;
}

/**
 * Writes RDF 1.1 XML Syntax as the quads come: statements about one subject that follow each other share its element.
 * It has no graphs, so only the triples are written.
 *
 * `<rdf:Description rdf:about="http://example.org/a"><prov:used rdf:resource="http://example.org/e"/></rdf:Description>`
 *
 * @throws {UnwritableProvError} at a property whose IRI ends in no name of XML or is a word of the grammar (§5.1), at a
 * character that XML 1.0 has not, and at what RDF 1.1 has not.
 */
export async function* writeRdfXml(
  quads: AsyncIterable<Quad> | Iterable<Quad>,
  { prefixes }: Options,
): AsyncGenerator<string> {
  const tagOf = propertyTags(prefixes);
  let subject: string | undefined;
  yield `<?xml version="1.0" encoding="UTF-8"?>\n<rdf:RDF${declarations(usable(prefixes))}>\n`;
  for await (const quad of quads) {
    const property = propertyText(quad, tagOf(quad.predicate.value));
    const nextSubject = termText(quad.subject);
    if (nextSubject !== subject) {
      if (subject !== undefined) yield "  </rdf:Description>\n";
      yield `  <rdf:Description ${nodeAttribute("about", quad.subject)}>\n`;
      subject = nextSubject;
    }
    yield `    ${property}\n`;
  }
  if (subject !== undefined) yield "  </rdf:Description>\n";
  yield "</rdf:RDF>\n";
}

/** Refuses what RDF/XML cannot say, for whoever has all the quads before the first is written. @throws {UnwritableProvError} */
export function refuseUnwritableInRdfXml(quads: Iterable<Quad>): void {
  const tagOf = propertyTags({});
  for (const quad of quads) {
    nodeAttribute("about", quad.subject);
    propertyText(quad, tagOf(quad.predicate.value));
  }
}

/** A property element by its name, and the namespace that it declares itself where no prefix fits. */
interface Tag {
  readonly name: string;
  readonly declaration: string;
}

function propertyTags(prefixes: Prefixes): (iri: string) => Tag {
  const prefixOf = new Map(
    Object.entries(usable(prefixes)).map(([prefix, namespace]) => [namespace, prefix]),
  );
  const known = new Map<string, Tag>();
  return (iri) => {
    const tag = known.get(iri) ?? tagOf(iri, prefixOf);
    known.set(iri, tag);
    return tag;
  };
}

function tagOf(iri: string, prefixOf: ReadonlyMap<string, string>): Tag {
  const fault = propertyFault(iri);
  if (fault !== undefined) throw refusal(`the property <${iri}>: ${fault}`);
  const start = nameEnds(iri).find((index) => mayBeDeclared(iri.slice(0, index)));
  if (start === undefined) throw refusal(`the property <${iri}>: it ends in no name of XML`);
  const [namespace, local] = [iri.slice(0, start), iri.slice(start)];
  const prefix = prefixOf.get(namespace);
  return prefix === undefined
    ? { name: `ns:${local}`, declaration: ` xmlns:ns="${attribute(namespace)}"` }
    : { name: `${prefix}:${local}`, declaration: "" };
}

function usable(prefixes: Prefixes): Prefixes {
  const others = Object.entries(prefixes).filter(
    ([prefix, namespace]) => prefix !== "rdf" && isXmlPrefix(prefix) && mayBeDeclared(namespace),
  );
  return { rdf: namespaceOf.rdf, ...Object.fromEntries(others) };
}

/** Namespaces in XML §3 binds these two, and lets nothing else be bound to them; no prefix may stand for none. */
function mayBeDeclared(namespace: string): boolean {
  return !["", "http://www.w3.org/XML/1998/namespace", "http://www.w3.org/2000/xmlns/"].includes(namespace);
}

function declarations(prefixes: Prefixes): string {
  return Object.entries(prefixes)
    .map(([prefix, namespace]) => ` xmlns:${prefix}="${attribute(namespace)}"`)
    .join("");
}

function propertyText({ object }: Quad, { name, declaration }: Tag): string {
  const start = `<${name}${declaration}`;
  if (object.termType !== "Literal") return `${start} ${nodeAttribute("resource", object)}/>`;
  const { value, language, datatype } = object;
  if ("direction" in object && object.direction) throw refusal("the direction of a text (RDF 1.2)");
  const kind =
    language !== ""
      ? ` xml:lang="${attribute(language)}"`
      : datatype.equals(xsd.string)
        ? ""
        : ` ${rdfAttribute("datatype", datatype.value)}`;
  return `${start}${kind}>${elementText(value, format)}</${name}>`;
}

function nodeAttribute(name: "about" | "resource", term: Term): string {
  if (term.termType === "NamedNode") return rdfAttribute(name, term.value);
  if (term.termType === "BlankNode") return rdfAttribute("nodeID", nodeId(term.value));
  throw refusal("a triple as a term (RDF 1.2)");
}

function rdfAttribute(name: string, value: string): string {
  return `rdf:${name}="${attribute(value)}"`;
}

/** A label as a name of XML, another for every label: those that are none become their code points. */
function nodeId(label: string): string {
  if (isNcName(label) && !label.startsWith("_.")) return label;
  const points = Array.from(label, (character) => character.codePointAt(0)?.toString(16));
  return `_.${points.join(".")}`;
}

const format = "RDF/XML";

function attribute(text: string): string {
  return attributeText(text, format);
}

function refusal(what: string): UnwritableProvError {
  return new UnwritableProvError(format, what);
}
