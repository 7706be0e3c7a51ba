import type { Algebra } from "@traqula/algebra-transformations-1-1";
import type { ExpressionContext } from "./expressions/expression.ts";
import type { EvaluationContext, Needs, Operator } from "./operator.ts";
import { unionFrom } from "./operators/branches.ts";
import { extend } from "./operators/extend.ts";
import { group } from "./operators/group.ts";
import { hashJoin } from "./operators/hash-join.ts";
import { leftJoin } from "./operators/left-join.ts";
import { minus } from "./operators/minus.ts";
import { orderBy } from "./operators/order-by.ts";
import { distinct, project, slice } from "./operators/project.ts";
import { numberedSeed } from "./operators/seeded.ts";
import { semiJoin } from "./operators/semi-join.ts";
import { union } from "./operators/union.ts";
import { seedOf, unit } from "./operators/unit.ts";
import { values } from "./operators/values.ts";
import { conjunctsOf, planConjunct } from "./plan-conjunct.ts";
import { planGroup } from "./plan-group.ts";
import type { Planner } from "./planner.ts";
import { variablesInScope, variablesOfExpression, variablesToPutInto } from "./scope.ts";
import { isSeedable } from "./seedable.ts";

export function planner(context: EvaluationContext, expressions: ExpressionContext): Planner {
  return plannerOf(context, expressions, (operation, input) =>
    isSeedable(operation, new Set(input.variables)),
  );
}

