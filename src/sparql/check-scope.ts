import type { Algebra } from "@traqula/algebra-transformations-1-1";
import { MalformedQueryError } from "./errors.ts";
import { variablesInScope } from "./evaluate/scope.ts";

/**
 * Checks what the parser lets pass: a variable that is computed must not be in scope already, as a key of the group may be
 * (SPARQL 1.2 §18.3.4.4), and `VALUES` names each variable once (§4.1.4, grammar note 18).
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
  if (operation.type === "values") {
    const names = operation.variables.map(({ value }) => value);
    const twice = names.find((name, i) => names.indexOf(name) !== i);
    if (twice !== undefined) throw new MalformedQueryError(`VALUES names ?${twice} twice`);
  }
}
