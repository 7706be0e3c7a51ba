import type { BaseQuad, Literal, Term } from "@rdfjs/types";
import { type Algebra, AlgebraFactory } from "@traqula/algebra-transformations-1-1";

/** A query's text with empty comments, and with places for the IRIs and strings that stand in its groups. */
export interface QueryShape {
  /** A query itself: each place is an IRI or a string that no other text can have. */
  readonly text: string;
  /** What stands at the places, each once. */
  readonly constants: readonly string[];
}

/**
 * The shape of a query, so that texts which differ in their constants alone are parsed once:
 *
 *     SELECT ?e WHERE { <urn:a> <urn:p> ?e }      SELECT ?e WHERE { <x:[0]> <x:[1]> ?e }, urn:a, urn:p
 *
 * Nothing but a resolution against the base IRI looks into an IRI or a string once it is a token, and an absolute IRI is left as it is; so
 * what is parsed of the shape is, with the constants put in, what is parsed of the text. Equal constants have one place, for
 * equal aggregates are computed once. What comes before the first group may be a prefix, which is part of other IRIs, and stays.
 * Undefined for texts whose strings are not what is written in them.
 */
export function shapeOf(text: string, baseIri = ""): QueryShape | undefined {
  if (isNotLiteral.test(text) || isNotLiteral.test(baseIri)) return undefined;
  const places = new Map<string, string>();
  const placeOf = (constant: string) => {
    const place = places.get(constant) ?? `${opening}${places.size}${closing}`;
    places.set(constant, place);
    return place;
  };
  let isInGroup = false;
  const shape = text.replace(token, (found, iri?: string) => {
    if (found.startsWith("#")) return "#";
    if (found === "{") isInGroup = true;
    if (!isInGroup || found === "{" || found === "<<") return found;
    if (iri !== undefined) return isAbsolute.test(iri) ? `<x:${placeOf(iri)}>` : found;
    const quotes = isLong.test(found) ? 3 : 1;
    return `"${placeOf(found.slice(quotes, -quotes))}"`;
  });
  return { text: shape, constants: [...places.keys()] };
}

/** What is parsed of a shape, with the constants at their places. What has no place in it is not copied. */
export function withConstants<Part>(part: Part, constants: readonly string[]): Part {
  return filled(part) as Part;

  function filled(each: unknown): unknown {
    if (typeof each === "string") return filledText(each);
    if (Array.isArray(each)) return filledItems(each);
    if (typeof each !== "object" || each === null) return each;
    if ("type" in each && each.type === "pattern") return filledPattern(each as Algebra.Pattern);
    // A row of VALUES may have a variable of that name.
    const isTerm = "termType" in each && typeof each.termType === "string";
    return isTerm ? filledTerm(each as Term) : filledFields(each);
  }

  function filledItems(items: readonly unknown[]): readonly unknown[] {
    const found = items.map(filled);
    return found.every((each, i) => each === items[i]) ? items : found;
  }

  function filledFields(part: object): object {
    let copy: Record<string, unknown> | undefined;
    for (const [name, field] of Object.entries(part)) {
      const found = filled(field);
      if (found === field) continue;
      copy ??= { ...part };
      copy[name] = found;
    }
    return copy ?? part;
  }

  function filledPattern(pattern: Algebra.Pattern): Algebra.Pattern {
    const terms = [pattern.subject, pattern.predicate, pattern.object, pattern.graph];
    const [subject, predicate, object, graph] = terms.map(filledTerm) as [Term, Term, Term, Term];
    return factory.createPattern(subject, predicate, object, graph);
  }

  function filledTerm(term: Term): Term {
    switch (term.termType) {
      case "NamedNode": {
        const iri = filledText(term.value);
        return iri === term.value ? term : terms.namedNode(iri);
      }
      case "Literal":
        return filledLiteral(term);
      case "Quad":
        return filledTriple(term);
      default:
        return term;
    }
  }

  function filledTriple(triple: BaseQuad): BaseQuad {
    const parts = [triple.subject, triple.predicate, triple.object];
    const [subject, predicate, object] = parts.map(filledTerm) as [Term, Term, Term];
    return terms.quad(subject, predicate, object);
  }

  function filledLiteral(literal: Literal): Literal {
    const value = filledText(literal.value);
    const { language, direction, datatype } = literal;
    if (language !== "") return terms.literal(value, direction ? { language, direction } : language);
    const type = filledTerm(datatype) as Literal["datatype"];
    return value === literal.value && type === datatype ? literal : terms.literal(value, type);
  }

  function filledText(text: string): string {
    const place = aPlace.exec(text)?.[1];
    return place === undefined ? text : (constants[Number(place)] ?? text);
  }
}

/** Characters for private use, which stand in no text that has a shape. */
const [opening, closing] = ["\uE000", "\uE001"];
const aPlace = new RegExp(`^(?:x:)?${opening}(\\d+)${closing}$`);
/** Escapes, halves of characters, and our own marks. */
const isNotLiteral = new RegExp(`[\\\\${opening}${closing}]|\\p{Cs}`, "u");

/** What a text may have of quotes, angles and hashes, as the parser takes them: comments, IRIs and strings; and where a group begins. */
const token = /#[^\n]*|<<|<([^\0-\x20"<>\\^`{|}]*)>|""".*?"""|'''.*?'''|"[^"\n\r]*"|'[^'\n\r]*'|\{/gs;
const isLong = /^(?:"""|''')/;
const isAbsolute = /^[a-z][\d+.a-z-]*:/i;

const factory = new AlgebraFactory();
const terms = factory.dataFactory;
