import { type TermKind, termKind } from "../id-view.ts";
import {
  dateMillis,
  dateTimeMillis,
  hasZone,
  isDayTimeDuration,
  isDuration,
  isTime,
  isYearMonthDuration,
} from "./xsd-date-time.ts";

/** What filters and orders ask of a term: see `TermReader`. */
export interface TypedValue {
  readonly kind: TermKind;
  readonly number: number;
}

/** Reads lexical forms of one datatype. */
export type ValueReader = (text: string) => TypedValue;

/** The reader of a datatype's lexical forms: made once a datatype, used for each literal. */
export function valueReaderOf(datatype: string): ValueReader {
  if (!datatype.startsWith(xsd)) return languageTypes.includes(datatype) ? illTyped : untyped;
  return readerOf.get(datatype.slice(xsd.length)) ?? untyped;
}

/** Whether a term of this kind has a number that is not NaN. */
export function hasNumber(kind: TermKind): boolean {
  return kind >= termKind.boolean && kind <= termKind.date;
}

const xsd = "http://www.w3.org/2001/XMLSchema#";
/** The datatypes of literals with a language; a literal that names one of them and has none is ill-typed. */
const languageTypes = ["langString", "dirLangString"].map(
  (name) => `http://www.w3.org/1999/02/22-rdf-syntax-ns#${name}`,
);

const untyped: ValueReader = always(termKind.otherLiteral);
const illTyped: ValueReader = always(termKind.illTyped);

/**
 * Whitespace at the ends of a number is let pass, as Comunica does (`Number(" 1 ")`), although it is no part of the lexical
 * space. Comunica also takes `""`, `0x1F` and, as an integer, `1.5` for numbers; those are ill-typed here.
 */
const integerPattern = /^[ \t\r\n]*[+-]?\d+[ \t\r\n]*$/;
const decimalPattern = /^[ \t\r\n]*[+-]?(?:\d+(?:\.\d*)?|\.\d+)[ \t\r\n]*$/;
const doublePattern = /^[ \t\r\n]*[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?[ \t\r\n]*$/;

const readerOf: ReadonlyMap<string, ValueReader> = new Map([
  ["string", always(termKind.string)],
  ["boolean", readerFor(termKind.boolean, (text) => booleanOf.get(text))],
  ["decimal", readerFor(termKind.decimal, (text) => matching(decimalPattern, text))],
  ["float", readerFor(termKind.float, doubleOf)],
  ["double", readerFor(termKind.double, doubleOf)],
  ["dateTime", readerFor(termKind.dateTime, dateTimeMillis)],
  [
    "dateTimeStamp",
    readerFor(termKind.dateTime, (text) => (hasZone(text) ? dateTimeMillis(text) : undefined)),
  ],
  ["date", readerFor(termKind.date, dateMillis)],
  ["time", when(termKind.time, isTime)],
  ["duration", when(termKind.duration, isDuration)],
  ["yearMonthDuration", when(termKind.duration, isYearMonthDuration)],
  ["dayTimeDuration", when(termKind.duration, isDayTimeDuration)],
  ["integer", integerReader()],
  ["nonPositiveInteger", integerReader(undefined, 0n)],
  ["negativeInteger", integerReader(undefined, -1n)],
  ["nonNegativeInteger", integerReader(0n)],
  ["positiveInteger", integerReader(1n)],
  ["long", integerReader(-(2n ** 63n), 2n ** 63n - 1n)],
  ["int", integerReader(-(2n ** 31n), 2n ** 31n - 1n)],
  ["short", integerReader(-(2n ** 15n), 2n ** 15n - 1n)],
  ["byte", integerReader(-128n, 127n)],
  ["unsignedLong", integerReader(0n, 2n ** 64n - 1n)],
  ["unsignedInt", integerReader(0n, 2n ** 32n - 1n)],
  ["unsignedShort", integerReader(0n, 2n ** 16n - 1n)],
  ["unsignedByte", integerReader(0n, 255n)],
]);

const booleanOf: ReadonlyMap<string, number> = new Map([
  ["true", 1],
  ["1", 1],
  ["false", 0],
  ["0", 0],
]);
const specialOf: ReadonlyMap<string, number> = new Map([
  ["INF", Number.POSITIVE_INFINITY],
  ["+INF", Number.POSITIVE_INFINITY],
  ["-INF", Number.NEGATIVE_INFINITY],
  ["NaN", Number.NaN],
]);

/** A float keeps the double that its text names, as in Comunica, and is not rounded to single precision. */
function doubleOf(text: string): number | undefined {
  return doublePattern.test(text) ? Number(text) : specialOf.get(text);
}

/** Adding 0 makes a plain zero of -0, which neither integers nor decimals have. */
function matching(pattern: RegExp, text: string): number | undefined {
  return pattern.test(text) ? Number(text) + 0 : undefined;
}

function integerReader(least?: bigint, greatest?: bigint): ValueReader {
  return readerFor(termKind.integer, (text) => {
    const number = matching(integerPattern, text);
    if (number === undefined) return undefined;
    const isExact = Number.isSafeInteger(number) || Math.abs(number) > 2 ** 65;
    const exact = isExact ? number : BigInt(text.trim().replace("+", ""));
    const isInRange =
      (least === undefined || exact >= least) && (greatest === undefined || exact <= greatest);
    return isInRange ? number : undefined;
  });
}

function readerFor(kind: TermKind, numberOf: (text: string) => number | undefined): ValueReader {
  return (text) => {
    const number = numberOf(text);
    return number === undefined ? illTyped(text) : { kind, number };
  };
}

function when(kind: TermKind, isLexical: (text: string) => boolean): ValueReader {
  const value = always(kind);
  return (text) => (isLexical(text) ? value : illTyped)(text);
}

function always(kind: TermKind): ValueReader {
  const value = { kind, number: Number.NaN };
  return () => value;
}
