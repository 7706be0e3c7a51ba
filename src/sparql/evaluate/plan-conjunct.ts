import type { Algebra } from "@traqula/algebra-transformations-1-1";
import type { Operator } from "./operator.ts";
import { filter } from "./operators/filter.ts";
import { numberedSeed } from "./operators/seeded.ts";
import { semiJoin } from "./operators/semi-join.ts";
import type { Planner } from "./planner.ts";
import { allVariables } from "./scope.ts";

/** Keeps the rows for which one part of a filter holds. */
export function planConjunct(conjunct: Algebra.Expression, input: Operator, planner: Planner): Operator {
  const { context, expressions, planExistence } = planner;
  const existence = existenceOf(conjunct);
  if (existence === undefined) return filter(input, conjunct, expressions, context);
  const mentioned = allVariables(existence.input);
  const numbered = numberedSeed(input, (name) => mentioned.has(name));
  const needs = { variables: new Set([numbered.number]), isSet: true };
  const right = planExistence(existence.input, numbered.seed, needs);
  const name = existence.not ? "not exists" : "exists";
  return semiJoin({ name, left: input, numbered, right, isAnti: existence.not }, context);
}

/** The existence that an expression is, negated or not. */
function existenceOf(
  expression: Algebra.Expression,
): Pick<Algebra.ExistenceExpression, "input" | "not"> | undefined {
  if (expression.subType === "existence" && "input" in expression) return expression;
  if (expression.subType !== "operator" || !("operator" in expression) || expression.operator !== "!")
    return undefined;
  const [negated] = expression.args;
  const inner = negated && existenceOf(negated);
  return inner && { input: inner.input, not: !inner.not };
}
