import type { BaseQuad, Term } from "@rdfjs/types";
import { DataFactory } from "n3";
import { valueReaderOf } from "../../quads/dictionary/typed-value.ts";
import { noTerm, type TermId, type TermKind, type TermReader, termKind } from "../../quads/id-view.ts";
import { termKey } from "../../quads/term-key.ts";
import { firstOwnTerm, type QueryTerms, type TypedValue } from "./rows.ts";

/**
 * The terms of one query: those that the store has keep its numbers, those that the query makes get their own. `hold` is told
 * about how many bytes each of its own takes until the query ends.
 */
export function queryTerms(store: TermReader, hold: (bytes: number) => void = () => {}): QueryTerms {
  const idOf = new Map<string, TermId>();
  const terms: Term[] = [];
  const kinds: TermKind[] = [];
  const numbers: number[] = [];

  const add = (term: Term, { kind, number }: TypedValue): TermId => {
    kinds.push(kind);
    numbers.push(number);
    return firstOwnTerm + terms.push(term) - 1;
  };
  const own = (id: TermId): Term => {
    const term = terms[id - firstOwnTerm];
    if (term === undefined) throw new RangeError(`No term has the number ${id}`);
    return term;
  };
  /** Asked first: a store that grows meanwhile may come to have a term that the query has numbered. */
  const known = (term: Term): TermId => (idOf.size === 0 ? noTerm : (idOf.get(termKey(term)) ?? noTerm));
  const intern = (term: Term, value?: TypedValue): TermId => {
    const found = known(term) || store.idOf(term);
    if (found !== noTerm) return found;
    const key = termKey(term);
    hold(bytesOfTerm + 2 * key.length);
    const id = add(term, value ?? typedValueOf(term));
    idOf.set(key, id);
    return id;
  };
  const termOf = (id: TermId): Term => (id < firstOwnTerm ? store.term(id) : own(id));
  return {
    idOf: (term) => known(term) || store.idOf(term),
    intern,
    tripleOf(id) {
      if (id < firstOwnTerm) return store.tripleOf(id);
      const term = own(id);
      if (term.termType !== "Quad") throw new RangeError(`${id} is no triple term`);
      return [intern(term.subject), intern(term.predicate), intern(term.object)];
    },
    internTriple(...ids) {
      const isStored = ids.every((id) => id < firstOwnTerm);
      const stored = isStored && idOf.size === 0 ? store.idOfTriple(...ids) : noTerm;
      if (stored !== noTerm) return stored;
      const [subject, predicate, object] = ids.map((id) => termOf(id) as never);
      return intern(DataFactory.quad(subject as never, predicate as never, object as never) as BaseQuad);
    },
    idOfTriple: (...ids) => (ids.every((id) => id < firstOwnTerm) ? store.idOfTriple(...ids) : noTerm),
    term: termOf,
    kind: (id) => (id < firstOwnTerm ? store.kind(id) : (kinds[id - firstOwnTerm] ?? termKind.none)),
    number: (id) => (id < firstOwnTerm ? store.number(id) : (numbers[id - firstOwnTerm] ?? Number.NaN)),
    text: (id) => (id < firstOwnTerm ? store.text(id) : own(id).value),
    compareTexts: (a, b) => (a < firstOwnTerm && b < firstOwnTerm ? store.compareTexts?.(a, b) : undefined),
    ...(store.bytes === undefined ? {} : { bytes: store.bytes }),
  };
}

/** What a term takes beside its text: its object, its key's and their places in the tables. */
const bytesOfTerm = 200;

/** Of what sort a term is, and its number. */
export function typedValueOf(term: Term): TypedValue {
  switch (term.termType) {
    case "NamedNode":
      return { kind: termKind.iri, number: Number.NaN };
    case "BlankNode":
      return { kind: termKind.blankNode, number: Number.NaN };
    case "Literal":
      if (term.language !== "") return { kind: termKind.langString, number: Number.NaN };
      return valueReaderOf(term.datatype.value)(term.value);
    case "Quad":
      return { kind: termKind.triple, number: Number.NaN };
    default:
      throw new TypeError(`A ${term.termType} is no term of a row`);
  }
}
