import type { Quad } from "@rdfjs/types";
import { DataFactory } from "n3";
import type { Columns } from "../../columns/columns.ts";
import { columnAt, withRoom } from "../../columns/typed-columns.ts";
import type { Dictionary } from "../dictionary/dictionary.ts";
import type { TermId } from "../id-view.ts";
import type { Block } from "../quad-store.ts";
import { GraphSet } from "./graph-set.ts";
import { intervalOf } from "./intervals.ts";
import type { QuadIndex } from "./quad-index.ts";
import type { Records } from "./records.ts";

/** The layer of blocks; derived statements have those from 1 on. */
const blockLayer = 0;

/**
 * The blocks by their ids. Of each time that one was open there is a record:
 *
 * - one more than the interval before of the same block, or 0;
 * - how many places its quads have, and each: a graph and a subject, where the index finds the quads again;
 * - how many quads it was given, repeats included, and the rank of each among its sorted quads, so that they come back in
 *   their order.
 */
export class BlockTable {
  readonly #index: QuadIndex;
  readonly #dictionary: Dictionary;
  readonly #records: Records;
  /** By the number of the id, as a term: one more than the newest interval. */
  #newest = new Uint32Array(1_024);
  readonly #graphs: GraphSet;
  /** Graphs that several intervals have quads in: elsewhere no quad can be another's too. */
  readonly #sharedGraphs: GraphSet;
  /** Distinct quads in open blocks. */
  size = 0;

  constructor(index: QuadIndex, dictionary: Dictionary, records: Records, rested?: Columns) {
    this.#index = index;
    this.#dictionary = dictionary;
    this.#records = records;
    const bits = (name: string) => rested && withRoom(columnAt(rested, name, "uint32"));
    this.#graphs = new GraphSet([], bits("graphs"));
    this.#sharedGraphs = new GraphSet([], bits("sharedGraphs"));
    if (rested === undefined) return;
    this.#newest = withRoom(columnAt(rested, "newest", "uint32"));
    this.size = columnAt(rested, "size", "float64")[0] as number;
  }

  /** What the table knows, copied. */
  columns(): Columns {
    return {
      size: Float64Array.of(this.size),
      newest: this.#newest.slice(0, this.#dictionary.size + 1),
      graphs: this.#graphs.bits,
      sharedGraphs: this.#sharedGraphs.bits,
    };
  }

  isOpen(id: string): boolean {
    return this.#openInterval(id) >= 0;
  }

