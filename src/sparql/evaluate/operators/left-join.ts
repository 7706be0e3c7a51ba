import type { Algebra } from "@traqula/algebra-transformations-1-1";
import type { Budget } from "../budget.ts";
import { textOfExpression } from "../expression-text.ts";
import { compileFilter, type ExpressionContext } from "../expressions/expression.ts";
import type { EvaluationContext, Operator } from "../operator.ts";
import type { Rows } from "../rows.ts";
import { RowsBuilder } from "../rows-builder.ts";
import { merging } from "./hash-join.ts";
import type { NumberedSeed } from "./seeded.ts";

interface LeftJoin {
  readonly left: Operator;
  /** The rows of the left, as the right begins with them. */
  readonly numbered: NumberedSeed;
  /** What is optional, for the rows that the seed holds. */
  readonly right: Operator;
  readonly condition: Algebra.Expression | undefined;
  readonly kept: (variable: string) => boolean;
}

/** Each row of the left with what is optional, or alone where nothing of that fits (SPARQL 1.1 §18.5). */
export function leftJoin(
  join: LeftJoin,
  expressions: ExpressionContext,
  { observe, budget }: EvaluationContext,
): Operator {
  const { left, numbered, right, condition, kept } = join;
  const variables = [...new Set([...left.variables, ...right.variables])].filter(
    (name) => name !== numbered.number && kept(name),
  );
  return observe({
    name: "left join",
    detail: condition === undefined ? "" : textOfExpression(condition),
    variables,
    certain: new Set(variables.filter((name) => left.certain.has(name))),
    estimate: Math.max(left.estimate, right.estimate),
    inputs: [left, right],
    rows: () => joined(join, variables, expressions, budget),
  });
}

function* joined(
  { left, numbered, right, condition }: LeftJoin,
  variables: readonly string[],
  expressions: ExpressionContext,
  budget: Budget,
): Iterable<Rows> {
  const numbers = right.variables.indexOf(numbered.number);
  const isMet = condition && compileFilter(condition, right.variables, expressions);
  const merge = merging(left.variables, right.variables, variables);
  const nothing = { columns: right.variables.map(() => new Uint32Array(1)), length: 1 };
  const out = new RowsBuilder(variables.length);
  for (const chunk of left.rows()) {
    const isMatched = new Uint8Array(chunk.length);
    numbered.set(chunk);
    for (const fitting of right.rows()) {
      const rowOf = fitting.columns[numbers] as Uint32Array;
      for (let other = 0; other < fitting.length; other++) {
        if (isMet !== undefined && !isMet(fitting.columns, other)) continue;
        const row = (rowOf[other] as number) - 1;
        isMatched[row] = 1;
        merge.add(chunk, row, fitting, other, out);
      }
      budget.spend(fitting.length);
      if (out.isFull) yield out.take();
    }
    for (let row = 0; row < chunk.length; row++)
      if (isMatched[row] === 0) merge.add(chunk, row, nothing, 0, out);
    if (out.isFull) yield out.take();
  }
  if (out.length > 0) yield out.last();
}
