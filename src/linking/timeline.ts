import type { Name, Names } from "./rest/names.ts";
import type { Keeping } from "./rest/shelf.ts";
import { Sorted } from "./sorted.ts";

/** Something with a place in time, and the run to which it is owed. */
export interface Entry {
  readonly id: Name;
  /** When it came to be. */
  readonly at: Name;
  readonly run: Name;
  /** When that run began. */
  readonly start: Name;
  readonly isCommitted: boolean;
}

/** All entries of a timeline, or those of one kind. */
export type EntryList = "all" | "committed" | "uncommitted";

/**
 * What came to be of one dataset, or plan, in the order of (instant, run IRI) of DESIGN §4, and who has asked about
 * which stretch of it. A change touches those alone whose stretch it falls into, so an event that comes in order
 * costs the same however long the history is.
 */
export class Timeline<Reader extends number> {
  readonly #names: Names;
  readonly #all: Sorted<Entry>;
  readonly #committed: Sorted<Entry>;
  readonly #uncommitted: Sorted<Entry>;
  /** By the end of the stretch, with the milliseconds of its beginning as rank. */
  readonly #watches: Sorted<Watch<Reader>>;

  /** `all` and `watches`: those to begin with, in their order. */
  constructor(names: Names, all: Entry[] = [], watches: Watch<Reader>[] = []) {
    const compare = (a: Entry, b: Entry) =>
      names.compareInstants(a.at, b.at) || names.compareTexts(a.run, b.run) || names.compareTexts(a.id, b.id);
    this.#names = names;
    const sorted = (entries: Entry[]) => new Sorted(compare, entries, ({ at }) => names.milliseconds(at));
    this.#all = sorted(all);
    this.#committed = sorted(all.filter(({ isCommitted }) => isCommitted));
    this.#uncommitted = sorted(all.filter(({ isCommitted }) => !isCommitted));
    this.#watches = new Sorted<Watch<Reader>>(
      (a, b) =>
        this.#compareBounds(a.until, b.until) ||
        a.reader - b.reader ||
        this.#compareBounds(a.from, b.from) ||
        (a.list < b.list ? -1 : a.list > b.list ? 1 : 0),
      watches,
      ({ from }) => (from === undefined ? Number.NEGATIVE_INFINITY : names.milliseconds(from)),
    );
  }

  get all(): readonly Entry[] {
    return this.#all.items;
  }
  get committed(): readonly Entry[] {
    return this.#committed.items;
  }
  get uncommitted(): readonly Entry[] {
    return this.#uncommitted.items;
  }

  /** Adds an entry, and returns those whom it may concern. */
  add(entry: Entry): Reader[] {
    this.#all.add(entry);
    (entry.isCommitted ? this.#committed : this.#uncommitted).add(entry);
    return this.#watching(entry);
  }

  /** Removes an entry, and returns those whom it may concern. */
  remove(entry: Entry): Reader[] {
    this.#all.remove(entry);
    (entry.isCommitted ? this.#committed : this.#uncommitted).remove(entry);
    return this.#watching(entry);
  }

  /** How many entries of a list come to be at or before an instant; absent: ever. O(log n). */
  countUntil(list: EntryList, until: Name | undefined): number {
    const sorted =
      list === "committed" ? this.#committed : list === "uncommitted" ? this.#uncommitted : this.#all;
    if (until === undefined) return sorted.items.length;
    const end = this.#names.milliseconds(until);
    // An entry is looked at where its rank does not tell, and not before.
    return sorted.countWhile((entry, rank) =>
      rank < end ? true : rank > end ? false : this.#names.compareInstants(entry.at, until) <= 0,
    );
  }

  /** The entry before another in a list. O(log n). */
  before(list: "all" | "committed", entry: Entry): Entry | undefined {
    const sorted = list === "all" ? this.#all : this.#committed;
    return sorted.items[sorted.indexOf(entry) - 1];
  }

  get watches(): readonly Watch<Reader>[] {
    return this.#watches.items;
  }
  watch(watch: Watch<Reader>): void {
    this.#watches.add(watch);
  }
  unwatch(watch: Watch<Reader>): void {
    this.#watches.remove(watch);
  }

  #watching({ at, isCommitted }: Entry): Reader[] {
    const { items, ranks: begins } = this.#watches;
    const other: EntryList = isCommitted ? "uncommitted" : "committed";
    const now = this.#names.milliseconds(at);
    const readers: Reader[] = [];
    const first = this.#watches.countWhile(({ until }) => this.#compareBounds(until, at) < 0);
    for (let i = first; i < items.length; i++) {
      // Of all stretches that end later, most begin later too.
      if ((begins[i] as number) > now) continue;
      const { reader, list, from } = items[i] as Watch<Reader>;
      if (list !== other && (from === undefined || this.#names.compareInstants(from, at) <= 0))
        readers.push(reader);
    }
    return readers;
  }

  /** An absent bound is later than every instant. */
  #compareBounds(a: Name | undefined, b: Name | undefined): number {
    if (a === undefined || b === undefined) return (a === undefined ? 1 : 0) - (b === undefined ? 1 : 0);
    return this.#names.compareInstants(a, b);
  }
}

/** A stretch of time that a reader has looked at, both ends included; an end that is absent is open. */
export interface Watch<Reader> {
  readonly reader: Reader;
  readonly list: EntryList;
  readonly from: Name | undefined;
  readonly until: Name | undefined;
}

export function keepingTimeline<Reader extends number>(
  names: Names,
  keepingWatch: Keeping<Watch<Reader>>,
): Keeping<Timeline<Reader>> {
  return {
    write({ all, watches }, record) {
      record.list(all, all.length, ({ id, at, run, start, isCommitted }) => {
        record.number(id);
        record.number(at);
        record.number(run);
        record.number(start);
        record.number(isCommitted ? 1 : 0);
      });
      record.list(watches, watches.length, (watch) => keepingWatch.write(watch, record));
    },
    read(record) {
      const all = record.list(() => {
        const [id, at, run, start] = [record.number(), record.number(), record.number(), record.number()];
        return { id, at, run, start, isCommitted: record.number() === 1 };
      });
      return new Timeline<Reader>(
        names,
        all,
        record.list(() => keepingWatch.read(record)),
      );
    },
  };
}
