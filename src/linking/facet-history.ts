import { compareCodePoints } from "../code-points.ts";
import type { Keeping } from "./rest/shelf.ts";
import { Sorted } from "./sorted.ts";

/** That an event said a thing has a facet. */
export interface Saying {
  readonly bundle: string;
  readonly time: string;
  readonly facet: string;
  readonly rank: number;
}

/** The facet that a thing has now, and the event that brought it. */
export interface CurrentFacet {
  readonly facet: string;
  /** The first event since which no other was said: not the latest, which changes though the facet does not. */
  readonly since: string;
}

/** What was said of one facet of one thing; the last by event order holds (DESIGN §4, merged state). */
export class FacetHistory {
  readonly #sayings: Sorted<Saying>;
  #current: CurrentFacet | undefined;

  constructor(compareEvents: (a: Saying, b: Saying) => number) {
    this.#sayings = new Sorted(
      (a, b) => compareEvents(a, b) || a.rank - b.rank || compareCodePoints(a.facet, b.facet),
    );
  }

  get sayings(): readonly Saying[] {
    return this.#sayings.items;
  }
  get current(): CurrentFacet | undefined {
    return this.#current;
  }

  /** Returns whether the current facet, or its reason, changed. O(log n) when events come in order. */
  add(saying: Saying): boolean {
    const index = this.#sayings.add(saying);
    const isLast = index === this.#sayings.items.length - 1;
    if (isLast && saying.facet === this.#current?.facet) return false;
    return this.#settle();
  }

  remove(saying: Saying): boolean {
    this.#sayings.remove(saying);
    return this.#settle();
  }

  get isEmpty(): boolean {
    return this.#sayings.items.length === 0;
  }

  #settle(): boolean {
    const { items } = this.#sayings;
    const last = items.at(-1);
    let first = last;
    for (let i = items.length - 1; i >= 0 && items[i]?.facet === last?.facet; i--) first = items[i];
    const before = this.#current;
    this.#current =
      last === undefined || first === undefined ? undefined : { facet: last.facet, since: first.bundle };
    return before?.facet !== this.#current?.facet || before?.since !== this.#current?.since;
  }
}

export function keepingHistory(compareEvents: (a: Saying, b: Saying) => number): Keeping<FacetHistory> {
  return {
    write({ sayings }, record) {
      record.list(sayings, sayings.length, ({ bundle, time, facet, rank }) => {
        record.text(bundle);
        record.text(time);
        record.text(facet);
        record.number(rank);
      });
    },
    read(record) {
      const history = new FacetHistory(compareEvents);
      record.list(() => {
        const [bundle, time, facet, rank] = [record.text(), record.text(), record.text(), record.number()];
        history.add({ bundle, time, facet, rank });
      });
      return history;
    },
  };
}