function plannerOf(
  context: EvaluationContext,
  expressions: ExpressionContext,
  mayBeginWith: (operation: Algebra.Operation, input: Operator) => boolean,
): Planner {
  const self: Planner = {
    context,
    expressions,
    plan,
    planExistence: (operation, input, needs) => {
      const substituted = new Set(input.variables);
      const within = plannerOf({ ...context, substituted }, expressions, ({ type }) => type !== "values");
      return within.plan(operation, input, needs);
    },
    planApart: (operation, needs) =>
      planner({ ...context, substituted: new Set() }, expressions).plan(operation, unit, needs),
  };
  return self;

  function plan(operation: Algebra.Operation, input: Operator, needs: Needs): Operator {
    if (input === unit || mayBeginWith(operation, input)) return planFrom(operation, input, needs);
    const scope = variablesInScope(operation);
    const shared = input.variables.filter((name) => scope.has(name));
    const right = plan(operation, unit, { ...needs, variables: namesOf(needs.variables, shared) });
    return hashJoin(input, right, (name) => needs.variables.has(name), context);
  }

  /** `most`: how many rows are read of what it gives, where that is known. */
  function planFrom(operation: Algebra.Operation, input: Operator, needs: Needs, most?: number): Operator {
    switch (operation.type) {
      case "bgp":
      case "pattern":
      case "path":
      case "join":
        return planGroup(membersOf(operation), [], input, needs, self);
      case "filter":
        return planFilter(operation, input, needs);
      case "values":
        return values(operation, context);
      case "extend": {
        const asked = variablesOfExpression(operation.expression);
        const inner = new Set([...needs.variables, ...asked]);
        inner.delete(operation.variable.value);
        const extended = plan(operation.input, input, { ...needs, variables: inner });
        if (!needs.variables.has(operation.variable.value)) return extended;
        return extend(extended, operation.variable.value, operation.expression, expressions, context);
      }
      case "leftjoin":
        return planLeftJoin(operation, input, needs);
      case "union":
        return planUnion(operation, input, needs);
      case "minus":
        return planMinus(operation, input, needs);
      case "group":
        return planGrouping(operation, needs);
      case "orderby": {
        const asked = namesOf(...operation.expressions.map(variablesOfExpression));
        const isSet = needs.isSet && [...asked].every((name) => needs.variables.has(name));
        const sorted = plan(operation.input, input, { variables: namesOf(needs.variables, asked), isSet });
        return orderBy(sorted, operation.expressions, expressions, context, most);
      }
      case "project": {
        const names = operation.variables.map(({ value }) => value);
        const wanted = needs.variables.has(everything)
          ? names
          : names.filter((name) => needs.variables.has(name));
        const inner = { ...needs, variables: new Set(wanted) };
        if (operation.input.type !== "orderby") return project(plan(operation.input, input, inner), wanted);
        return project(planFrom(operation.input, input, inner, most), wanted);
      }
      case "distinct":
        return distinct(plan(operation.input, input, distinctNeeds(operation.input, needs)), context);
      case "reduced":
        return plan(operation.input, input, { ...needs, isSet: false });
      case "slice":
        return planSlice(operation, input, { ...needs, isSet: false });
      default:
        throw new Error(`There is no plan for ${operation.type}`);
    }
  }

  /** A sort of which only the first rows are read need not sort the others. */
  function planSlice(operation: Algebra.Slice, input: Operator, needs: Needs): Operator {
    const { input: inner, start, length } = operation;
    const isOfFirst = input === unit && (inner.type === "project" || inner.type === "orderby");
    const most = isOfFirst && length !== undefined ? start + length : undefined;
    const given = most === undefined ? plan(inner, input, needs) : planFrom(inner, input, needs, most);
    return slice(given, operation, context);
  }

  function planFilter(operation: Algebra.Filter, input: Operator, needs: Needs): Operator {
    const conjuncts = conjunctsOf(operation.expression);
    const inner = operation.input;
    if (inner.type === "bgp" || inner.type === "join" || inner.type === "path" || inner.type === "pattern")
      return planGroup(membersOf(inner), conjuncts, input, needs, self);
    const asked = namesOf(needs.variables, ...conjuncts.map(variablesOfExpression));
    const filtered = plan(inner, input, { ...needs, variables: asked });
    return conjuncts.reduce((each, conjunct) => planConjunct(conjunct, each, self), filtered);
  }

  function planLeftJoin(operation: Algebra.LeftJoin, input: Operator, needs: Needs): Operator {
    const [leftSide, rightSide] = operation.input;
    const { expression } = operation;
    const asked = expression === undefined ? new Set<string>() : variablesOfExpression(expression);
    const mentioned = namesOf(variablesToPutInto(rightSide, context), asked);
    const left = plan(leftSide, input, { ...needs, variables: namesOf(needs.variables, mentioned) });
    const numbered = numberedSeed(left, (name) => mentioned.has(name));
    const wanted = namesOf(needs.variables, asked, [numbered.number], numbered.seed.variables);
    const right = plan(rightSide, numbered.seed, { ...needs, variables: wanted });
    const kept = (name: string) => needs.variables.has(name);
    return leftJoin({ left, numbered, right, condition: expression, kept }, expressions, context);
  }

  function planUnion(operation: Algebra.Union, input: Operator, needs: Needs): Operator {
    if (input === unit)
      return union(
        operation.input.map((each) => plan(each, unit, needs)),
        context,
      );
    const seed = seedOf(input);
    return unionFrom(
      input,
      seed,
      operation.input.map((each) => plan(each, seed, needs)),
      context,
    );
  }

  function planMinus(operation: Algebra.Minus, input: Operator, needs: Needs): Operator {
    const [leftSide, rightSide] = operation.input;
    const inRight = variablesInScope(rightSide);
    const scopeName = operation.graphScopeVar?.value;
    const shared = [...variablesInScope(leftSide)].filter((name) => inRight.has(name) && name !== scopeName);
    const left = plan(leftSide, input, { ...needs, variables: namesOf(needs.variables, shared) });
    if (shared.length === 0) return left;
    const right = plan(rightSide, unit, { variables: new Set(shared), isSet: true });
    const isCertain = shared.every((name) => left.certain.has(name) && right.certain.has(name));
    const numbered = numberedSeed(left, (name) => shared.includes(name));
    if (
      isCertain &&
      left.estimate < right.estimate &&
      isSeedable(rightSide, new Set(numbered.seed.variables))
    ) {
      const seeded = plan(rightSide, numbered.seed, { variables: new Set([numbered.number]), isSet: true });
      return semiJoin({ name: "minus", left, numbered, right: seeded, isAnti: true }, context);
    }
    return minus(left, right, shared, context);
  }

  function planGrouping(operation: Algebra.Group, needs: Needs): Operator {
    const keys = operation.variables.map(({ value }) => value);
    const aggregates = operation.aggregates.filter(
      ({ variable }) => needs.variables.has(variable.value) || needs.variables.has(everything),
    );
    const isWhole = aggregates.some(
      ({ distinct: isDistinct, expression }) => isDistinct && expression.subType === "wildcard",
    );
    const asked = isWhole
      ? variablesInScope(operation.input)
      : namesOf(...aggregates.map(variablesOfExpression));
    const isSet = aggregates.every(
      ({ aggregator, distinct: isDistinct }) => isDistinct || ["min", "max", "sample"].includes(aggregator),
    );
    const input = plan(operation.input, unit, { variables: namesOf(keys, asked), isSet });
    return group(input, keys, aggregates, expressions, context);
  }
}

/** In `needs`, that all variables of a projection are wanted. */
export const everything = " everything";

/** The patterns, paths and other operations that are joined in a group. */
function membersOf(operation: Algebra.Operation): Algebra.Operation[] {
  if (operation.type === "join") return operation.input.flatMap(membersOf);
  return operation.type === "bgp" ? [...operation.patterns] : [operation];
}

/** What a DISTINCT wants of its input: the same, but each row once is enough. */
function distinctNeeds(input: Algebra.Operation, needs: Needs): Needs {
  const scope = variablesInScope(input);
  return { variables: needs.variables.has(everything) ? needs.variables : namesOf(scope), isSet: true };
}

function namesOf(...sets: readonly Iterable<string>[]): Set<string> {
  const all = new Set<string>();
  for (const names of sets) for (const name of names) all.add(name);
  return all;
}
