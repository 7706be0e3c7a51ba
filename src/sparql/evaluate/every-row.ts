import type { Variable } from "@rdfjs/types";
import type { Algebra } from "@traqula/algebra-transformations-1-1";
import { DataFactory } from "n3";
import { variablesInScope } from "./scope.ts";

/** Whether every row of an operation binds a variable of its patterns. */
export function bindsVariable(operation: Algebra.Operation, name: string): boolean {
  return everyRow(operation, DataFactory.variable(name), (pattern) => variablesInScope(pattern).has(name));
}

/** Whether every row of an operation, which gives the variable out, is made of a pattern that binds it. */
export function everyRow(
  operation: Algebra.Operation,
  variable: Variable,
  isBoundBy: (pattern: Algebra.Pattern | Algebra.Path) => boolean,
): boolean {
  const inner = (each: Algebra.Operation) => everyRow(each, variable, isBoundBy);
  switch (operation.type) {
    case "pattern":
    case "path":
      return isBoundBy(operation);
    case "bgp":
      return operation.patterns.some(inner);
    case "join":
      return operation.input.some(inner);
    case "union":
      return operation.input.every(inner);
    case "leftjoin":
    case "minus":
      return inner(operation.input[0]);
    case "project":
    case "group":
      return operation.variables.some((each) => each.equals(variable)) && inner(operation.input);
    case "filter":
    case "extend":
    case "distinct":
    case "reduced":
    case "slice":
    case "orderby":
      return inner(operation.input);
    default:
      return false;
  }
}
