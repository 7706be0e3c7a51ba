import type { NamedNode, Quad, Quad_Object, Quad_Subject } from "@rdfjs/types";
import { DataFactory } from "n3";
import { resolveIri } from "../iri-reference.ts";
import { rdf } from "../vocabulary.ts";
import { faultOfQuad, overflowOf, type TermLimits } from "./check-quad.ts";
import { contentOf, type Element, parseXml } from "./prov-xml/element.ts";
import { isNcName } from "./prov-xml/text.ts";
import { MalformedRdfError } from "./rdf-errors.ts";
import { notAttributes, notNodes, notProperties, rdfTerm } from "./rdf-xml-terms.ts";

interface Options {
  readonly baseIri?: string;
  readonly onPrefix?: (prefix: string, namespace: string) => void;
  /** Told each statement with the line of its element. */
  readonly onQuad?: ((quad: Quad, line: number) => void) | undefined;
  readonly limits: TermLimits & { readonly quads: number; readonly characters: number };
}

/** What elements inherit: the base of relative IRIs, and the language of texts. */
interface Scope {
  readonly base: string | undefined;
  readonly language: string | undefined;
}

/**
 * Parses RDF 1.1 XML Syntax by its grammar (§7) over a tree of elements. What the grammar has no place for is refused, text
 * between elements among it, and so are document type declarations with their entities. An XML literal is the XML as it is
 * written.
 *
 * @throws {MalformedRdfError} with line and column.
 */
export function readRdfXml(text: string, { baseIri, onPrefix, onQuad, limits }: Options): Quad[] {
  const root = parseXml(text, (what, place) => new MalformedRdfError(what, place));
  const reading = new Reading(limits, onQuad);
  const scope = scopeOf(root, { base: baseIri, language: undefined });
  for (const [prefix, namespace] of Object.entries(root.declared)) onPrefix?.(prefix, namespace);
  if (nameOf(root) !== rdfTerm("RDF")) {
    nodeElement(root, scope, reading);
    return reading.quads;
  }
  const [other] = attributesOf(root);
  if (other !== undefined) throw faultAt(root, `no attribute ${other[0]} of rdf:RDF`);
  refuseText(root);
  for (const child of root.children) nodeElement(child, scopeOf(child, scope), reading);
  return reading.quads;
}

/** The statements so far, and what stands for blank nodes and identifiers. */
class Reading {
  readonly quads: Quad[] = [];
  readonly #limits: Options["limits"];
  readonly #onQuad: Options["onQuad"];
  readonly #isOverflow: (quad: Quad) => boolean;
  readonly #nodes = new Map<string, Quad_Subject>();
  readonly #ids = new Set<string>();
  #blanks = 0;

  constructor(limits: Options["limits"], onQuad: Options["onQuad"]) {
    this.#limits = limits;
    this.#onQuad = onQuad;
    this.#isOverflow = overflowOf(limits.characters);
  }

