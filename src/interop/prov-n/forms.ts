import type { StatementType } from "../../prov/document.ts";

/** How PROV-N writes statements of one type. */
export interface Form {
  /** Whether the word before the parenthesis is in the namespace of PROV: an extension's (PROV-N §3.8). */
  readonly isQualified: boolean;
  /** Elements have an identifier, relations may have one before a semicolon, and three relations have none. */
  readonly identifier: "first" | "optional" | "none";
  /** Arguments that must be written; those after them may be left out from the end. */
  readonly required: number;
  readonly hasAttributes: boolean;
}

/**
 * ProvToolbox's extension of PROV-N for the relations to which PROV-N gives neither identifier nor attributes; it is
 * what PROV-JSON can say of them too.
 */
export const provextNamespace = "https://openprovenance.org/ns/provext#";

const element: Form = {
  isQualified: false,
  identifier: "first",
  required: 0,
  hasAttributes: true,
};
const relation = (required: number): Form => ({
  isQualified: false,
  identifier: "optional",
  required,
  hasAttributes: true,
});
const bare: Form = {
  isQualified: false,
  identifier: "none",
  required: 2,
  hasAttributes: false,
};

/**
 * The form of each type of statement (PROV-N §3, PROV-Dictionary §3, PROV-Links §4). The grammar has no `-` for arguments
 * that PROV-DM requires; it is read of all but the `completeTypes`.
 */
export const formOf: Readonly<Record<StatementType, Form>> = {
  entity: element,
  activity: element,
  agent: element,
  wasGeneratedBy: relation(1),
  used: relation(1),
  wasInformedBy: relation(2),
  wasStartedBy: relation(1),
  wasEndedBy: relation(1),
  wasInvalidatedBy: relation(1),
  wasDerivedFrom: relation(2),
  wasAttributedTo: relation(2),
  wasAssociatedWith: relation(1),
  actedOnBehalfOf: relation(2),
  wasInfluencedBy: relation(2),
  alternateOf: bare,
  specializationOf: bare,
  hadMember: bare,
  mentionOf: { ...bare, required: 3 },
  hadDictionaryMember: { ...bare, isQualified: true, required: 3 },
  derivedByInsertionFrom: { ...relation(3), isQualified: true },
  derivedByRemovalFrom: { ...relation(3), isQualified: true },
};

/** Whether `provext` gives a relation the identifier and attributes that PROV-N does not. */
export function isExtensible(type: StatementType): boolean {
  return type === "alternateOf" || type === "specializationOf" || type === "hadMember";
}
