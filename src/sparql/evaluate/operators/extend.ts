import type { Algebra } from "@traqula/algebra-transformations-1-1";
import { textOfExpression } from "../expression-text.ts";
import { compileExpression, type ExpressionContext } from "../expressions/expression.ts";
import { isOpen } from "../expressions/triple-expression.ts";
import type { EvaluationContext, Operator } from "../operator.ts";
import type { Rows } from "../rows.ts";
import { chunkwise } from "./chunkwise.ts";

/** Binds a variable to the value of an expression; an error leaves it unbound (SPARQL 1.1 §10.1). */
export function extend(
  input: Operator,
  variable: string,
  expression: Algebra.Expression,
  expressions: ExpressionContext,
  { observe, budget }: EvaluationContext,
): Operator {
  const isSame = expression.subType === "term" && "term" in expression;
  const isCertain =
    isSame &&
    !isOpen(expression.term) &&
    (expression.term.termType !== "Variable" || input.certain.has(expression.term.value));
  return observe({
    name: "extend",
    detail: `?${variable} := ${textOfExpression(expression)}`,
    variables: [...input.variables, variable],
    certain: isCertain ? new Set([...input.certain, variable]) : input.certain,
    estimate: input.estimate,
    inputs: [input],
    rows: () => chunkwise(input, extended),
  });

  function extended(): (chunk: Rows) => Rows {
    const evaluate = compileExpression(expression, input.variables, expressions);
    return ({ columns, length }) => {
      const values = new Uint32Array(length);
      for (let row = 0; row < length; row++) values[row] = evaluate(columns, row);
      budget.spend(length);
      return { columns: [...columns, values], length };
    };
  }
}
