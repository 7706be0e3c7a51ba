import type { Name } from "./rest/names.ts";
import type { Keeping } from "./rest/shelf.ts";

/**
 * The facts of one subject as rows of four numbers, one row after another: predicate, object, the bundle to cite, and the event
 * to cite or 0. Nearly every fact has one bundle that states it; of the others, all of theirs are beside. Rows have no order.
 */
export class SubjectFacts {
  readonly rows: number[];
  /** Of a row, the bundles that state it in the order of citation, where they are several. */
  readonly several: Map<number, Name[]>;
  /** Rows by predicate and object, once there are so many that it pays. */
  #index: Map<Name, Map<Name, number>> | undefined;

  constructor(rows: number[] = [], several: Map<number, Name[]> = new Map()) {
    this.rows = rows;
    this.several = several;
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
    if (rows.length > longestUnindexed) return [...(this.#indexed.get(predicate)?.values() ?? [])];
    const found: number[] = [];
    for (let row = 0; row < rows.length; row += width) if (rows[row] === predicate) found.push(row);
    return found;
  }

  add(predicate: Name, object: Name, support: Name, eventSupport: Name): void {
    const row = this.rows.length;
    this.rows.push(predicate, object, support, eventSupport);
    if (this.#index !== undefined) note(this.#index, predicate, object, row);
  }

  /** Removes a row, whose place the last one takes. */
  remove(row: number): void {
    const { rows, several } = this;
    this.#index?.get(rows[row] as Name)?.delete(rows[row + 1] as Name);
    several.delete(row);
    const last = rows.length - width;
    if (row !== last) {
      for (let i = 0; i < width; i++) rows[row + i] = rows[last + i] as number;
      const moved = several.get(last);
      if (moved !== undefined) several.set(row, moved);
      several.delete(last);
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
    const rows = record.numbers();
    const several = new Map<number, Name[]>();
    for (let rest = record.number(); rest > 0; rest--) several.set(record.number(), record.numbers());
    return new SubjectFacts(rows, several);
  },
};

/** How many numbers a row has. */
const width = 4;
const longestUnindexed = 32 * width;

function note(index: Map<Name, Map<Name, number>>, predicate: Name, object: Name, row: number): void {
  let rows = index.get(predicate);
  if (rows === undefined) {
    rows = new Map();
    index.set(predicate, rows);
  }
  rows.set(object, row);
}
