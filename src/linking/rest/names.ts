import type { Term } from "@rdfjs/types";
import { DataFactory } from "n3";
import type { Columns } from "../../columns/columns.ts";
import { isIri } from "../../iri-grammar.ts";
import type { Dictionary } from "../../quads/dictionary/dictionary.ts";
import type { TermId } from "../../quads/id-view.ts";
import { Recent } from "../../recent.ts";
import { RowTable } from "./row-table.ts";

/** The number of a text, a term or a list; equal numbers are equal content. 0 is none. */
export type Name = number;

/**
 * Numbers for all that the linker's state speaks of. What repeats is kept once: a text of two parts, such as
 * `facet tags {thing}`, as the pair of the numbers of its parts.
 */
export class Names {
  readonly #terms: Dictionary;
  readonly #pairs: RowTable;
  readonly #nameOf = new Recent<string, Name>(recentTexts, () => 1);
  readonly #textOf = new Recent<Name, string>(recentTexts, () => 1);

  /** `terms` may be others' too, who keep them; their numbers stay. */
  constructor(terms: Dictionary, columns?: Columns) {
    this.#terms = terms;
    this.#pairs = new RowTable({ keys: 2, values: 0 }, columns);
  }

  /** The number of a text, a new one if it has none. */
  of(text: string): Name {
    const known = this.#nameOf.get(text);
    if (known !== undefined) return known;
    const name = this.#made(text);
    this.#nameOf.set(text, name);
    return name;
  }

  text(name: Name): string {
    const known = this.#textOf.get(name);
    if (known !== undefined) return known;
    const row = name >>> 1;
    const text = isPair(name)
      ? `${this.text(this.#pairs.get(row, 0))} ${this.text(this.#pairs.get(row, 1))}`
      : this.#terms.text(row);
    this.#textOf.set(name, text);
    return text;
  }

  /** As `of` the two texts with a space between them, where the first has none; without making that text. */
  ofPair(first: string, second: Name): Name {
    return this.#pair(this.of(first), second);
  }

  ofTerm(term: Term): Name {
    return this.#terms.add(term) * 2;
  }

  term(name: Name): Term {
    return this.#terms.term(name >>> 1);
  }

  /** The number of a list of texts; its own, not that of the texts with spaces between them. */
  ofList(texts: readonly string[]): Name {
    let list = endOfList;
    for (let i = texts.length - 1; i >= 0; i--) list = this.#pair(this.of(texts[i] as string), list);
    return list;
  }

  list(name: Name): string[] {
    return this.#members(name).map((member) => this.text(member));
  }

  /** The numbers in the dictionary of the texts of a list, none of which has parts. */
  termIds(list: Name): TermId[] {
    return this.#members(list).map((member) => this.termId(member));
  }

  /** The number in the dictionary of a term, or of a text that has no parts: an absolute IRI is that of its node. */
  termId(name: Name): TermId {
    return name >>> 1;
  }

  /** Of what it adds to the terms. */
  get sizeBytes(): number {
    return this.#pairs.sizeBytes;
  }

  /** The pairs: the terms are for the owner of the dictionary to keep. */
  columns(): Columns {
    return this.#pairs.columns();
  }

  #members(list: Name): Name[] {
    const members: Name[] = [];
    for (let rest = list; rest !== endOfList; rest = this.#pairs.get(rest >>> 1, 1))
      members.push(this.#pairs.get(rest >>> 1, 0));
    return members;
  }

  #made(text: string): Name {
    const space = text.indexOf(" ");
    // Prose has spaces too; only a text with an IRI in it is worth taking apart, and not one of a thousand parts.
    const isApart = space !== -1 && text.length <= longestApart;
    if (isApart && (startsAsIri.test(text) || endsInIri.test(text)))
      return this.#pair(this.of(text.slice(0, space)), this.of(text.slice(space + 1)));
    return this.ofTerm(isIri(text) ? DataFactory.namedNode(text) : DataFactory.literal(text));
  }

  #pair(first: Name, second: Name): Name {
    const row = this.#pairs.find(first, second) || this.#pairs.add(first, second);
    return row * 2 + 1;
  }
}

function isPair(name: Name): boolean {
  return (name & 1) === 1;
}

const recentTexts = 16_384;
const endOfList: Name = 0;
const longestApart = 4096;
const startsAsIri = /^[A-Za-z][A-Za-z0-9+.-]*:[^\s]* /;
const endsInIri = / [A-Za-z][A-Za-z0-9+.-]*:[^\s]*$/;
