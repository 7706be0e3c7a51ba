import type { Algebra } from "@traqula/algebra-transformations-1-1";
import { bindsVariable } from "./every-row.ts";
import { variablesInScope, variablesOfExpression } from "./scope.ts";

/**
 * Whether an operation may begin with rows that bind these variables, in place of being evaluated by itself and joined
 * with them afterwards. SPARQL evaluates groups inside out (§18.2), so a filter or an optional part must not come to see what is
 * bound outside of its group.
 */
export function isSeedable(operation: Algebra.Operation, bound: ReadonlySet<string>): boolean {
  switch (operation.type) {
    case "bgp":
    case "pattern":
    case "path":
      return true;
    case "join":
    case "union":
      return operation.input.every((each) => isSeedable(each, bound));
    case "filter":
      return (
        isSeedable(operation.input, bound) &&
        isHidden(variablesOfExpression(operation.expression), operation.input, bound)
      );
    case "leftjoin": {
      const [left, right] = operation.input;
      const asked = operation.expression === undefined ? [] : variablesOfExpression(operation.expression);
      return isSeedable(left, bound) && isHidden([...variablesInScope(right), ...asked], left, bound);
    }
    case "extend":
      return (
        !bound.has(operation.variable.value) &&
        isSeedable(operation.input, bound) &&
        isHidden(variablesOfExpression(operation.expression), operation.input, bound)
      );
    default:
      return false;
  }
}

/** Whether what is bound outside is seen there only of variables that every row binds within: they are the same. */
function isHidden(
  variables: Iterable<string>,
  inner: Algebra.Operation,
  bound: ReadonlySet<string>,
): boolean {
  for (const name of variables) if (bound.has(name) && !bindsVariable(inner, name)) return false;
  return true;
}
