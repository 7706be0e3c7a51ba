import { configurationCell } from "./cells.ts";
import { keepingReaders, type Readers, withoutReader, withReader } from "./readers.ts";
import type { Name } from "./rest/names.ts";
import type { RowTable } from "./rest/row-table.ts";
import type { Shelf } from "./rest/shelf.ts";
import type { Shelves } from "./rest/shelves.ts";
import { bitOfUnit, noList, subjectOfUnit, type UnitKey, unitKey } from "./unit.ts";

/** Which units read which cell; of the configuration, nobody is noted. */
export class CellReaders {
  readonly #others: Shelf<Readers>;
  /** Those who read the facts of their own subject, as most do: by it, a bit for each rule. */
  readonly #own: RowTable;
  readonly #configurationCell: Name;

  constructor(shelves: Shelves) {
    this.#others = shelves.shelf("readers", keepingReaders);
    this.#own = shelves.table("own readers", { keys: 1, values: 1 });
    this.#configurationCell = configurationCell(shelves.names);
  }

  /** Tells who reads a cell. */
  tell(cell: Name, take: (unit: UnitKey) => void): void {
    for (const reader of this.#others.get(cell) ?? noList) take(reader);
    const own = this.#own.find(cell);
    let bits = own === 0 ? 0 : this.#own.get(own, 1);
    for (let rule = 0; bits !== 0; bits >>>= 1, rule++) if ((bits & 1) === 1) take(unitKey(rule, cell));
  }

  add(cell: Name, unit: UnitKey): void {
    if (cell === this.#configurationCell) return;
    if (cell === subjectOfUnit(unit)) {
      const own = this.#own.findOrAdd(cell);
      this.#own.set(own, 1, this.#own.get(own, 1) | bitOfUnit(unit));
      return;
    }
    const before = this.#others.get(cell);
    const readers = withReader(before, unit);
    if (readers !== before) this.#others.set(cell, readers);
  }

  remove(cell: Name, unit: UnitKey): void {
    if (cell === subjectOfUnit(unit)) {
      const own = this.#own.find(cell);
      const left = this.#own.get(own, 1) & ~bitOfUnit(unit);
      if (left === 0) this.#own.remove(own);
      else this.#own.set(own, 1, left);
      return;
    }
    const before = this.#others.get(cell);
    if (before === undefined) return;
    const readers = withoutReader(before, unit);
    if (readers === undefined) this.#others.delete(cell);
    else if (readers !== before) this.#others.set(cell, readers);
  }
}
