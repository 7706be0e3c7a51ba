import type { Algebra } from "@traqula/algebra-transformations-1-1";
import { noTerm } from "../../../quads/id-view.ts";
import type { EvaluationContext, Operator } from "../operator.ts";

/** Inline data (SPARQL 1.1 §10.2). */
export function values(
  { variables, bindings }: Algebra.Values,
  { terms, observe }: EvaluationContext,
): Operator {
  const names = variables.map(({ value }) => value);
  const isBound = (name: string) => bindings.every((row) => row[name] !== undefined);
  return observe({
    name: "values",
    detail: `${names.map((name) => `?${name}`).join(" ")}, ${bindings.length} rows`,
    variables: names,
    certain: new Set(names.filter(isBound)),
    estimate: bindings.length,
    inputs: [],
    rows() {
      if (bindings.length === 0) return [];
      const columns = names.map((name) =>
        Uint32Array.from(bindings, (row) => (row[name] === undefined ? noTerm : terms.intern(row[name]))),
      );
      return [{ columns, length: bindings.length }];
    },
  });
}
