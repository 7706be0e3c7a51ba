import type { Algebra } from "@traqula/algebra-transformations-1-1";
import type { Operator } from "./operator.ts";
import { filter } from "./operators/filter.ts";
import { hashSemiJoin } from "./operators/hash-semi-join.ts";
import { numberedSeed } from "./operators/seeded.ts";
import { semiJoin } from "./operators/semi-join.ts";
import { leadsFromTerms } from "./paths/from-terms.ts";
import type { Planner } from "./planner.ts";
import { allVariables } from "./scope.ts";
import { isSeedable } from "./seedable.ts";

/** The parts of a condition that must all hold. */
export function conjunctsOf(expression: Algebra.Expression): Algebra.Expression[] {
  if (expression.subType === "operator" && "operator" in expression && expression.operator === "&&")
    return expression.args.flatMap(conjunctsOf);
  return [expression];
}

/** Keeps the rows for which one part of a filter holds. */
export function planConjunct(conjunct: Algebra.Expression, input: Operator, planner: Planner): Operator {
  const { context, expressions, planExistence } = planner;
  const existence = existenceOf(conjunct);
  if (existence === undefined) return filter(input, conjunct, expressions, context);
  const mentioned = allVariables(existence.input);
  const unsure = input.variables.filter((each) => mentioned.has(each) && !input.certain.has(each));
  // Whether a variable of it is a term differs from row to row.
  if (leadsFromTerms(existence.input, new Set(unsure))) return filter(input, conjunct, expressions, context);
  const numbered = numberedSeed(input, (name) => mentioned.has(name));
  const needs = { variables: new Set([numbered.number]), isSet: true };
  const right = planExistence(existence.input, numbered.seed, needs);
  const name = existence.not ? "not exists" : "exists";
  const keys = input.variables.filter((name) => mentioned.has(name));
  const alone = planAlone(existence.input, input, keys, planner);
  const portions = Math.max(1, input.estimate / numbered.seed.estimate);
  if (alone !== undefined && costOf(alone) * hashingFactor < costOf(right) * portions)
    return hashSemiJoin({ name, left: input, right: alone, keys, isAnti: existence.not }, context);
  return semiJoin({ name, left: input, numbered, right, isAnti: existence.not }, context);
}

/**
 * The pattern of an EXISTS by itself, where what the rows bind need not be put into it: all that it has for the keys, each once.
 * Its paths then are one walk each, however many rows ask.
 */
function planAlone(
  pattern: Algebra.Operation,
  input: Operator,
  keys: readonly string[],
  { planApart }: Planner,
): Operator | undefined {
  if (keys.length === 0 || !keys.every((key) => input.certain.has(key))) return undefined;
  if (!isFlat(pattern) || !isSeedable(pattern, new Set(input.variables))) return undefined;
  if (leadsFromTerms(pattern, new Set(keys))) return undefined;
  const alone = planApart(pattern, { variables: new Set(keys), isSet: true });
  return keys.every((key) => alone.certain.has(key)) ? alone : undefined;
}

/** Whether there is no EXISTS in it: each level would be planned twice as often as the one around it. */
function isFlat(operation: Algebra.Operation): boolean {
  switch (operation.type) {
    case "bgp":
    case "pattern":
    case "path":
      return true;
    case "join":
    case "union":
      return operation.input.every(isFlat);
    case "filter":
      return isFlat(operation.input) && !hasExistence(operation.expression);
    default:
      return false;
  }
}

function hasExistence(expression: Algebra.Expression): boolean {
  return expression.subType === "existence" || ("args" in expression && expression.args.some(hasExistence));
}

/** About how many rows an operator and those below it make. */
function costOf({ estimate, inputs }: Operator): number {
  return inputs.reduce((sum, each) => sum + costOf(each), estimate);
}

/** What a row costs more that is hashed and may be in vain, against one that is asked for. */
const hashingFactor = 2;

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
