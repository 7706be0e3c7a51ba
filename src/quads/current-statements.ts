import type { Quad, Term } from "@rdfjs/types";
import { noTerm, type TermId, type TermReader } from "./id-view.ts";
import type { DerivedStatement, QuadView } from "./quad-store.ts";
import { termKey } from "./term-key.ts";

/**
 * What a mode sees at this moment, for who asks about a few things after every batch: as numbers, in any order, and read
 * without sorting what came last. It is to be read before the store changes again.
 */
export interface CurrentStatements {
  readonly terms: Pick<TermReader, "idOf" | "term" | "text">;
  isIri(term: TermId): boolean;
  /** Whether RDF 1.1 has such terms: no triple, and no text with a base direction. */
  isOfRdf11(term: TermId): boolean;
  cursor(): StatementCursor;
  /** IRIs of the bundles that derived statements about a subject rest on, whatever the mode; in any order, and some repeated. */
  readonly supportsOf: (subject: TermId) => Iterable<string>;
  /** Counts what was opened so far. */
  readonly mark: number;
  /**
   * Tells what was opened since an earlier mark, though it was closed again since; in any mode, and repeats included. False, and
   * tells nothing, when the store no longer knows. Unlike the rest, this is of the store as it is when it is asked.
   */
  readonly openedSince: (mark: number, tell: QuadTeller) => boolean;
}

/** Takes a quad as numbers. */
export type QuadTeller = (subject: TermId, predicate: TermId, object: TermId, graph: TermId) => void;

/** Reads the statements of one thing after another; made once and used for any number of things. */
export interface StatementCursor {
  /**
   * Begins with the statements of a subject, of an object or of both; `noTerm` is any. A triple comes once for each graph
   * and each reason that state it.
   */
  seek(subject: TermId, predicate: TermId, object: TermId): void;
  /** How many there are, more or less: what came last is not counted. */
  readonly candidates: number;
  /** Whether there is one more; then it is in the fields below. */
  next(): boolean;
  /** Passes over what repeats the triple, as far as that is cheap. */
  passTriple(): void;
  readonly subject: TermId;
  readonly predicate: TermId;
  readonly object: TermId;
  readonly graph: TermId;
}

/** Numbers of terms for a store that has none: given as terms are met, and kept. */
export interface MetTerms {
  readonly idOf: (term: Term) => TermId;
  readonly term: (id: TermId) => Term;
  readonly text: (id: TermId) => string;
}

export function metTerms(): MetTerms {
  const numbers = new Map<string, TermId>();
  const terms: Term[] = [];
  const termOf = (id: TermId): Term => {
    const found = terms[id - 1];
    if (found === undefined) throw new RangeError(`No term has the number ${id}`);
    return found;
  };
  return {
    idOf(term) {
      const key = termKey(term);
      const known = numbers.get(key);
      if (known !== undefined) return known;
      terms.push(term);
      numbers.set(key, terms.length);
      return terms.length;
    },
    term: termOf,
    text: (id) => termOf(id).value,
  };
}

/** What a view sees, and the store has derived, where the store keeps no numbers. */
export function statementsIn(
  view: QuadView,
  terms: MetTerms,
  derivedAbout: (subject: Term) => Iterable<Pick<DerivedStatement, "supports">>,
): CurrentStatements {
  const { idOf, term } = terms;
  return {
    terms,
    isIri: (id) => term(id).termType === "NamedNode",
    isOfRdf11: (id) => isOfRdf11(term(id)),
    cursor: () => new ViewCursor(view, idOf, (id) => (id === noTerm ? null : term(id))),
    supportsOf: (subject) => [...derivedAbout(term(subject))].flatMap(({ supports }) => supports),
    mark: 0,
    openedSince: () => false,
  };
}

/** Whether RDF 1.1 has such terms. */
export function isOfRdf11(term: Term): boolean {
  if (term.termType === "Quad") return false;
  return term.termType !== "Literal" || term.language === "" || !/@[^"]*--[^"]*$/.test(termKey(term));
}

class ViewCursor implements StatementCursor {
  subject: TermId = noTerm;
  predicate: TermId = noTerm;
  object: TermId = noTerm;
  graph: TermId = noTerm;
  readonly #view: QuadView;
  readonly #idOf: (term: Term) => TermId;
  readonly #termOf: (id: TermId) => Term | null;
  #quads: readonly Quad[] = [];
  #at = 0;

  constructor(view: QuadView, idOf: (term: Term) => TermId, termOf: (id: TermId) => Term | null) {
    this.#view = view;
    this.#idOf = idOf;
    this.#termOf = termOf;
  }

  get candidates(): number {
    return this.#quads.length;
  }

  seek(subject: TermId, predicate: TermId, object: TermId): void {
    const [s, p, o] = [this.#termOf(subject), this.#termOf(predicate), this.#termOf(object)];
    this.#quads = [...this.#view.match(s, p, o, null)];
    this.#at = 0;
  }

  next(): boolean {
    const quad = this.#quads[this.#at++];
    if (quad === undefined) return false;
    this.subject = this.#idOf(quad.subject);
    this.predicate = this.#idOf(quad.predicate);
    this.object = this.#idOf(quad.object);
    this.graph = this.#idOf(quad.graph);
    return true;
  }

  passTriple(): void {
    // Each quad is found by looking at it.
  }
}
