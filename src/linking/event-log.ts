import { own } from "../own.ts";
import type { Name, Names } from "./rest/names.ts";
import type { Keeping } from "./rest/shelf.ts";
import { Sorted } from "./sorted.ts";

/** An event about a run. */
export interface RunEventFact {
  readonly bundle: Name;
  readonly time: Name;
  readonly type?: string;
}

/** Rank of a run's states: the higher wins, whatever the order of arrival (DESIGN §4, merged state). */
const rankOf: Readonly<Record<string, number>> = { START: 1, RUNNING: 2, COMPLETE: 3, FAIL: 3, ABORT: 3 };
const ranks = [0, 1, 2, 3] as const;

/**
 * The events of one run by rank and time, so that its start, end and state are each at the end of a list: a streaming
 * run has as many events as it has windows.
 */
export class EventLog {
  readonly #byRank: readonly Sorted<RunEventFact>[];

  readonly #names: Names;

  constructor(names: Names, compareEvents: EventOrder) {
    this.#names = names;
    this.#byRank = ranks.map(() => new Sorted(compareEvents));
  }

  add(event: RunEventFact): void {
    this.#byRank[own(rankOf, event.type ?? "") ?? 0]?.add(event);
  }
  remove(event: RunEventFact): void {
    this.#byRank[own(rankOf, event.type ?? "") ?? 0]?.remove(event);
  }

  /** In no order that means anything. */
  get all(): readonly RunEventFact[] {
    return this.#byRank.flatMap(({ items }) => items);
  }

  get terminals(): readonly RunEventFact[] {
    return this.#byRank[3]?.items ?? [];
  }

  /** The earliest START, else the earliest event. */
  get start(): RunEventFact | undefined {
    const firsts = this.#byRank.flatMap(({ items }) => items.slice(0, 1));
    return this.#byRank[1]?.items[0] ?? firsts.sort((a, b) => this.#names.compareInstants(a.time, b.time))[0];
  }

  /** The event that says how the run stands: of the highest rank, of terminals the latest, else the earliest. */
  get standing(): RunEventFact | undefined {
    return (
      this.terminals.at(-1) ??
      this.#byRank[2]?.items[0] ??
      this.#byRank[1]?.items[0] ??
      this.#byRank[0]?.items[0]
    );
  }
}

export function keepingEvents(names: Names, compareEvents: EventOrder): Keeping<EventLog> {
  return {
    write({ all }, record) {
      record.list(all, all.length, ({ bundle, time, type }) => {
        record.number(bundle);
        record.number(time);
        record.optionalText(type);
      });
    },
    read(record) {
      const log = new EventLog(names, compareEvents);
      record.list(() => {
        const [bundle, time, type] = [record.number(), record.number(), record.optionalText()];
        log.add({ bundle, time, ...(type === undefined ? {} : { type }) });
      });
      return log;
    },
  };
}

/** Compares events by when they happened. */
export type EventOrder = (
  a: { readonly bundle: Name; readonly time: Name },
  b: { readonly bundle: Name; readonly time: Name },
) => number;

/** Orders events by time and, only where times are equal, by the plain hash of the event (DESIGN §4). */
export function eventOrder(names: Names, hashOf: (bundle: string) => string): EventOrder {
  return (a, b) => {
    const order = names.compareInstants(a.time, b.time);
    if (order !== 0 || a.bundle === b.bundle) return order;
    const [hashA, hashB] = [hashOf(names.text(a.bundle)), hashOf(names.text(b.bundle))];
    return hashA < hashB ? -1 : hashA > hashB ? 1 : 0;
  };
}
