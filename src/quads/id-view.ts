import type { Term } from "@rdfjs/types";
import type { NodeList } from "./lineage/node-list.ts";
import type { SharedView } from "./segments/shared-view.ts";

/** The number of a term. `noTerm`, 0, is an unbound variable, or in the place of a graph the union of all graphs. */
export type TermId = number;

/** No term: unbound, or "any" in a pattern. */
export const noTerm: TermId = 0;
/** In the place of a graph: the quads of every named graph, each in its own. */
export const anyGraph: TermId = 0xffffffff;

/**
 * What sort of value a term is: what filters and orders ask first. A literal whose text is not in the lexical space of
 * its datatype is `illTyped`, and one of a datatype that SPARQL has no operators for is `otherLiteral`.
 */
export const termKind = {
  none: 0,
  blankNode: 1,
  iri: 2,
  /** `xsd:string`. */
  string: 3,
  /** `rdf:langString`. */
  langString: 4,
  boolean: 5,
  /** `xsd:integer` and what is derived from it. */
  integer: 6,
  decimal: 7,
  float: 8,
  double: 9,
  dateTime: 10,
  date: 11,
  time: 12,
  /** `xsd:duration`, `xsd:dayTimeDuration` and `xsd:yearMonthDuration`. */
  duration: 13,
  otherLiteral: 14,
  illTyped: 15,
  /** A triple term of RDF 1.2. */
  triple: 16,
} as const;
export type TermKind = (typeof termKind)[keyof typeof termKind];

/** Terms by their numbers. Equal numbers are equal terms, in RDF's sense: same text, datatype and language. */
export interface TermReader {
  /** `noTerm` when no quad has the term. */
  idOf(term: Term): TermId;
  /** The term; throws for a number that was not given out. */
  term(id: TermId): Term;
  kind(id: TermId): TermKind;
  /**
   * The value of a number or boolean (0, 1), the milliseconds since 1970 of a dateTime or date (as UTC where it has no time
   * zone); NaN for all else. A double cannot hold every integer and decimal: where two are equal here, compare their texts.
   */
  number(id: TermId): number;
  /** The IRI, the label of a blank node, or the lexical form; of a triple term nothing. */
  text(id: TermId): string;
  /** Orders the texts of two terms by code point: below 0, 0, or above. Absent, or undefined, where it would have to read both texts. */
  compareTexts?(a: TermId, b: TermId): number | undefined;
  /** The terms of a triple term; throws for another. */
  tripleOf(id: TermId): Triple;
  /** The triple term of these terms; `noTerm` when the store has none. */
  idOfTriple(subject: TermId, predicate: TermId, object: TermId): TermId;
  /** The terms of the store as bytes, where it keeps them so; not those that a query made itself. */
  readonly bytes?: TermBytes;
}

/** The terms of a triple term. */
export type Triple = readonly [subject: TermId, predicate: TermId, object: TermId];

/** Terms as the bytes that a store keeps of them, but triple terms: what a writer of many copies. */
export interface TermBytes {
  /** How many bytes `copyText` writes. */
  textLength(id: TermId): number;
  /**
   * Writes the IRI, label or lexical form into `target` and returns the offset behind it. It is UTF-8 with the escapes of
   * canonical N-Quads, which are JSON's as well: only quotes or brackets are missing.
   */
  copyText(id: TermId, target: Uint8Array, offset: number): number;
  /** A number that literals share which have the same datatype, language and direction; 0 for other terms. */
  literalType(id: TermId): number;
}

/** Reads the quads that match a pattern, one after another; made once and used for any number of patterns. */
export interface QuadCursor {
  /**
   * Begins with the first quad of a pattern. `noTerm` is any subject, predicate and object. A graph of `noTerm` reads the
   * union, each triple once and `graph` being `noTerm`; of `anyGraph` the named graphs.
   */
  seek(subject: TermId, predicate: TermId, object: TermId, graph: TermId): void;
  /** Whether there is one more; then it is in the fields below. */
  next(): boolean;
  readonly subject: TermId;
  readonly predicate: TermId;
  readonly object: TermId;
  readonly graph: TermId;
}

/** Reads where one predicate leads to from a node, in the union of all graphs; for walks that come to many nodes. */
export interface NeighbourReader {
  /** Adds the nodes to `into`; some perhaps more than once. */
  read(node: TermId, into: NodeList): void;
}

/** The graphs of a query's dataset, as `FROM` and `FROM NAMED` name them; an IRI that no quad has is left out. */
export interface IdDataset {
  readonly defaultGraphs: readonly TermId[];
  readonly namedGraphs: readonly TermId[];
}

/** A snapshot as numbers: what the evaluator reads. It stays as it was while the store grows. */
export interface IdView {
  readonly terms: TermReader;
  cursor(): QuadCursor;
  /** From subjects to objects, or inversely; absent or undefined where only a cursor can say so. */
  neighbours?(predicate: TermId, isInverse: boolean): NeighbourReader | undefined;
  /**
   * How many quads match, in O(log n): never less than there are, and 0 only where there is none. Repeats of a triple in
   * several graphs, and what the view does not see, may be counted. Of quads that follow from others, about; 0 means the same.
   */
  estimate(subject: TermId, predicate: TermId, object: TermId, graph: TermId): number;
  /** How many distinct subjects, or objects, the quads of a predicate have, about. For the order of joins. */
  distinct(predicate: TermId, position: "subject" | "object"): number;
  /** The named graphs in view that hold a quad, each once. */
  graphs(): Iterable<TermId>;
  /** This view restricted to a dataset: its default graph is the merge of those named for it (SPARQL 1.1 §13.2). */
  dataset(dataset: IdDataset): IdView;
  /** The view for another thread, where that can read it (`sharedView`). */
  share?(): SharedView;
}
