import type { NamedNode } from "@rdfjs/types";
import { DataFactory } from "n3";
import { type TermId, type TermKind, termKind } from "../../../quads/id-view.ts";
import type { ScratchTerms } from "./scratch-terms.ts";

export const xsd = "http://www.w3.org/2001/XMLSchema#";

/** Makes the terms that functions answer; strings and numbers among them last for one row, until they are settled. */
export interface TermMakers {
  boolean(value: boolean): TermId;
  /** A whole number: `Number.isSafeInteger`, or a `bigint`. */
  integer(value: number | bigint): TermId;
  /** A decimal in its canonical text. */
  decimal(text: string): TermId;
  /** A number of one of the four numeric kinds. */
  number(value: number, kind: TermKind): TermId;
  string(text: string): TermId;
  /** With a tag such as `en` or, of a directional string, `en--ltr`. */
  langString(text: string, tag: string): TermId;
  iri(text: string): TermId;
  typed(text: string, datatype: string): TermId;
}

/** The makers for the terms of an expression. */
export function termMakers(terms: ScratchTerms): TermMakers {
  const datatypes = new Map<string, NamedNode>();
  const booleans: (TermId | undefined)[] = [];

  const typed = (text: string, datatype: string) => {
    let node = datatypes.get(datatype);
    if (node === undefined) {
      node = DataFactory.namedNode(datatype);
      datatypes.set(datatype, node);
    }
    return terms.intern(DataFactory.literal(text, node));
  };
  return {
    boolean(value) {
      const place = value ? 1 : 0;
      booleans[place] ??= typed(String(value), `${xsd}boolean`);
      return booleans[place];
    },
    integer: (value) =>
      typeof value === "number"
        ? terms.newNumber(value, termKind.integer)
        : terms.newExact(value.toString(), termKind.integer),
    decimal: (text) => terms.newExact(text, termKind.decimal),
    number: (value, kind) => terms.newNumber(value, kind),
    string: (text) => terms.newString(text),
    langString: (text, tag) => terms.newLangString(text, tag),
    iri: (text) => terms.intern(DataFactory.namedNode(text)),
    typed,
  };
}
