import type { Algebra } from "@traqula/algebra-transformations-1-1";
import { textOfTerm } from "./pattern.ts";

/** An expression as a reader of `explain` knows it. */
export function textOfExpression(expression: Algebra.Expression): string {
  if ("term" in expression) return textOfTerm(expression.term);
  if ("aggregator" in expression) {
    const inner = "expression" in expression ? textOfExpression(expression.expression) : "";
    return `${expression.aggregator}(${expression.distinct ? "distinct " : ""}${inner})`;
  }
  if (expression.subType === "existence" && "not" in expression)
    return expression.not ? "not exists" : "exists";
  if ("wildcard" in expression) return "*";
  if (!("args" in expression)) return "expression";
  const args = expression.args.map(textOfExpression);
  if (!("operator" in expression)) return `<${expression.name.value}>(${args.join(", ")})`;
  const isSign = /^[^a-z]/i.test(expression.operator) && args.length === 2;
  return isSign
    ? `${args[0]} ${expression.operator} ${args[1]}`
    : `${expression.operator}(${args.join(", ")})`;
}
