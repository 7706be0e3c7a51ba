import { DataFactory } from "n3";
import { noTerm, type TermId, type TermReader } from "../quads/id-view.ts";
import { rdfs } from "../vocabulary.ts";

/** What shapes look at of a thing, by the IRIs of predicates. */
export interface LookedAt {
  /** Of its own statements; absent: all but `rdfs:subClassOf`. */
  readonly predicates?: ReadonlySet<string>;
  /** Of the statements that lead to it. */
  readonly inverse: ReadonlySet<string>;
}

/** The same by the numbers of one store, which each is asked for once. */
export interface LookedAtNumbers {
  /** The IRI of a predicate, if it is one of those of its own statements. */
  own(predicate: TermId): string | undefined;
  /** The IRI of a predicate, if it is one of those that lead to it. */
  inverse(predicate: TermId): string | undefined;
  /** The numbers of all predicates of its own statements that the store has; undefined when those are all that there are. */
  allOwn(): readonly TermId[] | undefined;
  allInverse(): readonly TermId[];
}

/** As much of a store's terms as is asked here. */
export type NumberedTerms = Pick<TermReader, "idOf" | "text">;

/** Remembers the numbers of the store that it was asked about last. */
export function lookedAtIn(lookedAt: LookedAt): (terms: NumberedTerms) => LookedAtNumbers {
  const { predicates, inverse } = lookedAt;
  let known: NumberedTerms | undefined;
  let numbers: LookedAtNumbers | undefined;
  return (terms) => {
    if (terms !== known || numbers === undefined) {
      // What a class is below is for the shapes graph to say, or it would hold of what is judged in the same batch alone.
      const isOwn = (iri: string) => predicates?.has(iri) ?? iri !== rdfs.subClassOf.value;
      numbers = {
        own: namesOf(terms, isOwn),
        inverse: namesOf(terms, (iri) => inverse.has(iri)),
        allOwn: predicates === undefined ? () => undefined : numbersOf(terms, predicates),
        allInverse: numbersOf(terms, inverse),
      };
      known = terms;
    }
    return numbers;
  };
}

function namesOf(
  terms: NumberedTerms,
  isOne: (iri: string) => boolean,
): (predicate: TermId) => string | undefined {
  const names = new Map<TermId, string | undefined>();
  return (predicate) => {
    const name = names.get(predicate);
    if (name !== undefined || names.has(predicate)) return name;
    const iri = terms.text(predicate);
    names.set(predicate, isOne(iri) ? iri : undefined);
    return names.get(predicate);
  };
}

function numbersOf(terms: NumberedTerms, iris: Iterable<string>): () => readonly TermId[] {
  const numbers: TermId[] = [];
  let missing = [...iris].map((iri) => DataFactory.namedNode(iri));
  return () => {
    missing = missing.filter((iri) => {
      const id = terms.idOf(iri);
      if (id !== noTerm) numbers.push(id);
      return id === noTerm;
    });
    return numbers;
  };
}
