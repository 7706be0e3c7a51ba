import { type HashDirectory, segmentOf } from "./hash-directory.ts";

/**
 * Numbered byte strings below a parent, in shared memory: the terms below their heads, and the heads themselves. Entries
 * are only ever added, from number 1 on without gaps.
 *
 * A *record* of three words says of an entry where its bytes are, its parent, and its length (26 bits), form (2 bits) and
 * kind (4 bits). Records stand in blocks of a fixed number of entries. The *bytes* stand in blocks of a fixed size, so that
 * a position is block and offset in one word; an entry that is longer than a block has a block to itself. An entry of a
 * kind with a number has the eight bytes of a double before its bytes. Parent, form and bytes find the number by a hash
 * table. The first block of each sort begins small and is replaced by one of twice the size until it is full-sized.
 */
export class EntryReader {
  size: number;
  readonly limits: EntryLimits;
  readonly seed: number;
  readonly texts: Buffer[];
  readonly numbers: DataView[];
  readonly records: Uint32Array[];
  directory: HashDirectory;
  readonly #textShift: number;
  readonly #recordShift: number;

  constructor(shared: SharedEntries) {
    this.size = shared.size;
    this.limits = shared.limits;
    this.seed = shared.seed;
    this.texts = shared.texts.map((block) => Buffer.from(block));
    this.numbers = shared.texts.map((block) => new DataView(block));
    this.records = shared.records.map((block) => new Uint32Array(block));
    this.directory = {
      depth: Math.log2(shared.segments.length),
      segments: shared.segments.map((segment) => new Uint32Array(segment)),
    };
    this.#textShift = Math.log2(shared.limits.textBlockBytes);
    this.#recordShift = Math.log2(shared.limits.recordBlockEntries);
  }

  /** The number of an entry whose bytes are those from `start` to `end`; 0 if there is none. */
  find(parent: number, form: number, bytes: Uint8Array, start: number, end: number): number {
    return this.findHash(this.hash(parent, bytes, start, end), parent, form, bytes, start, end);
  }

  /** `find` for those who have the hash already. Entries that were added since the memory was shared are passed over. */
  findHash(
    hash: number,
    parent: number,
    form: number,
    bytes: Uint8Array,
    start: number,
    end: number,
  ): number {
    const segment = segmentOf(this.directory, hash);
    const mask = segment.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const entry = segment[slot] as number;
      if (entry === 0) return 0;
      if (entry <= this.size && this.#isSame(entry, parent, form, bytes, start, end)) return entry;
    }
  }

  kind(entry: number): number {
    return this.#word(entry, 2) & 15;
  }

  form(entry: number): number {
    return (this.#word(entry, 2) >>> 4) & 3;
  }

  length(entry: number): number {
    return this.#word(entry, 2) >>> 6;
  }

  parent(entry: number): number {
    return this.#word(entry, 1);
  }

  /** The block in which the bytes of an entry are. */
  block(entry: number): Buffer {
    return this.texts[this.#word(entry, 0) >>> this.#textShift] as Buffer;
  }

  /** Where they begin in it. */
  start(entry: number): number {
    return this.#word(entry, 0) & (this.limits.textBlockBytes - 1);
  }

  /** The number of an entry that was added with one. */
  number(entry: number): number {
    const position = this.#word(entry, 0);
    const view = this.numbers[position >>> this.#textShift] as DataView;
    return view.getFloat64((position & (this.limits.textBlockBytes - 1)) - 8, true);
  }

  hash(parent: number, bytes: Uint8Array, start: number, end: number): number {
    let hash = this.seed ^ Math.imul(parent, 0x9e3779b1);
    for (let i = start; i < end; i++) hash = Math.imul(hash ^ (bytes[i] as number), 0x01000193);
    hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
    hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
    return (hash ^ (hash >>> 16)) >>> 0;
  }

  #isSame(
    entry: number,
    parent: number,
    form: number,
    bytes: Uint8Array,
    start: number,
    end: number,
  ): boolean {
    const record = this.records[entry >>> this.#recordShift] as Uint32Array;
    const at = (entry & (this.limits.recordBlockEntries - 1)) * 3;
    if (record[at + 1] !== parent || (record[at + 2] as number) >>> 4 !== (((end - start) << 2) | form))
      return false;
    const position = record[at] as number;
    const block = this.texts[position >>> this.#textShift] as Buffer;
    let offset = position & (this.limits.textBlockBytes - 1);
    for (let i = start; i < end; i++) if (block[offset++] !== bytes[i]) return false;
    return true;
  }

  #word(entry: number, word: 0 | 1 | 2): number {
    if (entry > this.size) throw new RangeError(`No term has the number ${entry}`);
    const record = this.records[entry >>> this.#recordShift] as Uint32Array;
    return record[(entry & (this.limits.recordBlockEntries - 1)) * 3 + word] as number;
  }
}

/** How the memory is cut up; powers of two. */
export interface EntryLimits {
  readonly textBlockBytes: number;
  readonly recordBlockEntries: number;
  readonly segmentSlots: number;
}

/** The memory of the first `size` entries, to be posted to another thread. */
export interface SharedEntries {
  readonly size: number;
  readonly limits: EntryLimits;
  /** Where hashes start, another for each store: who sends terms cannot choose those that collide. */
  readonly seed: number;
  readonly texts: readonly SharedArrayBuffer[];
  readonly records: readonly SharedArrayBuffer[];
  /** The segments of the hash table, in the order of its directory. */
  readonly segments: readonly SharedArrayBuffer[];
}

/** The most bytes of an entry. */
export const longestEntry = 2 ** 26 - 1;