  /** Returns graph, subject, predicate and object of each quad by their numbers. */
  open({ id, quads }: Block, from: number): Uint32Array {
    const dictionary = this.#dictionary;
    const block = dictionary.add(DataFactory.namedNode(id));
    const given = new Uint32Array(quads.length * 4);
    quads.forEach(({ subject, predicate, object, graph }, i) => {
      given[i * 4] = dictionary.add(graph);
      given[i * 4 + 1] = dictionary.add(subject);
      given[i * 4 + 2] = dictionary.add(predicate);
      given[i * 4 + 3] = dictionary.add(object);
    });
    const { distinct, ranks } = sorted(given);
    const places = placesOf(given, distinct);

    const number = this.#index.intervals.open(from);
    this.#noteGraphs(places);
    const interval = intervalOf(number, blockLayer);
    for (const i of distinct) {
      const graph = given[i] as TermId;
      const subject = given[i + 1] as TermId;
      const predicate = given[i + 2] as TermId;
      const object = given[i + 3] as TermId;
      if (!this.#sharedGraphs.has(graph) || !this.#isStated(subject, predicate, object, graph)) this.size++;
      this.#index.add(subject, predicate, object, graph, interval);
    }
    const isInOrder = ranks.every((rank, i) => rank === i);
    this.#records.set(number, [
      this.#newestOf(block),
      places.length / 2,
      ...places,
      quads.length * 2 + (isInOrder ? 1 : 0),
      ...(isInOrder ? [] : ranks),
    ]);
    this.#setNewest(block, number + 1);
    return given;
  }

  close(id: string, to: number): Block {
    const number = this.#openInterval(id);
    const block = this.#read(id, number);
    this.#index.close(number, to);
    this.#uncount(number);
    return block;
  }

  read(id: string): Block {
    return this.#read(id, this.#openInterval(id));
  }

  erase(id: string): void {
    const block = this.#dictionary.idOf(DataFactory.namedNode(id));
    let newest = this.#newestOf(block);
    while (newest !== 0) {
      const number = newest - 1;
      const wasOpen = this.#index.intervals.isOpen(number);
      this.#index.erase(number);
      if (wasOpen) this.#uncount(number);
      this.#records.seek(number);
      newest = this.#records.next();
    }
    this.#setNewest(block, 0);
  }

  #openInterval(id: string): number {
    const number = this.#newestOf(this.#dictionary.idOf(DataFactory.namedNode(id))) - 1;
    return number >= 0 && this.#index.intervals.isOpen(number) ? number : -1;
  }

  #newestOf(block: TermId): number {
    return this.#newest[block] ?? 0;
  }

  #setNewest(block: TermId, newest: number): void {
    if (block >= this.#newest.length) {
      const larger = new Uint32Array(Math.max(block + 1, this.#newest.length * 2));
      larger.set(this.#newest);
      this.#newest = larger;
    }
    this.#newest[block] = newest;
  }

  #noteGraphs(places: readonly TermId[]): void {
    let before = -1;
    for (let i = 0; i < places.length; i += 2) {
      const graph = places[i] as TermId;
      if (graph === before) continue;
      before = graph;
      if (this.#graphs.has(graph)) this.#sharedGraphs.add(graph);
      else this.#graphs.add(graph);
    }
  }

  /** The distinct rows of an interval, and then the record is read up to the quads. */
  #rowsOf(number: number): TermId[] {
    const records = this.#records;
    records.seek(number);
    records.next();
    const places = Array.from({ length: records.next() * 2 }, () => records.next());
    return this.#index.rowsOf(intervalOf(number, blockLayer), places);
  }

  #read(id: string, number: number): Block {
    const rows = this.#rowsOf(number);
    const records = this.#records;
    const length = records.next();
    const isInOrder = (length & 1) === 1;
    const ranks = Array.from({ length: length >>> 1 }, (_, i) => (isInOrder ? i : records.next()));
    const term = (place: number) => this.#dictionary.term(rows[place] as TermId) as never;
    const quads = ranks.map(
      (rank) =>
        DataFactory.quad(term(rank * 4), term(rank * 4 + 1), term(rank * 4 + 2), term(rank * 4 + 3)) as Quad,
    );
    return { id, quads };
  }

  /** Takes off `size` the quads of an interval that no open one has now. */
  #uncount(number: number): void {
    const rows = this.#rowsOf(number);
    for (let i = 0; i < rows.length; i += 4) {
      const graph = rows[i + 3] as TermId;
      if (
        !this.#sharedGraphs.has(graph) ||
        !this.#isStated(rows[i] as TermId, rows[i + 1] as TermId, rows[i + 2] as TermId, graph)
      )
        this.size--;
    }
  }

  #isStated(subject: TermId, predicate: TermId, object: TermId, graph: TermId): boolean {
    for (const interval of this.#index.intervalsOf(subject, predicate, object, graph))
      if (this.#index.intervals.isOpen(interval)) return true;
    return false;
  }
}

/** Which quads, of four numbers each, are the first of their kind, sorted; and for each quad its rank among those. */
function sorted(quads: Uint32Array): { distinct: readonly number[]; ranks: readonly number[] } {
  const order: number[] = [];
  for (let i = 0; i < quads.length; i += 4) order.push(i);
  order.sort((a, b) => compare(quads, a, b));
  const distinct: number[] = [];
  const ranks: number[] = new Array(order.length);
  let last = -1;
  for (const i of order) {
    if (last < 0 || compare(quads, last, i) !== 0) {
      distinct.push(i);
      last = i;
    }
    ranks[i / 4] = distinct.length - 1;
  }
  return { distinct, ranks };
}

function compare(quads: Uint32Array, a: number, b: number): number {
  for (let i = 0; i < 4; i++) {
    const difference = (quads[a + i] as number) - (quads[b + i] as number);
    if (difference !== 0) return difference;
  }
  return 0;
}

/** The graphs and subjects of sorted quads, by turns. */
function placesOf(quads: Uint32Array, sortedQuads: readonly number[]): number[] {
  const places: number[] = [];
  let [lastGraph, lastSubject] = [-1, -1];
  for (const i of sortedQuads) {
    const graph = quads[i] as number;
    const subject = quads[i + 1] as number;
    if (graph === lastGraph && subject === lastSubject) continue;
    places.push(graph, subject);
    lastGraph = graph;
    lastSubject = subject;
  }
  return places;
}
