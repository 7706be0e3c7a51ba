import type { Name } from "./rest/names.ts";
import type { Keeping } from "./rest/shelf.ts";

/**
 * The facts of one subject as rows of four numbers, one row after another: predicate, object, the bundle to cite, and the event
 * to cite or 0. Nearly every fact has one bundle that states it; of the others, all of theirs are beside. Rows have no order.
 */
export class SubjectFacts {
  readonly rows: number[];
  /** Of a row, the bundles that state it in the order of citation, where they are several. */
  #several: Map<number, Name[]> | undefined;
  /** Rows by predicate and object, once there are so many that it pays. */
  #index: Map<Name, Map<Name, number>> | undefined;

  constructor(rows: number[] = []) {
    this.rows = rows;
  }

  get several(): ReadonlyMap<number, Name[]> {
    return this.#several ?? noBundles;
  }
  setSeveral(row: number, bundles: Name[]): void {
    this.#several ??= new Map();
    this.#several.set(row, bundles);
  }
  deleteSeveral(row: number): void {
    this.#several?.delete(row);
  }

  get isEmpty(): boolean {
    return this.rows.length === 0;
  }

  /** Where the row of a fact begins; -1 if there is none. */
  find(predicate: Name, object: Name): number {
    const { rows } = this;
    if (rows.length > longestUnindexed) return this.#indexed.get(predicate)?.get(object) ?? -1;
    for (let row = 0; row < rows.length; row += width)
      if (rows[row] === predicate && rows[row + 1] === object) return row;
    return -1;
  }

  /** Where the rows of a predicate begin. */
  rowsOf(predicate: Name): readonly number[] {
    const { rows } = this;
    if (rows.length > longestUnindexed) return [...(this.#indexed.get(predicate)?.values() ?? noRows)];
    let found: number[] | undefined;
    for (let row = 0; row < rows.length; row += width) {
      if (rows[row] !== predicate) continue;
      if (found === undefined) found = [row];
      else found.push(row);
    }
    return found ?? noRows;
  }

  add(predicate: Name, object: Name, support: Name, eventSupport: Name): void {
    const row = this.rows.length;
    this.rows.push(predicate, object, support, eventSupport);
    if (this.#index !== undefined) note(this.#index, predicate, object, row);
  }

  /** Removes a row, whose place the last one takes. */
  remove(row: number): void {
    const { rows } = this;
    this.#index?.get(rows[row] as Name)?.delete(rows[row + 1] as Name);
    this.deleteSeveral(row);
    const last = rows.length - width;
    if (row !== last) {
      for (let i = 0; i < width; i++) rows[row + i] = rows[last + i] as number;
      const moved = this.several.get(last);
      if (moved !== undefined) this.setSeveral(row, moved);
      this.deleteSeveral(last);
      if (this.#index !== undefined) note(this.#index, rows[row] as Name, rows[row + 1] as Name, row);
    }
    rows.length = last;
  }

  get #indexed(): Map<Name, Map<Name, number>> {
    if (this.#index === undefined) {
      this.#index = new Map();
      const { rows } = this;
      for (let row = 0; row < rows.length; row += width)
        note(this.#index, rows[row] as Name, rows[row + 1] as Name, row);
    }
    return this.#index;
  }
}

export const keepingSubjectFacts: Keeping<SubjectFacts> = {
  write({ rows, several }, record) {
    record.numbers(rows);
    record.number(several.size);
    for (const [row, bundles] of several) {
      record.number(row);
      record.numbers(bundles);
    }
  },
  read(record) {
    const facts = new SubjectFacts(record.numbers());
    for (let rest = record.number(); rest > 0; rest--) facts.setSeveral(record.number(), record.numbers());
    return facts;
  },
};

/** How many numbers a row has. */
const width = 4;
const longestUnindexed = 32 * width;
const noRows: readonly never[] = [];
const noBundles: ReadonlyMap<number, never> = new Map<number, never>();

function note(index: Map<Name, Map<Name, number>>, predicate: Name, object: Name, row: number): void {
  let rows = index.get(predicate);
  if (rows === undefined) {
    rows = new Map();
    index.set(predicate, rows);
  }
  rows.set(object, row);
}
