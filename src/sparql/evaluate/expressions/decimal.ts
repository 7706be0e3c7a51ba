import { withoutTrailingZeros } from "../../../trailing-zeros.ts";
import { decimalText } from "./number-text.ts";

/**
 * A decimal as a whole number of its last digit: `-1.50` is -150 hundredths, `{ units: -150n, scale: 2 }`. Decimals and
 * integers are reckoned exactly; only a quotient that does not end is cut, to the digits that a double shows.
 */
export interface Decimal {
  readonly units: bigint;
  /** How many of the digits stand after the point. */
  readonly scale: number;
}

/** The value of the lexical form of an integer or decimal. */
export function decimalOf(text: string): Decimal {
  const trimmed = text.trim().replace("+", "");
  const point = trimmed.indexOf(".");
  if (point < 0) return { units: BigInt(trimmed), scale: 0 };
  const fraction = trimmed.slice(point + 1);
  const digits = trimmed.slice(0, point) + fraction;
  return { units: BigInt(digits), scale: fraction.length };
}

/** The canonical text, with one digit at least after the point. */
export function textOf({ units, scale }: Decimal): string {
  const digits = (units < 0n ? -units : units).toString().padStart(scale + 1, "0");
  const whole = digits.slice(0, digits.length - scale);
  const fraction = withoutTrailingZeros(digits.slice(digits.length - scale));
  return `${units < 0n ? "-" : ""}${whole}.${fraction === "" ? "0" : fraction}`;
}

export function add(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { units: at(a, scale) + at(b, scale), scale };
}

export function negate({ units, scale }: Decimal): Decimal {
  return { units: -units, scale };
}

export function multiply(a: Decimal, b: Decimal): Decimal {
  return { units: a.units * b.units, scale: a.scale + b.scale };
}

/** -1, 0 or 1. */
export function compare(a: Decimal, b: Decimal): number {
  const scale = Math.max(a.scale, b.scale);
  const [left, right] = [at(a, scale), at(b, scale)];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** Digits after the point in which every quotient ends that ends at all, where the divisor has at most six digits. */
const quotientDigits = 20;

/** The canonical text of a quotient; undefined when the divisor is zero. */
export function quotientText(a: Decimal, b: Decimal): string | undefined {
  if (b.units === 0n) return undefined;
  const scale = Math.max(a.scale, b.scale);
  const divisor = at(b, scale);
  const digits = digitsFor(divisor);
  const dividend = at(a, scale) * 10n ** BigInt(digits);
  if (dividend % divisor === 0n) return textOf({ units: dividend / divisor, scale: digits });
  const isNegative = dividend < 0n !== divisor < 0n;
  const [top, bottom] = [magnitude(dividend), magnitude(divisor)];
  const units = (2n * top + bottom) / (2n * bottom);
  return decimalText(Number(textOf({ units: isNegative ? -units : units, scale: digits })));
}

/** A quotient that ends has no more digits than its divisor is halved or divided by five: four for each digit of it are enough. */
function digitsFor(divisor: bigint): number {
  const size = magnitude(divisor);
  return size < 1_000_000n ? quotientDigits : quotientDigits + 4 * size.toString().length;
}

function magnitude(value: bigint): bigint {
  return value < 0n ? -value : value;
}

/** The nearest whole number, which way a half goes being `fn:round`'s: up. */
export function round(value: Decimal): bigint {
  return floor(add(value, { units: 5n, scale: 1 }));
}

/** The greatest whole number that is no greater. */
export function floor({ units, scale }: Decimal): bigint {
  const divisor = 10n ** BigInt(scale);
  const quotient = units / divisor;
  return units < 0n && quotient * divisor !== units ? quotient - 1n : quotient;
}

function at({ units, scale }: Decimal, wanted: number): bigint {
  return wanted === scale ? units : units * 10n ** BigInt(wanted - scale);
}
