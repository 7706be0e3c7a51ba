import type { Journal } from "../journal/journal.ts";

/** The refused inputs that are kept, without their bytes. */
export interface RefusalList {
  readonly kept: number;
  /** How many had to give way to newer ones since the beginning. */
  readonly dropped: number;
  readonly refusals: readonly ListedRefusal[];
}

export interface ListedRefusal {
  readonly id: number;
  /** When, as an `xsd:dateTime` in UTC. */
  readonly at: string;
  readonly code: string;
  readonly detail: string;
  readonly pointer?: string;
  readonly file?: string;
  readonly line?: number;
  readonly mediaType: string;
  readonly sizeBytes: number;
}

/** How a retry went. */
export interface Retried {
  readonly accepted: number;
  readonly refused: number;
}

export function refusalList(journal: Journal): RefusalList {
  const { kept, dropped } = journal.refusalCounts();
  const refusals = [...journal.refusals()].map(({ bytes: _bytes, sender: _sender, at, ...refusal }) => ({
    ...refusal,
    at: new Date(at).toISOString(),
  }));
  return { kept, dropped, refusals };
}
