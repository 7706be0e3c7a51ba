import type { Term } from "@rdfjs/types";
import { DataFactory, termFromId } from "n3";
import { copyText, form, newScratch, readText, writeText } from "../../quads/dictionary/term-bytes.ts";
import { type TermId, type TermKind, termKind } from "../../quads/id-view.ts";
import { termKey } from "../../quads/term-key.ts";
import type { AnswerTerms, OwnTermBytes } from "../engine.ts";
import { typedValueOf } from "../evaluate/query-terms.ts";
import { type PlainTerm, plainTerm, termOfPlain } from "./plain-term.ts";

/**
 * The terms that a query made itself, as a thread posts them: texts as bytes, one behind the other, as a store keeps them, so that whoever writes the
 * answer copies them. To post each as a text of its own, and to write it, took half as long as to find it.
 */
export interface PostedTerms {
  readonly ids: readonly TermId[];
  readonly kinds: readonly TermKind[];
  /** Of literals: the place of what stands behind the text, among all `suffixes` that were posted of the answer. */
  readonly types: readonly number[];
  /** `^^` with a datatype, `@` with a tag, or nothing for strings: those that are new. */
  readonly suffixes: readonly string[];
  readonly ends: readonly number[];
  readonly texts: Uint8Array;
  /** Triple terms, and texts that cannot be written as UTF-8. */
  readonly others: readonly (readonly [id: TermId, term: PlainTerm])[];
}

/** Gathers the terms of an answer, each once, to post those of one chunk at a time. */
export class TermsToPost {
  readonly #terms: AnswerTerms;
  readonly #posted = new Set<TermId>();
  readonly #typeOf = new Map<string, number>();
  readonly #scratch = newScratch();
  #chunk = newChunk();
  #texts = Buffer.allocUnsafeSlow(firstTexts);
  #length = 0;

  constructor(terms: AnswerTerms) {
    this.#terms = terms;
  }

  add(id: TermId): void {
    if (this.#posted.has(id)) return;
    this.#posted.add(id);
    const term = this.#terms.term(id);
    const kind = this.#terms.kind(id);
    const key = termKey(term);
    const isLiteral = kind > termKind.iri;
    const [from, to] = isLiteral ? [1, key.lastIndexOf('"')] : [kind === termKind.iri ? 0 : 2, key.length];
    const length =
      kind === termKind.triple ? -1 : writeText(this.#scratch, key, from, to, kind === termKind.iri);
    if (length === -1) {
      this.#chunk.others.push([id, plainTerm(term)]);
      return;
    }
    this.#write(length);
    const { ids, kinds, types, ends } = this.#chunk;
    ids.push(id);
    kinds.push(kind);
    types.push(isLiteral ? this.#type(key.slice(to + 1)) : 0);
    ends.push(this.#length);
  }

  /** What was added since the last time; undefined where nothing was. */
  take(): PostedTerms | undefined {
    if (this.#chunk.ids.length === 0 && this.#chunk.others.length === 0) return undefined;
    const posted = { ...this.#chunk, texts: new Uint8Array(this.#texts.subarray(0, this.#length)) };
    this.#chunk = newChunk();
    this.#length = 0;
    return posted;
  }

  #write(length: number): void {
    const end = this.#length + length;
    if (end > this.#texts.length) {
      const larger = Buffer.allocUnsafeSlow(end * 2);
      this.#texts.copy(larger, 0, 0, this.#length);
      this.#texts = larger;
    }
    this.#scratch.bytes.copy(this.#texts, this.#length, 0, length);
    this.#length = end;
  }

  #type(suffix: string): number {
    let type = this.#typeOf.get(suffix);
    if (type === undefined) {
      type = this.#typeOf.size;
      this.#typeOf.set(suffix, type);
      this.#chunk.suffixes.push(suffix);
    }
    return type;
  }
}

/** The same terms where they are read, from when the chunk has come that has them first. */
export class ReceivedTerms implements OwnTermBytes {
  readonly #places = new Map<TermId, Place>();
  readonly #suffixes: string[] = [];
  readonly #others = new Map<TermId, Term>();

  add({ ids, kinds, types, suffixes, ends, texts, others }: PostedTerms): void {
    for (const suffix of suffixes) this.#suffixes.push(suffix);
    const bytes = Buffer.from(texts.buffer, texts.byteOffset, texts.length);
    let start = 0;
    for (const [i, id] of ids.entries()) {
      const end = ends[i] as number;
      this.#places.set(id, {
        bytes,
        start,
        length: end - start,
        kind: kinds[i] as TermKind,
        type: types[i] as number,
      });
      start = end;
    }
    for (const [id, term] of others) this.#others.set(id, termOfPlain(term));
  }

  has(id: TermId): boolean {
    return this.#places.has(id);
  }

  kind(id: TermId): TermKind {
    const place = this.#places.get(id);
    return place === undefined ? typedValueOf(this.#other(id)).kind : place.kind;
  }

  term(id: TermId): Term {
    const place = this.#places.get(id);
    if (place === undefined) return this.#other(id);
    const text = readText(place.bytes, place.start, place.length, form.escaped);
    if (place.kind === termKind.iri) return DataFactory.namedNode(text);
    if (place.kind === termKind.blankNode) return DataFactory.blankNode(text);
    return termFromId(`"${text}"${this.#suffixes[place.type]}`) as Term;
  }

  textLength(id: TermId): number {
    return this.#place(id).length;
  }

  copyText(id: TermId, target: Uint8Array, offset: number): number {
    const { bytes, start, length } = this.#place(id);
    return copyText(bytes, start, length, form.escaped, target, offset);
  }

  literalType(id: TermId): number {
    const { kind, type } = this.#place(id);
    return kind > termKind.iri ? type + 1 : 0;
  }

  #place(id: TermId): Place {
    const place = this.#places.get(id);
    if (place === undefined) throw new RangeError(`No term has the number ${id}`);
    return place;
  }

  #other(id: TermId): Term {
    const term = this.#others.get(id);
    if (term === undefined) throw new RangeError(`No term has the number ${id}`);
    return term;
  }
}

interface Place {
  readonly bytes: Buffer;
  readonly start: number;
  readonly length: number;
  readonly kind: TermKind;
  readonly type: number;
}

/** Grows by what it needs. */
const firstTexts = 4_096;

interface Chunk {
  readonly ids: TermId[];
  readonly kinds: TermKind[];
  readonly types: number[];
  readonly suffixes: string[];
  readonly ends: number[];
  readonly others: [TermId, PlainTerm][];
}

function newChunk(): Chunk {
  return { ids: [], kinds: [], types: [], suffixes: [], ends: [], others: [] };
}
