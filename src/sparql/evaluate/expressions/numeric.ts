import { noTerm, type TermKind, termKind } from "../../../quads/id-view.ts";
import { isNumeric } from "./comparison.ts";
import type { TermFunction } from "./compiled.ts";
import { dateDifference, dateSum } from "./date-arithmetic.ts";
import {
  add,
  type Decimal,
  decimalOf,
  floor,
  multiply,
  negate,
  quotientText,
  round,
  textOf,
} from "./decimal.ts";
import type { FunctionDefinition, Kit } from "./kit.ts";

/**
 * Arithmetic (SPARQL 1.1 §17.3) with the promotion of XPath: the answer is of the kind of the wider operand. Integers and
 * decimals are exact; floats are reckoned as doubles.
 */
export const numericFunctions: Readonly<Record<string, FunctionDefinition>> = {
  "+": binary({ doubles: (a, b) => a + b, decimals: (a, b) => add(a, b), others: dateSum(1) }),
  "-": binary({ doubles: (a, b) => a - b, decimals: (a, b) => add(a, negate(b)), others: dateDifference }),
  "*": binary({ doubles: (a, b) => a * b, decimals: (a, b) => multiply(a, b) }),
  "/": { least: 2, most: 2, value: division },
  uplus: unary({ doubles: (a) => a, decimals: (a) => a }),
  uminus: unary({ doubles: (a) => -a, decimals: (a) => negate(a) }),
  abs: unary({ doubles: Math.abs, decimals: (a) => (a.units < 0n ? negate(a) : a) }),
  ceil: unary({ doubles: Math.ceil, decimals: (a) => whole(-floor(negate(a))) }),
  floor: unary({ doubles: Math.floor, decimals: (a) => whole(floor(a)) }),
  round: unary({ doubles: Math.round, decimals: (a) => whole(round(a)) }),
  rand: {
    least: 0,
    most: 0,
    isVolatile: true,
    value:
      ({ make }) =>
      () =>
        make.number(Math.random(), termKind.double),
  },
};

interface Unary {
  readonly doubles: (a: number) => number;
  readonly decimals: (a: Decimal) => Decimal;
}

interface Binary {
  readonly doubles: (a: number, b: number) => number;
  readonly decimals: (a: Decimal, b: Decimal) => Decimal;
  /** What it means for operands that are not both numbers. */
  readonly others?: (kit: Kit) => TermFunction;
}

function unary({ doubles, decimals }: Unary): FunctionDefinition {
  const value = ({ terms, make }: Kit): TermFunction => {
    return (id) => {
      const kind = terms.kind(id);
      if (!isNumeric(kind)) return noTerm;
      if (kind >= termKind.float) return make.number(doubles(terms.number(id)), kind);
      const number = terms.number(id);
      if (kind === termKind.integer && Number.isSafeInteger(number)) return make.integer(doubles(number) + 0);
      const result = decimals(decimalOf(terms.text(id)));
      return kind === termKind.integer ? make.integer(result.units) : make.decimal(textOf(result));
    };
  };
  return { least: 1, most: 1, value };
}

function binary(operation: Binary): FunctionDefinition {
  return { least: 2, most: 2, value: (kit) => reckoner(operation, kit) };
}

/** An operation on two numbers. */
function reckoner({ doubles, decimals, others }: Binary, kit: Kit): TermFunction {
  const { terms, make } = kit;
  const other = others?.(kit);
  return (a, b, c, d) => {
    const kind = widest(terms.kind(a), terms.kind(b));
    if (kind === undefined) return other === undefined ? noTerm : other(a, b, c, d);
    if (kind >= termKind.float) return make.number(doubles(terms.number(a), terms.number(b)), kind);
    if (kind === termKind.integer) {
      const [left, right] = [terms.number(a), terms.number(b)];
      const result = doubles(left, right);
      if ([left, right, result].every(Number.isSafeInteger)) return make.integer(result + 0);
    }
    const result = decimals(decimalOf(terms.text(a)), decimalOf(terms.text(b)));
    return kind === termKind.integer ? make.integer(result.units) : make.decimal(textOf(result));
  };
}

/** The kind that the answer has; undefined unless both are numbers. */
function widest(a: TermKind, b: TermKind): TermKind | undefined {
  if (!isNumeric(a) || !isNumeric(b)) return undefined;
  return a > b ? a : b;
}

/** Division of integers gives a decimal; by zero it is an error, but for floats and doubles (`op:numeric-divide`). */
export function division({ terms, make }: Kit): TermFunction {
  return (a, b) => {
    const kind = widest(terms.kind(a), terms.kind(b));
    if (kind === undefined) return noTerm;
    if (kind >= termKind.float) return make.number(terms.number(a) / terms.number(b), kind);
    const text = quotientText(decimalOf(terms.text(a)), decimalOf(terms.text(b)));
    return text === undefined ? noTerm : make.decimal(text);
  };
}

function whole(units: bigint): Decimal {
  return { units, scale: 0 };
}
