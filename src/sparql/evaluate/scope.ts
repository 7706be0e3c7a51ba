import type { Term } from "@rdfjs/types";
import type { Algebra } from "@traqula/algebra-transformations-1-1";
import { oncePer } from "../../once-per.ts";
import type { EvaluationContext } from "./operator.ts";

/** The variables that an operation may bind for what stands outside it (SPARQL 1.1 §18.2.1). */
export const variablesInScope = oncePer((operation: Algebra.Operation): ReadonlySet<string> => {
  const found = new Set<string>();
  collect(operation, found);
  return found;
});

function collect(operation: Algebra.Operation, into: Set<string>): void {
  switch (operation.type) {
    case "bgp":
      for (const pattern of operation.patterns) collect(pattern, into);
      break;
    case "pattern":
      for (const term of [operation.subject, operation.predicate, operation.object, operation.graph])
        addVariable(term, into);
      break;
    case "path":
      for (const term of [operation.subject, operation.object, operation.graph]) addVariable(term, into);
      break;
    case "values":
    case "project":
      for (const { value } of operation.variables) into.add(value);
      break;
    case "group":
      for (const { value } of operation.variables) into.add(value);
      for (const { variable } of operation.aggregates) into.add(variable.value);
      break;
    case "extend":
      collect(operation.input, into);
      into.add(operation.variable.value);
      break;
    case "minus":
      collect(operation.input[0], into);
      break;
    case "join":
    case "union":
    case "leftjoin":
      for (const input of operation.input) collect(input, into);
      break;
    case "filter":
    case "orderby":
    case "distinct":
    case "reduced":
    case "slice":
    case "from":
      collect(operation.input, into);
      break;
    default:
      break;
  }
}

/** A triple term binds the variables within it, too. */
function addVariable(term: Term, into: Set<string>): void {
  if (term.termType === "Variable") into.add(term.value);
  else if (term.termType === "Quad")
    for (const each of [term.subject, term.predicate, term.object]) addVariable(each, into);
}

/** A variable, or those of a triple term. */
export function variablesOfTerm(term: Term): ReadonlySet<string> {
  const found = new Set<string>();
  addVariable(term, found);
  return found;
}

/** Every variable that an expression speaks of, in the patterns of `EXISTS` too. */
export const variablesOfExpression = oncePer((expression: Algebra.Expression): ReadonlySet<string> => {
  const found = new Set<string>();
  collectExpression(expression, found);
  return found;
});

function collectExpression(expression: Algebra.Expression, into: Set<string>): void {
  if ("term" in expression) addVariable(expression.term, into);
  else if ("args" in expression) for (const each of expression.args) collectExpression(each, into);
  else if (expression.subType === "existence" && "input" in expression) collectAll(expression.input, into);
  else if ("expression" in expression) collectExpression(expression.expression, into);
}

/** Every variable of an operation, in scope or not. */
export const allVariables = oncePer((operation: Algebra.Operation): ReadonlySet<string> => {
  const found = new Set<string>();
  collectAll(operation, found);
  return found;
});

/** What an operation may read of the rows that it begins with: what it has in scope, and all that EXISTS puts into it. */
export function variablesToPutInto(
  operation: Algebra.Operation,
  { substituted }: Pick<EvaluationContext, "substituted">,
): Iterable<string> {
  const inScope = variablesInScope(operation);
  if (substituted === undefined) return inScope;
  return [...allVariables(operation)].filter((name) => substituted.has(name) || inScope.has(name));
}

function collectAll(operation: Algebra.Operation, into: Set<string>): void {
  collect(operation, into);
  if ("input" in operation) {
    const { input } = operation;
    for (const each of Array.isArray(input) ? input : [input]) collectAll(each, into);
  }
  if ("expression" in operation && operation.expression !== undefined)
    collectExpression(operation.expression as Algebra.Expression, into);
  if (operation.type === "orderby")
    for (const expression of operation.expressions) collectExpression(expression, into);
  if (operation.type === "group")
    for (const aggregate of operation.aggregates) collectExpression(aggregate, into);
}
