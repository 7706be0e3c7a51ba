import { iriFault } from "../../iri-grammar.ts";
import type { Value } from "../../prov/document.ts";
import { namespaceOf } from "../../vocabulary.ts";
import { MalformedProvError } from "../prov-errors.ts";
import { declaredNamespace } from "../prov-scope.ts";
import { datatypes, isDateTime, isLanguageTag, languageValue, nameValue } from "../prov-values.ts";
import type { Element } from "./element.ts";
import { xmlNamespaces } from "./vocabulary.ts";

/** An error that says where the element begins. */
export function faultIn({ line, column }: Element, expected: string): MalformedProvError {
  return new MalformedProvError(`Expected ${expected}`, { line, column });
}

/** An attribute of PROV's namespace. */
export function provAttribute({ attributes }: Element, local: string): string | undefined {
  return attributes.get(`${namespaceOf.prov} ${local}`);
}

/** The name that `prov:ref` gives. */
export function referenceOf(element: Element): string {
  const name = provAttribute(element, "ref");
  if (name === undefined) throw faultIn(element, `prov:ref in <${element.local}>`);
  if (element.text.trim() !== "" || element.children.length > 0)
    throw faultIn(element, `nothing in <${element.local}> but prov:ref`);
  return nameIn(element, name);
}

/** The IRI of a qualified name where it stands: namespace and local part, one after the other (PROV-XML §3.1). */
export function nameIn(element: Element, qualifiedName: string): string {
  const text = qualifiedName.trim();
  const colon = text.indexOf(":");
  const prefix = colon < 0 ? "" : text.slice(0, colon);
  const namespace = namespaceIn(element, prefix);
  if (namespace === undefined || namespace === "" || text === "") {
    const what = colon < 0 ? "a prefix, as there is no default namespace" : "a prefix that is declared";
    throw faultIn(element, `${what}, not ${JSON.stringify(text.slice(0, 60))}`);
  }
  const iri = declaredNamespace(namespace) + text.slice(colon + 1);
  const fault = iriFault(iri);
  if (fault !== undefined) throw faultIn(element, `${fault}, not ${JSON.stringify(text.slice(0, 60))}`);
  return iri;
}

function namespaceIn(element: Element, prefix: string): string | undefined {
  for (let at: Element | undefined = element; at !== undefined; at = at.parent)
    if (Object.hasOwn(at.declared, prefix)) return at.declared[prefix];
  return undefined;
}

/** The time in an element. */
export function timeIn(element: Element): string {
  const time = element.text.trim();
  if (!isDateTime(time)) throw faultIn(element, `an xsd:dateTime in <${element.local}>`);
  return time;
}

/** The value in an element, by its `xsi:type` and `xml:lang`; XML within it is a literal of that. */
export function valueIn(element: Element): Value {
  const { attributes, children, content, text } = element;
  if (provAttribute(element, "ref") !== undefined)
    throw faultIn(element, `a value in <${element.local}>, no prov:ref`);
  const type = attributes.get(`${xmlNamespaces.xsi} type`);
  const datatype = type === undefined ? datatypes.string : nameIn(element, type);
  const language = attributes.get(`${xmlNamespaces.xml} lang`);
  if (children.length > 0) {
    if (datatype !== xmlLiteral) throw faultIn(element, `a value in <${element.local}>, no elements`);
    return { text: content, datatype };
  }
  if (language !== undefined && language !== "") {
    if (!isLanguageTag(language)) throw faultIn(element, "a language tag (BCP 47)");
    return languageValue(text, language);
  }
  if (datatype === datatypes.qualifiedName || datatype === datatypes.xsdQName)
    return nameValue(nameIn(element, text));
  return { text, datatype };
}

/** The datatype of XML in XML. */
export const xmlLiteral = `${namespaceOf.rdf}XMLLiteral`;
