import { randomInt } from "node:crypto";
import { type Columns, partOf, settledName, under } from "../../columns/columns.ts";
import { bytesAt, columnAt, sharedMemoryOf } from "../../columns/typed-columns.ts";
import { type EntryLimits, EntryReader, longestEntry, type SharedEntries } from "./entry-reader.ts";
import { type GrowingHashDirectory, growingHashDirectory } from "./hash-directory.ts";

/** Entries that can be added to; see `EntryReader`. One thread writes, any number read what was shared. */
export class EntryWriter extends EntryReader {
  declare directory: GrowingHashDirectory;
  /** Where the next bytes go in the last block of them. */
  #end = 0;

  /** Without entries, or with those that rest in columns, which have limits of their own. */
  constructor(limits: EntryLimits, rested?: Columns) {
    super(rested === undefined ? noEntries(limits) : restedEntries(rested));
    const hashOf = (entry: number) => {
      const start = this.start(entry);
      return this.hash(this.parent(entry), this.block(entry), start, start + this.length(entry));
    };
    const { segmentSlots } = this.limits;
    this.directory = growingHashDirectory(segmentSlots, hashOf, rested && partOf(rested, "hashes"));
    if (rested === undefined) {
      this.#addText(Math.min(firstTextBytes, limits.textBlockBytes));
      this.records.push(newRecords(Math.min(firstRecords, limits.recordBlockEntries)));
    } else this.#openLastBlocks();
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

  /** All blocks; those before the last of their sort are full and do not change. */
  columns(): Columns {
    const { size, seed, limits } = this;
    const { textBlockBytes, recordBlockEntries, segmentSlots } = limits;
    const blocks: Record<string, Uint8Array | Uint32Array> = {};
    this.texts.forEach((text, block) => {
      const isLast = block === this.texts.length - 1;
      blocks[blockName("texts", block, isLast)] = bytesAt(isLast ? text.subarray(0, this.#end) : text);
    });
    this.records.forEach((records, block) => {
      const isLast = block === this.records.length - 1;
      const entries = size + 1 - block * recordBlockEntries;
      blocks[blockName("records", block, isLast)] = isLast ? records.subarray(0, entries * 3) : records;
    });
    const facts = Uint32Array.of(size, seed, textBlockBytes, recordBlockEntries, segmentSlots);
    return { facts, ...blocks, ...under("hashes", this.directory.columns()) };
  }

  /** Gives the last blocks, which come back as long as what is written, their room again. */
  #openLastBlocks(): void {
    const { textBlockBytes, recordBlockEntries } = this.limits;
    const text = this.texts.pop() as Buffer;
    this.numbers.pop();
    this.#end = text.length;
    const isFirstText = this.texts.length === 0;
    this.#addText(roomFor(text.length, isFirstText ? firstTextBytes : textBlockBytes, textBlockBytes));
    (this.texts[this.texts.length - 1] as Buffer).set(text);

    const records = this.records.pop() as Uint32Array;
    const isFirst = this.records.length === 0;
    const entries = roomFor(
      records.length / 3,
      isFirst ? firstRecords : recordBlockEntries,
      recordBlockEntries,
    );
    const opened = newRecords(entries);
    opened.set(records);
    this.records.push(opened);
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

function noEntries(limits: EntryLimits): SharedEntries {
  return { size: 0, limits, seed: randomInt(2 ** 32), texts: [], records: [], segments: [] };
}

/** What `columns` gave, but for the hashes. */
function restedEntries(columns: Columns): SharedEntries {
  const [size, seed, textBlockBytes, recordBlockEntries, segmentSlots] = columnAt(
    columns,
    "facts",
    "uint32",
  ) as unknown as readonly [number, number, number, number, number];
  const texts = blocksAt(columns, "texts", "uint8");
  const records = blocksAt(columns, "records", "uint32");
  return {
    size,
    seed,
    limits: { textBlockBytes, recordBlockEntries, segmentSlots },
    texts,
    records,
    segments: [],
  };
}

function blocksAt(columns: Columns, sort: string, type: "uint8" | "uint32"): SharedArrayBuffer[] {
  const blocks: SharedArrayBuffer[] = [];
  for (;;) {
    const full = blockName(sort, blocks.length, false);
    const isLast = !(full in columns);
    blocks.push(
      sharedMemoryOf(columnAt(columns, isLast ? blockName(sort, blocks.length, true) : full, type)),
    );
    if (isLast) return blocks;
  }
}

function blockName(sort: string, block: number, isLast: boolean): string {
  const name = `${sort}/${block}`;
  return isLast ? name : settledName(name);
}

/** The first of `least`, twice that and so on that is enough; what is beyond the most stays as it is. */
function roomFor(length: number, least: number, most: number): number {
  let room = Math.min(least, most);
  while (room < length && room < most) room *= 2;
  return Math.max(room, length);
}

const firstTextBytes = 4096;
const firstRecords = 64;
/** Numbers from 2³¹ on are those of a query's own terms. */
const lastEntry = 2 ** 31 - 1;
const lastPosition = 2 ** 32 - 1;

function newRecords(entries: number): Uint32Array {
  return new Uint32Array(new SharedArrayBuffer(entries * 12));
}
