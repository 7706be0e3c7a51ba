import type { Bundle, ProvDocument, Statement } from "../../prov/document.ts";
import { namespaceOf } from "../../vocabulary.ts";
import { isStatementType } from "../prov-arguments.ts";
import { declaredNamespace } from "../prov-scope.ts";
import { type Element, parseXml } from "./element.ts";
import { parseElement } from "./parse-element.ts";
import { faultIn, nameIn, provAttribute, refuseOtherAttributes } from "./parse-values.ts";
import { typedElements, xmlNamespaces } from "./vocabulary.ts";

/**
 * Parses PROV-XML (W3C Note 30 April 2013), with PROV-Dictionary, PROV-Links and the `prov:bundle` in which ProvToolbox
 * writes what the Note writes in `prov:bundleContent`. What stands in `prov:other` is not PROV, and is left out.
 *
 * @throws {MalformedProvError} with line and column; at document type declarations too.
 */
export function parseProvXml(xml: string): ProvDocument {
  const root = parseXml(xml);
  if (root.namespace !== namespaceOf.prov || root.local !== "document")
    throw faultIn(root, `<prov:document> of ${namespaceOf.prov}`);
  refuseText(root);
  refuseOtherAttributes(root);
  const isBundle = (child: Element) =>
    isProv(child) && (child.local === "bundleContent" || isFilledBundle(child));
  return {
    prefixes: prefixesOf(root),
    statements: statementsIn(root.children.filter((child) => !isBundle(child))),
    bundles: root.children.filter(isBundle).map(parseBundle),
  };
}

function isProv({ namespace }: Element): boolean {
  return namespace === namespaceOf.prov;
}

/** Whether statements stand in a `prov:bundle`, which otherwise is an entity of that type. */
function isFilledBundle({ local, children }: Element): boolean {
  return (
    local === "bundle" &&
    children.some(
      (child) =>
        isProv(child) &&
        child.local !== "type" &&
        (isStatementType(child.local) || typedElements[child.local] !== undefined),
    )
  );
}

function parseBundle(element: Element): Bundle {
  const id = provAttribute(element, "id");
  if (id === undefined) throw faultIn(element, `prov:id in <${element.local}>`);
  refuseText(element);
  refuseOtherAttributes(element, "id");
  const inner = element.children.find((child) => isProv(child) && child.local === "bundleContent");
  if (inner !== undefined) throw faultIn(inner, "no bundle within a bundle");
  return {
    id: nameIn(element, id),
    prefixes: prefixesOf(element),
    statements: statementsIn(element.children),
  };
}

function statementsIn(elements: readonly Element[]): Statement[] {
  return elements.flatMap((element) => {
    if (isProv(element) && element.local === "other") return [];
    if (!isProv(element)) throw faultIn(element, `an element of PROV, not <${element.local}>`);
    return parseElement(element);
  });
}

function prefixesOf({ declared }: Element): Record<string, string> {
  const usual = Object.entries(declared).filter(
    ([prefix, namespace]) =>
      prefix !== "xsi" &&
      prefix !== "xml" &&
      prefix !== "xmlns" &&
      namespace !== "" &&
      namespace !== xmlNamespaces.xml,
  );
  return Object.fromEntries(usual.map(([prefix, namespace]) => [prefix, declaredNamespace(namespace)]));
}

function refuseText(element: Element): void {
  if (element.text.trim() !== "") throw faultIn(element, `no text in <${element.local}>`);
}
