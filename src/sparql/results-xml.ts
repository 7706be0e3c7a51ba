import type { Literal, Term } from "@rdfjs/types";
import { xsd } from "../vocabulary.ts";
import { UnwritableResultError } from "./errors.ts";
import type { BindingsResult } from "./results.ts";

/**
 * SPARQL Query Results XML Format (Second Edition).
 * @throws {UnwritableResultError} at a character that XML 1.0 has no way to write, such as U+0000.
 */
export async function* writeResultsXml(result: BindingsResult): AsyncGenerator<string> {
  yield xmlHead(result.variables);
  for await (const row of result.rows) {
    const bindings = result.variables.map((name) => {
      const term = row.get(name);
      return term === undefined ? "" : `<binding name="${name}">${xmlTerm(term, name)}</binding>`;
    });
    yield `<result>${bindings.join("")}</result>\n`;
  }
  yield "</results>\n</sparql>\n";
}

/** The answer of an ASK. */
export function booleanXml(value: boolean): string {
  return `${start}<head/>\n<boolean>${value}</boolean>\n</sparql>\n`;
}

const start =
  '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n';

/** All before the first row. */
export function xmlHead(variables: readonly string[]): string {
  const declared = variables.map((name) => `<variable name="${escaped(name, name)}"/>`);
  return `${start}<head>${declared.join("")}</head>\n<results>\n`;
}

/** A term as an element. @throws {UnwritableResultError} */
export function xmlTerm(term: Term, variable: string): string {
  if (term.termType === "Quad") {
    const part = (name: "subject" | "predicate" | "object") =>
      `<${name}>${xmlTerm(term[name], variable)}</${name}>`;
    return `<triple>${part("subject")}${part("predicate")}${part("object")}</triple>`;
  }
  const value = escaped(term.value, variable);
  if (term.termType === "NamedNode") return `<uri>${value}</uri>`;
  if (term.termType === "BlankNode") return `<bnode>${value}</bnode>`;
  if (term.termType !== "Literal") throw new Error(`A result has no ${term.termType}`);
  if (term.language !== "")
    return `<literal xml:lang="${term.language}"${directionOf(term)}>${value}</literal>`;
  if (term.datatype.equals(xsd.string)) return `<literal>${value}</literal>`;
  return `<literal datatype="${escaped(term.datatype.value, variable)}">${value}</literal>`;
}

/** The base direction (SPARQL 1.2 Query Results XML §2.3.1); declared here, since hardly any answer has one. */
function directionOf({ direction }: Literal): string {
  const its = 'xmlns:its="http://www.w3.org/2005/11/its" its:version="2.0"';
  return direction ? ` ${its} its:dir="${direction}"` : "";
}

/** Escaped for element and attribute alike. A carriage return, written as such, would be read as a line feed. */
function escaped(text: string, variable: string): string {
  const unwritable = notInXml.exec(text)?.[0];
  if (unwritable !== undefined) throw new UnwritableResultError(variable, codePointName(unwritable));
  return text.replace(/[&<>"\t\n\r]/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** All but `Char` of XML 1.0 §2.2. */
const notInXml = /[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/u;

function codePointName(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}
