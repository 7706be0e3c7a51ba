import { DataFactory } from "n3";
import { anyGraph, type IdView, noTerm, type TermId } from "../quads/id-view.ts";
import { rdf } from "../vocabulary.ts";
import { firstOfOntology } from "./entailed-terms.ts";
import type { Ontology } from "./ontology.ts";

/** A stored predicate that a property follows from, read in a direction. */
export interface Link {
  readonly predicate: TermId;
  readonly isInverse: boolean;
}

/** A relation, read in a direction. */
export interface Directed {
  readonly relation: Relation;
  readonly isInverse: boolean;
}

/**
 * The quads of a property, by what they follow from: links, two relations one after another, and, where `rdf:type` entails it, types
 * with their superclasses. What no quad in view can make true is left out.
 */
export interface Relation {
  readonly links: readonly Link[];
  readonly chains: readonly (readonly [Directed, Directed])[];
  readonly types: readonly { readonly isInverse: boolean }[];
  /** Whether something in it is read inversely, so that a literal could come to stand where a subject does. */
  readonly isTurned: boolean;
}

/** Classes by their numbers. */
export interface Classes {
  /** The class and those below it, as far as a quad can name them. */
  readonly below: (id: TermId) => readonly TermId[];
  /** The class and all above it. */
  readonly above: (id: TermId) => readonly TermId[];
}

/** What an ontology makes of a view. Each part is found when it is first asked for. */
export interface Relations {
  /** Undefined where the quads of a predicate are those that are stored. */
  readonly of: (predicate: TermId) => Relation | undefined;
  /** Every predicate that has a relation. */
  readonly all: () => ReadonlyMap<TermId, Relation>;
  /** The types that are stated, or follow from another property, before superclasses are added. */
  readonly stated: () => Relation;
  readonly classes: Classes;
}

/** `view` gives the numbers of the ontology's terms too (`entailedTerms`). */
export function relationsIn(view: IdView, ontology: Ontology): Relations {
  const type = rdf.type.value;
  const idOf = (iri: string) => view.terms.idOf(DataFactory.namedNode(iri));
  // A dataset may have nothing to merge (`FROM NAMED` alone), and quads in its named graphs.
  const hasQuads = memoised(
    (id: TermId) =>
      id !== noTerm && [noTerm, anyGraph].some((graph) => view.estimate(noTerm, id, noTerm, graph) > 0),
  );
  const stated = lazily(() => relation(type, true));
  const relationOf = memoised((property: string) =>
    property === type
      ? { ...stated(), links: [], chains: [], types: isEmpty(stated()) ? [] : [{ isInverse: false }] }
      : relation(property, false),
  );
  const of = memoised((predicate: TermId): Relation | undefined => {
    const property = view.terms.text(predicate);
    if (!ontology.properties.has(property)) return undefined;
    const found = relationOf(property);
    return isEmpty(found) || isLink(found, predicate) ? undefined : found;
  });
  const all = lazily(() => {
    const found = [...ontology.properties].map((iri) => [idOf(iri), of(idOf(iri))] as const);
    return new Map(found.filter((each): each is [TermId, Relation] => each[1] !== undefined));
  });
  return { of, all, stated, classes: classesIn(idOf, ontology) };

  function relation(property: string, isOfStated: boolean): Relation {
    const { expressions, chains } = ontology.expansionOf(property);
    const links = expressions
      .filter((each) => isOfStated || each.property !== type)
      .map((each) => ({ predicate: idOf(each.property), isInverse: each.isInverse }))
      .filter(({ predicate }) => hasQuads(predicate));
    const types = isOfStated
      ? []
      : expressions.filter((each) => each.property === type && !isEmpty(stated()));
    const both = chains
      .map((chain) =>
        chain.map((each) => ({ relation: relationOf(each.property), isInverse: each.isInverse })),
      )
      .filter((chain): chain is [Directed, Directed] => !chain.some((each) => isEmpty(each.relation)));
    return {
      links,
      chains: both,
      types,
      isTurned:
        [...links, ...types].some(({ isInverse }) => isInverse) ||
        both.some((chain) => chain.some((each) => each.isInverse || each.relation.isTurned)),
    };
  }
}

function isEmpty({ links, chains, types }: Relation): boolean {
  return links.length + chains.length + types.length === 0;
}

/** Whether a relation is that of a stored predicate. */
function isLink({ links, chains, types }: Relation, predicate: TermId): boolean {
  const [only] = links;
  return (
    links.length === 1 &&
    chains.length + types.length === 0 &&
    only?.predicate === predicate &&
    !only.isInverse
  );
}

function classesIn(idOf: (iri: string) => TermId, { classes, superclasses, subclasses }: Ontology): Classes {
  const iris = lazily(() => new Map(Array.from(classes, (iri) => [idOf(iri), iri])));
  const of = (found: (iri: string) => readonly string[]) => {
    const known = memoised((iri: string) => found(iri).map(idOf));
    return (id: TermId) => {
      const iri = iris().get(id);
      return iri === undefined ? [id] : known(iri);
    };
  };
  const below = memoised((iri: string) =>
    subclasses(iri)
      .map(idOf)
      .filter((id) => id < firstOfOntology),
  );
  return {
    above: of(superclasses),
    below(id) {
      const iri = iris().get(id);
      return iri === undefined ? [id] : below(iri);
    },
  };
}

function lazily<Value>(make: () => Value): () => Value {
  let made: { readonly value: Value } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

function memoised<Key, Value>(compute: (key: Key) => Value): (key: Key) => Value {
  const known = new Map<Key, { readonly value: Value }>();
  return (key) => {
    let found = known.get(key);
    if (found === undefined) {
      found = { value: compute(key) };
      known.set(key, found);
    }
    return found.value;
  };
}
