import { type Algebra, AlgebraFactory } from "@traqula/algebra-transformations-1-1";
import { conjunctsOf } from "./evaluate/plan-conjunct.ts";
import { variablesInScope, variablesOfExpression } from "./evaluate/scope.ts";
import { bindsVariable } from "./every-row.ts";

/**
 * A left join, of whose condition as much as can be is a filter of its right side, where Comunica would fail at it.
 *
 * Comunica evaluates a condition by putting each row of the left into the right. Where the right has filters, groups or variables that
 * are computed it does not, and the query ends with "RDF joining failed". What says the same of a row of the right alone as of the joined
 * row is a filter there. A condition on what only the left binds stays where it is, and fails as it does in Comunica as it comes.
 */
export function withConditionWithin(leftJoin: Algebra.LeftJoin): Algebra.Operation {
  const [left, right] = leftJoin.input;
  const { expression } = leftJoin;
  if (expression === undefined || isPlain(right)) return leftJoin;
  const ofLeft = variablesInScope(left);
  const isOfRight = (condition: Algebra.Expression) =>
    [...variablesOfExpression(condition)].every((name) => !ofLeft.has(name) || bindsVariable(right, name));
  const conditions = conjunctsOf(expression);
  const within = conditions.filter(isOfRight);
  if (within.length === 0) return leftJoin;
  const others = conditions.filter((each) => !within.includes(each));
  return factory.createLeftJoin(
    left,
    factory.createFilter(right, all(within)),
    others.length === 0 ? undefined : all(others),
  );
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

function all(conditions: readonly Algebra.Expression[]): Algebra.Expression {
  return conditions.reduce((both, each) => factory.createOperatorExpression("&&", [both, each]));
}

const factory = new AlgebraFactory();
