import type { NamedNode, Term } from "@rdfjs/types";
import { DataFactory } from "n3";
import { compareCodePoints } from "../../code-points.ts";
import type { Columns } from "../../columns/columns.ts";
import { compareInstants } from "../../instant.ts";
import { isIri } from "../../iri-grammar.ts";
import type { Dictionary } from "../../quads/dictionary/dictionary.ts";
import { type TermId, termKind } from "../../quads/id-view.ts";
import { termKey } from "../../quads/term-key.ts";
import { Recent } from "../../recent.ts";
import { RecentByNumber } from "../../recent-by-number.ts";
import { RowTable } from "./row-table.ts";

/** The number of a term, a pair of names or a list of them; equal numbers are equal content. 0 is none, and the empty list. */
export type Name = number;

/**
 * Numbers for all that the linker speaks of: those of the store's own dictionary, doubled, for terms, and odd ones for pairs of
 * names, such as the unit of a run and what it read.
 */
export class Names {
  readonly #terms: Dictionary;
  readonly #pairs: RowTable;
  readonly #nameOf = new Recent<string, Name>(recentTexts, () => 1);
  readonly #textOf = new RecentByNumber<string>(recentTexts);
  readonly #integers = new RecentByNumber<Name>(recentIntegers);
  readonly #wordOf = new Map<NamedNode | string, Name>();

  /** `terms` may be others' too, who keep them; their numbers stay. */
  constructor(terms: Dictionary, columns?: Columns) {
    this.#terms = terms;
    this.#pairs = new RowTable({ keys: 2, values: 0 }, columns);
  }

  /** The number of a text, a new one if it has none: of an absolute IRI that of its node, of any other text that of a literal. */
  of(text: string): Name {
    const known = this.#nameOf.get(text);
    if (known !== undefined) return known;
    const name = isIri(text) ? this.iri(text) : this.ofTerm(DataFactory.literal(text));
    this.#nameOf.set(text, name);
    return name;
  }

  /** As `of`, for a constant of the program, of which there are few: a node is known again by its identity. */
  word(word: NamedNode | string): Name {
    const known = this.#wordOf.get(word);
    if (known !== undefined) return known;
    const name = typeof word === "string" ? this.of(word) : this.ofTerm(word);
    this.#wordOf.set(word, name);
    return name;
  }

  /** The number of an IRI's node. */
  iri(iri: string): Name {
    return this.ofTerm(DataFactory.namedNode(iri));
  }

  /** The text of a term. */
  text(name: Name): string {
    const known = this.#textOf.get(name);
    if (known !== undefined) return known;
    const text = this.#terms.text(name >>> 1);
    this.#textOf.set(name, text);
    return text;
  }

  ofTerm(term: Term): Name {
    return nameOf(this.#terms.add(term));
  }

  /** The number of the `xsd:integer` of a whole number below 2^32. */
  integer(value: number): Name {
    const known = this.#integers.get(value);
    if (known !== undefined) return known;
    const name = nameOf(this.#terms.addInteger(value));
    this.#integers.set(value, name);
    return name;
  }

  term(name: Name): Term {
    return this.#terms.term(name >>> 1);
  }

  node(name: Name): NamedNode {
    return DataFactory.namedNode(this.text(name));
  }

  isIri(name: Name): boolean {
    return !isPair(name) && this.#terms.kind(name >>> 1) === termKind.iri;
  }

  /** The number in the dictionary of what is no pair. */
  termId(name: Name): TermId {
    return name >>> 1;
  }

  pair(first: Name, second: Name): Name {
    return this.#pairs.findOrAdd(first, second) * 2 + 1;
  }

  first(pair: Name): Name {
    return this.#pairs.get(pair >>> 1, 0);
  }

  second(pair: Name): Name {
    return this.#pairs.get(pair >>> 1, 1);
  }

  /** The number of a list of names. */
  ofList(names: readonly Name[]): Name {
    let list = endOfList;
    for (let i = names.length - 1; i >= 0; i--) list = this.pair(names[i] as Name, list);
    return list;
  }

  list(list: Name): Name[] {
    const members: Name[] = [];
    for (let rest = list; rest !== endOfList; rest = this.second(rest)) members.push(this.first(rest));
    return members;
  }

  /** Whether a list has these members and no others, whatever their order and repeats. */
  isListOf(list: Name, names: readonly Name[]): boolean {
    for (let rest = list; rest !== endOfList; rest = this.second(rest))
      if (!names.includes(this.first(rest))) return false;
    for (let i = 0; i < names.length; i++) if (!this.#isInList(list, names[i] as Name)) return false;
    return true;
  }

  /** Orders terms by code point. */
  compareTexts(a: Name, b: Name): number {
    if (a === b) return 0;
    const terms = this.#terms;
    return terms.compareTexts?.(a >>> 1, b >>> 1) ?? compareCodePoints(this.text(a), this.text(b));
  }

  /** Orders terms by what tells them from all others. */
  compareTerms(a: Name, b: Name): number {
    const [keyOfA, keyOfB] = [this.#keyOf(a), this.#keyOf(b)];
    return keyOfA < keyOfB ? -1 : keyOfA > keyOfB ? 1 : 0;
  }

  /** Of an instant since 1970; NaN where it is none. Instants of the same millisecond may differ. */
  milliseconds(instant: Name): number {
    return this.#terms.number(instant >>> 1);
  }

  /** Orders canonical instants. */
  compareInstants(a: Name, b: Name): number {
    if (a === b) return 0;
    const [msOfA, msOfB] = [this.milliseconds(a), this.milliseconds(b)];
    // Milliseconds do not tell all apart, and may be none.
    if (msOfA < msOfB) return -1;
    return msOfA > msOfB ? 1 : compareInstants(this.text(a), this.text(b));
  }

  /** Of what it adds to the terms. */
  get sizeBytes(): number {
    return this.#pairs.sizeBytes;
  }

  /** The pairs: the terms are for the owner of the dictionary to keep. */
  columns(): Columns {
    return this.#pairs.columns();
  }

  #isInList(list: Name, name: Name): boolean {
    for (let rest = list; rest !== endOfList; rest = this.second(rest))
      if (this.first(rest) === name) return true;
    return false;
  }

  #keyOf(name: Name): string {
    return this.isIri(name) ? this.text(name) : termKey(this.term(name));
  }
}

/** The name of a term of the dictionary. */
export function nameOf(term: TermId): Name {
  return term * 2;
}

function isPair(name: Name): boolean {
  return (name & 1) === 1;
}

const recentTexts = 16_384;
/** To count the versions of one large data set. */
const recentIntegers = 131_072;
const endOfList: Name = 0;
