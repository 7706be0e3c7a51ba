import type { Term } from "@rdfjs/types";
import { DataFactory } from "n3";
import { oncePer } from "../once-per.ts";
import { noTerm, type TermBytes, type TermId, type TermReader, termKind } from "../quads/id-view.ts";
import { rdf } from "../vocabulary.ts";
import type { Ontology } from "./ontology.ts";

/**
 * Properties and classes that no quad has, and that follow nevertheless, have numbers below those that queries make and above all that
 * a dictionary can have given out: each that of its place in the ontology, so that every thread gives it the same.
 */
export const firstOfOntology: TermId = 0x7fff_0000;

/** The terms of a store with those of an ontology. A term of it that the store knows keeps the store's number. */
export function entailedTerms(store: TermReader, ontology: Ontology): TermReader {
  const { iris, placeOf } = namesOf(ontology);
  const ids = new Uint32Array(iris.length);
  const iriOf = (id: TermId) => iris[id - firstOfOntology] as string;
  const isOwn = (id: TermId) => id >= firstOfOntology && id < firstOfOntology + iris.length;

  /** Looked up once: a store that grows meanwhile may come to have it. */
  const idAt = (place: number): TermId => {
    const known = ids[place] as TermId;
    if (known !== noTerm) return known;
    const id = store.idOf(DataFactory.namedNode(iris[place] as string)) || firstOfOntology + place;
    ids[place] = id;
    return id;
  };
  return {
    idOf(term) {
      const place = term.termType === "NamedNode" ? placeOf.get(term.value) : undefined;
      return place === undefined ? store.idOf(term) : idAt(place);
    },
    term: (id): Term => (isOwn(id) ? DataFactory.namedNode(iriOf(id)) : store.term(id)),
    kind: (id) => (isOwn(id) ? termKind.iri : store.kind(id)),
    number: (id) => (isOwn(id) ? Number.NaN : store.number(id)),
    text: (id) => (isOwn(id) ? iriOf(id) : store.text(id)),
    tripleOf: (id) => store.tripleOf(id),
    idOfTriple: (...ids) => (ids.some(isOwn) ? noTerm : store.idOfTriple(...ids)),
    ...(store.bytes === undefined ? {} : { bytes: bytesOf(store.bytes) }),
  };

  function bytesOf(bytes: TermBytes): TermBytes {
    return {
      textLength: (id) => (isOwn(id) ? Buffer.byteLength(iriOf(id)) : bytes.textLength(id)),
      copyText: (id, target, offset) =>
        isOwn(id)
          ? offset + encoder.encodeInto(iriOf(id), target.subarray(offset)).written
          : bytes.copyText(id, target, offset),
      literalType: (id) => (isOwn(id) ? 0 : bytes.literalType(id)),
    };
  }
}

const encoder = new TextEncoder();

interface Names {
  readonly iris: readonly string[];
  readonly placeOf: ReadonlyMap<string, number>;
}

const namesOf: (ontology: Ontology) => Names = oncePer(({ properties, classes }) => {
  const iris = [...new Set([rdf.type.value, ...properties, ...classes])];
  return { iris, placeOf: new Map(iris.map((iri, place) => [iri, place])) };
});
