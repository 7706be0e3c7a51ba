import type { Algebra } from "@traqula/algebra-transformations-1-1";
import { numbers } from "../../../numbers.ts";
import type { TermId } from "../../../quads/id-view.ts";
import { textOfExpression } from "../expression-text.ts";
import { compileExpression, type ExpressionContext } from "../expressions/expression.ts";
import type { EvaluationContext, Operator } from "../operator.ts";
import { compareForOrder } from "../order.ts";
import { gathered } from "../rows-builder.ts";

/**
 * Sorts rows by expressions, stably (SPARQL 1.1 §15.1). Each distinct value is compared with others once, for its rank; where
 * only the first `most` rows are wanted, each row is compared with the last of the best so far.
 */
export function orderBy(
  input: Operator,
  keys: readonly Algebra.Expression[],
  expressions: ExpressionContext,
  { terms, observe, budget }: EvaluationContext,
  most = Number.POSITIVE_INFINITY,
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
      const areFew = most <= mostInserted && most < length;
      const ranked = keys.map((key) => {
        const { expression, isDescending } = directionOf(key);
        const evaluate = compileExpression(expression, input.variables, expressions);
        const values = numbers(length);
        for (let row = 0; row < length; row++) values[row] = evaluate(columns, row);
        hold(2 * values.byteLength);
        budget.spend(length);
        return areFew ? comparedBy(values, compare, isDescending) : rankedBy(values, compare, isDescending);
      });
      const before = (a: number, b: number) => {
        for (const compareRows of ranked) {
          const difference = compareRows(a, b);
          if (difference !== 0) return difference;
        }
        return a - b;
      };
      // The order, and the rows once more.
      if (!areFew) hold(length * (1 + columns.length) * Uint32Array.BYTES_PER_ELEMENT);
      const order = areFew ? firstOf(length, most, before) : allOf(length).sort(before);
      budget.spend(length);
      const sorted = columns.map((column) => {
        const inOrder = numbers(order.length);
        for (let at = 0; at < order.length; at++) inOrder[at] = column[order[at] as number] as number;
        return inOrder;
      });
      return [{ columns: sorted, length: order.length }];
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

type CompareRows = (a: number, b: number) => number;

function comparedBy(
  values: Uint32Array,
  compare: (a: TermId, b: TermId) => number,
  isDescending: boolean,
): CompareRows {
  const sign = isDescending ? -1 : 1;
  return (a, b) => sign * compare(values[a] as TermId, values[b] as TermId);
}

/** Compares rows by the ranks of their values; values that compare equal share one. */
function rankedBy(
  values: Uint32Array,
  compare: (a: TermId, b: TermId) => number,
  isDescending: boolean,
): CompareRows {
  const distinct = [...new Set(values)].sort(compare);
  const rankOf = new Map<TermId, number>();
  let rank = 0;
  distinct.forEach((value, i) => {
    const before = distinct[i - 1];
    if (before !== undefined && compare(before, value) !== 0) rank += 1;
    rankOf.set(value, rank);
  });
  const sign = isDescending ? -1 : 1;
  const ranks = numbers(values.length);
  for (let row = 0; row < values.length; row++) ranks[row] = rankOf.get(values[row] as TermId) ?? 0;
  return (a, b) => sign * ((ranks[a] as number) - (ranks[b] as number));
}

/** So many rows are inserted one by one; for more, all are sorted. */
const mostInserted = 1_000;

/** The first `most` of all rows, in order. */
function firstOf(length: number, most: number, compare: CompareRows): number[] {
  const best: number[] = [];
  for (let row = 0; row < length && most > 0; row++) {
    if (best.length === most) {
      if (compare(row, best[most - 1] as number) > 0) continue;
      best.pop();
    }
    let [low, high] = [0, best.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (compare(row, best[middle] as number) < 0) high = middle;
      else low = middle + 1;
    }
    best.splice(low, 0, row);
  }
  return best;
}

function allOf(length: number): Uint32Array {
  const all = numbers(length);
  for (let row = 0; row < length; row++) all[row] = row;
  return all;
}
