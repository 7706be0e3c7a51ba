import type { Literal, Term } from "@rdfjs/types";
import { type TermId, termKind } from "../id-view.ts";
import { termKey } from "../term-key.ts";
import type { EntryReader } from "./entry-reader.ts";
import type { EntryWriter } from "./entry-writer.ts";
import { RecentHeads } from "./recent-heads.ts";
import { form, formOf, newScratch, writeText } from "./term-bytes.ts";
import { type ValueReader, valueReaderOf } from "./typed-value.ts";

/**
 * Takes terms apart into head and local part. The *head* is what many terms share: of an IRI all up to its last `/` or `#`, or
 * `:` if it has neither; of a literal its datatype or language; blank nodes have one head. The *local part* is the rest.
 *
 * An IRI's head is itself below another if it has a long segment, such as the hash in `…/version/run/{hash}/column/`: the
 * head of the head ends before it. So the thousands of heads that have a hash or UUID within do not repeat what is before.
 */
export class TermLocator {
  /** The head of the term located last. */
  head = 0;
  form = 0;
  /** The bytes of its local part are those from `start` to `end`. */
  bytes: Buffer;
  start = 0;
  end = 0;
  /** How to read its lexical form, if it is a literal. */
  read: ValueReader = readLanguageString;

  readonly #heads: EntryReader;
  readonly #addHead: EntryWriter | undefined;
  readonly #scratch = newScratch();
  readonly #triple = Buffer.alloc(tripleBytes);
  readonly #recentHeads = new RecentHeads();
  /** The literal types met first: nearly always all. */
  readonly #typeOf = new Map<string, LiteralType>();

  /** With `addHead`, the same entries as `heads`, a head that is missing can be added. */
  constructor(heads: EntryReader, addHead?: EntryWriter) {
    this.#heads = heads;
    this.#addHead = addHead;
    this.bytes = this.#scratch.bytes;
  }

  /** A triple term is below a head of its own, and its local part are the numbers of its three terms. */
  locateTriple(subject: TermId, predicate: TermId, object: TermId): void {
    this.head = tripleHead;
    this.form = form.ascii;
    this.bytes = this.#triple;
    this.bytes.writeUInt32LE(subject, 0);
    this.bytes.writeUInt32LE(predicate, 4);
    this.bytes.writeUInt32LE(object, 8);
    this.start = 0;
    this.end = tripleBytes;
  }

  /** False if no entry can be of this term: its head is missing and not to be added, or it is not of our terms. */
  locate(term: Term, adds: boolean): boolean {
    switch (term.termType) {
      case "NamedNode":
        return this.#locateIri(term.value, adds);
      case "Literal":
        return this.#locateLiteral(term, adds);
      case "BlankNode":
        this.head = blankNodeHead;
        return term.value !== "" && this.#locateLocal(term.value, 0, term.value.length);
      default:
        return false;
    }
  }

  /** The canonical `xsd:integer` of a whole number from 0 to 2^53. What literals of its type share is added if it is missing. */
  locateInteger(value: number): void {
    // First, since to add it takes the same scratch.
    this.head = this.#literalType(integerSuffix, true)?.head ?? noHead;
    const { bytes } = this.#scratch;
    let start = mostDigits;
    for (let rest = value; rest > 0 || start === mostDigits; rest = Math.floor(rest / 10))
      bytes[--start] = digitZero + (rest % 10);
    this.form = form.ascii;
    this.bytes = bytes;
    this.start = start;
    this.end = mostDigits;
  }

