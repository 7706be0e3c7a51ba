import type { Term } from "@rdfjs/types";
import { DataFactory } from "n3";
import { doubleText } from "../../../double-text.ts";
import { type TermId, type TermKind, termKind } from "../../../quads/id-view.ts";
import type { QueryTerms } from "../rows.ts";
import { decimalText } from "./number-text.ts";
import { xsd } from "./term-makers.ts";

/** Numbers from here on are of terms that last until the expression is evaluated for the next row. */
export const firstScratchTerm: TermId = 0xc000_0000;

/**
 * The terms of a query, and those that an expression makes on its way: the `LCASE(STR(?x))` of a `CONTAINS` is asked for
 * its text once and never seen again, so it gets no place among the query's terms. Two of them may be one term and have
 * different numbers; `settled` gives the number that a term has for good.
 */
export interface ScratchTerms extends QueryTerms {
  newString(text: string): TermId;
  /** With a tag such as `en` or, of a directional string, `en--ltr`. */
  newLangString(text: string, tag: string): TermId;
  /** A number of one of the four numeric kinds, which gets its canonical text when it is asked for. */
  newNumber(value: number, kind: TermKind): TermId;
  /** An integer or decimal that a double may not hold. */
  newExact(text: string, kind: TermKind): TermId;
  settled(id: TermId): TermId;
  /** Forgets the terms that were made for the last row. */
  clear(): void;
}

const mostIntegers = 4_096;

export function scratchTerms(terms: QueryTerms): ScratchTerms {
  const kinds: TermKind[] = [];
  const numbers: number[] = [];
  const texts: (string | undefined)[] = [];
  const tags: string[] = [];
  let size = 0;
  /** The hours of all times, the lengths of all texts: few integers are made again and again. */
  const settledIntegers = new Map<number, TermId>();

  const add = (kind: TermKind, number: number, text: string | undefined, tag: string): TermId => {
    kinds[size] = kind;
    numbers[size] = number;
    texts[size] = text;
    tags[size] = tag;
    return firstScratchTerm + size++;
  };
  const textAt = (place: number): string => {
    const known = texts[place];
    if (known !== undefined) return known;
    const text = numberText(numbers[place] as number, kinds[place] as TermKind);
    texts[place] = text;
    return text;
  };
  const termAt = (place: number): Term => {
    const text = textAt(place);
    const tag = tags[place] as string;
    // N3 reads a direction off the tag.
    if (tag !== "") return DataFactory.literal(text, tag);
    return DataFactory.literal(text, datatypeOf[kinds[place] as TermKind]);
  };
  return {
    idOf: (term) => terms.idOf(term),
    intern: (term, value) => terms.intern(term, value),
    tripleOf: (id) => terms.tripleOf(id),
    idOfTriple: (...ids) => terms.idOfTriple(...ids),
    internTriple: (...ids) => terms.internTriple(...ids),
    term: (id) => (id < firstScratchTerm ? terms.term(id) : termAt(id - firstScratchTerm)),
    kind: (id) => (id < firstScratchTerm ? terms.kind(id) : (kinds[id - firstScratchTerm] as TermKind)),
    number: (id) => (id < firstScratchTerm ? terms.number(id) : (numbers[id - firstScratchTerm] as number)),
    text: (id) => (id < firstScratchTerm ? terms.text(id) : textAt(id - firstScratchTerm)),
    newString: (text) => add(termKind.string, Number.NaN, text, ""),
    newLangString: (text, tag) => add(termKind.langString, Number.NaN, text, tag),
    newNumber: (value, kind) => add(kind, value, undefined, ""),
    newExact: (text, kind) => add(kind, Number(text), text, ""),
    settled(id) {
      if (id < firstScratchTerm) return id;
      const place = id - firstScratchTerm;
      const kind = kinds[place] as TermKind;
      if (kind === termKind.string || kind === termKind.langString)
        return terms.intern(termAt(place), { kind, number: Number.NaN });
      if (kind !== termKind.integer || texts[place] !== undefined) return terms.intern(termAt(place));
      const number = numbers[place] as number;
      let settled = settledIntegers.get(number);
      if (settled === undefined) {
        settled = terms.intern(termAt(place));
        if (settledIntegers.size < mostIntegers) settledIntegers.set(number, settled);
      }
      return settled;
    },
    clear() {
      size = 0;
    },
    ...(terms.bytes === undefined ? {} : { bytes: terms.bytes }),
  };
}

const datatypeOf: Partial<Record<TermKind, ReturnType<typeof DataFactory.namedNode>>> = {
  [termKind.integer]: DataFactory.namedNode(`${xsd}integer`),
  [termKind.decimal]: DataFactory.namedNode(`${xsd}decimal`),
  [termKind.float]: DataFactory.namedNode(`${xsd}float`),
  [termKind.double]: DataFactory.namedNode(`${xsd}double`),
};

/** The canonical text of a number. */
function numberText(value: number, kind: TermKind): string {
  if (kind === termKind.integer) return BigInt(value).toString();
  return kind === termKind.decimal ? decimalText(value) : doubleText(value);
}
