import type { Algebra } from "@traqula/algebra-transformations-1-1";
import { refusalOf as refusalOfExpression } from "./expressions/expression.ts";
import { isOpen } from "./expressions/triple-expression.ts";
import { variablesInScope } from "./scope.ts";
import { isSeedable } from "./seedable.ts";

/** Why a query is not evaluated natively; undefined when it is. Static and pure: it looks at the algebra alone. */
export function refusalOf(query: Algebra.Operation): string | undefined {
  switch (query.type) {
    case "ask":
    case "construct":
    case "describe":
      return ofPattern(query.input);
    default:
      return ofPattern(query);
  }
}

function ofPattern(operation: Algebra.Operation): string | undefined {
  switch (operation.type) {
    case "path":
      return isOpen(operation.subject) || isOpen(operation.object)
        ? "a triple term with variables at the end of a path"
        : undefined;
    case "bgp":
    case "pattern":
    case "values":
      return undefined;
    case "join":
    case "union":
    case "minus":
      return firstOf(operation.input, ofPattern);
    case "leftjoin":
      return (
        firstOf(operation.input, ofPattern) ?? (operation.expression && ofExpression(operation.expression))
      );
    case "filter":
    case "extend":
      return ofPattern(operation.input) ?? ofExpression(operation.expression);
    case "group":
      return ofPattern(operation.input) ?? firstOf(operation.aggregates, ofExpression);
    case "orderby":
      return ofPattern(operation.input) ?? firstOf(operation.expressions.map(withoutDirection), ofExpression);
    case "project":
    case "distinct":
    case "reduced":
    case "slice":
      return ofPattern(operation.input);
    default:
      return operation.type;
  }
}

function ofExpression(expression: Algebra.Expression): string | undefined {
  return refusalOfExpression(expression, (pattern) => ofPattern(pattern) ?? ofExistence(pattern));
}

/**
 * What EXISTS would have to put its row into beyond patterns and filters: the specification leaves open what that means where a
 * group computes variables of its own (SPARQL 1.1 §18.6).
 */
function ofExistence(operation: Algebra.Operation): string | undefined {
  if (!rowGoesInto.has(operation.type)) return `${operation.type} in EXISTS`;
  if (seesItsSiblings(operation)) return "a group in EXISTS that names what stands beside it";
  return "input" in operation ? firstOf([operation.input].flat(), ofExistence) : undefined;
}

/**
 * Whether a group would see what stands beside it alone, if it began with those rows, as all do in EXISTS: what the row that asks has put
 * in, each may see.
 */
function seesItsSiblings(operation: Algebra.Operation): boolean {
  if (operation.type !== "join" && operation.type !== "leftjoin") return false;
  return operation.input.some((each, place) => {
    const others = operation.input.filter((_, i) => (operation.type === "join" ? i !== place : i < place));
    const beside = new Set(others.flatMap((other) => [...variablesInScope(other)]));
    return each.type !== "values" && !isSeedable(each, beside);
  });
}

const rowGoesInto: ReadonlySet<string> = new Set([
  "bgp",
  "pattern",
  "path",
  "values",
  "join",
  "union",
  "leftjoin",
  "filter",
]);

function withoutDirection(key: Algebra.Expression): Algebra.Expression {
  const isDirected =
    key.subType === "operator" && "operator" in key && (key.operator === "desc" || key.operator === "asc");
  return (isDirected && "args" in key ? key.args[0] : undefined) ?? key;
}

function firstOf<Item>(
  items: readonly Item[],
  refusal: (item: Item) => string | undefined,
): string | undefined {
  for (const item of items) {
    const found = refusal(item);
    if (found !== undefined) return found;
  }
  return undefined;
}
