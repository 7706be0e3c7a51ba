import type { Algebra } from "@traqula/algebra-transformations-1-1";
import { noTerm } from "../../../quads/id-view.ts";
import { compile } from "./compile.ts";
import { type Evaluate, isTrue } from "./compiled.ts";
import { definitionOf } from "./definitions.ts";
import { type ExpressionContext, kitOf } from "./kit.ts";

export type { Evaluate } from "./compiled.ts";
export type { ExpressionContext } from "./kit.ts";

/**
 * Why an expression, or an aggregate of a group, cannot be evaluated natively; undefined when it can. `onExists` judges
 * the patterns of `EXISTS`.
 */
export function refusalOf(
  expression: Algebra.Expression,
  onExists: (pattern: Algebra.Operation) => string | undefined,
): string | undefined {
  if ("args" in expression) {
    const name = "operator" in expression ? expression.operator : `<${expression.name.value}>`;
    const definition = definitionOf(expression);
    const count = expression.args.length;
    if (definition === undefined || count < definition.least || count > definition.most)
      return `${name} of ${count} arguments`;
    for (const each of expression.args) {
      const refusal = refusalOf(each, onExists);
      if (refusal !== undefined) return refusal;
    }
    return undefined;
  }
  if ("term" in expression) return undefined;
  if ("input" in expression) return onExists(expression.input);
  return "aggregator" in expression ? refusalOf(expression.expression, onExists) : undefined;
}

/** An expression over rows whose columns are these variables. */
export function compileExpression(
  expression: Algebra.Expression,
  variables: readonly string[],
  context: ExpressionContext,
): Evaluate {
  // A variable by itself, as what COUNT answers gets its name, needs nothing of what functions need.
  if ("term" in expression && expression.term.termType === "Variable") {
    const column = variables.indexOf(expression.term.value);
    return (columns, row) => columns[column]?.[row] ?? noTerm;
  }
  return compile(expression, variables, kitOf(context)).value;
}

/** The effective boolean value of an expression (SPARQL 1.1 §17.2.2); an error is false. */
export function compileFilter(
  expression: Algebra.Expression,
  variables: readonly string[],
  context: ExpressionContext,
): (columns: readonly Uint32Array[], row: number) => boolean {
  const { test } = compile(expression, variables, kitOf(context));
  return (columns, row) => test(columns, row) === isTrue;
}
