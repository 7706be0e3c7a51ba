import type { TermId } from "../../../quads/id-view.ts";
import { withoutTrailingZeros } from "../../../trailing-zeros.ts";
import { firstOwnTerm, type QueryTerms } from "../rows.ts";

/** The parts of a dateTime, date or time, as far as it has them; `24:00:00` is the start of the next day. */
export interface Moment {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hours: number;
  readonly minutes: number;
  /** Whole seconds; `fraction` is what follows, from 0 to less than 1. */
  readonly seconds: number;
  readonly fraction: number;
  /** The fraction as it is written, with its point, where that is longer than what is reckoned with. */
  readonly longFraction?: string | undefined;
  /** The time zone in minutes to the east; undefined where there is none. */
  readonly zone: number | undefined;
}

/** The length of a duration: its two parts have no common measure. Both have the sign. */
export interface Duration {
  readonly months: number;
  readonly seconds: number;
}

const momentPattern = /^(?:(-?\d+)-(\d\d)-(\d\d))?T?(?:(\d\d):(\d\d):(\d\d)(\.\d+)?)?(Z|[+-]\d\d:\d\d)?$/;

/** The parts of a lexical form, which must be one of the three datatypes'. */
export function momentOf(text: string): Moment {
  if (text.length <= characters.length) {
    for (let place = 0; place < text.length; place++) characters[place] = text.charCodeAt(place);
    const moment = usualMoment(text.length);
    if (moment !== undefined) return moment;
  }
  return matchedMoment(text);
}

/** The same of terms, those of the store read off its bytes: a text of each took as long as all else. */
export function momentReader({ bytes, text }: Pick<QueryTerms, "bytes" | "text">): (id: TermId) => Moment {
  return (id) => {
    if (bytes !== undefined && id < firstOwnTerm && bytes.textLength(id) <= characters.length) {
      const moment = usualMoment(bytes.copyText(id, characters, 0));
      if (moment !== undefined) return moment;
    }
    return momentOf(text(id));
  };
}

/** The lexical form that is read now: its characters are ASCII. */
const characters = new Uint8Array(64);

/** Of a dateTime in UTC, of a year of four digits: what most times are. Reads by position, in a tenth of the time of an expression. */
function usualMoment(length: number): Moment | undefined {
  const isUsual =
    length >= 20 &&
    length < 22 + mostDigits &&
    characters[4] === hyphen &&
    characters[10] === letterT &&
    characters[length - 1] === letterZ;
  const hours = twoDigitsAt(11);
  if (!isUsual || hours === 24) return undefined;
  return {
    year: twoDigitsAt(0) * 100 + twoDigitsAt(2),
    month: twoDigitsAt(5),
    day: twoDigitsAt(8),
    hours,
    minutes: twoDigitsAt(14),
    seconds: twoDigitsAt(17),
    fraction: length === 20 ? 0 : fractionUntil(length - 1),
    longFraction: undefined,
    zone: 0,
  };
}

const [hyphen, letterT, letterZ, zero] = [0x2d, 0x54, 0x5a, 0x30];

function twoDigitsAt(place: number): number {
  return ((characters[place] as number) - zero) * 10 + (characters[place + 1] as number) - zero;
}

/** So many digits of a fraction are reckoned with. */
const mostDigits = 9;

/** What follows the point: a double holds the digits, and so their quotient is what `Number` reads. */
function fractionUntil(end: number): number {
  let digits = 0;
  for (let place = 20; place < end; place++) digits = digits * 10 + (characters[place] as number) - zero;
  return digits / (powersOfTen[end - 20] as number);
}

const powersOfTen = Array.from({ length: mostDigits + 1 }, (_, power) => Number(`1e${power}`));

function matchedMoment(text: string): Moment {
  const [, year = 0, month = 1, day = 1, hours = 0, minutes = 0, seconds = 0, fraction = 0, zone] =
    momentPattern.exec(text) ?? [];
  const moment = {
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hours: Number(hours),
    minutes: Number(minutes),
    seconds: Number(seconds),
    fraction: Number(fraction),
    longFraction: typeof fraction === "string" && fraction.length > mostDigits + 1 ? fraction : undefined,
    zone: zone === undefined ? undefined : zoneOf(zone),
  };
  if (moment.hours !== 24) return moment;
  // A time has no day to go over to.
  const isTime = text.startsWith("24:");
  return isTime ? { ...moment, hours: 0 } : plusSeconds({ ...moment, hours: 0 }, 86_400);
}

function zoneOf(zone: string): number {
  if (zone === "Z") return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4));
  return zone.startsWith("-") ? -minutes : minutes;
}

/** The seconds from 1970 to a moment; as UTC where it has no zone. */
export function secondsOf(moment: Moment): number {
  return localSeconds(moment) - (moment.zone ?? 0) * 60 + moment.fraction;
}

