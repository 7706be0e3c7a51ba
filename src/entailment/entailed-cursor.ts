import { anyGraph, noTerm, type QuadCursor, type TermId, termKind } from "../quads/id-view.ts";
import { type PairCursor, pairCursor, type Reading } from "./pair-cursors.ts";
import type { Relation, Relations } from "./relations.ts";
import { SeenTriples } from "./seen-triples.ts";

/** A relation as a cursor reads it. */
interface Read {
  readonly predicate: TermId;
  readonly relation: Relation;
  readonly pairs: PairCursor;
}

/**
 * Reads the quads of a view and those that follow from them, each once. Of a predicate to which nothing is added it reads what is
 * stored, of another the pairs of its relation; of any predicate what is stored of the former, then each of the latter.
 */
export class EntailedCursor implements QuadCursor {
  subject: TermId = noTerm;
  predicate: TermId = noTerm;
  object: TermId = noTerm;
  graph: TermId = noTerm;
  readonly #reading: Reading;
  readonly #stored: QuadCursor;
  readonly #seen: SeenTriples;
  readonly #reads = new Map<TermId, Read>();
  #subject: TermId = noTerm;
  #object: TermId = noTerm;
  #inGraph: TermId = noTerm;
  /** What is read now; undefined: what is stored. */
  #read: Read | undefined;
  /** Of any predicate, those that are to be read yet. */
  #rest: Iterator<TermId> | undefined;
  /** Whether there is one answer at most, and it was given; and whether pairs may come again. */
  #isOne = false;
  #isDone = false;
  #isRepeating = false;

  constructor(reading: Reading, hold: (bytes: number) => void) {
    this.#reading = reading;
    this.#stored = reading.view.cursor();
    this.#seen = new SeenTriples(hold);
  }

  seek(subject: TermId, predicate: TermId, object: TermId, graph: TermId): void {
    this.#subject = subject;
    this.#object = object;
    this.#inGraph = graph;
    this.#rest = predicate === noTerm ? this.#reading.relations.all().keys() : undefined;
    this.#read = predicate === noTerm ? undefined : this.#readOf(predicate);
    if (this.#read === undefined) this.#stored.seek(subject, predicate, object, graph);
    else this.#begin(this.#read);
  }

  next(): boolean {
    for (;;) {
      if (this.#read === undefined ? this.#nextStored() : this.#nextPair(this.#read)) return true;
      const next = this.#rest?.next();
      if (next === undefined || next.done === true) return false;
      this.#read = this.#readOf(next.value);
      if (this.#read !== undefined) this.#begin(this.#read);
    }
  }

  #nextStored(): boolean {
    const { relations, spend } = this.#reading;
    const stored = this.#stored;
    while (stored.next()) {
      if (this.#rest !== undefined && relations.all().has(stored.predicate)) {
        spend(1);
        continue;
      }
      this.subject = stored.subject;
      this.predicate = stored.predicate;
      this.object = stored.object;
      this.graph = stored.graph;
      return true;
    }
    return false;
  }

  #begin({ relation, pairs }: Read): void {
    const { relations } = this.#reading;
    const isBound = this.#subject !== noTerm && this.#object !== noTerm;
    this.#isOne = isBound && this.#inGraph !== anyGraph;
    this.#isDone = false;
    this.#isRepeating = !this.#isOne && mayRepeat(relation, this.#object, relations);
    this.#seen.clear();
    pairs.seek(this.#subject, this.#object, this.#inGraph);
  }

  #nextPair({ predicate, relation, pairs }: Read): boolean {
    if (this.#isDone) return false;
    while (pairs.next()) {
      const { subject, object, graph } = pairs;
      if (relation.isTurned && !this.#isNode(subject)) continue;
      if (this.#isRepeating && !this.#seen.add(subject, object, graph)) continue;
      this.subject = subject;
      this.predicate = predicate;
      this.object = object;
      this.graph = graph;
      this.#isDone = this.#isOne;
      return true;
    }
    this.#seen.clear();
    return false;
  }

  #readOf(predicate: TermId): Read | undefined {
    const known = this.#reads.get(predicate);
    if (known !== undefined) return known;
    const relation = this.#reading.relations.of(predicate);
    if (relation === undefined) return undefined;
    const read = { predicate, relation, pairs: pairCursor({ relation, isInverse: false }, this.#reading) };
    this.#reads.set(predicate, read);
    return read;
  }

  /** A literal or a triple term is no subject (RDF 1.2 Concepts §3.1): what would be its quads is left out. */
  #isNode(subject: TermId): boolean {
    const kind = this.#reading.view.terms.kind(subject);
    return kind === termKind.iri || kind === termKind.blankNode;
  }
}

/** Whether a relation may relate the same twice; `object` is what is sought, or any. */
function mayRepeat(
  { links, chains, types }: Relation,
  object: TermId,
  { stated, classes }: Relations,
): boolean {
  if (chains.length > 0 || links.length + types.length > 1) return true;
  if (types.length === 0) return false;
  const { links: ofTypes, chains: withTypes } = stated();
  return ofTypes.length > 1 || withTypes.length > 0 || object === noTerm || classes.below(object).length > 1;
}
