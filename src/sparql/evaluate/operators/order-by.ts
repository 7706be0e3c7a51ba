import type { Algebra } from "@traqula/algebra-transformations-1-1";
import type { TermId } from "../../../quads/id-view.ts";
import { textOfExpression } from "../expression-text.ts";
import { compileExpression, type ExpressionContext } from "../expressions/expression.ts";
import type { EvaluationContext, Operator } from "../operator.ts";
import { compareForOrder } from "../order.ts";
import { gathered } from "../rows-builder.ts";

/** Sorts rows by expressions, stably (SPARQL 1.1 §15.1). Each distinct value is compared with others once, for its rank. */
export function orderBy(
  input: Operator,
  keys: readonly Algebra.Expression[],
  expressions: ExpressionContext,
  { terms, observe, budget }: EvaluationContext,
): Operator {
  return observe({
    ...input,
    name: "order",
    detail: keys.map(textOfExpression).join(", "),
    inputs: [input],
    rows() {
      const hold = (bytes: number) => budget.hold(bytes);
      const { columns, length } = gathered(input.rows(), input.variables.length, hold);
      if (length === 0) return [];
      const compare = compareForOrder(terms);
      const ranked = keys.map((key) => {
        const { expression, isDescending } = directionOf(key);
        const evaluate = compileExpression(expression, input.variables, expressions);
        const values = new Uint32Array(length);
        for (let row = 0; row < length; row++) values[row] = evaluate(columns, row);
        hold(2 * values.byteLength);
        budget.spend(length);
        return ranksOf(values, compare, isDescending);
      });
      const order = sortedBy(ranked, length);
      budget.spend(length);
      return [
        { columns: columns.map((column) => Uint32Array.from(order, (row) => column[row] as number)), length },
      ];
    },
  });
}

function directionOf(key: Algebra.Expression): {
  readonly expression: Algebra.Expression;
  readonly isDescending: boolean;
} {
  const isDescending = key.subType === "operator" && "operator" in key && key.operator === "desc";
  const isAscending = key.subType === "operator" && "operator" in key && key.operator === "asc";
  const argument = (isDescending || isAscending) && "args" in key ? key.args[0] : undefined;
  return { expression: argument ?? key, isDescending };
}

/** Ranks in place of values; values that compare equal share one. */
function ranksOf(
  values: Uint32Array,
  compare: (a: TermId, b: TermId) => number,
  isDescending: boolean,
): Int32Array {
  const distinct = [...new Set(values)].sort(compare);
  const rankOf = new Map<TermId, number>();
  let rank = 0;
  distinct.forEach((value, i) => {
    const before = distinct[i - 1];
    if (before !== undefined && compare(before, value) !== 0) rank += 1;
    rankOf.set(value, rank);
  });
  const sign = isDescending ? -1 : 1;
  return Int32Array.from(values, (value) => sign * (rankOf.get(value) ?? 0));
}

function sortedBy(ranked: readonly Int32Array[], length: number): Uint32Array {
  const order = Uint32Array.from({ length }, (_, i) => i);
  return order.sort((a, b) => {
    for (const ranks of ranked) {
      const difference = (ranks[a] as number) - (ranks[b] as number);
      if (difference !== 0) return difference;
    }
    return a - b;
  });
}
