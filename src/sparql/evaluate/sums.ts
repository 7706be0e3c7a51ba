import { noTerm, type TermId, type TermKind, termKind } from "../../quads/id-view.ts";
import type { ValueAccumulator } from "./aggregates.ts";
import { isNumeric } from "./expressions/comparison.ts";
import { add, type Decimal, decimalOf, textOf } from "./expressions/decimal.ts";
import type { Kit } from "./expressions/kit.ts";
import { division } from "./expressions/numeric.ts";

/**
 * `SUM` and `AVG` of the same values, 0 of nothing. A single term is its own sum, datatype and lexical form included, as in Comunica. A mean of
 * integers is a decimal.
 */
export function sumAndMean(kit: Kit): () => ValueAccumulator {
  const divide = division(kit);
  return () => {
    const all = total(kit);
    return {
      add: (id) => all.add(id),
      value: (aggregator) => {
        if (aggregator === "sum" || all.count === 0) return all.value();
        return divide(all.value(), kit.make.integer(all.count), noTerm, noTerm);
      },
    };
  };
}

interface Total {
  readonly count: number;
  /** Answers false for what is no number. */
  add(id: TermId): boolean;
  value(): TermId;
}

/** A running sum, which is exact for integers and decimals: in a double while that can hold it, else in a `Decimal`. */
function total({ terms, make }: Kit): Total {
  let [count, first]: [number, TermId] = [0, noTerm];
  let widest: TermKind = termKind.integer;
  let [integers, floats] = [0, 0];
  let decimals: Decimal = { units: 0n, scale: 0 };

  return {
    get count() {
      return count;
    },
    add(id) {
      const kind = terms.kind(id);
      if (!isNumeric(kind)) return false;
      count += 1;
      if (count === 1) first = id;
      if (kind > widest) widest = kind;

      const number = terms.number(id);
      const isSafe = Number.isSafeInteger(number) && Number.isSafeInteger(integers + number);
      if (kind >= termKind.float) floats += number;
      else if (kind === termKind.integer && isSafe) integers += number;
      else decimals = add(decimals, decimalOf(terms.text(id)));
      return true;
    },
    value() {
      if (count === 1) return first;
      const exact = add(decimals, { units: BigInt(integers), scale: 0 });
      if (widest === termKind.integer) return make.integer(exact.units);
      if (widest === termKind.decimal) return make.decimal(textOf(exact));
      return make.number(floats + Number(textOf(exact)), widest);
    },
  };
}