  #locateIri(iri: string, adds: boolean): boolean {
    const end = headEndIn(iri);
    const recent = this.#recentHeads.numberOf(iri, end);
    if (recent !== noHead) {
      this.head = recent;
      const length = writeText(this.#scratch, iri, end, iri.length, true);
      if (length === -1) return false;
      this.#setLocal(0, length);
      return true;
    }
    const length = writeText(this.#scratch, iri, 0, iri.length, true);
    if (length === -1) return false;
    const cut = headEnd(this.#scratch.bytes, length);
    this.head = this.#iriHead(cut, adds);
    if (this.head === noHead) return false;
    this.#recentHeads.remember(iri, end, this.head);
    this.#setLocal(cut, length);
    return true;
  }

  #locateLiteral(term: Literal, adds: boolean): boolean {
    const key = termKey(term);
    const quote = key.lastIndexOf('"');
    const type = this.#literalType(key.slice(quote + 1), adds);
    if (type === undefined) return false;
    this.head = type.head;
    this.read = type.read;
    return this.#locateLocal(key, 1, quote);
  }

  #locateLocal(text: string, from: number, to: number): boolean {
    const length = writeText(this.#scratch, text, from, to, false);
    if (length === -1) return false;
    this.#setLocal(0, length);
    return true;
  }

  #setLocal(start: number, end: number): void {
    this.form = formOf(this.#scratch, start, end);
    const isPacked = this.form === form.packed;
    this.bytes = isPacked ? this.#scratch.packed : this.#scratch.bytes;
    this.start = isPacked ? 0 : start;
    this.end = isPacked ? (end - start) >>> 1 : end;
    if (isPacked && end - start === 36) this.end = 16;
  }

  #iriHead(end: number, adds: boolean, depth = 0): number {
    const cut = depth === deepestHead ? 0 : longSegmentStart(this.#scratch.bytes, end);
    const parent = cut === 0 ? noHead : this.#iriHead(cut, adds, depth + 1);
    return cut > 0 && parent === noHead ? noHead : this.#headOf(parent, cut, end, adds);
  }

  #headOf(parent: number, start: number, end: number, adds: boolean): number {
    const { bytes } = this.#scratch;
    const byteForm = formOf(this.#scratch, start, end);
    const hash = this.#heads.hash(parent, bytes, start, end);
    const found = this.#heads.findHash(hash, parent, byteForm, bytes, start, end);
    if (found !== noHead || !adds) return found;
    return this.#addHead?.add(hash, parent, byteForm, 0, bytes, start, end) ?? noHead;
  }

  #literalType(suffix: string, adds: boolean): LiteralType | undefined {
    if (suffix === "" || suffix === stringSuffix) return plainString;
    const known = this.#typeOf.get(suffix);
    if (known !== undefined) return known;
    // Language tags may be made lower-case (RDF 1.1 Concepts §3.3), as n3 does: of each literal that it makes or reads.
    const isTagged = suffix.startsWith("@");
    const normal = isTagged ? suffix.toLowerCase() : suffix;
    const length = writeText(this.#scratch, normal, 0, normal.length, false);
    const head = length === -1 ? noHead : this.#headOf(stringHead, 0, length, adds);
    if (head === noHead) return undefined;
    const type = { head, read: isTagged ? readLanguageString : valueReaderOf(suffix.slice(2)) };
    if (this.#typeOf.size < rememberedTypes) this.#typeOf.set(suffix, type);
    return type;
  }
}

/** The head of blank nodes, the first of all. */
export const blankNodeHead = 1;
/** The head of `xsd:string` literals, the second; those of other literals are below it, as n3 writes them: `^^{iri}`, `@en`. */
export const stringHead = 2;
/** The head of triple terms, the third. */
export const tripleHead = 3;
/** How many bytes the three numbers of a triple term are. */
const tripleBytes = 12;

const noHead = 0;
const stringSuffix = "^^http://www.w3.org/2001/XMLSchema#string";
const integerSuffix = "^^http://www.w3.org/2001/XMLSchema#integer";
/** Of a number below 2^53. */
const mostDigits = 16;
const digitZero = 0x30;
const rememberedTypes = 1000;
/** The shortest segment that is taken for a hash or UUID. */
const longSegment = 32;
/** How many heads a head has above it at most, so that no IRI is too long to go up from. */
const deepestHead = 3;
const [slash, hash, colon] = [0x2f, 0x23, 0x3a];

interface LiteralType {
  readonly head: number;
  readonly read: ValueReader;
}

const plainString: LiteralType = {
  head: stringHead,
  read: valueReaderOf("http://www.w3.org/2001/XMLSchema#string"),
};

function readLanguageString() {
  return { kind: termKind.langString, number: Number.NaN };
}

/** Where the local part of an IRI begins. */
function headEnd(bytes: Buffer, length: number): number {
  let lastColon = 0;
  for (let i = length; i > 0; i--) {
    const byte = bytes[i - 1];
    if (byte === slash || byte === hash) return i;
    if (byte === colon && lastColon === 0) lastColon = i;
  }
  return lastColon;
}

/** As `headEnd`, in the text. */
function headEndIn(iri: string): number {
  for (let i = iri.length; i > 0; i--) {
    const unit = iri.charCodeAt(i - 1);
    if (unit === slash || unit === hash) return i;
  }
  return iri.lastIndexOf(":") + 1;
}

/** Where the last long segment begins before `end`, which ends a segment; 0 if there is none. */
function longSegmentStart(bytes: Buffer, end: number): number {
  let segmentEnd = end - 1;
  for (let i = end - 1; i > 0; i--) {
    if (bytes[i - 1] !== slash) continue;
    if (segmentEnd - i >= longSegment) return i;
    segmentEnd = i - 1;
  }
  return 0;
}
