import type { Literal } from "@rdfjs/types";
import { type TermId, termKind } from "../../../quads/id-view.ts";
import type { QueryTerms } from "../rows.ts";
import { xsd } from "./term-makers.ts";

/** What functions ask of their arguments beyond kind and number. */
export interface LiteralReader {
  /** The text of what a function takes for an `xsd:string`: derived types and, by promotion, `xsd:anyURI` too. */
  string(id: TermId): string | undefined;
  /** The text of a string, with a language or without. */
  stringLiteral(id: TermId): string | undefined;
  /** Empty where it has none. */
  language(id: TermId): string;
  /** `ltr` or `rtl`; empty where it has none. */
  direction(id: TermId): string;
  /** Language and direction as `en--ltr`: what two strings must share to be alike. */
  tag(id: TermId): string;
  /** The IRI of a literal's datatype; undefined for what is no literal. */
  datatype(id: TermId): string | undefined;
}

export function literalReader(terms: QueryTerms): LiteralReader {
  const datatype = (id: TermId) => {
    const term = terms.term(id);
    return term.termType === "Literal" ? term.datatype.value : undefined;
  };
  const tagged = (id: TermId) =>
    terms.kind(id) === termKind.langString ? (terms.term(id) as Literal) : undefined;
  const isDerived = (id: TermId) =>
    terms.kind(id) === termKind.otherLiteral && derived.has(datatype(id) ?? "");
  return {
    string(id) {
      if (terms.kind(id) === termKind.string) return terms.text(id);
      return isDerived(id) || isUri(terms.kind(id), datatype, id) ? terms.text(id) : undefined;
    },
    stringLiteral(id) {
      const kind = terms.kind(id);
      const isString = kind === termKind.string || kind === termKind.langString || isDerived(id);
      return isString ? terms.text(id) : undefined;
    },
    language: (id) => tagged(id)?.language ?? "",
    direction: (id) => tagged(id)?.direction ?? "",
    tag(id) {
      const { language, direction } = tagged(id) ?? untagged;
      return direction ? `${language}--${direction}` : language;
    },
    datatype,
  };
}

const untagged = { language: "", direction: "" };

function isUri(kind: number, datatype: (id: TermId) => string | undefined, id: TermId): boolean {
  return kind === termKind.otherLiteral && datatype(id) === `${xsd}anyURI`;
}

/** The types that are derived from `xsd:string`, and `xsd:untypedAtomic`, which XPath takes for one. */
const derived: ReadonlySet<string> = new Set(
  [
    "normalizedString",
    "token",
    "language",
    "NMTOKEN",
    "Name",
    "NCName",
    "ENTITY",
    "ID",
    "IDREF",
    "untypedAtomic",
  ].map((name) => xsd + name),
);
