import type { BaseQuad, Term } from "@rdfjs/types";
import { type Columns, partOf, under } from "../../columns/columns.ts";
import { noTerm, type TermId, type TermKind, termKind } from "../id-view.ts";
import { UnwritableTermError } from "../nquads.ts";
import type { Dictionary, SharedDictionary } from "./dictionary.ts";
import type { EntryLimits } from "./entry-reader.ts";
import { EntryWriter } from "./entry-writer.ts";
import { StoredTerms, storedTripleKind } from "./stored-terms.ts";
import { blankNodeHead, stringHead, tripleHead } from "./term-locator.ts";
import { hasNumber } from "./typed-value.ts";

/** Terms that can be added to. */
export class GrowingDictionary extends StoredTerms implements Dictionary {
  readonly #terms: EntryWriter;
  readonly #heads: EntryWriter;

  constructor(limits: EntryLimits, rested?: Columns) {
    const terms = new EntryWriter(limits, rested && partOf(rested, "terms"));
    const heads = new EntryWriter(limits, rested && partOf(rested, "heads"));
    for (const head of rested === undefined ? [blankNodeHead, stringHead, tripleHead] : []) {
      heads.add(heads.hash(head, nothing, 0, 0), head, 0, 0, nothing, 0, 0);
    }
    super(terms, heads, heads);
    this.#terms = terms;
    this.#heads = heads;
  }

  add(term: Term): TermId {
    if (term.termType === "Quad") return this.#addTriple(term);
    if (term.termType !== "NamedNode") return this.#add(term);
    const recent = this.recentIris.idOf(term.value);
    if (recent !== noTerm) return recent;
    const id = this.#add(term);
    this.recentIris.remember(term.value, id);
    return id;
  }

  addInteger(value: number): TermId {
    this.locator.locateInteger(value);
    const hash = this.#hash();
    return this.#find(hash) || this.#addLocated(hash, termKind.integer, value);
  }

  share(): SharedDictionary {
    return { terms: this.#terms.share(), heads: this.#heads.share() };
  }

  columns(): Columns {
    return { ...under("terms", this.#terms.columns()), ...under("heads", this.#heads.columns()) };
  }

  get sizeBytes(): number {
    return this.#terms.sizeBytes + this.#heads.sizeBytes;
  }

  #add(term: Term): TermId {
    const { locator } = this;
    if (!locator.locate(term, true)) {
      throw new UnwritableTermError(term.value, "it is no well-formed IRI, literal or blank node");
    }
    const hash = this.#hash();
    const known = this.#find(hash);
    if (known !== noTerm) return known;
    if (term.termType !== "Literal")
      return this.#addLocated(hash, locator.head === blankNodeHead ? termKind.blankNode : termKind.iri);
    const { kind, number } = locator.read(term.value);
    return this.#addLocated(hash, kind, hasNumber(kind) ? number : undefined);
  }

  /** Its terms come first, so that who can read the triple can read them. */
  #addTriple(term: BaseQuad): TermId {
    if (term.graph.termType !== "DefaultGraph")
      throw new UnwritableTermError(term.graph.value, "a triple term has no graph");
    const ids = [this.add(term.subject), this.add(term.predicate), this.add(term.object)] as const;
    const known = this.idOfTriple(...ids);
    if (known !== noTerm) return known;
    return this.#addLocated(this.#hash(), storedTripleKind);
  }

  /** Of what was located last, as the following. */
  #hash(): number {
    const { head, bytes, start, end } = this.locator;
    return this.#terms.hash(head, bytes, start, end);
  }

  #find(hash: number): TermId {
    const { head, form, bytes, start, end } = this.locator;
    return this.#terms.findHash(hash, head, form, bytes, start, end);
  }

  #addLocated(hash: number, kind: TermKind, number?: number): TermId {
    const { head, form, bytes, start, end } = this.locator;
    return this.#terms.add(hash, head, form, kind, bytes, start, end, number);
  }
}

const nothing = new Uint8Array(0);
