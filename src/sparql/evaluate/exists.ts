import type { Algebra } from "@traqula/algebra-transformations-1-1";
import { noTerm } from "../../quads/id-view.ts";
import type { ExpressionContext } from "./expressions/expression.ts";
import type { Operator } from "./operator.ts";
import { type Seed, seedOf } from "./operators/unit.ts";
import type { Planner } from "./planner.ts";
import { RowSet } from "./row-set.ts";
import { allVariables } from "./scope.ts";

/** `EXISTS` inside an expression: the pattern is evaluated for each combination of what it shares with the rows, once. */
export function existsBy(planner: () => Planner): ExpressionContext["exists"] {
  return (pattern, variables) => {
    // Often no row asks: what stands before it in the expression says enough.
    let asked: ReturnType<typeof answerer> | undefined;
    return (columns, row) => {
      asked ??= answerer(pattern, variables, planner());
      return asked(columns, row);
    };
  };
}

function answerer(
  pattern: Algebra.Operation,
  variables: readonly string[],
  { context: { budget }, planExistence }: Planner,
): (columns: readonly Uint32Array[], row: number) => boolean {
  const mentioned = allVariables(pattern);
  const shared = variables.filter((name) => mentioned.has(name));
  const places = shared.map((name) => variables.indexOf(name));
  // What a row leaves unbound is a variable of the pattern, which is another plan.
  const plans = new Map<string, { readonly seed: Seed; readonly operator: Operator }>();
  const planFor = (names: readonly string[]) => {
    const key = names.join(" ");
    const planned = plans.get(key);
    if (planned !== undefined) return planned;
    const seed = seedOf({ variables: names, certain: new Set(names), estimate: 1 });
    const plan = { seed, operator: planExistence(pattern, seed, { variables: new Set(), isSet: true }) };
    plans.set(key, plan);
    return plan;
  };
  const known = new RowSet(shared.length, (bytes) => budget.hold(bytes));
  const answers: boolean[] = [];
  return (columns, row) => {
    const own = places.map((place) => columns[place] as Uint32Array);
    const number = known.add(own, row);
    const answer = answers[number];
    if (answer !== undefined) return answer;
    const isBound = (_: unknown, place: number) => own[place]?.[row] !== noTerm;
    const { seed, operator } = planFor(shared.filter(isBound));
    const bound = own.filter(isBound).map((column) => Uint32Array.of(column[row] as number));
    seed.set({ columns: bound, length: 1 });
    let isFound = false;
    for (const { length } of operator.rows()) {
      isFound = length > 0;
      if (isFound) break;
    }
    answers[number] = isFound;
    return isFound;
  };
}
