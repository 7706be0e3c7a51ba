import type { Columns } from "../../columns/columns.ts";

/**
 * Rows of whole numbers below 2^32, found by the first few of them, their key. A row has a number, from 1 on, that it keeps until it
 * is removed. About 4 bytes a number and 6 for finding it; no garbage for the collector, and it rests in a file as it is.
 */
export class RowTable {
  readonly #keys: number;
  readonly #width: number;
  /** Rows one after another, so many a block; a block is never moved. */
  readonly #blocks: Uint32Array[] = [];
  /** How many rows were given out, removed ones included. */
  #length = 0;
  readonly #free: number[] = [];
  /** Open addressing with linear probing, in parts that grow one by one so that no growth takes long. 0 is a free slot. */
  readonly #parts: Uint32Array[] = [];
  readonly #taken = new Int32Array(partCount);

  /** `keys`: how many numbers are the key of a row; `values`: how many follow, which may change. */
  constructor({ keys, values }: { readonly keys: number; readonly values: number }, columns?: Columns) {
    this.#keys = keys;
    this.#width = keys + values;
    if (columns === undefined)
      for (let part = 0; part < partCount; part++) this.#parts.push(new Uint32Array(smallestPart));
    else this.#restore(columns);
  }

  /** How many rows there are. */
  get size(): number {
    return this.#length - this.#free.length;
  }

  /** The row of a key; 0 when there is none. O(1). */
  find(a: number, b = 0, c = 0, d = 0, e = 0): number {
    return this.#find(hashOf(a, b, c, d, e), a, b, c, d, e);
  }

  /** Adds a row of a key that has none; its values are 0. O(1), amortised. */
  add(a: number, b = 0, c = 0, d = 0, e = 0): number {
    return this.#add(hashOf(a, b, c, d, e), a, b, c, d, e);
  }

  /** The row of a key, a new one with values of 0 if there is none. O(1), amortised. */
  findOrAdd(a: number, b = 0, c = 0, d = 0, e = 0): number {
    const hash = hashOf(a, b, c, d, e);
    return this.#find(hash, a, b, c, d, e) || this.#add(hash, a, b, c, d, e);
  }

