import type { BaseQuad, Literal, Quad, Term } from "@rdfjs/types";
import { Parser } from "n3";
import { ProvenanceError } from "../errors.ts";

/**
 * One quad as a line of canonical N-Quads, without its line feed (RDFC-1.0, appendix A; RDF 1.2 N-Quads §4): single
 * spaces, no graph for the default graph, no datatype for `xsd:string`, and every character as itself but those that
 * must be escaped. Equal quads give equal lines; the log commits to them.
 *
 * @throws {UnwritableTermError} when a term cannot be written so that it is read back.
 */
export function nquadOf(quad: Quad): string {
  return statementText(
    termText(quad.subject),
    termText(quad.predicate),
    termText(quad.object),
    graphText(quad),
  );
}

/** The line without the graph: of N-Triples. */
export function ntripleOf({ subject, predicate, object }: Quad): string {
  return statementText(termText(subject), termText(predicate), termText(object), "");
}

/** The line of terms that are text already; `graph` is empty for the default graph. */
export function statementText(subject: string, predicate: string, object: string, graph: string): string {
  return `${subject} ${predicate} ${object}${graph === "" ? "" : ` ${graph}`} .`;
}

/** Reads N-Quads of one line or many; labels of blank nodes stay as they are. */
export function parseNQuads(text: string): Quad[] {
  return new Parser({ format: "N-Quads", blankNodePrefix: "" }).parse(text);
}

/** The graph's name as N-Quads write it; empty for the default graph. */
export function graphText({ graph }: Quad): string {
  return graph.termType === "DefaultGraph" ? "" : termText(graph);
}

/** A term as canonical N-Quads write it. */
export function termText(term: Term): string {
  switch (term.termType) {
    case "NamedNode":
      return iriText(term.value);
    case "BlankNode":
      return `_:${term.value}`;
    case "Literal":
      return literalText(term);
    case "Quad":
      return tripleText(term);
    default:
      throw new UnwritableTermError(term.termType, "N-Quads have no such term");
  }
}

/** A term that N-Quads cannot carry: an IRI with a forbidden character, half a surrogate pair, a variable. */
export class UnwritableTermError extends ProvenanceError {
  override readonly name = "UnwritableTermError";
  readonly code = "unwritable-term";

  constructor(term: string, reason: string) {
    super(`A term cannot be written as N-Quads: ${reason}: ${JSON.stringify(term.slice(0, 200))}`);
  }
}

/** What IRIREF forbids (RDF 1.1 N-Quads, grammar [8]), DEL, and half a surrogate pair, which UTF-8 cannot carry. */
const forbiddenInIri = /[^!#-;=?-[\]_a-z~\u0080-\u{10ffff}]|\p{Surrogate}/u;
/** All but the characters that the canonical form writes as they are. */
const escaped = /[^ !#-[\]-~\u0080-\ufffd]/g;
const loneSurrogate = /\p{Surrogate}/u;
const shortEscapeOf: Readonly<Record<string, string>> = {
  "\b": "\\b",
  "\t": "\\t",
  "\n": "\\n",
  "\f": "\\f",
  "\r": "\\r",
  '"': '\\"',
  "\\": "\\\\",
};
const xsdString = "http://www.w3.org/2001/XMLSchema#string";

/** An IRI in its brackets. */
export function iriText(iri: string): string {
  if (forbiddenInIri.test(iri)) throw new UnwritableTermError(iri, "an IRI has a forbidden character");
  return `<${iri}>`;
}

/** A quoted and escaped lexical form, which Turtle reads too. */
export function stringText(text: string): string {
  if (loneSurrogate.test(text)) throw new UnwritableTermError(text, "a literal has half a surrogate pair");
  return `"${text.replace(escaped, escapeOf)}"`;
}

function tripleText({ subject, predicate, object, graph }: BaseQuad): string {
  if (graph.termType !== "DefaultGraph")
    throw new UnwritableTermError(graph.value, "a triple term has no graph");
  return `<<( ${termText(subject)} ${termText(predicate)} ${termText(object)} )>>`;
}

function literalText({ value, language, direction, datatype }: Literal): string {
  const quoted = stringText(value);
  if (language !== "") return `${quoted}@${language}${direction ? `--${direction}` : ""}`;
  return datatype.value === xsdString ? quoted : `${quoted}^^${iriText(datatype.value)}`;
}

function escapeOf(character: string): string {
  const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
  return shortEscapeOf[character] ?? `\\u${code}`;
}
