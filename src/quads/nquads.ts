import type { Literal, Quad, Term } from "@rdfjs/types";
import { Parser } from "n3";
import { ProvenanceError } from "../errors.ts";

/**
 * One quad as a line of canonical N-Quads, without its line feed (RDFC-1.0, appendix A; RDF 1.2 N-Quads §4): single
 * spaces, no graph for the default graph, no datatype for `xsd:string`, and every character as itself but those that
 * must be escaped. Equal quads give equal lines; the log commits to them.
 *
 * @throws {UnwritableTermError} when a term cannot be written so that it is read back.
 */
export function nquadOf({ subject, predicate, object, graph }: Quad): string {
  const triple = `${nquadsTermOf(subject)} ${nquadsTermOf(predicate)} ${nquadsTermOf(object)}`;
  return graph.termType === "DefaultGraph" ? `${triple} .` : `${triple} ${nquadsTermOf(graph)} .`;
}

/** Reads N-Quads of one line or many; labels of blank nodes stay as they are. */
export function parseNQuads(text: string): Quad[] {
  return new Parser({ format: "N-Quads", blankNodePrefix: "" }).parse(text);
}

/** A term as canonical N-Quads write it. */
export function nquadsTermOf(term: Term): string {
  switch (term.termType) {
    case "NamedNode":
      return `<${checkedIri(term.value)}>`;
    case "BlankNode":
      return `_:${term.value}`;
    case "Literal":
      return literalText(term);
    default:
      throw new UnwritableTermError(term.termType, "N-Quads have no such term");
  }
}

/** A term that N-Quads cannot carry: an IRI with a forbidden character, half a surrogate pair, a quoted triple. */
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

function checkedIri(iri: string): string {
  if (forbiddenInIri.test(iri)) throw new UnwritableTermError(iri, "an IRI has a forbidden character");
  return iri;
}

function literalText({ value, language, direction, datatype }: Literal): string {
  if (loneSurrogate.test(value)) throw new UnwritableTermError(value, "a literal has half a surrogate pair");
  const quoted = `"${value.replace(escaped, escapeOf)}"`;
  if (language !== "") return `${quoted}@${language}${direction ? `--${direction}` : ""}`;
  return datatype.value === xsdString ? quoted : `${quoted}^^<${checkedIri(datatype.value)}>`;
}

function escapeOf(character: string): string {
  const code = character.charCodeAt(0).toString(16).toUpperCase().padStart(4, "0");
  return shortEscapeOf[character] ?? `\\u${code}`;
}
