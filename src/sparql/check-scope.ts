import type { Algebra } from "@traqula/algebra-transformations-1-1";
import { MalformedQueryError } from "./errors.ts";
import { variablesInScope } from "./evaluate/scope.ts";

/**
 * Checks what the parser lets pass: a variable that is computed must not be in scope already, as a key of the group may be
 * (SPARQL 1.2 §18.3.4.4), `VALUES` names each variable once (§4.1.4, grammar note 18), and of a group only its keys and what is computed
 * of it are selected (§11.4).
 * @throws {MalformedQueryError}
 */
export function checkScope(part: unknown): void {
  if (typeof part !== "object" || part === null) return;
  if ("type" in part) checkOperation(part as Algebra.Operation);
  else if ("termType" in part) return;
  for (const each of Object.values(part)) checkScope(each);
}

function checkOperation(operation: Algebra.Operation): void {
  if (operation.type === "extend" && variablesInScope(operation.input).has(operation.variable.value))
    throw new MalformedQueryError(`?${operation.variable.value} is computed where it is bound already`);
  if (operation.type === "project" && isOfGroup(operation.input)) {
    const known = variablesInScope(operation.input);
    const unknown = operation.variables.find(({ value }) => !known.has(value));
    if (unknown !== undefined)
      throw new MalformedQueryError(
        `?${unknown.value} is selected, and is neither a key of the group nor computed`,
      );
  }
  if (operation.type === "values") {
    const names = operation.variables.map(({ value }) => value);
    const twice = names.find((name, i) => names.indexOf(name) !== i);
    if (twice !== undefined) throw new MalformedQueryError(`VALUES names ?${twice} twice`);
  }
}

/** Whether the rows are groups, with what a SELECT does to them: `HAVING`, `VALUES`, what it computes, and their order. */
function isOfGroup(operation: Algebra.Operation): boolean {
  switch (operation.type) {
    case "group":
      return true;
    case "orderby":
    case "extend":
    case "filter":
      return isOfGroup(operation.input);
    case "join": {
      const [groups, values] = operation.input;
      return groups !== undefined && values?.type === "values" && isOfGroup(groups);
    }
    default:
      return false;
  }
}
