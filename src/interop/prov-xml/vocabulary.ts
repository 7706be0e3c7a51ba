import type { StatementType } from "../../prov/document.ts";
import { namespaceOf } from "../../vocabulary.ts";

/** The namespaces that PROV-XML needs besides that of PROV. */
export const xmlNamespaces = {
  xml: "http://www.w3.org/XML/1998/namespace",
  xsi: "http://www.w3.org/2001/XMLSchema-instance",
  /** In XML, that of the datatypes is without `#`. */
  xsd: namespaceOf.xsd.slice(0, -1),
} as const;

/** Elements of PROV-XML §3.2 that are a statement with a `prov:type`. */
export const typedElements: Readonly<Record<string, readonly [type: StatementType, provType: string]>> = {
  person: ["agent", "Person"],
  organization: ["agent", "Organization"],
  softwareAgent: ["agent", "SoftwareAgent"],
  plan: ["entity", "Plan"],
  collection: ["entity", "Collection"],
  emptyCollection: ["entity", "EmptyCollection"],
  dictionary: ["entity", "Dictionary"],
  emptyDictionary: ["entity", "EmptyDictionary"],
  bundle: ["entity", "Bundle"],
  wasRevisionOf: ["wasDerivedFrom", "Revision"],
  wasQuotedFrom: ["wasDerivedFrom", "Quotation"],
  hadPrimarySource: ["wasDerivedFrom", "PrimarySource"],
};

/** The arguments whose elements have other names than PROV-DM. */
export const argumentOfElement: Readonly<Record<string, string>> = {
  newDictionary: "after",
  oldDictionary: "before",
};

/** The element of an argument. */
export const elementOfArgument: Readonly<Record<string, string>> = Object.fromEntries(
  Object.entries(argumentOfElement).map(([element, argument]) => [argument, element]),
);
