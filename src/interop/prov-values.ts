import { readInstant } from "../instant.ts";
import type { Argument, Value } from "../prov/document.ts";
import { namespaceOf } from "../vocabulary.ts";

/** The datatypes of PROV-DM 5.7.3 that are none of XML Schema's, and those that take their place. */
export const datatypes = {
  qualifiedName: `${namespaceOf.prov}QUALIFIED_NAME`,
  internationalizedString: `${namespaceOf.prov}InternationalizedString`,
  xsdQName: `${namespaceOf.xsd}QName`,
  string: `${namespaceOf.xsd}string`,
} as const;

/** Whether a text is an xsd:dateTime with a day of the calendar, which may end at 24:00:00 (XML Schema 2 §3.2.7.1). */
export function isDateTime(text: string): boolean {
  return dateTimeForm.test(text) && readInstant(text.replace(endOfDay, "T00:00:00")) !== undefined;
}

const endOfDay = /T24:00:00(?:\.0+)?(?![.\d])/;

const dateTimeForm = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?$/;

/** A name as a value. */
export function nameValue(name: string): Value {
  return { text: name, datatype: datatypes.qualifiedName };
}

/** A text in a language. */
export function languageValue(text: string, language: string): Value {
  return { text, datatype: datatypes.internationalizedString, language };
}

/** Whether a text is a language tag (BCP 47), as far as RDF and XML look at it. */
export function isLanguageTag(text: string): boolean {
  return /^[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8})*$/.test(text);
}

/** The name or time that an argument is; empty when it is none, or is not there. */
export function nameText(argument: Argument | undefined): string {
  return typeof argument === "string" ? argument : "";
}
