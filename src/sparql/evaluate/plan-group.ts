import type { Algebra } from "@traqula/algebra-transformations-1-1";
import type { EvaluationContext, Needs, Operator } from "./operator.ts";
import { patternJoin } from "./operators/pattern-join.ts";
import { distinct } from "./operators/project.ts";
import { pathFanOut } from "./paths/fan-out.ts";
import { pathJoin } from "./paths/path-join.ts";
import { fanOut, idPattern } from "./pattern.ts";
import { planConjunct } from "./plan-conjunct.ts";
import type { Planner } from "./planner.ts";
import { variablesInScope, variablesOfExpression, variablesToPutInto } from "./scope.ts";
import { isSeedable } from "./seedable.ts";

/**
 * Joins the members of a group one after another: next is always the one that makes the fewest rows out of those so far,
 * by exact counts of its constants. Each part of the filter is applied as soon as its variables are bound, and a
 * column goes as soon as nothing needs it; in a set, what that makes equal becomes one row.
 */
export function planGroup(
  members: readonly Algebra.Operation[],
  conjuncts: readonly Algebra.Expression[],
  input: Operator,
  needs: Needs,
  planner: Planner,
): Operator {
  const { context } = planner;
  let remaining = [...members];
  let pending = [...conjuncts];
  let current = input;

  const settle = () => {
    const ready = pending.filter((conjunct) => isReady(conjunct, current, remaining));
    pending = pending.filter((conjunct) => !ready.includes(conjunct));
    for (const conjunct of ready) current = planConjunct(conjunct, current, planner);
  };
  settle();
  while (remaining.length > 0) {
    const next = cheapest(remaining, new Set(current.variables), context);
    remaining = remaining.filter((each) => each !== next);
    const wanted = new Set(needs.variables);
    for (const each of remaining) for (const name of variablesToPutInto(each, context)) wanted.add(name);
    for (const each of pending) for (const name of variablesOfExpression(each)) wanted.add(name);
    current = planMember(next, current, { variables: wanted, isSet: needs.isSet }, planner);
    settle();
  }
  return pending.reduce((each, conjunct) => planConjunct(conjunct, each, planner), current);
}

function planMember(member: Algebra.Operation, input: Operator, needs: Needs, planner: Planner): Operator {
  const { context, plan } = planner;
  const kept = (name: string) => needs.variables.has(name);
  if (member.type === "pattern" || member.type === "path") {
    const joined =
      member.type === "pattern"
        ? patternJoin(input, member, kept, context)
        : pathJoin(input, member, kept, needs.isSet, context);
    const all = new Set([...input.variables, ...variablesInScope(member)]);
    return needs.isSet && joined.variables.length < all.size ? distinct(joined, context) : joined;
  }
  return plan(member, input, needs);
}

/** Whether all that a part of the filter speaks of is bound, or can be bound no more. */
function isReady(
  conjunct: Algebra.Expression,
  { certain }: Operator,
  remaining: readonly Algebra.Operation[],
): boolean {
  if (remaining.length > 0 && conjunct.subType === "existence") return false;
  for (const name of variablesOfExpression(conjunct)) {
    if (certain.has(name)) continue;
    if (remaining.some((each) => variablesInScope(each).has(name))) return false;
  }
  return true;
}

function cheapest(
  members: readonly Algebra.Operation[],
  bound: ReadonlySet<string>,
  context: EvaluationContext,
): Algebra.Operation {
  let best = members[0] as Algebra.Operation;
  if (members.length === 1) return best;
  let least = Number.POSITIVE_INFINITY;
  for (const member of members) {
    const rows = fanOutOf(member, bound, context);
    if (rows >= least) continue;
    best = member;
    least = rows;
  }
  return best;
}

/** How many rows an operation makes of one that binds these variables, about. */
function fanOutOf(
  operation: Algebra.Operation,
  bound: ReadonlySet<string>,
  context: EvaluationContext,
): number {
  switch (operation.type) {
    case "pattern":
      return fanOut(idPattern(operation, context), bound, context);
    case "path":
      return pathFanOut(operation, bound, context);
    case "values": {
      const isShared = operation.variables.some(({ value }) => bound.has(value));
      return operation.bindings.length / (isShared ? 4 : 1);
    }
    case "bgp":
      return least(operation.patterns, bound, context);
    case "join":
      return least(operation.input, bound, context);
    case "union":
      return operation.input.reduce((sum, each) => sum + fanOutOf(each, bound, context), 0);
    case "leftjoin":
    case "minus":
      return fanOutOf(operation.input[0], seen(operation, bound), context);
    case "group":
      return operation.variables.length === 0 ? 1 : fanOutOf(operation.input, new Set(), context);
    case "slice":
      return Math.min(
        operation.length ?? Number.POSITIVE_INFINITY,
        fanOutOf(operation.input, new Set(), context),
      );
    case "filter":
    case "extend":
    case "project":
    case "distinct":
    case "reduced":
    case "orderby":
      return fanOutOf(operation.input, seen(operation, bound), context);
    default:
      return 1_000;
  }
}

/** What an operation sees of what is bound before it. */
function seen(operation: Algebra.Operation, bound: ReadonlySet<string>): ReadonlySet<string> {
  return isSeedable(operation, bound) ? bound : new Set();
}

function least(
  members: readonly Algebra.Operation[],
  bound: ReadonlySet<string>,
  context: EvaluationContext,
): number {
  return members.reduce(
    (few, each) => Math.min(few, fanOutOf(each, bound, context)),
    members.length === 0 ? 1 : 1e12,
  );
}
