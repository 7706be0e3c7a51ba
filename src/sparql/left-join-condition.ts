import { type Algebra, AlgebraFactory } from "@traqula/algebra-transformations-1-1";
import { bindsVariable } from "./evaluate/every-row.ts";
import { conjunctsOf } from "./evaluate/plan-conjunct.ts";
import { variablesInScope, variablesOfExpression } from "./evaluate/scope.ts";

/**
 * A left join whose condition is a filter of its right side, where it can be and Comunica would evaluate the right once for each row.
 *
 * It does so where it cannot put the rows of the left into the right (`comunica-conditions.ts`). What says the same of a row of the right
 * alone as of the joined row is a filter there. Where a part of the condition speaks of what only the left binds, all of it stays where it is.
 */
export function withConditionWithin(leftJoin: Algebra.LeftJoin): Algebra.Operation {
  const [left, right] = leftJoin.input;
  const { expression } = leftJoin;
  if (expression === undefined || isPlain(right)) return leftJoin;
  const ofLeft = variablesInScope(left);
  const isOfRight = (condition: Algebra.Expression) =>
    [...variablesOfExpression(condition)].every((name) => !ofLeft.has(name) || bindsVariable(right, name));
  const conditions = conjunctsOf(expression);
  if (!conditions.every(isOfRight)) return leftJoin;
  return factory.createLeftJoin(left, factory.createFilter(right, expression));
}

function isPlain(operation: Algebra.Operation): boolean {
  switch (operation.type) {
    case "bgp":
    case "pattern":
    case "path":
    case "values":
      return true;
    case "join":
    case "union":
      return operation.input.every(isPlain);
    default:
      return false;
  }
}

const factory = new AlgebraFactory();
