import { type IdView, noTerm, type QuadCursor, type TermId } from "../quads/id-view.ts";
import type { Classes, Directed, Relations } from "./relations.ts";

/** Reads what a relation relates; a pair perhaps more than once. Made once and used for any number of patterns. */
export interface PairCursor {
  /** As `QuadCursor.seek`, of one predicate. */
  seek(subject: TermId, object: TermId, graph: TermId): void;
  next(): boolean;
  readonly subject: TermId;
  readonly object: TermId;
  readonly graph: TermId;
}

export interface Reading {
  readonly view: IdView;
  readonly relations: Relations;
  /** Told of each quad that is read, also of one that leads to nothing. */
  readonly spend: (work: number) => void;
}

/** The pairs of a relation, read in a direction. */
export function pairCursor({ relation, isInverse }: Directed, reading: Reading): PairCursor {
  const { links, chains, types } = relation;
  const parts: PairCursor[] = [
    ...links.map((link) => new LinkCursor(link.predicate, link.isInverse !== isInverse, reading)),
    ...types.map((type) => {
      const found = new TypeCursor(reading);
      return type.isInverse === isInverse ? found : new InverseCursor(found);
    }),
    ...chains.map((chain) => {
      const [first, second] = isInverse ? turnedChain(chain) : chain;
      return new ChainCursor(pairCursor(first, reading), pairCursor(second, reading));
    }),
  ];
  const [only] = parts;
  return parts.length === 1 && only !== undefined ? only : new UnionCursor(parts);
}

function turnedChain([first, second]: readonly [Directed, Directed]): [Directed, Directed] {
  return [
    { ...second, isInverse: !second.isInverse },
    { ...first, isInverse: !first.isInverse },
  ];
}

/** The quads of a stored predicate. */
class LinkCursor implements PairCursor {
  subject: TermId = noTerm;
  object: TermId = noTerm;
  graph: TermId = noTerm;
  readonly #predicate: TermId;
  readonly #isInverse: boolean;
  readonly #cursor: QuadCursor;
  readonly #spend: Reading["spend"];

  constructor(predicate: TermId, isInverse: boolean, { view, spend }: Reading) {
    this.#predicate = predicate;
    this.#isInverse = isInverse;
    this.#cursor = view.cursor();
    this.#spend = spend;
  }

  seek(subject: TermId, object: TermId, graph: TermId): void {
    if (this.#isInverse) this.#cursor.seek(object, this.#predicate, subject, graph);
    else this.#cursor.seek(subject, this.#predicate, object, graph);
  }

  next(): boolean {
    const cursor = this.#cursor;
    this.#spend(1);
    if (!cursor.next()) return false;
    this.subject = this.#isInverse ? cursor.object : cursor.subject;
    this.object = this.#isInverse ? cursor.subject : cursor.object;
    this.graph = cursor.graph;
    return true;
  }
}

/** The pairs of two cursors one after another, from whichever end is bound; both in one graph. */
class ChainCursor implements PairCursor {
  subject: TermId = noTerm;
  object: TermId = noTerm;
  graph: TermId = noTerm;
  readonly #first: PairCursor;
  readonly #second: PairCursor;
  #object: TermId = noTerm;
  #isFromEnd = false;
  #isWithin = false;

  constructor(first: PairCursor, second: PairCursor) {
    this.#first = first;
    this.#second = second;
  }

