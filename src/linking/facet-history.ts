import type { EventOrder } from "./event-log.ts";
import type { Name, Names } from "./rest/names.ts";
import type { Keeping } from "./rest/shelf.ts";
import { Sorted } from "./sorted.ts";

/** That an event said a thing has a facet. */
export interface Saying {
  readonly bundle: Name;
  readonly time: Name;
  readonly facet: Name;
  readonly rank: number;
}

/** The facet that a thing has now, and the event that brought it. */
export interface CurrentFacet {
  readonly facet: Name;
  /** The first event since which no other was said: not the latest, which changes though the facet does not. */
  readonly since: Name;
}

/** What was said of one facet of one thing; the last by event order holds (DESIGN §4, merged state). */
export class FacetHistory {
  readonly #sayings: Sorted<Saying>;
  #current: CurrentFacet | undefined;

  /** `sayings`: those to begin with, in their order. */
  constructor(order: SayingOrder, sayings: Saying[] = []) {
    this.#sayings = new Sorted(order, sayings);
    if (sayings.length > 0) this.#settle();
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

type SayingOrder = (a: Saying, b: Saying) => number;

export function sayingOrder(names: Names, compareEvents: EventOrder): SayingOrder {
  return (a, b) => compareEvents(a, b) || a.rank - b.rank || names.compareTexts(a.facet, b.facet);
}

export function keepingHistory(order: SayingOrder): Keeping<FacetHistory> {
  return {
    write({ sayings }, record) {
      record.number(sayings.length);
      for (const { bundle, time, facet, rank } of sayings) {
        record.number(bundle);
        record.number(time);
        record.number(facet);
        record.number(rank);
      }
    },
    read(record) {
      const sayings: Saying[] = [];
      for (let rest = record.number(); rest > 0; rest--) {
        const [bundle, time] = [record.number(), record.number()];
        const [facet, rank] = [record.number(), record.number()];
        sayings.push({ bundle, time, facet, rank });
      }
      return new FacetHistory(order, sayings);
    },
  };
}
