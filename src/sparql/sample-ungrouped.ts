import type { Term } from "@rdfjs/types";
import { type Algebra, AlgebraFactory } from "@traqula/algebra-transformations-1-1";
import { DataFactory } from "n3";
import { variablesInScope } from "./evaluate/scope.ts";

/**
 * In `HAVING` and `ORDER BY` of a group, a variable that is neither a key nor computed is a `SAMPLE` of it (SPARQL 1.1 §18.2.4.1): so
 * `GROUP BY ?run ORDER BY ?time` sorts. Changes the algebra, which must be fresh from the parser.
 */
export function sampleUngrouped(part: unknown): void {
  if (typeof part !== "object" || part === null || "termType" in part) return;
  if ("type" in part && levels.has(part.type)) sampleIn(part as Algebra.Project);
  for (const each of Object.values(part)) sampleUngrouped(each);
}

const levels: ReadonlySet<unknown> = new Set(["project", "ask", "construct", "describe"]);
const factory = new AlgebraFactory();

function sampleIn({ input }: Algebra.Project): void {
  const steps: (Algebra.Filter | Algebra.OrderBy)[] = [];
  const known = new Set<string>();
  let at: Algebra.Operation | undefined = input;
  while (at !== undefined && at.type !== "group") {
    if (at.type === "filter" || at.type === "orderby") steps.push(at);
    else if (at.type === "extend") known.add(at.variable.value);
    else if (at.type !== "slice" && (at.type !== "join" || at.input[1]?.type !== "values")) return;
    at = at.type === "join" ? at.input[0] : at.input;
  }
  if (at === undefined) return;
  const { variables, aggregates, input: grouped } = at;
  for (const { value } of [...variables, ...aggregates.map(({ variable }) => variable)]) known.add(value);
  const isUngrouped = (name: string) => !known.has(name) && variablesInScope(grouped).has(name);

  for (const step of steps)
    if (step.type === "filter") step.expression = sampled(step.expression);
    else step.expressions = step.expressions.map(sampled);

  function sampled(expression: Algebra.Expression): Algebra.Expression {
    if ("args" in expression) return { ...expression, args: expression.args.map(sampled) };
    if (!("term" in expression) || !isUngrouped(expression.term.value)) return expression;
    return expression.term.termType === "Variable" ? sampleOf(expression.term) : expression;
  }

  /** The name is one that no query can spell. */
  function sampleOf(term: Term): Algebra.Expression {
    const name = `${term.value} sample`;
    if (!aggregates.some(({ variable }) => variable.value === name)) {
      const value = factory.createTermExpression(term);
      aggregates.push(factory.createBoundAggregate(DataFactory.variable(name), "sample", value, false));
    }
    return factory.createTermExpression(DataFactory.variable(name));
  }
}
