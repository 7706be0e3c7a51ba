import { randomInt } from "node:crypto";
import { type EntryLimits, EntryReader, longestEntry, type SharedEntries } from "./entry-reader.ts";
import { type GrowingHashDirectory, growingHashDirectory } from "./hash-directory.ts";

/** Entries that can be added to; see `EntryReader`. One thread writes, any number read what was shared. */
export class EntryWriter extends EntryReader {
  declare directory: GrowingHashDirectory;
  /** Where the next bytes go in the last block of them. */
  #end = 0;

  constructor(limits: EntryLimits) {
    super({ size: 0, limits, seed: randomInt(2 ** 32), texts: [], records: [], segments: [] });
    this.directory = growingHashDirectory(limits.segmentSlots, (entry) => {
      const start = this.start(entry);
      return this.hash(this.parent(entry), this.block(entry), start, start + this.length(entry));
    });
    this.#addText(Math.min(firstTextBytes, limits.textBlockBytes));
    this.records.push(newRecords(Math.min(firstRecords, limits.recordBlockEntries)));
  }

  /**
   * Adds an entry that `find` did not find, and returns its number. A number that is not undefined stands before the bytes.
   * The size grows last, so that a reader of this thread or another never sees half an entry.
   */
  add(
    hash: number,
    parent: number,
    form: number,
    kind: number,
    bytes: Uint8Array,
    start: number,
    end: number,
    number?: number,
  ): number {
    const length = end - start;
    if (length > longestEntry) throw new RangeError(`A term is longer than ${longestEntry} bytes`);
    const entry = this.size + 1;
    if (entry > lastEntry) throw new RangeError(`More than ${lastEntry} terms`);

    const numberBytes = number === undefined ? 0 : 8;
    // Even an empty text begins within its block.
    this.#makeRoom(Math.max(length, 1) + numberBytes);
    const block = this.texts.length - 1;
    const offset = this.#end + numberBytes;
    const target = this.texts[block] as Buffer;
    if (number !== undefined) (this.numbers[block] as DataView).setFloat64(this.#end, number, true);
    if (length < 64) for (let i = 0; i < length; i++) target[offset + i] = bytes[start + i] as number;
    else target.set(bytes.subarray(start, end), offset);
    this.#end = offset + length;

    const record = this.#recordsFor(entry);
    const at = (entry & (this.limits.recordBlockEntries - 1)) * 3;
    record[at] = block * this.limits.textBlockBytes + offset;
    record[at + 1] = parent;
    record[at + 2] = ((length << 6) | (form << 4) | kind) >>> 0;
    this.directory.insert(hash, entry);
    this.size = entry;
    return entry;
  }

  share(): SharedEntries {
    return {
      size: this.size,
      limits: this.limits,
      seed: this.seed,
      texts: this.texts.map(({ buffer }) => buffer as unknown as SharedArrayBuffer),
      records: this.records.map(({ buffer }) => buffer as unknown as SharedArrayBuffer),
      segments: this.directory.segments.map(({ buffer }) => buffer as unknown as SharedArrayBuffer),
    };
  }

  /** Bytes of memory taken, whether written or not. */
  get sizeBytes(): number {
    const blocks = [...this.texts, ...this.records, ...new Set(this.directory.segments)];
    return blocks.reduce((sum, { byteLength }) => sum + byteLength, 0);
  }

  #makeRoom(needed: number): void {
    const last = this.texts[this.texts.length - 1] as Buffer;
    if (this.#end + needed <= last.length) return;
    const { textBlockBytes } = this.limits;
    if (this.texts.length === 1 && last.length < textBlockBytes && this.#end + needed <= textBlockBytes) {
      let size = last.length;
      while (size < this.#end + needed) size *= 2;
      this.texts.pop();
      this.numbers.pop();
      this.#addText(size);
      (this.texts[0] as Buffer).set(last);
      return;
    }
    if (this.texts.length * textBlockBytes > lastPosition) throw new RangeError("The dictionary is full");
    this.#addText(Math.max(needed, textBlockBytes));
    this.#end = 0;
  }

  #addText(size: number): void {
    const block = new SharedArrayBuffer(size);
    this.texts.push(Buffer.from(block));
    this.numbers.push(new DataView(block));
  }

  #recordsFor(entry: number): Uint32Array {
    const { recordBlockEntries } = this.limits;
    const index = Math.floor(entry / recordBlockEntries);
    const last = this.records[index];
    if (last === undefined) {
      const added = newRecords(recordBlockEntries);
      this.records.push(added);
      return added;
    }
    if ((entry % recordBlockEntries) * 3 < last.length) return last;
    const grown = newRecords((last.length / 3) * 2);
    grown.set(last);
    this.records[index] = grown;
    return grown;
  }
}

const firstTextBytes = 4096;
const firstRecords = 64;
/** Numbers from 2³¹ on are those of a query's own terms. */
const lastEntry = 2 ** 31 - 1;
const lastPosition = 2 ** 32 - 1;

function newRecords(entries: number): Uint32Array {
  return new Uint32Array(new SharedArrayBuffer(entries * 12));
}