  seek(subject: TermId, object: TermId, graph: TermId): void {
    this.#object = object;
    this.#isFromEnd = subject === noTerm && object !== noTerm;
    this.#isWithin = false;
    if (this.#isFromEnd) this.#second.seek(noTerm, object, graph);
    else this.#first.seek(subject, noTerm, graph);
  }

  next(): boolean {
    const first = this.#first;
    const second = this.#second;
    for (;;) {
      if (this.#isWithin) {
        this.#isWithin = this.#isFromEnd ? first.next() : second.next();
        if (!this.#isWithin) continue;
        this.subject = first.subject;
        this.object = second.object;
        return true;
      }
      if (this.#isFromEnd) {
        if (!second.next()) return false;
        this.graph = second.graph;
        first.seek(noTerm, second.subject, second.graph);
      } else {
        if (!first.next()) return false;
        this.graph = first.graph;
        second.seek(first.object, this.#object, first.graph);
      }
      this.#isWithin = true;
    }
  }
}

/** Types with their superclasses. */
class TypeCursor implements PairCursor {
  subject: TermId = noTerm;
  object: TermId = noTerm;
  graph: TermId = noTerm;
  readonly #stated: PairCursor;
  readonly #classes: Classes;
  #sought: TermId = noTerm;
  #subject: TermId = noTerm;
  #inGraph: TermId = noTerm;
  /** Of a class that is sought, those below it; else those above the class that was read. */
  #list: readonly TermId[] = [];
  #place = 0;

  constructor(reading: Reading) {
    const { relations } = reading;
    this.#stated = pairCursor({ relation: relations.stated(), isInverse: false }, reading);
    this.#classes = relations.classes;
  }

  seek(subject: TermId, object: TermId, graph: TermId): void {
    this.#sought = object;
    this.#subject = subject;
    this.#inGraph = graph;
    this.#place = 0;
    this.#list = object === noTerm ? [] : this.#classes.below(object);
    const [first] = this.#list;
    if (object === noTerm) this.#stated.seek(subject, noTerm, graph);
    else if (first !== undefined) this.#stated.seek(subject, first, graph);
  }

  next(): boolean {
    return this.#sought === noTerm ? this.#nextAbove() : this.#nextBelow();
  }

  #nextAbove(): boolean {
    const stated = this.#stated;
    if (this.#place === this.#list.length) {
      if (!stated.next()) return false;
      this.#list = this.#classes.above(stated.object);
      this.#place = 0;
      this.subject = stated.subject;
      this.graph = stated.graph;
    }
    this.object = this.#list[this.#place++] as TermId;
    return true;
  }

  #nextBelow(): boolean {
    const stated = this.#stated;
    for (; this.#place < this.#list.length; ) {
      if (stated.next()) {
        this.subject = stated.subject;
        this.object = this.#sought;
        this.graph = stated.graph;
        return true;
      }
      this.#place++;
      const next = this.#list[this.#place];
      if (next !== undefined) stated.seek(this.#subject, next, this.#inGraph);
    }
    return false;
  }
}

class InverseCursor implements PairCursor {
  readonly #cursor: PairCursor;

  constructor(cursor: PairCursor) {
    this.#cursor = cursor;
  }

  get subject(): TermId {
    return this.#cursor.object;
  }

  get object(): TermId {
    return this.#cursor.subject;
  }

  get graph(): TermId {
    return this.#cursor.graph;
  }

  seek(subject: TermId, object: TermId, graph: TermId): void {
    this.#cursor.seek(object, subject, graph);
  }

  next(): boolean {
    return this.#cursor.next();
  }
}

/** The pairs of several cursors. */
class UnionCursor implements PairCursor {
  subject: TermId = noTerm;
  object: TermId = noTerm;
  graph: TermId = noTerm;
  readonly #parts: readonly PairCursor[];
  #place = 0;
  #subject: TermId = noTerm;
  #object: TermId = noTerm;
  #graph: TermId = noTerm;

  constructor(parts: readonly PairCursor[]) {
    this.#parts = parts;
  }

  seek(subject: TermId, object: TermId, graph: TermId): void {
    this.#place = 0;
    this.#subject = subject;
    this.#object = object;
    this.#graph = graph;
    this.#parts[0]?.seek(subject, object, graph);
  }

  next(): boolean {
    for (; this.#place < this.#parts.length; ) {
      const part = this.#parts[this.#place] as PairCursor;
      if (part.next()) {
        this.subject = part.subject;
        this.object = part.object;
        this.graph = part.graph;
        return true;
      }
      this.#place++;
      this.#parts[this.#place]?.seek(this.#subject, this.#object, this.#graph);
    }
    return false;
  }
}
