import { DataFactory } from "n3";
import { type TermId, type TermKind, termKind } from "../../../quads/id-view.ts";
import type { QueryTerms } from "../rows.ts";
import { decimalText, doubleText } from "./number-text.ts";

export const xsd = "http://www.w3.org/2001/XMLSchema#";

/** Makes the terms that functions answer. */
export interface TermMakers {
  boolean(value: boolean): TermId;
  /** A whole number, `Number.isSafeInteger` or as text. */
  integer(value: number | bigint): TermId;
  /** A decimal in its canonical text. */
  decimal(text: string): TermId;
  /** A number of one of the four numeric kinds. */
  number(value: number, kind: TermKind): TermId;
  string(text: string): TermId;
  langString(text: string, language: string): TermId;
  iri(text: string): TermId;
  typed(text: string, datatype: string): TermId;
}

/** The makers for a query's terms. */
export function termMakers(terms: QueryTerms): TermMakers {
  const { literal, namedNode } = DataFactory;
  const integers = new Map<number | bigint, TermId>();
  const datatypes = new Map<string, ReturnType<typeof namedNode>>();
  const booleans: (TermId | undefined)[] = [];

  const typed = (text: string, datatype: string) => {
    let node = datatypes.get(datatype);
    if (node === undefined) {
      node = namedNode(datatype);
      datatypes.set(datatype, node);
    }
    return terms.intern(literal(text, node));
  };
  const integer = (value: number | bigint) => {
    let id = integers.get(value);
    if (id === undefined) {
      id = typed(BigInt(value).toString(), `${xsd}integer`);
      if (integers.size < 1024) integers.set(value, id);
    }
    return id;
  };
  return {
    boolean(value) {
      const place = value ? 1 : 0;
      booleans[place] ??= typed(String(value), `${xsd}boolean`);
      return booleans[place];
    },
    integer,
    decimal: (text) => typed(text, `${xsd}decimal`),
    number(value, kind) {
      if (kind === termKind.integer) return integer(value);
      if (kind === termKind.decimal) return typed(decimalText(value), `${xsd}decimal`);
      return typed(doubleText(value), kind === termKind.float ? `${xsd}float` : `${xsd}double`);
    },
    string: (text) => terms.intern(literal(text)),
    langString: (text, language) => terms.intern(literal(text, language)),
    iri: (text) => terms.intern(namedNode(text)),
    typed,
  };
}
