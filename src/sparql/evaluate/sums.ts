import { noTerm, type TermId, type TermKind, termKind } from "../../quads/id-view.ts";
import type { ValueAccumulator } from "./aggregates.ts";
import { isNumeric } from "./expressions/comparison.ts";
import { add, type Decimal, decimalOf, textOf } from "./expressions/decimal.ts";
import type { Kit } from "./expressions/kit.ts";
import { division } from "./expressions/numeric.ts";

/** `SUM`: 0 of nothing. A single term is its own sum, datatype and lexical form included, as in Comunica. */
export function sum(kit: Kit): () => ValueAccumulator {
  return () => total(kit);
}

/** `AVG`: 0 of nothing, a decimal of integers. */
export function average(kit: Kit): () => ValueAccumulator {
  const divide = division(kit);
  return () => {
    const all = total(kit);
    let count = 0;
    return {
      add(id) {
        count += 1;
        return all.add(id);
      },
      value: () =>
        count === 0 ? kit.make.integer(0) : divide(all.value(), kit.make.integer(count), noTerm, noTerm),
    };
  };
}

/** A running sum, which is exact for integers and decimals: in a double while that can hold it, else in a `Decimal`. */
function total({ terms, make }: Kit): ValueAccumulator {
  let [count, first]: [number, TermId] = [0, noTerm];
  let widest: TermKind = termKind.integer;
  let [integers, floats] = [0, 0];
  let decimals: Decimal = { units: 0n, scale: 0 };

  return {
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
