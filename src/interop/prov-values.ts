import type { Argument, Value } from "../prov/document.ts";
import { namespaceOf } from "../vocabulary.ts";

/** The datatypes of PROV-DM 5.7.3 that are none of XML Schema's, and those that take their place. */
export const datatypes = {
  qualifiedName: `${namespaceOf.prov}QUALIFIED_NAME`,
  internationalizedString: `${namespaceOf.prov}InternationalizedString`,
  xsdQName: `${namespaceOf.xsd}QName`,
  string: `${namespaceOf.xsd}string`,
} as const;

/** Whether a text is an xsd:dateTime: of any year, with a day of the calendar, and a zone of no more than 14 hours (XML Schema 1.1 2 §3.3.7). */
export function isDateTime(text: string): boolean {
  const [, year = "", month = "", day = ""] = dateTimeForm.exec(text) ?? [];
  return day !== "" && Number(day) <= daysIn(year, Number(month));
}

const dateTimeForm =
  /^-?(0\d{3}|[1-9]\d{3,})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T(?:(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?|24:00:00(?:\.0+)?)(?:Z|[+-](?:(?:0\d|1[0-3]):[0-5]\d|14:00))?$/;

/** The calendar repeats itself every 400 years, so that four digits of a year tell. */
function daysIn(year: string, month: number): number {
  if (month !== 2) return [4, 6, 9, 11].includes(month) ? 30 : 31;
  const last = Number(year.slice(-4));
  return last % 4 === 0 && (last % 100 !== 0 || last % 400 === 0) ? 29 : 28;
}

/** A name as a value. */
export function nameValue(name: string): Value {
  return { text: name, datatype: datatypes.qualifiedName };
}

/** Whether a text of this datatype may have a language: it is the one of PROV or of RDF for that, or says nothing more. */
export function mayHaveLanguage(datatype: string): boolean {
  return [datatypes.internationalizedString, datatypes.string, `${namespaceOf.rdf}langString`].includes(
    datatype,
  );
}

/** Whether RDF has no literal of this datatype without a language (RDF 1.1 Concepts §3.3, and the one that RDF 1.2 adds). */
export function needsLanguage(datatype: string): boolean {
  return datatype === `${namespaceOf.rdf}langString` || datatype === `${namespaceOf.rdf}dirLangString`;
}

/** A text in a language. */
export function languageValue(text: string, language: string): Value {
  return { text, datatype: datatypes.internationalizedString, language };
}

/** Whether a text is a language tag (BCP 47), as far as RDF and XML look at it, and of a length that has ever been meant. */
export function isLanguageTag(text: string): boolean {
  return /^[a-zA-Z]{1,8}(?:-[a-zA-Z0-9]{1,8}){0,27}$/.test(text);
}

/** The name or time that an argument is; empty when it is none, or is not there. */
export function nameText(argument: Argument | undefined): string {
  return typeof argument === "string" ? argument : "";
}
