import { SaxesParser, type SaxesTagNS } from "@rubensworks/saxes";
import type { Place } from "../placed-error.ts";
import { MalformedProvError } from "../prov-errors.ts";
import { type Expansion, expand } from "../prov-scope.ts";

/** An element of an XML document, as far as PROV-XML and RDF/XML look into it. */
export interface Element {
  readonly namespace: string;
  readonly local: string;
  /** By namespace and local name, with a space between. */
  readonly attributes: ReadonlyMap<string, string>;
  /** Namespaces that this very element declares, by prefix. */
  readonly declared: Readonly<Record<string, string>>;
  readonly parent: Element | undefined;
  readonly children: Element[];
  readonly text: string;
  /** Where in the document that begins and ends which is between its tags. */
  readonly start: number;
  readonly end: number;
  readonly line: number;
  readonly column: number;
  readonly document: XmlDocument;
}

/** What all elements of a document share. */
interface XmlDocument {
  readonly xml: string;
  /** Of its namespaces, wherever an element, an attribute or a value has one. */
  readonly expansion: Expansion;
}

/** The XML between the tags of an element, as it was written. */
export function contentOf({ document, start, end }: Element): string {
  return document.xml.slice(start, end);
}

/** Deepest nesting; PROV-XML itself has five levels, XML literals and RDF/XML may have more. */
const maxDepth = 512;

/** The tree of more would not fit into memory; it is half a million statements. */
const maxElements = 2_000_000;

/**
 * Parses an XML 1.0 document. Document type declarations are refused, and with them all entities but the five of XML.
 *
 * @throws {MalformedProvError} with line and column, or what `errorOf` makes of them.
 */
export function parseXml(
  text: string,
  errorOf: (what: string, place: Place) => Error = (what, place) => new MalformedProvError(what, place),
): Element {
  const xml = text.startsWith("\uFEFF") ? text.slice(1) : text;
  const parser = new SaxesParser({ xmlns: true });
  const fault = (what: string) => errorOf(what, { line: parser.line, column: parser.column + 1 });
  let root: Element | undefined;
  let open: OpenElement | undefined;
  const stack: (OpenElement | undefined)[] = [];
  let count = 0;
  const document: XmlDocument = { xml, expansion: { characters: 0 } };

  parser.on("error", (error) => {
    throw fault(`Expected well-formed XML: ${error.message.replace(/^\d+:\d+: /, "").replace(/\.$/, "")}`);
  });
  parser.on("xmldecl", ({ encoding }) => {
    if (encoding !== undefined && !/^utf-?8$/i.test(encoding))
      throw fault("Expected an XML document in UTF-8");
  });
  parser.on("doctype", () => {
    throw fault("Expected no document type declaration, since none is read");
  });
  let start = { line: 1, column: 1 };
  parser.on("opentagstart", ({ name }) => {
    start = { line: parser.line, column: parser.column - name.length - 1 };
  });
  parser.on("opentag", (tag: SaxesTagNS) => {
    if (stack.length >= maxDepth) throw fault(`Expected at most ${maxDepth} levels of elements`);
    count += 1;
    if (count > maxElements) throw fault(`Expected at most ${maxElements} elements`);
    expand(document.expansion, tag.uri, fault);
    for (const { uri } of Object.values(tag.attributes)) expand(document.expansion, uri, fault);
    const element = elementOf(tag, open, document, { ...start, at: parser.position });
    open?.children.push(element);
    root ??= element;
    stack.push(open);
    open = element;
  });
  // V8 joins texts that are added one by one when they are read.
  const onText = (text: string) => {
    if (open !== undefined) open.text += text;
  };
  parser.on("text", onText);
  parser.on("cdata", onText);
  parser.on("closetag", (tag) => {
    if (open === undefined) return;
    if (!tag.isSelfClosing) open.end = xml.lastIndexOf("</", parser.position - 1);
    open = stack.pop();
  });
  parser.write(xml).close();
  if (root === undefined) throw fault("Expected an element");
  return root;
}

/** An element of which the end is still to come. */
type OpenElement = Omit<Element, "text" | "end"> & { text: string; end: number };

/** What most elements have not, is one object for all of them. */
const noAttributes: Element["attributes"] = new Map();
const noDeclarations: Element["declared"] = {};

function elementOf(
  { uri, local, attributes, ns }: SaxesTagNS,
  parent: Element | undefined,
  document: XmlDocument,
  { line, column, at }: { readonly line: number; readonly column: number; readonly at: number },
): OpenElement {
  const own = Object.values(attributes);
  const byName = own.map((each) => [`${each.uri} ${each.local}`, each.value] as const);
  return {
    namespace: uri,
    local,
    attributes: own.length === 0 ? noAttributes : new Map(byName),
    declared: Object.keys(ns).length === 0 ? noDeclarations : ns,
    parent,
    children: [],
    text: "",
    start: at,
    end: at,
    line,
    column,
    document,
  };
}
