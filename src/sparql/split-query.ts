import type { Algebra } from "@traqula/algebra-transformations-1-1";
import { DataFactory } from "n3";
import { textOfExpression } from "./evaluate/expression-text.ts";
import { conjunctsOf } from "./evaluate/plan-conjunct.ts";
import { variablesInScope } from "./evaluate/scope.ts";
import { withConditionWithin } from "./left-join-condition.ts";
import { withSunkCondition } from "./sink-condition.ts";

/** An operation that is evaluated natively within a query that is not. It stands in the algebra as a `NativeOperation`. */
export interface NativePart {
  readonly operation: Algebra.Operation;
}

/** What Comunica evaluates, and why. */
export interface RefusedPart {
  readonly operation: string;
  readonly reason: string;
}

export interface SplitQuery {
  /** The query, its native parts in place of what they stand for. */
  readonly operation: Algebra.Operation;
  readonly parts: readonly NativePart[];
  readonly refused: readonly RefusedPart[];
}

/** Stands for a part. Of `input`, its variables alone count: who prepares the rest of the query learns what is in scope. */
export interface NativeOperation {
  readonly type: typeof nativeType;
  readonly input: Algebra.Operation;
  readonly metadata: { readonly part: NativePart };
}
export const nativeType = "native";

/**
 * Splits a query that is refused into the largest parts that are not, and the rest. Of a join, the members that are not refused are
 * one part as far as they share variables; of a filter, the conditions that are not refused are within the part.
 */
export function splitQuery(
  query: Algebra.Operation,
  refusalOf: (operation: Algebra.Operation) => string | undefined,
): SplitQuery {
  const parts: NativePart[] = [];
  const refused: RefusedPart[] = [];
  return { operation: restOf(query), parts, refused };

  function split(operation: Algebra.Operation): Algebra.Operation {
    return refusalOf(operation) === undefined ? nativeOf(operation) : restOf(operation);
  }

  function nativeOf(operation: Algebra.Operation): Algebra.Operation {
    if (!hasPattern(operation)) return operation;
    const part = { operation };
    parts.push(part);
    const variables = [...variablesInScope(operation)].map((name) => DataFactory.variable(name));
    const input = { type: "values", variables, bindings: [] };
    return { type: nativeType, input, metadata: { part } } as unknown as Algebra.Operation;
  }

  function restOf(operation: Algebra.Operation): Algebra.Operation {
    switch (operation.type) {
      case "join":
      case "union":
        return { ...operation, input: grouped(operation) } as Algebra.Operation;
      case "filter":
        return restOfFilter(operation);
      case "leftjoin":
        return restOfOther(withConditionWithin(operation));
      default:
        return restOfOther(operation);
    }
  }

  /** The inputs of a join or a union, those that are native together. */
  function grouped({ type, input }: Algebra.Join | Algebra.Union): Algebra.Operation[] {
    const members = input.flatMap((each) => membersOf(each, type));
    const native = members.filter((each) => refusalOf(each) === undefined);
    const groups = type === "join" ? connected(native) : native.length === 0 ? [] : [native];
    const whole = groups.map((group) => {
      const [only] = group;
      return nativeOf(group.length === 1 && only ? only : ({ type, input: group } as Algebra.Operation));
    });
    return [...whole, ...members.filter((each) => refusalOf(each) !== undefined).map(restOf)];
  }

  function restOfFilter(filter: Algebra.Filter): Algebra.Operation {
    const conditions = conjunctsOf(filter.expression);
    const isRefused = (expression: Algebra.Expression) =>
      refusalOf({ ...filter, input: nothing, expression }) !== undefined;
    const within = conditions.filter((each) => !isRefused(each));
    if (refusalOf(filter.input) !== undefined) return restOfSunk(filter, within);
    if (within.length === 0) return restOfOther(filter);
    const inner = within.reduce<Algebra.Operation>(
      (input, expression) => ({ ...filter, input, expression }),
      filter.input,
    );
    return conditions
      .filter(isRefused)
      .reduce<Algebra.Operation>(
        (input, expression) => ({ ...filter, input, expression: splitExpression(expression) }),
        noted(filter, nativeOf(inner)),
      );
  }

  /** Of a filter whose input is not native as a whole: conditions that hold of a member alone go into it, and with it into a part. */
  function restOfSunk(filter: Algebra.Filter, conditions: readonly Algebra.Expression[]): Algebra.Operation {
    for (const condition of conditions) {
      const input = withSunkCondition(filter.input, condition);
      if (input === undefined) continue;
      const others = conjunctsOf(filter.expression).filter((each) => each !== condition);
      return split(
        others.reduce<Algebra.Operation>(
          (inner, expression) => ({ ...filter, input: inner, expression }),
          input,
        ),
      );
    }
    return restOfOther(filter);
  }

  function restOfOther(operation: Algebra.Operation): Algebra.Operation {
    return noted(operation, {
      ...mapInputs(operation, split),
      ...Object.fromEntries(expressionsOf(operation).map(([name, value]) => [name, mapped(value)])),
    } as Algebra.Operation);
  }

  function mapped(value: unknown): unknown {
    return Array.isArray(value) ? value.map(splitExpression) : splitExpression(value as Algebra.Expression);
  }

  /**
   * An expression whose patterns, those of `EXISTS`, are split. One that groups is not: Comunica puts the row's values in place of the
   * keys, and then makes a group of nothing, or none, by what it expects its input to have.
   */
  function splitExpression(expression: Algebra.Expression): Algebra.Expression {
    if (expression.subType === "existence" && "input" in expression)
      return hasGroup(expression.input)
        ? expression
        : ({ ...expression, input: split(expression.input) } as Algebra.Expression);
    if ("args" in expression) return { ...expression, args: expression.args.map(splitExpression) } as never;
    if (expression.subType === "aggregate" && "expression" in expression)
      return { ...expression, expression: splitExpression(expression.expression) } as never;
    return expression;
  }

  /** Notes what is refused of an operation itself, whatever its inputs are. */
  function noted(operation: Algebra.Operation, rest: Algebra.Operation): Algebra.Operation {
    const reason = refusalOf(mapInputs(operation, () => nothing));
    if (reason !== undefined) refused.push({ operation: textOf(operation), reason });
    return rest;
  }
}

