import type { Columns } from "../../columns/columns.ts";
import type { ByteLog } from "./byte-log.ts";
import type { RecordReader } from "./record-reader.ts";
import type { RecordWriter } from "./record-writer.ts";
import { RowTable } from "./row-table.ts";

/** How values of a kind are written and read: what is read equals what was written. */
export interface Keeping<Value> {
  write(value: Value, record: RecordWriter): void;
  read(record: RecordReader): Value;
}

/** Keeps plain data as it is. */
export function keepingPlain<Value>(): Keeping<Value> {
  return {
    write: (value, record) => record.plain(value),
    read: (record) => record.plain() as Value,
  };
}

/** What the shelves of one linker share. */
export interface Desk {
  readonly writer: RecordWriter;
  readonly reader: RecordReader;
  log: ByteLog;
  /** So many values of a shelf are in use before the older ones are put to rest. */
  readonly inUse: number;
}

/**
 * Values by number, of which those in use are objects and all others rest as bytes, a tenth of the size and nothing to the
 * garbage collector. A value that was asked for stays in use until twice as many as `inUse` others were asked for since, and
 * never longer than to the next `settle`, so do not keep one from batch to batch. It may be changed as long as it is in use. No value
 * is undefined.
 */
export class Shelf<Value> {
  readonly #keeping: Keeping<Value>;
  readonly #desk: Desk;
  readonly #places: RowTable;
  readonly #held = new Map<number, Held<Value>>();
  #generation = 0;
  /** How many values were asked for in this generation. */
  #asked = 0;
  /** What was asked for last: much is asked for several times running. */
  #lastKey = noKey;
  #last: Value | undefined;

  constructor(keeping: Keeping<Value>, desk: Desk, columns?: Columns) {
    this.#keeping = keeping;
    this.#desk = desk;
    this.#places = new RowTable({ keys: 1, values: 1 }, columns);
  }

  get(key: number): Value | undefined {
    if (key === this.#lastKey) return this.#last;
    this.#last = this.#get(key);
    this.#lastKey = key;
    return this.#last;
  }

  set(key: number, value: Value): void {
    const held = this.#held.get(key);
    if (held === undefined) this.#hold(key, value);
    else {
      this.#ask(held);
      held.value = value;
    }
    this.#last = value;
    this.#lastKey = key;
  }

  delete(key: number): void {
    this.#lastKey = noKey;
    this.#last = undefined;
    const held = this.#held.get(key);
    if (held?.generation === this.#generation) this.#asked--;
    if (held !== undefined) this.#held.delete(key);
    const row = this.#places.find(key);
    if (row === 0) return;
    this.#desk.log.release(this.#places.get(row, place));
    this.#places.remove(row);
  }

  /** All keys there are at the call, each once, whatever comes to rest while they are gone through. O(n). */
  keys(): readonly number[] {
    const keys = [...this.#held.keys()].filter((key) => this.#places.find(key) === 0);
    for (const row of this.#places.rows()) keys.push(this.#places.get(row, 0));
    return keys;
  }

  /** Between batches: puts to rest what was not asked for lately. */
  settle(): void {
    if (this.#asked < this.#desk.inUse) return;
    if (this.#asked < this.#held.size)
      for (const [key, { value, generation }] of this.#held) {
        if (generation === this.#generation) continue;
        this.#write(key, value);
        this.#held.delete(key);
      }
    this.#generation++;
    this.#asked = 0;
    this.#lastKey = noKey;
    this.#last = undefined;
  }

  /** Writes what rests into another log, so that the dead of this one go. */
  moveTo(log: ByteLog): void {
    for (const row of this.#places.rows())
      this.#places.set(row, place, log.add(this.#desk.log.at(this.#places.get(row, place))));
  }

  /** Writes what is in use, which stays so, and returns where in the log all is. */
  columns(): Columns {
    for (const [key, { value }] of this.#held) this.#write(key, value);
    return this.#places.columns();
  }

  get sizeBytes(): number {
    return this.#places.sizeBytes;
  }

  #get(key: number): Value | undefined {
    const held = this.#held.get(key);
    if (held !== undefined) {
      this.#ask(held);
      return held.value;
    }
    const row = this.#places.find(key);
    if (row === 0) return undefined;
    const value = this.#read(row);
    this.#hold(key, value);
    return value;
  }

  #hold(key: number, value: Value): void {
    this.#held.set(key, { value, generation: this.#generation });
    this.#asked++;
  }

  #ask(held: Held<Value>): void {
    if (held.generation === this.#generation) return;
    held.generation = this.#generation;
    this.#asked++;
  }

  #write(key: number, value: Value): void {
    this.#keeping.write(value, this.#desk.writer);
    const record = this.#desk.writer.taken();
    const row = this.#places.find(key);
    if (row === 0) {
      this.#places.set(this.#places.add(key), place, this.#desk.log.add(record));
      return;
    }
    const before = this.#places.get(row, place);
    // Most values are only read.
    if (Buffer.compare(this.#desk.log.at(before), record) === 0) return;
    this.#desk.log.release(before);
    this.#places.set(row, place, this.#desk.log.add(record));
  }

  #read(row: number): Value {
    this.#desk.reader.begin(this.#desk.log.at(this.#places.get(row, place)));
    return this.#keeping.read(this.#desk.reader);
  }
}

/** A value in use. */
interface Held<Value> {
  value: Value;
  /** That in which it was asked for last. */
  generation: number;
}

const noKey = -1;
/** The column of a row that has the place of its record. */
const place = 1;
