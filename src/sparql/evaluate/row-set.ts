import { grown, numbers } from "../../numbers.ts";

/**
 * A set of rows, each a few numbers, numbered as they come: open addressing over one flat array. It knows rows by the
 * numbers that it copied, so that the columns they came in may go.
 */
export class RowSet {
  readonly #width: number;
  readonly #hold: (bytes: number) => void;
  #rows: Uint32Array;
  /** A row's number plus one, 0 where the slot is free. */
  #slots: Uint32Array;
  #size = 0;

  constructor(width: number, hold: (bytes: number) => void) {
    this.#width = width;
    this.#hold = hold;
    this.#rows = new Uint32Array(Math.max(1, width) * 16);
    this.#slots = new Uint32Array(32);
  }

  get size(): number {
    return this.#size;
  }

  /** The number of a row, which is added if it is new: then the number is the size before. */
  add(columns: readonly Uint32Array[], row: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = this.#hash(columns, row) & mask;
    for (;;) {
      const found = slots[slot] as number;
      if (found === 0) break;
      if (this.#equals(found - 1, columns, row)) return found - 1;
      slot = (slot + 1) & mask;
    }
    slots[slot] = this.#size + 1;
    this.#append(columns, row);
    return this.#size - 1;
  }

  /** The number of a row, -1 if it is not there. */
  find(columns: readonly Uint32Array[], row: number): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = this.#hash(columns, row) & mask;
    for (;;) {
      const found = slots[slot] as number;
      if (found === 0) return -1;
      if (this.#equals(found - 1, columns, row)) return found - 1;
      slot = (slot + 1) & mask;
    }
  }

  /** The number at place `i` of a row. */
  at(row: number, i: number): number {
    return this.#rows[row * this.#width + i] as number;
  }

  #append(columns: readonly Uint32Array[], row: number): void {
    const width = this.#width;
    const base = this.#size * width;
    if (base + width > this.#rows.length) {
      this.#hold(this.#rows.byteLength);
      this.#rows = grown(this.#rows, this.#rows.length * 2);
    }
    for (let i = 0; i < width; i++) this.#rows[base + i] = (columns[i] as Uint32Array)[row] as number;
    this.#size += 1;
    if (this.#size * 2 > this.#slots.length) this.#rehash();
  }

  #rehash(): void {
    this.#hold(this.#slots.byteLength);
    const slots = numbers(this.#slots.length * 2);
    const mask = slots.length - 1;
    for (let row = 0; row < this.#size; row++) {
      let slot = this.#hashOf(row) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = row + 1;
    }
    this.#slots = slots;
  }

  #hash(columns: readonly Uint32Array[], row: number): number {
    let hash = 0;
    for (let i = 0; i < this.#width; i++) hash = mixed(hash, (columns[i] as Uint32Array)[row] as number);
    return hash;
  }

  #hashOf(row: number): number {
    let hash = 0;
    const base = row * this.#width;
    for (let i = 0; i < this.#width; i++) hash = mixed(hash, this.#rows[base + i] as number);
    return hash;
  }

  #equals(known: number, columns: readonly Uint32Array[], row: number): boolean {
    const base = known * this.#width;
    for (let i = 0; i < this.#width; i++)
      if (this.#rows[base + i] !== (columns[i] as Uint32Array)[row]) return false;
    return true;
  }
}

/** Stirs a number into a hash: numbers of terms lie close together, and slots are taken by the low bits. */
function mixed(hash: number, value: number): number {
  let stirred = Math.imul(hash ^ value, 0x9e3779b1);
  stirred ^= stirred >>> 15;
  return Math.imul(stirred, 0x85ebca6b) ^ (stirred >>> 13);
}