const nothing = { type: "bgp", patterns: [] } as unknown as Algebra.Operation;

function mapInputs(
  operation: Algebra.Operation,
  change: (input: Algebra.Operation) => Algebra.Operation,
): Algebra.Operation {
  if (!("input" in operation)) return operation;
  const { input } = operation as { readonly input: Algebra.Operation | Algebra.Operation[] };
  return { ...operation, input: Array.isArray(input) ? input.map(change) : change(input) } as never;
}

/** Those fields of an operation that hold its expressions. */
function expressionsOf(operation: Algebra.Operation): readonly (readonly [name: string, value: unknown])[] {
  const names = ["expression", "expressions", "aggregates"];
  return Object.entries(operation).filter(([name, value]) => names.includes(name) && value !== undefined);
}

function membersOf(operation: Algebra.Operation, type: "join" | "union"): readonly Algebra.Operation[] {
  if (operation.type === type) return operation.input.flatMap((each) => membersOf(each, type));
  return type === "join" && operation.type === "bgp" ? operation.patterns : [operation];
}

/** Groups of operations that share variables, within each but not between two. */
function connected(operations: readonly Algebra.Operation[]): Algebra.Operation[][] {
  let groups: { members: Algebra.Operation[]; variables: Set<string> }[] = [];
  for (const each of operations) {
    const variables = variablesInScope(each);
    const touched = groups.filter((group) => [...variables].some((name) => group.variables.has(name)));
    groups = [
      ...groups.filter((group) => !touched.includes(group)),
      {
        members: [...touched.flatMap(({ members }) => members), each],
        variables: new Set([...touched.flatMap((group) => [...group.variables]), ...variables]),
      },
    ];
  }
  return groups.map(({ members }) => members);
}

/** Whether an operation reads the store: what does not is nothing to take. */
function hasPattern(operation: Algebra.Operation): boolean {
  if (operation.type === "bgp") return operation.patterns.length > 0;
  if (operation.type === "pattern" || operation.type === "path") return true;
  return inputsOf(operation).some(hasPattern);
}

function hasGroup(operation: Algebra.Operation): boolean {
  return operation.type === "group" || inputsOf(operation).some(hasGroup);
}

function inputsOf(operation: Algebra.Operation): readonly Algebra.Operation[] {
  return "input" in operation ? ([operation.input].flat() as Algebra.Operation[]) : [];
}

function textOf(operation: Algebra.Operation): string {
  const expressions = expressionsOf(operation).flatMap(([, value]) => [value].flat() as Algebra.Expression[]);
  return [operation.type, ...expressions.map(textOfExpression)].join(" ");
}
