import { type Columns, partOf, under } from "../../columns/columns.ts";
import { createDictionary, type Dictionary } from "../../quads/dictionary/dictionary.ts";
import { ByteLog } from "./byte-log.ts";
import { Names } from "./names.ts";
import { RecordReader } from "./record-reader.ts";
import { RecordWriter } from "./record-writer.ts";
import { RowTable } from "./row-table.ts";
import { type Desk, type Keeping, Shelf } from "./shelf.ts";

export interface ShelvesOptions {
  /** Where terms have their numbers; that of the store, where it has one. */
  readonly dictionary?: Dictionary | undefined;
  /** As `columns` gave them over the same dictionary; absent: all shelves are empty. */
  readonly columns?: Columns | undefined;
  /** So many values of a shelf are in use before the older ones are put to rest. */
  readonly inUse?: number;
}

/** All of the state of one linker: shelves and tables by name, and the names that they share. */
export class Shelves {
  readonly names: Names;
  readonly #columns: Columns | undefined;
  readonly #desk: Desk;
  readonly #shelves = new Map<string, Shelf<unknown>>();
  readonly #tables = new Map<string, RowTable>();

  constructor({ dictionary = createDictionary(), columns, inUse = 1024 }: ShelvesOptions = {}) {
    this.#columns = columns;
    this.names = new Names(dictionary, columns && partOf(columns, "names"));
    this.#desk = {
      writer: new RecordWriter(this.names),
      reader: new RecordReader(this.names),
      log: columns === undefined ? new ByteLog() : ByteLog.restored(partOf(columns, "log")),
      inUse,
    };
  }

  /** The shelf of that name, which none had before, with what rested on it. */
  shelf<Value>(name: string, keeping: Keeping<Value>): Shelf<Value> {
    const shelf = new Shelf(keeping, this.#desk, this.#columns && partOf(this.#columns, name));
    this.#shelves.set(name, shelf as Shelf<unknown>);
    return shelf;
  }

  /** The table of that name, which none had before, with its rows. */
  table(name: string, widths: { readonly keys: number; readonly values: number }): RowTable {
    const table = new RowTable(widths, this.#columns && partOf(this.#columns, name));
    this.#tables.set(name, table);
    return table;
  }

  /** Between batches, or between two evaluations: puts to rest what was not asked for lately. */
  settle(): void {
    for (const shelf of this.#shelves.values()) shelf.settle();
    if (!this.#desk.log.isMostlyDead) return;
    const log = this.#desk.log.next();
    for (const shelf of this.#shelves.values()) shelf.moveTo(log);
    this.#desk.log = log;
  }

  /** A copy of all that is on the shelves. What is put to rest for it may give new numbers in the dictionary. */
  columns(): Columns {
    const parts = [...this.#shelves, ...this.#tables].map(([name, part]) => under(name, part.columns()));
    // Last, since what is put to rest may be named for the first time.
    return Object.assign(
      {},
      ...parts,
      under("log", this.#desk.log.columns()),
      under("names", this.names.columns()),
    );
  }

  /** Bytes by name, what is in use not counted. */
  get sizes(): Readonly<Record<string, number>> {
    const others = [["log", this.#desk.log] as const, ["names", this.names] as const];
    const parts = [...this.#shelves, ...this.#tables, ...others];
    return Object.fromEntries(parts.map(([name, { sizeBytes }]) => [name, sizeBytes]));
  }
}
