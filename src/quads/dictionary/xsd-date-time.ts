/**
 * `xsd:dateTime`, `xsd:date`, `xsd:time` and the durations, by the lexical spaces of XML Schema 1.1 part 2 (§3.3.6–3.3.9,
 * §3.4.26–3.4.28). Years have any number of digits and a sign, where `Date` ends with the year 275,760.
 */
const year = "(?<year>-?(?:[1-9]\\d{3,}|0\\d{3}))";
const day = "(?<month>0[1-9]|1[0-2])-(?<day>0[1-9]|[12]\\d|3[01])";
const clock =
  "(?:(?<hour>[01]\\d|2[0-3]):(?<minute>[0-5]\\d):(?<second>[0-5]\\d)(?<fraction>\\.\\d+)?|(?<midnight>24:00:00(?:\\.0+)?))";
const zone = "(?<zone>Z|[+-](?:(?:0\\d|1[0-3]):[0-5]\\d|14:00))";
const dateTimePattern = new RegExp(`^${year}-${day}T${clock}${zone}?$`);
const datePattern = new RegExp(`^${year}-${day}${zone}?$`);
const timePattern = new RegExp(`^${clock}${zone}?$`);

const yearMonth = "(?:\\d+Y(?:\\d+M)?|\\d+M)";
const clockTime = "T(?:\\d+H(?:\\d+M)?(?:\\d+(?:\\.\\d+)?S)?|\\d+M(?:\\d+(?:\\.\\d+)?S)?|\\d+(?:\\.\\d+)?S)";
const dayTime = `(?:\\d+D(?:${clockTime})?|${clockTime})`;
const durationPattern = new RegExp(`^-?P(?:${yearMonth}${dayTime}?|${dayTime})$`);
const yearMonthDurationPattern = new RegExp(`^-?P${yearMonth}$`);
const dayTimeDurationPattern = new RegExp(`^-?P${dayTime}$`);

/** The milliseconds since 1970 of an `xsd:dateTime`, with their fraction, as UTC if it has no zone; undefined if it is none. */
export function dateTimeMillis(text: string): number | undefined {
  return millisOf(dateTimePattern.exec(text)?.groups);
}

/** The milliseconds from 1970 to the start of an `xsd:date`; undefined if it is none. */
export function dateMillis(text: string): number | undefined {
  return millisOf(datePattern.exec(text)?.groups);
}

/** Whether a text names its time zone at its end, as an `xsd:dateTimeStamp` must. */
export function hasZone(text: string): boolean {
  return /(?:Z|[+-]\d\d:\d\d)$/.test(text);
}

export function isTime(text: string): boolean {
  return timePattern.test(text);
}

export function isDuration(text: string): boolean {
  return durationPattern.test(text);
}

export function isYearMonthDuration(text: string): boolean {
  return yearMonthDurationPattern.test(text);
}

export function isDayTimeDuration(text: string): boolean {
  return dayTimeDurationPattern.test(text);
}

function millisOf(parts: Partial<Record<string, string>> | undefined): number | undefined {
  if (parts === undefined) return undefined;
  const [year, month, day] = [Number(parts.year), Number(parts.month), Number(parts.day)];
  if (day > daysOf(year, month)) return undefined;
  const hours = parts.midnight === undefined ? Number(parts.hour ?? 0) : 24;
  const minutes = hours * 60 + Number(parts.minute ?? 0) - zoneMinutes(parts.zone);
  const seconds = daysSince1970(year, month, day) * 86_400 + minutes * 60 + Number(parts.second ?? 0);
  return seconds * 1000 + Number(`0${parts.fraction ?? ""}`) * 1000;
}

function zoneMinutes(zone: string | undefined): number {
  if (zone === undefined || zone === "Z") return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4));
  return zone.startsWith("-") ? -minutes : minutes;
}

function daysOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}

/** Days of the proleptic Gregorian calendar; years are counted from March, so that the leap day is a year's last. */
function daysSince1970(year: number, month: number, day: number): number {
  const marchYear = month < 3 ? year - 1 : year;
  const daysBefore =
    marchYear * 365 + Math.floor(marchYear / 4) - Math.floor(marchYear / 100) + Math.floor(marchYear / 400);
  return daysBefore + Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 719_469;
}
