import { compareCodePoints } from "../code-points.ts";
import { compareInstants } from "../instant.ts";
import type { Keeping } from "./rest/shelf.ts";
import { Sorted } from "./sorted.ts";

/** Something with a place in time, and the run to which it is owed. */
export interface Entry {
  readonly id: string;
  /** When it came to be. */
  readonly at: string;
  readonly run: string;
  /** When that run began. */
  readonly start: string;
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
  readonly #all = new Sorted(compareEntries);
  readonly #committed = new Sorted(compareEntries);
  readonly #uncommitted = new Sorted(compareEntries);
  /** By the end of the stretch. */
  readonly #watches = new Sorted<Watch<Reader>>(
    (a, b) =>
      compareBounds(a.until, b.until) ||
      a.reader - b.reader ||
      compareBounds(a.from, b.from) ||
      (a.list < b.list ? -1 : a.list > b.list ? 1 : 0),
  );

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
  countUntil(list: EntryList, until: string | undefined): number {
    const sorted = { all: this.#all, committed: this.#committed, uncommitted: this.#uncommitted }[list];
    return sorted.countWhile(({ at }) => compareBounds(at, until) <= 0);
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
    const { items } = this.#watches;
    const other: EntryList = isCommitted ? "uncommitted" : "committed";
    const readers: Reader[] = [];
    for (
      let i = this.#watches.countWhile(({ until }) => compareBounds(until, at) < 0);
      i < items.length;
      i++
    ) {
      const watch = items[i];
      if (watch === undefined || watch.list === other) continue;
      if (watch.from === undefined || compareInstants(watch.from, at) <= 0) readers.push(watch.reader);
    }
    return readers;
  }
}

/** A stretch of time that a reader has looked at, both ends included; an end that is absent is open. */
export interface Watch<Reader> {
  readonly reader: Reader;
  readonly list: EntryList;
  readonly from: string | undefined;
  readonly until: string | undefined;
}

export function keepingTimeline<Reader extends number>(
  keepingWatch: Keeping<Watch<Reader>>,
): Keeping<Timeline<Reader>> {
  return {
    write({ all, watches }, record) {
      record.list(all, all.length, ({ id, at, run, start, isCommitted }) => {
        record.text(id);
        record.text(at);
        record.text(run);
        record.text(start);
        record.number(isCommitted ? 1 : 0);
      });
      record.list(watches, watches.length, (watch) => keepingWatch.write(watch, record));
    },
    read(record) {
      const timeline = new Timeline<Reader>();
      record.list(() => {
        const [id, at, run, start] = [record.text(), record.text(), record.text(), record.text()];
        timeline.add({ id, at, run, start, isCommitted: record.number() === 1 });
      });
      record.list(() => timeline.watch(keepingWatch.read(record)));
      return timeline;
    },
  };
}

function compareEntries(a: Entry, b: Entry): number {
  return compareInstants(a.at, b.at) || compareCodePoints(a.run, b.run) || compareCodePoints(a.id, b.id);
}

/** An absent bound is later than every instant. */
function compareBounds(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return (a === undefined ? 1 : 0) - (b === undefined ? 1 : 0);
  return compareInstants(a, b);
}