function localSeconds({ year, month, day, hours, minutes, seconds }: Moment): number {
  return daysSince1970(year, month, day) * 86_400 + hours * 3600 + minutes * 60 + seconds;
}

/** A moment and a duration (XML Schema 2, appendix E): months first, of which the last day may fall away. */
export function plus(moment: Moment, { months, seconds }: Duration): Moment {
  const monthsSince = moment.year * 12 + (moment.month - 1) + months;
  const [year, month] = [Math.floor(monthsSince / 12), (((monthsSince % 12) + 12) % 12) + 1];
  const day = Math.min(moment.day, daysOfMonth(year, month));
  return plusSeconds({ ...moment, year, month, day }, seconds);
}

function plusSeconds(moment: Moment, seconds: number): Moment {
  const fraction = Number((moment.fraction + (seconds - Math.floor(seconds))).toFixed(mostDigits));
  const total = localSeconds(moment) + Math.floor(seconds) + Math.floor(fraction);
  const days = Math.floor(total / 86_400);
  const rest = total - days * 86_400;
  return {
    ...dateOf(days),
    hours: Math.floor(rest / 3600),
    minutes: Math.floor((rest % 3600) / 60),
    seconds: rest % 60,
    fraction: Number((fraction - Math.floor(fraction)).toFixed(mostDigits)),
    zone: moment.zone,
  };
}

/** `2020-01-02`, without the time zone. */
export function dateText({ year, month, day }: Moment): string {
  const years = String(Math.abs(year)).padStart(4, "0");
  return `${year < 0 ? "-" : ""}${years}-${twoDigits(month)}-${twoDigits(day)}`;
}

/** `03:04:05.5`, without the time zone. */
export function timeText({ hours, minutes, seconds, fraction, longFraction }: Moment): string {
  const digits =
    fraction === 0 ? "" : withoutTrailingZeros(longFraction ?? fraction.toFixed(mostDigits).slice(1));
  return `${twoDigits(hours)}:${twoDigits(minutes)}:${twoDigits(seconds)}${digits}`;
}

/** `Z`, `+01:00` or nothing. */
export function zoneText({ zone }: Moment): string {
  if (zone === undefined) return "";
  if (zone === 0) return "Z";
  const minutes = Math.abs(zone);
  return `${zone < 0 ? "-" : "+"}${twoDigits(Math.floor(minutes / 60))}:${twoDigits(minutes % 60)}`;
}

const durationPattern =
  /^(-)?P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d+)?)S)?)?$/;

/** The length of a lexical form of any of the durations. */
export function durationOf(text: string): Duration {
  const [, sign, ...parts] = durationPattern.exec(text) ?? [];
  const [years = 0, months = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts.map((part) =>
    Number(part ?? 0),
  );
  const direction = sign === undefined ? 1 : -1;
  return {
    months: direction * (years * 12 + months),
    seconds: direction * (days * 86_400 + hours * 3600 + minutes * 60 + seconds),
  };
}

/** The canonical text of an `xsd:dayTimeDuration`: `P1DT2H`, `-PT0.5S`, `PT0S`. */
export function dayTimeDurationText(seconds: number): string {
  const length = Math.abs(seconds);
  const part = (value: number, unit: string) => (value === 0 ? "" : `${value}${unit}`);
  const rest = Number((length % 60).toFixed(9));
  const days = part(Math.floor(length / 86_400), "D");
  const time =
    part(Math.floor(length / 3600) % 24, "H") + part(Math.floor(length / 60) % 60, "M") + part(rest, "S");
  if (days + time === "") return "PT0S";
  return `${seconds < 0 ? "-" : ""}P${days}${time === "" ? "" : `T${time}`}`;
}

function twoDigits(value: number): string {
  return String(value).padStart(2, "0");
}

function daysOfMonth(year: number, month: number): number {
  const [nextYear, nextMonth] = month === 12 ? [year + 1, 1] : [year, month + 1];
  return daysSince1970(nextYear, nextMonth, 1) - daysSince1970(year, month, 1);
}

/** Days of the proleptic Gregorian calendar, in years that begin with March, so that the leap day is the last. */
function daysSince1970(year: number, month: number, day: number): number {
  const marchYear = month < 3 ? year - 1 : year;
  const leapDays = Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return marchYear * 365 + leapDays + Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 719_469;
}

function dateOf(days: number): Pick<Moment, "year" | "month" | "day"> {
  let year = 1970 + Math.floor(days / 365.2425);
  while (daysSince1970(year, 1, 1) > days) year -= 1;
  while (daysSince1970(year + 1, 1, 1) <= days) year += 1;
  let month = 12;
  while (daysSince1970(year, month, 1) > days) month -= 1;
  return { year, month, day: days - daysSince1970(year, month, 1) + 1 };
}