  /** Removes a row, whose number may be given out again. O(1). */
  remove(row: number): void {
    const hash = this.#hashOfRow(row);
    const part = hash & partMask;
    const slots = this.#parts[part] as Uint32Array;
    const mask = slots.length - 1;
    let hole = (hash >>> partBits) & mask;
    while (slots[hole] !== row) hole = (hole + 1) & mask;
    // Those behind it that probed past the hole move up, or they would not be found.
    for (let next = (hole + 1) & mask; slots[next] !== 0; next = (next + 1) & mask) {
      const home = (this.#hashOfRow(slots[next] as number) >>> partBits) & mask;
      if (((next - home) & mask) < ((next - hole) & mask)) continue;
      slots[hole] = slots[next] as number;
      hole = next;
    }
    slots[hole] = 0;
    this.#taken[part] = (this.#taken[part] as number) - 1;
    this.#free.push(row);
  }

  /** A number of a row: first those of the key, then the values. */
  get(row: number, column: number): number {
    const index = row - 1;
    const block = this.#blocks[index >>> rowBits] as Uint32Array;
    return block[(index & rowMask) * this.#width + column] as number;
  }

  /** Changes a value of a row; a key stays as it is. */
  set(row: number, column: number, value: number): void {
    const index = row - 1;
    const block = this.#blocks[index >>> rowBits] as Uint32Array;
    block[(index & rowMask) * this.#width + column] = value;
  }

  /** The numbers of all rows, in no order that means anything. */
  *rows(): Iterable<number> {
    const removed = new Set(this.#free);
    for (let row = 1; row <= this.#length; row++) if (!removed.has(row)) yield row;
  }

  get sizeBytes(): number {
    const lengthOf = (arrays: readonly Uint32Array[]) =>
      arrays.reduce((sum, { byteLength }) => sum + byteLength, 0);
    return lengthOf(this.#blocks) + lengthOf(this.#parts);
  }

  /** A copy of all that it holds. */
  columns(): Columns {
    const width = this.#width;
    const rows = new Uint32Array(this.#length * width);
    for (const [i, block] of this.#blocks.entries()) {
      const start = i * rowsInBlock * width;
      rows.set(block.subarray(0, Math.min(block.length, rows.length - start)), start);
    }
    const slots = new Uint32Array(this.#parts.reduce((sum, { length }) => sum + length, 0));
    let offset = 0;
    for (const part of this.#parts) {
      slots.set(part, offset);
      offset += part.length;
    }
    const partLengths = Uint32Array.from(this.#parts, ({ length }) => length);
    return { rows, slots, partLengths, taken: this.#taken.slice(), free: Uint32Array.from(this.#free) };
  }

  #restore({ rows, slots, partLengths, taken, free }: Columns): void {
    if (!(rows instanceof Uint32Array && slots instanceof Uint32Array))
      throw new Error("No columns of a row table");
    this.#length = rows.length / this.#width;
    for (const row of free ?? []) this.#free.push(row);
    const blockLength = rowsInBlock * this.#width;
    for (let start = 0; start < rows.length; start += blockLength) {
      const isFull = start + blockLength <= rows.length;
      const block = isFull ? rows.subarray(start, start + blockLength) : new Uint32Array(blockLength);
      if (!isFull) block.set(rows.subarray(start));
      this.#blocks.push(block);
    }
    let offset = 0;
    for (const [part, length] of (partLengths ?? []).entries()) {
      this.#parts.push(slots.subarray(offset, offset + length));
      this.#taken[part] = taken?.[part] as number;
      offset += length;
    }
  }

  #find(hash: number, a: number, b: number, c: number, d: number, e: number): number {
    const slots = this.#parts[hash & partMask] as Uint32Array;
    const mask = slots.length - 1;
    for (let slot = (hash >>> partBits) & mask; ; slot = (slot + 1) & mask) {
      const row = slots[slot] as number;
      if (row === 0 || this.#hasKey(row, a, b, c, d, e)) return row;
    }
  }

  #add(hash: number, a: number, b: number, c: number, d: number, e: number): number {
    const row = this.#free.pop() ?? ++this.#length;
    const index = row - 1;
    const blockNumber = index >>> rowBits;
    this.#blocks[blockNumber] ??= new Uint32Array(rowsInBlock * this.#width);
    const block = this.#blocks[blockNumber] as Uint32Array;
    const start = (index & rowMask) * this.#width;
    const keys = this.#keys;
    block.fill(0, start + keys, start + this.#width);
    block[start] = a;
    if (keys > 1) block[start + 1] = b;
    if (keys > 2) block[start + 2] = c;
    if (keys > 3) block[start + 3] = d;
    if (keys > 4) block[start + 4] = e;
    this.#insert(hash, row);
    return row;
  }

  #insert(hash: number, row: number): void {
    const part = hash & partMask;
    const taken = (this.#taken[part] as number) + 1;
    this.#taken[part] = taken;
    let slots = this.#parts[part] as Uint32Array;
    if (taken * 4 > slots.length * 3) {
      const larger = new Uint32Array(slots.length * 2);
      for (const each of slots) if (each !== 0) place(larger, this.#hashOfRow(each), each);
      this.#parts[part] = slots = larger;
    }
    place(slots, hash, row);
  }

  #hashOfRow(row: number): number {
    const index = row - 1;
    const block = this.#blocks[index >>> rowBits] as Uint32Array;
    const start = (index & rowMask) * this.#width;
    const keys = this.#keys;
    return hashOf(
      block[start] as number,
      keys > 1 ? (block[start + 1] as number) : 0,
      keys > 2 ? (block[start + 2] as number) : 0,
      keys > 3 ? (block[start + 3] as number) : 0,
      keys > 4 ? (block[start + 4] as number) : 0,
    );
  }

  #hasKey(row: number, a: number, b: number, c: number, d: number, e: number): boolean {
    const index = row - 1;
    const block = this.#blocks[index >>> rowBits] as Uint32Array;
    const start = (index & rowMask) * this.#width;
    const keys = this.#keys;
    return (
      block[start] === a &&
      (keys < 2 || block[start + 1] === b) &&
      (keys < 3 || block[start + 2] === c) &&
      (keys < 4 || block[start + 3] === d) &&
      (keys < 5 || block[start + 4] === e)
    );
  }
}

const rowBits = 12;
const rowsInBlock = 1 << rowBits;
const rowMask = rowsInBlock - 1;
const partBits = 5;
const partCount = 1 << partBits;
const partMask = partCount - 1;
const smallestPart = 8;

function place(slots: Uint32Array, hash: number, row: number): void {
  const mask = slots.length - 1;
  let slot = (hash >>> partBits) & mask;
  while (slots[slot] !== 0) slot = (slot + 1) & mask;
  slots[slot] = row;
}

/** The finalizer of MurmurHash3, after each number. */
function hashOf(a: number, b: number, c: number, d: number, e: number): number {
  let hash = mixed(a);
  hash = mixed(hash ^ b);
  hash = mixed(hash ^ c);
  hash = mixed(hash ^ d);
  return mixed(hash ^ e) >>> 0;
}

function mixed(value: number): number {
  let mix = Math.imul(value + 0x9e3779b9, 0x85ebca6b);
  mix = Math.imul(mix ^ (mix >>> 13), 0xc2b2ae35);
  return mix ^ (mix >>> 16);
}
