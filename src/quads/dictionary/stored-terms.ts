import type { BaseQuad, Term } from "@rdfjs/types";
import { DataFactory, termFromId } from "n3";
import { noTerm, type TermBytes, type TermId, type TermKind, type Triple, termKind } from "../id-view.ts";
import type { DictionaryReader } from "./dictionary.ts";
import type { EntryReader } from "./entry-reader.ts";
import type { EntryWriter } from "./entry-writer.ts";
import { compareEscaped, comparePacked } from "./escaped-order.ts";
import { RecentIris } from "./recent-iris.ts";
import { copiedLength, copyText, form, readText } from "./term-bytes.ts";
import { blankNodeHead, stringHead, TermLocator, tripleHead } from "./term-locator.ts";
import { hasNumber } from "./typed-value.ts";

/** Reads terms from the entries that hold their local parts, below those that hold their heads. */
export class StoredTerms implements DictionaryReader {
  protected readonly locator: TermLocator;
  protected readonly recentIris = new RecentIris();
  readonly #terms: EntryReader;
  readonly #heads: EntryReader;
  readonly #headTexts: string[] = new Array<string>(rememberedHeads).fill("");
  readonly #headTextOf = new Uint32Array(rememberedHeads);

  constructor(terms: EntryReader, heads: EntryReader, addHead?: EntryWriter) {
    this.#terms = terms;
    this.#heads = heads;
    this.locator = new TermLocator(heads, addHead);
  }

  get bytes(): TermBytes {
    return this;
  }

  get size(): number {
    return this.#terms.size;
  }

  idOf(term: Term): TermId {
    if (term.termType === "Quad")
      return this.idOfTriple(this.idOf(term.subject), this.idOf(term.predicate), this.idOf(term.object));
    const isIri = term.termType === "NamedNode";
    const recent = isIri ? this.recentIris.idOf(term.value) : noTerm;
    if (recent !== noTerm) return recent;

    const { locator } = this;
    if (!locator.locate(term, false)) return noTerm;
    const id = this.#terms.find(locator.head, locator.form, locator.bytes, locator.start, locator.end);
    if (isIri && id !== noTerm) this.recentIris.remember(term.value, id);
    return id;
  }

  idOfTriple(subject: TermId, predicate: TermId, object: TermId): TermId {
    if (subject === noTerm || predicate === noTerm || object === noTerm) return noTerm;
    const { locator } = this;
    locator.locateTriple(subject, predicate, object);
    return this.#terms.find(locator.head, locator.form, locator.bytes, locator.start, locator.end);
  }

  tripleOf(id: TermId): Triple {
    const terms = this.#terms;
    if (terms.parent(this.#existing(id)) !== tripleHead) throw new RangeError(`${id} is no triple term`);
    const [block, start] = [terms.block(id), terms.start(id)];
    return [block.readUInt32LE(start), block.readUInt32LE(start + 4), block.readUInt32LE(start + 8)];
  }

  term(id: TermId): Term {
    const head = this.#terms.parent(this.#existing(id));
    if (head === tripleHead) {
      const [subject, predicate, object] = this.tripleOf(id).map((each) => this.term(each) as never);
      return DataFactory.quad(subject as never, predicate as never, object as never) as BaseQuad;
    }
    const local = this.#localText(id);
    if (head === blankNodeHead) return DataFactory.blankNode(local);
    const headText = this.#headText(head);
    return this.#isLiteral(head) ? literalOf(local, headText) : DataFactory.namedNode(headText + local);
  }

  kind(id: TermId): TermKind {
    if (id === noTerm) return termKind.none;
    const kind = this.#terms.kind(id);
    return kind === storedTripleKind ? termKind.triple : (kind as TermKind);
  }

  number(id: TermId): number {
    return hasNumber(this.kind(id)) ? this.#terms.number(id) : Number.NaN;
  }

  text(id: TermId): string {
    if (this.#terms.parent(this.#existing(id)) === tripleHead) return "";
    const local = this.#localText(id);
    return this.#terms.kind(id) === termKind.iri ? this.#headText(this.#terms.parent(id)) + local : local;
  }

  compareTexts(a: TermId, b: TermId): number | undefined {
    if (a === b) return 0;
    const terms = this.#terms;
    const [headOfA, headOfB] = [terms.parent(this.#existing(a)), terms.parent(this.#existing(b))];
    // Of an IRI, what is below another head is not the whole text.
    if (headOfA !== headOfB && !(this.#isLiteral(headOfA) && this.#isLiteral(headOfB))) return undefined;
    if (headOfA === tripleHead) return undefined;
    const isPacked = terms.form(a) === form.packed;
    if (isPacked !== (terms.form(b) === form.packed)) return undefined;
    const [lengthOfA, lengthOfB] = [terms.length(a), terms.length(b)];
    if (isPacked && lengthOfA !== lengthOfB) return undefined;
    const compare = isPacked ? comparePacked : compareEscaped;
    return compare(terms.block(a), terms.start(a), lengthOfA, terms.block(b), terms.start(b), lengthOfB);
  }

  textLength(id: TermId): number {
    const terms = this.#terms;
    let length = copiedLength(terms.length(this.#existing(id)), terms.form(id));
    if (terms.kind(id) !== termKind.iri) return length;
    for (let head = terms.parent(id); head !== 0; head = this.#heads.parent(head)) {
      length += this.#heads.length(head);
    }
    return length;
  }

  copyText(id: TermId, target: Uint8Array, offset: number): number {
    const terms = this.#terms;
    const isIri = terms.kind(this.#existing(id)) === termKind.iri;
    const at = isIri ? this.#copyHead(terms.parent(id), target, offset) : offset;
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

  #copyHead(head: number, target: Uint8Array, offset: number): number {
    const heads = this.#heads;
    const parent = heads.parent(head);
    const at = parent === 0 ? offset : this.#copyHead(parent, target, offset);
    return copyText(heads.block(head), heads.start(head), heads.length(head), heads.form(head), target, at);
  }

  #headText(head: number): string {
    const place = head % rememberedHeads;
    if (this.#headTextOf[place] === head) return this.#headTexts[place] as string;
    const heads = this.#heads;
    const parent = heads.parent(head);
    const above = parent === 0 || parent === stringHead ? "" : this.#headText(parent);
    const text = above + readText(heads.block(head), heads.start(head), heads.length(head), heads.form(head));
    this.#headTextOf[place] = head;
    this.#headTexts[place] = text;
    return text;
  }
}

/** The kind of triple terms in a record, whose four bits have room for no other: no term is of the kind `none`. */
export const storedTripleKind = termKind.none;

/** Heads are remembered in the place of their number's remainder: a bound without a list of what was used last. */
const rememberedHeads = 4096;

function literalOf(lexical: string, suffix: string): Term {
  return termFromId(`"${lexical}"${suffix}`) as Term;
}
