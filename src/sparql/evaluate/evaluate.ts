import type { Algebra } from "@traqula/algebra-transformations-1-1";
import { existsBy } from "./exists.ts";
import type { ExpressionContext } from "./expressions/expression.ts";
import type { EvaluationContext, Operator } from "./operator.ts";
import { unit } from "./operators/unit.ts";
import { everything, planner } from "./plan.ts";
import type { Planner } from "./planner.ts";
import { variablesInScope } from "./scope.ts";
import { templateOf } from "./template.ts";

/** What an algebra asks of the rows that its plan makes. */
export type Evaluation =
  | { readonly kind: "bindings"; readonly operator: Operator; readonly variables: readonly string[] }
  | { readonly kind: "boolean"; readonly operator: Operator }
  /** Triples made of rows: three columns, and no graph. */
  | { readonly kind: "quads"; readonly operator: Operator };

/** Plans a query; nothing is read until the rows of the plan's operator are. `refusalOf` must have nothing against it. */
export function evaluationOf(operation: Algebra.Operation, context: EvaluationContext): Evaluation {
  const made = plannerFor(context);
  const { plan } = made;

  switch (operation.type) {
    case "ask":
      return {
        kind: "boolean",
        operator: plan(operation.input, unit, { variables: new Set(), isSet: true }),
      };
    case "construct":
    case "describe":
      return { kind: "quads", operator: templateOf(operation, made) };
    default: {
      const operator = plan(operation, unit, { variables: new Set([everything]), isSet: false });
      return { kind: "bindings", operator, variables: operator.variables };
    }
  }
}

/** Plans a part of a query: all that it has in scope is wanted of it. */
export function operatorOf(operation: Algebra.Operation, context: EvaluationContext): Operator {
  const needs = { variables: variablesInScope(operation), isSet: false };
  return plannerFor(context).plan(operation, unit, needs);
}

function plannerFor(context: EvaluationContext): Planner {
  const { terms, now, baseIri } = context;
  let made: Planner | undefined;
  const expressions: ExpressionContext = {
    terms,
    now,
    ...(baseIri === undefined ? {} : { baseIri }),
    exists: existsBy(() => made as Planner),
  };
  made = planner(context, expressions);
  return made;
}
