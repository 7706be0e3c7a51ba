import type { Term } from "@rdfjs/types";
import { DataFactory, termFromId } from "n3";
import { noTerm, type TermId, type TermKind, termKind } from "../id-view.ts";
import type { DictionaryReader } from "./dictionary.ts";
import type { EntryReader } from "./entry-reader.ts";
import type { EntryWriter } from "./entry-writer.ts";
import { copiedLength, copyText, readText } from "./term-bytes.ts";
import { blankNodeHead, stringHead, TermLocator } from "./term-locator.ts";
import { hasNumber } from "./typed-value.ts";

/** Reads terms from the entries that hold their local parts, below those that hold their heads. */
export class StoredTerms implements DictionaryReader {
  protected readonly locator: TermLocator;
  readonly #terms: EntryReader;
  readonly #heads: EntryReader;
  readonly #headTexts: (HeadText | undefined)[] = new Array(rememberedHeads).fill(undefined);

  constructor(terms: EntryReader, heads: EntryReader, addHead?: EntryWriter) {
    this.#terms = terms;
    this.#heads = heads;
    this.locator = new TermLocator(heads, addHead);
  }

  get size(): number {
    return this.#terms.size;
  }

  idOf(term: Term): TermId {
    const { locator } = this;
    if (!locator.locate(term, false)) return noTerm;
    return this.#terms.find(locator.head, locator.form, locator.bytes, locator.start, locator.end);
  }

  term(id: TermId): Term {
    const head = this.#terms.parent(this.#existing(id));
    const local = this.#localText(id);
    if (head === blankNodeHead) return DataFactory.blankNode(local);
    const { text } = this.#headText(head);
    return this.#isLiteral(head) ? literalOf(local, text) : DataFactory.namedNode(text + local);
  }

  kind(id: TermId): TermKind {
    return id === noTerm ? termKind.none : (this.#terms.kind(id) as TermKind);
  }

  number(id: TermId): number {
    return hasNumber(this.kind(id)) ? this.#terms.number(id) : Number.NaN;
  }

  text(id: TermId): string {
    const local = this.#localText(this.#existing(id));
    return this.#terms.kind(id) === termKind.iri
      ? this.#headText(this.#terms.parent(id)).text + local
      : local;
  }

  textLength(id: TermId): number {
    const terms = this.#terms;
    const length = copiedLength(terms.length(this.#existing(id)), terms.form(id));
    return terms.kind(id) === termKind.iri ? this.#headText(terms.parent(id)).bytes.length + length : length;
  }

  copyText(id: TermId, target: Uint8Array, offset: number): number {
    const terms = this.#terms;
    let at = offset;
    if (terms.kind(this.#existing(id)) === termKind.iri) {
      const { bytes } = this.#headText(terms.parent(id));
      target.set(bytes, at);
      at += bytes.length;
    }
    return copyText(terms.block(id), terms.start(id), terms.length(id), terms.form(id), target, at);
  }

  literalType(id: TermId): number {
    const head = this.#terms.parent(this.#existing(id));
    return this.#isLiteral(head) ? head : 0;
  }

  #existing(id: TermId): TermId {
    if (id === noTerm) throw new RangeError("No term has the number 0");
    return id;
  }

  #isLiteral(head: number): boolean {
    return head === stringHead || this.#heads.parent(head) === stringHead;
  }

  #localText(id: TermId): string {
    const terms = this.#terms;
    return readText(terms.block(id), terms.start(id), terms.length(id), terms.form(id));
  }

  #headText(head: number): HeadText {
    const known = this.#headTexts[head % rememberedHeads];
    if (known?.head === head) return known;
    const heads = this.#heads;
    const parent = heads.parent(head);
    const above =
      parent === 0 || parent === stringHead || head === stringHead ? noText : this.#headText(parent);
    const [block, start, length] = [heads.block(head), heads.start(head), heads.length(head)];
    const text = above.text + readText(block, start, length, heads.form(head));
    const bytes = Buffer.concat([above.bytes, block.subarray(start, start + length)]);
    const found = { head, text, bytes };
    this.#headTexts[head % rememberedHeads] = found;
    return found;
  }
}

/** Heads are remembered in the place of their number's remainder: a bound without a list of what was used last. */
const rememberedHeads = 4096;

interface HeadText {
  readonly head: number;
  readonly text: string;
  readonly bytes: Uint8Array;
}

const noText: HeadText = { head: 0, text: "", bytes: new Uint8Array(0) };

function literalOf(lexical: string, suffix: string): Term {
  return termFromId(`"${lexical}"${suffix}`) as Term;
}
