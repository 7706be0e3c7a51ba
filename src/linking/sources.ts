import type { Name, Names } from "./rest/names.ts";
import type { RowTable } from "./rest/row-table.ts";
import type { Shelves } from "./rest/shelves.ts";

/** The open bundles, each with the time of its event. */
export class Sources {
  readonly #names: Names;
  /** By bundle: the time, or 0. */
  readonly #times: RowTable;

  constructor(shelves: Shelves) {
    this.#names = shelves.names;
    this.#times = shelves.table("sources", { keys: 1, values: 1 });
  }

  has(bundle: Name): boolean {
    return this.#times.find(bundle) !== 0;
  }

  /** Notes that a bundle is open; posted RDF has no time. */
  add(bundle: Name, time: Name | undefined): void {
    this.#times.set(this.#times.findOrAdd(bundle), 1, time ?? noTime);
  }

  remove(bundle: Name): void {
    this.#times.remove(this.#times.find(bundle));
  }

  /** The time of an event's bundle; undefined for posted RDF. */
  timeOf(bundle: Name): Name | undefined {
    const row = this.#times.find(bundle);
    return row === 0 ? undefined : this.#times.get(row, 1) || undefined;
  }

  isEvent(bundle: Name): boolean {
    return this.timeOf(bundle) !== undefined;
  }

  /** The order of citation: posted documents first, then events by time; what is left is settled by the IRI. */
  compare(a: Name, b: Name): number {
    if (a === b) return 0;
    const [timeOfA, timeOfB] = [this.timeOf(a), this.timeOf(b)];
    if (timeOfA !== undefined && timeOfB !== undefined)
      return this.#names.compareInstants(timeOfA, timeOfB) || this.#names.compareTexts(a, b);
    if (timeOfA === timeOfB) return this.#names.compareTexts(a, b);
    return timeOfA === undefined ? -1 : 1;
  }
}

const noTime = 0;
