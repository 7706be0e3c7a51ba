import { compareInstants } from "../instant.ts";
import { own } from "../own.ts";
import type { Keeping } from "./rest/shelf.ts";
import { Sorted } from "./sorted.ts";

/** An event about a run. */
export interface RunEventFact {
  readonly bundle: string;
  readonly time: string;
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

  constructor(compareEvents: (a: RunEventFact, b: RunEventFact) => number) {
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
    return this.#byRank[1]?.items[0] ?? firsts.sort((a, b) => compareInstants(a.time, b.time))[0];
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

export function keepingEvents(
  compareEvents: (a: RunEventFact, b: RunEventFact) => number,
): Keeping<EventLog> {
  return {
    write({ all }, record) {
      record.list(all, all.length, ({ bundle, time, type }) => {
        record.text(bundle);
        record.text(time);
        record.optionalText(type);
      });
    },
    read(record) {
      const log = new EventLog(compareEvents);
      record.list(() => {
        const [bundle, time, type] = [record.text(), record.text(), record.optionalText()];
        log.add({ bundle, time, ...(type === undefined ? {} : { type }) });
      });
      return log;
    },
  };
}

/** Orders events by time and, only where times are equal, by the plain hash of the event (DESIGN §4). */
export function eventOrder(hashOf: (bundle: string) => string) {
  return (
    a: { readonly bundle: string; readonly time: string },
    b: { readonly bundle: string; readonly time: string },
  ) => {
    const order = compareInstants(a.time, b.time);
    if (order !== 0 || a.bundle === b.bundle) return order;
    const [hashA, hashB] = [hashOf(a.bundle), hashOf(b.bundle)];
    return hashA < hashB ? -1 : hashA > hashB ? 1 : 0;
  };
}
