import type { QuadRows } from "./segment.ts";

/**
 * The newest quads, in the order of their arrival, before they become a segment. A table of hashes finds a quad among them,
 * so that writing needs no sorting.
 */
export class Tail implements QuadRows {
  subject: Uint32Array;
  predicate: Uint32Array;
  object: Uint32Array;
  graph: Uint32Array;
  interval: Uint32Array;
  length = 0;
  /** One more than the newest row of each hash; 0 where there is none. */
  #newest: Uint32Array;
  /** One more than the next older row of the same hash. */
  #older: Uint32Array;

  constructor() {
    const column = () => new Uint32Array(minimumCapacity);
    this.subject = column();
    this.predicate = column();
    this.object = column();
    this.graph = column();
    this.interval = column();
    this.#older = column();
    this.#newest = new Uint32Array(minimumCapacity * 2);
  }

  add(subject: number, predicate: number, object: number, graph: number, interval: number): void {
    if (this.length === this.subject.length) this.#grow();
    const row = this.length++;
    this.subject[row] = subject;
    this.predicate[row] = predicate;
    this.object[row] = object;
    this.graph[row] = graph;
    this.interval[row] = interval;
    this.#link(row);
  }

  /** The newest row of a quad, or -1. */
  find(subject: number, predicate: number, object: number, graph: number): number {
    const hash = hashOf(subject, predicate, object, graph) & (this.#newest.length - 1);
    return this.#firstEqual(this.#newest[hash] as number, subject, predicate, object, graph);
  }

  /** The next older row of the same quad, or -1. */
  findOlder(row: number): number {
    return this.#firstEqual(
      this.#older[row] as number,
      this.subject[row] as number,
      this.predicate[row] as number,
      this.object[row] as number,
      this.graph[row] as number,
    );
  }

  /** The first row of an interval; -1 if there is none. */
  firstOf(interval: number): number {
    const row = this.firstFrom(interval & 0x3fff_ffff);
    return row < this.length && this.interval[row] === interval ? row : -1;
  }

  /** The first row of an interval of that number or a higher one: the rows of intervals come in their order. */
  firstFrom(number: number): number {
    let low = 0;
    let high = this.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (((this.interval[middle] as number) & 0x3fff_ffff) < number) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #firstEqual(newest: number, subject: number, predicate: number, object: number, graph: number): number {
    for (let place = newest; place !== 0; place = this.#older[place - 1] as number) {
      const row = place - 1;
      if (
        this.subject[row] === subject &&
        this.object[row] === object &&
        this.predicate[row] === predicate &&
        this.graph[row] === graph
      )
        return row;
    }
    return -1;
  }

  #link(row: number): void {
    const hash =
      hashOf(
        this.subject[row] as number,
        this.predicate[row] as number,
        this.object[row] as number,
        this.graph[row] as number,
      ) &
      (this.#newest.length - 1);
    this.#older[row] = this.#newest[hash] as number;
    this.#newest[hash] = row + 1;
  }

  #grow(): void {
    const capacity = this.length * 4;
    for (const name of ["subject", "predicate", "object", "graph", "interval"] as const) {
      const larger = new Uint32Array(capacity);
      larger.set(this[name]);
      this[name] = larger;
    }
    this.#older = new Uint32Array(capacity);
    this.#newest = new Uint32Array(capacity * 2);
    for (let row = 0; row < this.length; row++) this.#link(row);
  }
}

const minimumCapacity = 256;

function hashOf(subject: number, predicate: number, object: number, graph: number): number {
  let hash = Math.imul(subject, 0x9e3779b1) ^ Math.imul(object, 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 15), 0xc2b2ae35) ^ Math.imul(predicate, 0x27d4eb2f) ^ graph;
  hash = Math.imul(hash ^ (hash >>> 13), 0x165667b1);
  return hash ^ (hash >>> 16);
}
