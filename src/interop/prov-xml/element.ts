import { SaxesParser, type SaxesTagNS } from "@rubensworks/saxes";
import type { Place } from "../placed-error.ts";
import { MalformedProvError } from "../prov-errors.ts";

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
  /** The XML between its tags as it was written. */
  readonly content: string;
  readonly line: number;
  readonly column: number;
}

/** Deepest nesting; PROV-XML itself has five levels, XML literals and RDF/XML may have more. */
const maxDepth = 512;

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
  let open: { element: Element; texts: string[]; start: number } | undefined;
  const stack: (typeof open)[] = [];

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
    const element = elementOf(tag, open?.element, start);
    open?.element.children.push(element);
    root ??= element;
    stack.push(open);
    open = { element, texts: [], start: parser.position };
  });
  const onText = (text: string) => open?.texts.push(text);
  parser.on("text", onText);
  parser.on("cdata", onText);
  parser.on("closetag", (tag) => {
    if (open === undefined) return;
    const end = tag.isSelfClosing ? open.start : xml.lastIndexOf("</", parser.position - 1);
    Object.assign(open.element, { text: open.texts.join(""), content: xml.slice(open.start, end) });
    open = stack.pop();
  });
  parser.write(xml).close();
  if (root === undefined) throw fault("Expected an element");
  return root;
}

function elementOf(
  tag: SaxesTagNS,
  parent: Element | undefined,
  { line, column }: { readonly line: number; readonly column: number },
): Element {
  const attributes = Object.values(tag.attributes).map(
    ({ uri, local, value }) => [`${uri} ${local}`, value] as const,
  );
  return {
    namespace: tag.uri,
    local: tag.local,
    attributes: new Map(attributes),
    declared: tag.ns,
    parent,
    children: [],
    text: "",
    content: "",
    line,
    column,
  };
}
