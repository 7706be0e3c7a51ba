import { DataFactory } from "n3";
import type { Columns } from "../columns/columns.ts";
import { RowTable } from "../linking/rest/row-table.ts";
import type { Dictionary } from "../quads/dictionary/dictionary.ts";

/** How many open bundles cite each facet snapshot: one is visible while a visible bundle cites it. */
export class Citations {
  readonly #dictionary: Dictionary;
  /** By the number of the facet's IRI. */
  readonly #counts: RowTable;

  constructor(dictionary: Dictionary, rested?: Columns) {
    this.#dictionary = dictionary;
    this.#counts = new RowTable({ keys: 1, values: 1 }, rested);
  }

  /** Notes one citation more. Returns whether it is the first. */
  add(facet: string): boolean {
    const number = this.#dictionary.add(DataFactory.namedNode(facet));
    const row = this.#counts.find(number) || this.#counts.add(number);
    const count = this.#counts.get(row, 1);
    this.#counts.set(row, 1, count + 1);
    return count === 0;
  }

  /** Notes one citation less. Returns whether it was the last. */
  remove(facet: string): boolean {
    const row = this.#counts.find(this.#dictionary.idOf(DataFactory.namedNode(facet)));
    if (row === 0) return false;
    const count = this.#counts.get(row, 1) - 1;
    if (count === 0) this.#counts.remove(row);
    else this.#counts.set(row, 1, count);
    return count === 0;
  }

  columns(): Columns {
    return this.#counts.columns();
  }
}
