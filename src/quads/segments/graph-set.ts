import type { TermId } from "../id-view.ts";

/** A set of graphs by their numbers, a bit each. */
export class GraphSet {
  #bits: Uint32Array;

  constructor(graphs: Iterable<TermId> = [], bits = new Uint32Array(8)) {
    this.#bits = bits;
    for (const graph of graphs) this.add(graph);
  }

  /** A copy of them, a bit for each number. */
  get bits(): Uint32Array {
    return this.#bits.slice();
  }

  has(graph: TermId): boolean {
    const word = graph >>> 5;
    return word < this.#bits.length && (((this.#bits[word] as number) >>> (graph & 31)) & 1) === 1;
  }

  add(graph: TermId): void {
    const word = graph >>> 5;
    if (word >= this.#bits.length) {
      const larger = new Uint32Array(Math.max(word + 1, this.#bits.length * 2, 8));
      larger.set(this.#bits);
      this.#bits = larger;
    }
    this.#bits[word] = (this.#bits[word] as number) | (1 << (graph & 31));
  }
}
