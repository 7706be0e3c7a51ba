import { compareInstants, readInstant } from "../instant.ts";

/** A time as it was written, and where it stands among others. */
export interface Time {
  readonly text: string;
  readonly instant: string;
  /** Without a zone, a time compares with its like only: where it was, nobody said. */
  readonly hasZone: boolean;
}

/** Reads an xsd:dateTime; undefined for an unknown time, or a name. */
export function timeOf(argument: unknown): Time | undefined {
  if (typeof argument !== "string") return undefined;
  const read = readInstant(argument);
  return read === undefined ? undefined : { text: argument, ...read };
}

/** Whether one time is before another, as far as that can be told. */
export function isBefore(one: Time, other: Time): boolean {
  return one.hasZone === other.hasZone && compareInstants(one.instant, other.instant) < 0;
}

/** How far two times are apart; undefined where that cannot be told. */
export function apartMs(one: Time, other: Time): number | undefined {
  return one.hasZone === other.hasZone
    ? Math.abs(Date.parse(one.instant) - Date.parse(other.instant))
    : undefined;
}

/** A duration for people. */
export function durationText(ms: number): string {
  for (const [size, unit] of units) {
    const count = Math.round(ms / size);
    if (ms >= size) return `${count} ${unit}${count === 1 ? "" : "s"}`;
  }
  return `${ms} ms`;
}

const units = [
  [86_400_000, "day"],
  [3_600_000, "hour"],
  [60_000, "minute"],
  [1_000, "second"],
] as const;
