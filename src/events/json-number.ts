import type { ExactNumber } from "./event.ts";

/** The longest number, as sent and as plain decimal, that is kept: a double's whole range has 309 digits. */
export const maxNumberLength = 1_000;

/** Every decimal of so few digits survives a double and back (IEEE 754, binary64). */
const safeDigits = 15;

/**
 * The value of a JSON number (RFC 8259 §6) without loss: a double where `String` of it denotes the same decimal, else
 * the exact decimal. Undefined where either form would be longer than `maxNumberLength`. There is no -0.
 */
export function readJsonNumber(text: string): number | ExactNumber | undefined {
  if (text.length > maxNumberLength) return undefined;
  const double = Number(text);
  if (text.length <= safeDigits && !/[eE]/.test(text)) return double === 0 ? 0 : double;

  const sent = decimalOf(text);
  if (sent.digits === "") return 0;
  if (Number.isFinite(double) && denoteTheSame(sent, decimalOf(String(double)))) return double;
  const exactDecimal = plainDecimal(sent);
  return exactDecimal === undefined ? undefined : { exactDecimal };
}

/** ±digits × 10^exponent, without zeros at either end of the digits; zero has none. */
interface Decimal {
  readonly isNegative: boolean;
  readonly digits: string;
  readonly exponent: number;
}

function decimalOf(text: string): Decimal {
  const [, sign, whole = "", fraction = "", exponent = "0"] =
    /^(-?)(\d+)(?:\.(\d+))?(?:[eE]([+-]?\d+))?$/.exec(text) ?? [];
  const all = whole + fraction;
  let first = 0;
  let last = all.length;
  while (first < last && all[first] === "0") first++;
  while (last > first && all[last - 1] === "0") last--;
  return {
    isNegative: sign === "-",
    digits: all.slice(first, last),
    exponent: Number(exponent) - fraction.length + (all.length - last),
  };
}

function denoteTheSame(a: Decimal, b: Decimal): boolean {
  return a.isNegative === b.isNegative && a.digits === b.digits && a.exponent === b.exponent;
}

function plainDecimal({ isNegative, digits, exponent }: Decimal): string | undefined {
  const length = digits.length + Math.abs(exponent);
  if (!(length <= maxNumberLength)) return undefined;
  const sign = isNegative ? "-" : "";
  if (exponent >= 0) return sign + digits + "0".repeat(exponent);
  const padded = digits.padStart(1 - exponent, "0");
  return `${sign}${padded.slice(0, exponent)}.${padded.slice(exponent)}`;
}
