import type { Quad, Term } from "@rdfjs/types";
import { iriFault, loneSurrogate } from "../iri-grammar.ts";
import { isLanguageTag, needsLanguage } from "./prov-values.ts";

/** What is wrong with a parsed quad, and the text that is to blame, by which its place is found. */
export interface QuadFault {
  readonly expected: string;
  readonly text: string;
}

/** Longest accepted terms, in UTF-16 units. */
export interface TermLimits {
  readonly iriLength: number;
  readonly literalLength: number;
}

/**
 * Adds up the characters of quads: a prefix of some thousand characters makes gigabytes of a few megabytes. True once
 * there are more than may.
 */
export function overflowOf(mostCharacters: number): (quad: Quad) => boolean {
  let characters = 0;
  return ({ subject, predicate, object, graph }) => {
    for (const term of [subject, predicate, object, graph]) characters += term.value.length;
    return characters > mostCharacters;
  };
}

/**
 * Checks what parsers let pass: RDF 1.1 has no triple terms, base directions or generalised triples (RDF 1.1 Concepts
 * §3), every IRI is absolute, and every text is Unicode.
 */
export function faultOfQuad(quad: Quad, limits: TermLimits): QuadFault | undefined {
  const { subject, predicate, object, graph } = quad;
  return (
    faultOfTerm("subject", subject, ["NamedNode", "BlankNode"], limits) ??
    faultOfTerm("predicate", predicate, ["NamedNode"], limits) ??
    faultOfTerm("object", object, ["NamedNode", "BlankNode", "Literal"], limits) ??
    faultOfTerm("graph name", graph, ["NamedNode", "BlankNode", "DefaultGraph"], limits)
  );
}

function faultOfTerm(
  role: string,
  term: Term,
  allowed: readonly Term["termType"][],
  limits: TermLimits,
): QuadFault | undefined {
  if (!allowed.includes(term.termType)) {
    return {
      expected: `${wordOf[allowed[0] ?? ""]} as ${role} (RDF 1.1), not ${wordOf[term.termType]}`,
      text: "",
    };
  }
  if (term.termType === "NamedNode") return faultOfIri(role, term.value, limits);
  if (term.termType !== "Literal") return undefined;

  const { value, language, datatype } = term;
  if (value.length > limits.literalLength)
    return { expected: `a literal of at most ${limits.literalLength} characters`, text: value.slice(0, 40) };
  if (loneSurrogate.test(value)) return { expected: "text without lone surrogates", text: "" };
  if ("direction" in term && typeof term.direction === "string" && term.direction !== "")
    return { expected: "a literal without base direction (RDF 1.1)", text: "" };
  if (language !== "") {
    return isLanguageTag(language)
      ? undefined
      : { expected: "a language tag (BCP 47)", text: `@${language.slice(0, 40)}` };
  }
  if (needsLanguage(datatype.value))
    return { expected: "a language in the place of this datatype", text: datatype.value };
  return faultOfIri("datatype", datatype.value, limits);
}

function faultOfIri(role: string, iri: string, { iriLength }: TermLimits): QuadFault | undefined {
  if (iri.length > iriLength)
    return { expected: `a ${role} of at most ${iriLength} characters`, text: iri.slice(0, 40) };
  const fault = iriFault(iri);
  return fault === undefined ? undefined : { expected: `${fault} as ${role}`, text: iri };
}

const wordOf: Readonly<Record<string, string>> = {
  NamedNode: "an IRI",
  BlankNode: "a blank node",
  Literal: "a literal",
  Quad: "a triple term",
  Variable: "a variable",
  DefaultGraph: "the default graph",
};
