import type { Algebra } from "@traqula/algebra-transformations-1-1";
import { textOfExpression } from "../expression-text.ts";
import { compileFilter, type ExpressionContext } from "../expressions/expression.ts";
import type { EvaluationContext, Operator } from "../operator.ts";
import type { Rows } from "../rows.ts";
import { chunkwise } from "./chunkwise.ts";

/** Keeps the rows for which an expression is true; an error is not (SPARQL 1.1 §17.2). */
export function filter(
  input: Operator,
  expression: Algebra.Expression,
  expressions: ExpressionContext,
  { observe, budget }: EvaluationContext,
): Operator {
  const { variables, certain } = input;
  return observe({
    name: "filter",
    detail: textOfExpression(expression),
    variables,
    certain,
    estimate: input.estimate / 3,
    inputs: [input],
    rows: () => chunkwise(input, filtered),
  });

  function filtered(): (chunk: Rows) => Rows {
    const isKept = compileFilter(expression, variables, expressions);
    return (chunk) => {
      budget.spend(chunk.length);
      return keptOf(chunk, isKept);
    };
  }
}

/** The rows that a predicate holds for, moved together in place. */
export function keptOf(chunk: Rows, isKept: (columns: readonly Uint32Array[], row: number) => boolean): Rows {
  const { columns } = chunk;
  let length = 0;
  for (let row = 0; row < chunk.length; row++) {
    if (!isKept(columns, row)) continue;
    if (length < row) for (const column of columns) column[length] = column[row] as number;
    length += 1;
  }
  return { columns, length };
}
