import type { TermId } from "../id-view.ts";
import type { Tail } from "./tail.ts";

/**
 * Finds the rows of a subject or an object in a tail: so that few questions after each batch need not have it sorted. It is
 * brought up to the tail when it is asked for; a tail that nobody asks has none.
 */
export class TailIndex {
  readonly tail: Tail;
  readonly bySubject = new RowChains();
  readonly byObject = new RowChains();
  /** How many rows were looked at: at some time it would have been cheaper to sort. */
  steps = 0;

  constructor(tail: Tail) {
    this.tail = tail;
  }

  /** Takes in the rows that came since. */
  update(): void {
    const { tail } = this;
    this.bySubject.update(tail.subject, tail.length);
    this.byObject.update(tail.object, tail.length);
  }
}

/** Rows by one of their numbers: from the newest to the oldest, among those of other numbers with the same hash. */
export class RowChains {
  /** One more than the newest row of each hash; 0 where there is none. */
  #newest = new Uint32Array(minimumCapacity);
  /** One more than the next older row of the same hash. */
  #older = new Uint32Array(minimumCapacity);
  #shift = 32 - Math.log2(minimumCapacity);
  #length = 0;

  update(column: Uint32Array, length: number): void {
    if (length > this.#older.length) {
      const capacity = 2 ** Math.ceil(Math.log2(length * 2));
      this.#newest = new Uint32Array(capacity);
      this.#older = new Uint32Array(capacity);
      this.#shift = 32 - Math.log2(capacity);
      this.#length = 0;
    }
    const [newest, older, shift] = [this.#newest, this.#older, this.#shift];
    for (let row = this.#length; row < length; row++) {
      const hash = Math.imul(column[row] as number, mixer) >>> shift;
      older[row] = newest[hash] as number;
      newest[hash] = row + 1;
    }
    this.#length = length;
  }

  /** A row to begin with, or -1. */
  newest(id: TermId): number {
    return (this.#newest[Math.imul(id, mixer) >>> this.#shift] as number) - 1;
  }

  /** The row after that one, or -1. */
  older(row: number): number {
    return (this.#older[row] as number) - 1;
  }
}

const minimumCapacity = 256;
const mixer = 0x9e3779b1;
