import { withoutTrailingZeros } from "./trailing-zeros.ts";

/**
 * Points in time, as text. Producers send up to nanoseconds, with any zone or none; a `Date` would round them, so an
 * instant here is its canonical `xsd:dateTime` in UTC, without trailing zeros: `2026-10-20T00:00:00.5Z`.
 */
const dateTimePattern =
  /^(\d{4,}|-\d{4,})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?\s*([Zz]|[+-]\d\d:?\d\d|[+-]\d\d)?$/;

/** An instant, and whether its text named no zone and was read as UTC. */
export interface ReadInstant {
  readonly instant: string;
  readonly hasZone: boolean;
}

/** Reads an RFC 3339 or `xsd:dateTime` text; undefined when it is none, or names no day of the calendar. */
export function readInstant(text: string): ReadInstant | undefined {
  const parts = dateTimePattern.exec(text.trim());
  if (parts === null) return undefined;
  const [, year = "", month = "", day = "", hour = "", minute = "", second = "00", fraction = "", zone] =
    parts;
  const millis = Date.UTC(
    2000,
    Number(month) - 1,
    Number(day),
    Number(hour),
    Number(minute),
    Math.min(Number(second), 59),
  );
  const date = new Date(millis);
  date.setUTCFullYear(Number(year), Number(month) - 1, Number(day));
  const isOnCalendar = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
  if (!isOnCalendar || Number(hour) > 23 || Number(minute) > 59 || Number(second) > 60) return undefined;
  const shifted = new Date(date.getTime() - offsetMinutes(zone) * 60_000);
  const isFourDigits = (each: Date) => each.getUTCFullYear() >= 0 && each.getUTCFullYear() <= 9999;
  if (!isFourDigits(date) || !isFourDigits(shifted)) return undefined;

  const digits = withoutTrailingZeros(fraction);
  const whole = shifted.toISOString().slice(0, 19);
  return { instant: `${whole}${digits === "" ? "" : `.${digits}`}Z`, hasZone: zone !== undefined };
}

/** Orders two canonical instants, to any number of digits. O(length). */
export function compareInstants(a: string, b: string): number {
  if (a === b) return 0;
  // Without a fraction, as most are, the order is that of the texts.
  if (a.length === wholeSecond && b.length === wholeSecond) return a < b ? -1 : 1;
  const [wholeA, fractionA] = split(a);
  const [wholeB, fractionB] = split(b);
  if (wholeA !== wholeB) return wholeA < wholeB ? -1 : 1;
  if (fractionA === fractionB) return 0;
  return fractionA < fractionB ? -1 : 1;
}

/** The length of `2026-10-20T00:00:00Z`. */
const wholeSecond = 20;

function split(instant: string): [whole: string, fraction: string] {
  return [instant.slice(0, 19), instant.slice(19, -1)];
}

function offsetMinutes(zone: string | undefined): number {
  if (zone === undefined || zone === "Z" || zone === "z") return 0;
  const sign = zone.startsWith("-") ? -1 : 1;
  const digits = zone.slice(1).replace(":", "").padEnd(4, "0");
  return sign * (Number(digits.slice(0, 2)) * 60 + Number(digits.slice(2)));
}
