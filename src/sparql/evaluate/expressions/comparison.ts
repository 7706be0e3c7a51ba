import { compareCodePoints } from "../../../code-points.ts";
import { type TermId, type TermKind, termKind } from "../../../quads/id-view.ts";
import type { QueryTerms } from "../rows.ts";
import { isError, isFalse, isTrue, type Truth, truthOf } from "./compiled.ts";
import { compare as compareDecimals, decimalOf } from "./decimal.ts";
import { literalReader } from "./literal-reader.ts";
import { durationOf, momentOf, secondsOf } from "./moments.ts";
import { xsd } from "./term-makers.ts";

/** How two values stand to each other: NaN stands nowhere, and terms of different sorts cannot be compared at all. */
const below = -1;
const same = 0;
const above = 1;
const unordered = 2;
const incomparable = 3;
export type Order = -1 | 0 | 1 | 2 | 3;

/** Compares by value, as SPARQL 1.1 §17.3 has it. */
export interface Comparison {
  /** For `<`, `>`, `<=` and `>=`. */
  readonly order: (a: TermId, b: TermId) => Order;
  /** For `=`, `!=` and `IN`. */
  readonly equals: (a: TermId, b: TermId) => Truth;
}

export function comparison(terms: QueryTerms): Comparison {
  const read = literalReader(terms);
  const isString = (id: TermId) => read.string(id) !== undefined;
  const isStringLiteral = (id: TermId) => read.stringLiteral(id) !== undefined;
  const sortOf = (id: TermId): TermKind => {
    const kind = terms.kind(id);
    if (isNumeric(kind)) return termKind.double;
    return kind === termKind.otherLiteral && isString(id) ? termKind.string : kind;
  };
  const texts = (a: TermId, b: TermId) =>
    orderOf(terms.compareTexts?.(a, b) ?? compareCodePoints(terms.text(a), terms.text(b)), 0);
  const values = (a: TermId, b: TermId) => orderOf(terms.number(a), terms.number(b));

  const numbers = (a: TermId, b: TermId): Order => {
    const order = values(a, b);
    const isInexact = order === same && a !== b && isExact(terms.kind(a)) && isExact(terms.kind(b));
    if (!isInexact) return order;
    const [left, right] = [terms.text(a), terms.text(b)];
    // Within fifteen digits, what is equal as a double is equal.
    if (left.length < 16 && right.length < 16) return same;
    return compareDecimals(decimalOf(left), decimalOf(right)) as Order;
  };
  const instants = (a: TermId, b: TermId): Order => {
    const order = values(a, b);
    if (order !== same || a === b) return order;
    return orderOf(compareCodePoints(fractionOf(terms.text(a)), fractionOf(terms.text(b))), 0);
  };
  const times = (a: TermId, b: TermId) =>
    orderOf(secondsOf(momentOf(terms.text(a))), secondsOf(momentOf(terms.text(b))));
  const durations = (a: TermId, b: TermId): Order => {
    const datatype = read.datatype(a);
    if (datatype !== read.datatype(b) || datatype === `${xsd}duration`) return incomparable;
    const [left, right] = [durationOf(terms.text(a)), durationOf(terms.text(b))];
    return orderOf(left.months + left.seconds, right.months + right.seconds);
  };
  const areEqualTagged = (a: TermId, b: TermId) =>
    terms.text(a) === terms.text(b) && read.tag(a) === read.tag(b);
  const areEqualDurations = (a: TermId, b: TermId) => {
    const [left, right] = [durationOf(terms.text(a)), durationOf(terms.text(b))];
    return left.months === right.months && left.seconds === right.seconds;
  };

  const ordered = (sort: TermKind, a: TermId, b: TermId): Order => {
    switch (sort) {
      case termKind.double:
        return numbers(a, b);
      case termKind.string:
        return texts(a, b);
      case termKind.boolean:
        return values(a, b);
      case termKind.dateTime:
      case termKind.date:
        return instants(a, b);
      case termKind.time:
        return times(a, b);
      case termKind.duration:
        return durations(a, b);
      default:
        return incomparable;
    }
  };
  const equals = (a: TermId, b: TermId): Truth => {
    const [sort, other] = [sortOf(a), sortOf(b)];
    if (sort === termKind.triple && other === sort) return areEqualTriples(a, b);
    if (!isLiteral(sort) || !isLiteral(other)) return truthOf(a === b);
    if (sort === termKind.illTyped || other === termKind.illTyped) return isError;
    if (sort !== other) return isStringLiteral(a) && isStringLiteral(b) ? isFalse : isError;
    if (sort === termKind.langString) return truthOf(a === b || areEqualTagged(a, b));
    if (sort === termKind.otherLiteral) return a === b ? isTrue : isError;
    if (sort === termKind.duration) return truthOf(areEqualDurations(a, b));
    return truthOf(ordered(sort, a, b) === same);
  };
  /** Equal where their terms are; one pair that differs decides, whatever the others are. */
  const areEqualTriples = (a: TermId, b: TermId): Truth => {
    const others = terms.tripleOf(b);
    const truths = terms.tripleOf(a).map((each, i) => equals(each, others[i] as TermId));
    if (truths.includes(isFalse)) return isFalse;
    return truths.includes(isError) ? isError : isTrue;
  };
  return {
    order(a, b) {
      const sort = sortOf(a);
      return sort === sortOf(b) ? ordered(sort, a, b) : incomparable;
    },
    equals,
  };
}

export function isNumeric(kind: TermKind): boolean {
  return kind >= termKind.integer && kind <= termKind.double;
}

export function isLiteral(kind: TermKind): boolean {
  return kind >= termKind.string && kind <= termKind.illTyped;
}

function isExact(kind: TermKind): boolean {
  return kind === termKind.integer || kind === termKind.decimal;
}

function orderOf(a: number, b: number): Order {
  if (a < b) return below;
  if (a > b) return above;
  return a === b ? same : unordered;
}

/** The digits of a second's fraction: milliseconds as a double end somewhere beyond the microseconds. */
function fractionOf(text: string): string {
  return /\.(\d*?)0*(?:Z|[+-]\d\d:\d\d)?$/.exec(text)?.[1] ?? "";
}
