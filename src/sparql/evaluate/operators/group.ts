import type { Algebra } from "@traqula/algebra-transformations-1-1";
import { noTerm } from "../../../quads/id-view.ts";
import { type Accumulator, type Aggregates, compileAggregates } from "../aggregates.ts";
import { textOfExpression } from "../expression-text.ts";
import type { ExpressionContext } from "../expressions/expression.ts";
import type { EvaluationContext, Operator } from "../operator.ts";
import { RowSet } from "../row-set.ts";
import type { Rows } from "../rows.ts";

/** Groups rows by variables, and aggregates each group (SPARQL 1.1 §18.5.1). Without keys there is one group, of no rows too. */
export function group(
  input: Operator,
  keys: readonly string[],
  aggregates: readonly Algebra.BoundAggregate[],
  expressions: ExpressionContext,
  { observe, budget }: EvaluationContext,
): Operator {
  const places = keys.map((key) => input.variables.indexOf(key));
  return observe({
    name: "group",
    detail: [...keys.map((key) => `?${key}`), ...aggregates.map(textOfExpression)].join(" "),
    variables: [...keys, ...aggregates.map(({ variable }) => variable.value)],
    certain: new Set(keys.filter((key) => input.certain.has(key))),
    estimate: keys.length === 0 ? 1 : Math.max(1, input.estimate / 4),
    inputs: [input],
    rows() {
      const compiled = compileAggregates(aggregates, input.variables, expressions);
      if (keys.length === 0) return [rowsOf(compiled, [allRows(compiled.begin())])];
      const known = new RowSet(keys.length, (bytes) => budget.hold(bytes));
      const groups: Accumulator[][] = [];
      for (const chunk of input.rows()) {
        const columns = places.map((place) => chunk.columns[place] ?? new Uint32Array(chunk.length));
        accumulate(chunk, (row) => {
          const number = known.add(columns, row);
          let found = groups[number];
          if (found === undefined) {
            found = compiled.begin();
            groups.push(found);
            budget.hold(64 * (1 + found.length));
          }
          return found;
        });
        budget.spend(chunk.length);
      }
      return [rowsOf(compiled, groups, known)];
    },
  });

  /** The one group that there is without keys. */
  function allRows(accumulators: readonly Accumulator[]): readonly Accumulator[] {
    for (const { columns, length } of input.rows()) {
      for (const accumulator of accumulators)
        for (let row = 0; row < length; row++) accumulator.add(columns, row);
      budget.spend(length);
    }
    return accumulators;
  }

  function rowsOf(compiled: Aggregates, groups: readonly (readonly Accumulator[])[], known?: RowSet): Rows {
    const ofKeys = keys.map((_, i) => Uint32Array.from(groups, (_, row) => known?.at(row, i) ?? noTerm));
    const ofAggregates = aggregates.map((_, i) =>
      Uint32Array.from(groups, (accumulators) => compiled.value(accumulators, i)),
    );
    return { columns: [...ofKeys, ...ofAggregates], length: groups.length };
  }
}

function accumulate({ columns, length }: Rows, groupOf: (row: number) => readonly Accumulator[]): void {
  for (let row = 0; row < length; row++)
    for (const accumulator of groupOf(row)) accumulator.add(columns, row);
}
