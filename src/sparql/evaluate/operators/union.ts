import { noTerm } from "../../../quads/id-view.ts";
import type { EvaluationContext, Operator } from "../operator.ts";
import type { Rows } from "../rows.ts";

/** The rows of one operator after the other's; what a branch does not bind is unbound. */
export function union(branches: readonly Operator[], { observe }: EvaluationContext): Operator {
  const variables = [...new Set(branches.flatMap((branch) => branch.variables))];
  return observe({
    name: "union",
    detail: "",
    variables,
    certain: new Set(variables.filter((name) => branches.every(({ certain }) => certain.has(name)))),
    estimate: branches.reduce((sum, { estimate }) => sum + estimate, 0),
    inputs: branches,
    rows: () => united(branches, variables),
  });
}

function* united(branches: readonly Operator[], variables: readonly string[]): Iterable<Rows> {
  for (const branch of branches) {
    const places = variables.map((name) => branch.variables.indexOf(name));
    for (const chunk of branch.rows()) yield arranged(chunk, places);
  }
}

/** The columns at these places; -1 is a column of nothing. */
export function arranged({ columns, length }: Rows, places: readonly number[]): Rows {
  return {
    columns: places.map((place) => columns[place] ?? new Uint32Array(length).fill(noTerm)),
    length,
  };
}
