import type { Literal, Quad, Term } from "@rdfjs/types";

/**
 * One quad as a line of canonical N-Quads (RDFC-1.0 appendix A), line feed included: `<s> <p> "o" <g> .`. Equal quads
 * have equal lines, so that a line is also a key.
 */
export function quadLine(quad: Quad): string {
  return lineOf(termText(quad.subject), termText(quad.predicate), termText(quad.object), graphText(quad));
}

/** The same without the graph: a line of N-Triples. */
export function tripleLine(quad: Quad): string {
  return lineOf(termText(quad.subject), termText(quad.predicate), termText(quad.object), "");
}

/** The line of terms that are text already; `graph` is empty for the default graph. */
export function lineOf(subject: string, predicate: string, object: string, graph: string): string {
  return `${subject} ${predicate} ${object}${graph === "" ? "" : ` ${graph}`} .\n`;
}

/** A term as N-Quads writes it. */
export function termText(term: Term): string {
  switch (term.termType) {
    case "NamedNode":
      return iriText(term.value);
    case "BlankNode":
      return `_:${term.value}`;
    case "Literal":
      return literalText(term);
    default:
      throw new Error(`N-Quads has no ${term.termType}`);
  }
}

/** The graph's name as N-Quads writes it; empty for the default graph. */
export function graphText({ graph }: Quad): string {
  return graph.termType === "DefaultGraph" ? "" : termText(graph);
}

export function iriText(iri: string): string {
  return `<${iri.replace(notInIri, unicodeEscape)}>`;
}

/** The quoted and escaped lexical form. Turtle reads it too. */
export function stringText(text: string): string {
  return mayNeedEscape.test(text) ? `"${text.replace(needsEscape, escapeOf)}"` : `"${text}"`;
}

function literalText({ value, language, datatype }: Literal): string {
  if (language !== "") return `${stringText(value)}@${language}`;
  return datatype.value === xsdString
    ? stringText(value)
    : `${stringText(value)}^^${iriText(datatype.value)}`;
}

const xsdString = "http://www.w3.org/2001/XMLSchema#string";
/** All but the characters of an `IRIREF` (N-Quads §3). */
const notInIri = /[^!#-;=?-[\]_a-z~\u007f-\uffff]/g;
/** Control characters, the quote, the backslash, DEL, U+FFFE and U+FFFF. */
const mayNeedEscape = /[^ !#-[\]-~\u0080-\ufffd]/;
const needsEscape = new RegExp(mayNeedEscape.source, "g");

const shortEscapeOf: Readonly<Record<string, string>> = {
  "\b": "\\b",
  "\t": "\\t",
  "\n": "\\n",
  "\f": "\\f",
  "\r": "\\r",
  '"': '\\"',
  "\\": "\\\\",
};

function escapeOf(character: string): string {
  return shortEscapeOf[character] ?? unicodeEscape(character);
}

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0")}`;
}
