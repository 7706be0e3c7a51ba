import type { Value } from "../../prov/document.ts";
import { namespaceOf } from "../../vocabulary.ts";
import { MalformedProvError } from "../prov-errors.ts";
import { declaredNamespace, expand, nameFault } from "../prov-scope.ts";
import {
  datatypes,
  isDateTime,
  isLanguageTag,
  languageValue,
  mayHaveLanguage,
  nameValue,
} from "../prov-values.ts";
import { contentOf, type Element } from "./element.ts";
import { xmlNamespaces } from "./vocabulary.ts";

/** An error that says where the element begins. */
export function faultIn({ line, column }: Element, expected: string): MalformedProvError {
  return new MalformedProvError(`Expected ${expected}`, { line, column });
}

/** An attribute of PROV's namespace. */
export function provAttribute({ attributes }: Element, local: string): string | undefined {
  return attributes.get(`${namespaceOf.prov} ${local}`);
}

/** Refuses attributes but this one of PROV and those of XML and XML Schema: what they mean, nobody would see. */
export function refuseOtherAttributes(element: Element, known?: string): void {
  for (const name of element.attributes.keys()) {
    const [namespace = "", local = ""] = name.split(" ");
    if (foreignNamespaces.includes(namespace) || name === `${namespaceOf.prov} ${known}`) continue;
    const allowed = known === undefined ? "no attribute" : `no attribute but prov:${known}`;
    throw faultIn(element, `${allowed} in <${element.local}>, not "${local}"`);
  }
}

const foreignNamespaces: readonly string[] = [
  xmlNamespaces.xml,
  xmlNamespaces.xsi,
  "http://www.w3.org/2000/xmlns/",
];

/** The name that `prov:ref` gives. */
export function referenceOf(element: Element): string {
  const name = provAttribute(element, "ref");
  if (name === undefined) throw faultIn(element, `prov:ref in <${element.local}>`);
  refuseOtherAttributes(element, "ref");
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
    const what =
      colon < 0
        ? "a prefix, as there is no default namespace"
        : `a prefix that is declared${prefix === "_" ? ", as PROV-XML has no blank nodes" : ""}`;
    throw faultIn(element, `${what}, not ${JSON.stringify(text.slice(0, 60))}`);
  }
  expand(element.document.expansion, namespace);
  const iri = declaredNamespace(namespace) + text.slice(colon + 1);
  const fault = nameFault(iri);
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
  refuseOtherAttributes(element);
  const time = element.text.trim();
  if (element.children.length > 0 || !isDateTime(time))
    throw faultIn(element, `an xsd:dateTime in <${element.local}>`);
  return time;
}

/** The value in an element, by its `xsi:type` and the `xml:lang` that it is in; XML within it is a literal of that. */
export function valueIn(element: Element): Value {
  const { attributes, children, text } = element;
  if (provAttribute(element, "ref") !== undefined)
    throw faultIn(element, `a value in <${element.local}>, no prov:ref`);
  refuseOtherAttributes(element);
  const type = attributes.get(`${xmlNamespaces.xsi} type`);
  const datatype = type === undefined ? datatypes.string : nameIn(element, type);
  const inherits = type === undefined || datatype === datatypes.internationalizedString;
  const language = inherits ? languageIn(element) : attributes.get(languageAttribute);
  if (children.length > 0) {
    if (datatype !== xmlLiteral) throw faultIn(element, `a value in <${element.local}>, no elements`);
    return { text: contentOf(element), datatype };
  }
  if (language !== undefined && language !== "") {
    if (!isLanguageTag(language)) throw faultIn(element, "a language tag (BCP 47)");
    if (!mayHaveLanguage(datatype)) throw faultIn(element, `no language of a <${datatype}>`);
    return languageValue(text, language);
  }
  if (datatype === datatypes.qualifiedName || datatype === datatypes.xsdQName)
    return nameValue(nameIn(element, text));
  return { text, datatype };
}

const languageAttribute = `${xmlNamespaces.xml} lang`;

/** The language of the text in an element: its own, or else that of what is around it (XML 1.0 §2.12). */
function languageIn(element: Element): string | undefined {
  for (let at: Element | undefined = element; at !== undefined; at = at.parent) {
    const language = at.attributes.get(languageAttribute);
    if (language !== undefined) return language;
  }
  return undefined;
}

/** The datatype of XML in XML. */
export const xmlLiteral = `${namespaceOf.rdf}XMLLiteral`;