  state(element: Element, subject: Quad_Subject, predicate: NamedNode, object: Quad_Object): void {
    const quad = DataFactory.quad(subject, predicate, object);
    if (this.#isOverflow(quad))
      throw new MalformedRdfError(
        `Expected at most ${this.#limits.characters} characters with prefixes written out`,
      );
    const fault = faultOfQuad(quad, this.#limits);
    if (fault !== undefined) throw faultAt(element, fault.expected);
    if (this.quads.push(quad) > this.#limits.quads)
      throw new MalformedRdfError(`Expected at most ${this.#limits.quads} statements`);
    this.#onQuad?.(quad, element.line);
  }

  blank(): Quad_Subject {
    this.#blanks += 1;
    return DataFactory.blankNode(`b${this.#blanks}`);
  }

  named(label: string): Quad_Subject {
    const node = this.#nodes.get(label) ?? this.blank();
    this.#nodes.set(label, node);
    return node;
  }

  /** An `rdf:ID` may be there once (§5.2). */
  claim(element: Element, iri: NamedNode): NamedNode {
    if (this.#ids.has(iri.value)) throw faultAt(element, "an rdf:ID that is not there already");
    this.#ids.add(iri.value);
    return iri;
  }
}

/** The subject of a node element, once it and what is in it are stated (§7.2.11). */
function nodeElement(element: Element, scope: Scope, reading: Reading): Quad_Subject {
  const name = nameOf(element);
  if (notNodes.has(name)) throw faultAt(element, "a node element");
  const attributes = attributesOf(element);
  const subject = subjectOf(element, attributes, scope, reading);
  if (name !== rdfTerm("Description")) reading.state(element, subject, rdf.type, DataFactory.namedNode(name));
  propertyAttributes(element, subject, attributes, ["ID", "nodeID", "about"], scope, reading);
  propertyElements(element, subject, scope, reading);
  return subject;
}

function subjectOf(
  element: Element,
  attributes: ReadonlyMap<string, string>,
  scope: Scope,
  reading: Reading,
): Quad_Subject {
  const [id, nodeId, about] = ["ID", "nodeID", "about"].map((local) => attributes.get(rdfTerm(local)));
  if ([id, nodeId, about].filter((each) => each !== undefined).length > 1)
    throw faultAt(element, "one of rdf:ID, rdf:nodeID and rdf:about");
  if (id !== undefined) return reading.claim(element, idIri(element, id, scope));
  if (nodeId !== undefined) return reading.named(xmlName(element, nodeId));
  return about === undefined ? reading.blank() : resolved(element, about, scope);
}

/** Attributes that state properties (§7.2.11, §7.2.21). */
function propertyAttributes(
  element: Element,
  subject: Quad_Subject,
  attributes: ReadonlyMap<string, string>,
  known: readonly string[],
  scope: Scope,
  reading: Reading,
): void {
  for (const [name, value] of attributes) {
    if (known.some((local) => name === rdfTerm(local))) continue;
    if (notAttributes.has(name)) throw faultAt(element, `no attribute ${name}`);
    const object = name === rdf.type.value ? resolved(element, value, scope) : textIn(value, scope);
    reading.state(element, subject, DataFactory.namedNode(name), object);
  }
}

function propertyElements(element: Element, subject: Quad_Subject, scope: Scope, reading: Reading): void {
  refuseText(element);
  let items = 0;
  for (const child of element.children) {
    const name = nameOf(child);
    if (notProperties.has(name)) throw faultAt(child, "a property element");
    if (name === rdfTerm("li")) items += 1;
    const predicate = DataFactory.namedNode(name === rdfTerm("li") ? rdfTerm(`_${items}`) : name);
    propertyElement(child, subject, predicate, scopeOf(child, scope), reading);
  }
}

/** States a property element, and what `rdf:ID` says of the statement (§7.2.14 to §7.2.21). */
function propertyElement(
  element: Element,
  subject: Quad_Subject,
  predicate: NamedNode,
  scope: Scope,
  reading: Reading,
): void {
  const attributes = new Map(attributesOf(element));
  const id = attributes.get(rdfTerm("ID"));
  attributes.delete(rdfTerm("ID"));
  const object = objectOf(element, attributes, scope, reading);
  reading.state(element, subject, predicate, object);
  if (id === undefined) return;
  const statement = reading.claim(element, idIri(element, id, scope));
  reading.state(element, statement, rdf.type, rdf.Statement);
  reading.state(element, statement, rdf.subject, subject);
  reading.state(element, statement, rdf.predicate, predicate);
  reading.state(element, statement, rdf.object, object);
}

function objectOf(
  element: Element,
  attributes: ReadonlyMap<string, string>,
  scope: Scope,
  reading: Reading,
): Quad_Object {
  const [datatype, parseType, resource, nodeId] = ["datatype", "parseType", "resource", "nodeID"].map(
    (local) => attributes.get(rdfTerm(local)),
  );
  if (parseType !== undefined) {
    if (attributes.size > 1) throw faultAt(element, "no attribute beside rdf:parseType but rdf:ID");
    return parsedAs(parseType, element, scope, reading);
  }
  const [child, second] = element.children;
  if (child !== undefined) {
    refuseText(element);
    if (attributes.size > 0 || second !== undefined) throw faultAt(second ?? element, "one node element");
    return nodeElement(child, scopeOf(child, scope), reading);
  }
  if (datatype !== undefined) {
    const iri = resolved(element, datatype, scope);
    if (attributes.size > 1) throw faultAt(element, "no attribute beside rdf:datatype but rdf:ID");
    if (iri.equals(rdf.langString)) throw faultAt(element, "xml:lang in the place of rdf:langString");
    return DataFactory.literal(element.text, iri);
  }
  if (attributes.size === 0) return textIn(element.text, scope);

  refuseText(element);
  if (resource !== undefined && nodeId !== undefined)
    throw faultAt(element, "one of rdf:resource and rdf:nodeID");
  const object =
    resource !== undefined
      ? resolved(element, resource, scope)
      : nodeId === undefined
        ? reading.blank()
        : reading.named(xmlName(element, nodeId));
  propertyAttributes(element, object, attributes, ["resource", "nodeID"], scope, reading);
  return object;
}

/** The object that `rdf:parseType` makes of what is in an element. */
function parsedAs(parseType: string, element: Element, scope: Scope, reading: Reading): Quad_Object {
  if (parseType === "Resource") {
    const node = reading.blank();
    propertyElements(element, node, scope, reading);
    return node;
  }
  // Any other name stands for Literal (§7.2.20).
  if (parseType !== "Collection")
    return DataFactory.literal(contentOf(element), DataFactory.namedNode(rdfTerm("XMLLiteral")));
  refuseText(element);
  const items = element.children.map((child) => nodeElement(child, scopeOf(child, scope), reading));
  return items.reduceRight<Quad_Subject>((rest, item) => {
    const cell = reading.blank();
    reading.state(element, cell, rdf.first, item);
    reading.state(element, cell, rdf.rest, rest);
    return cell;
  }, rdf.nil);
}

const xmlNamespace = "http://www.w3.org/XML/1998/namespace";
const xmlnsNamespace = "http://www.w3.org/2000/xmlns/";

function scopeOf({ attributes, line, column }: Element, outer: Scope): Scope {
  const base = attributes.get(`${xmlNamespace} base`);
  const language = attributes.get(`${xmlNamespace} lang`);
  const inner = base === undefined ? outer.base : resolveIri(base, outer.base);
  if (base !== undefined && inner === undefined)
    throw new MalformedRdfError("Expected an absolute IRI as xml:base", { line, column });
  return { base: inner, language: language === undefined ? outer.language : language || undefined };
}

/** The attributes by their IRIs, but for those of XML. */
function attributesOf(element: Element): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const [name, value] of element.attributes) {
    const [namespace = "", local = ""] = name.split(" ");
    if (namespace === xmlNamespace || namespace === xmlnsNamespace) continue;
    if (namespace === "" && /^xml/i.test(local)) continue;
    if (namespace === "" && !bareAttributes.has(local))
      throw faultAt(element, `an attribute with a namespace, not "${local}"`);
    const iri = namespace === "" ? rdfTerm(local) : namespace + local;
    if (found.has(iri)) throw faultAt(element, `${local} with its namespace or without, not both`);
    found.set(iri, value);
  }
  return found;
}

/** What RDF of 1999 wrote without a namespace, and every reader must still take (§6.1.4). */
const bareAttributes: ReadonlySet<string> = new Set(["ID", "about", "resource", "parseType", "type"]);

function nameOf(element: Element): string {
  if (element.namespace === "") throw faultAt(element, "an element with a namespace");
  return element.namespace + element.local;
}

function textIn(text: string, { language }: Scope): Quad_Object {
  return DataFactory.literal(text, language);
}

function resolved(element: Element, reference: string, { base }: Scope): NamedNode {
  if (/^[A-Za-z][A-Za-z0-9+.-]*:/.test(reference)) return DataFactory.namedNode(reference);
  const iri = resolveIri(reference, base);
  if (iri === undefined) throw faultAt(element, "an absolute IRI, as there is no base");
  return DataFactory.namedNode(iri);
}

function idIri(element: Element, id: string, scope: Scope): NamedNode {
  return resolved(element, `#${xmlName(element, id)}`, scope);
}

function xmlName(element: Element, text: string): string {
  if (isNcName(text)) return text;
  throw faultAt(element, "a name of XML without a colon as rdf:ID or rdf:nodeID");
}

function refuseText(element: Element): void {
  if (/[^ \t\r\n]/.test(element.text)) throw faultAt(element, "no text between elements");
}

function faultAt({ line, column }: Element, expected: string): MalformedRdfError {
  return new MalformedRdfError(`Expected ${expected}`, { line, column });
}
