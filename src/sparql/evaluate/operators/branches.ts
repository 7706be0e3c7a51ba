import type { EvaluationContext, Operator } from "../operator.ts";
import type { Rows } from "../rows.ts";
import { union } from "./union.ts";
import type { Seed } from "./unit.ts";

/** A union whose branches begin with the rows of an input: each chunk of it goes through every branch. */
export function unionFrom(
  input: Operator,
  seed: Seed,
  branches: readonly Operator[],
  context: EvaluationContext,
): Operator {
  const all = union(branches, { ...context, observe: (operator) => operator });
  return context.observe({
    ...all,
    inputs: [input, ...branches],
    rows: () => branched(input, seed, all),
  });
}

function* branched(input: Operator, seed: Seed, all: Operator): Iterable<Rows> {
  for (const { columns, length } of input.rows()) {
    seed.set({ columns, length });
    yield* all.rows();
  }
}
