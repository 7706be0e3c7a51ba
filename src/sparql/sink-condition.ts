import { type Algebra, AlgebraFactory } from "@traqula/algebra-transformations-1-1";
import { bindsVariable } from "./evaluate/every-row.ts";
import { variablesOfExpression } from "./evaluate/scope.ts";

/**
 * An operation whose rows are those of another for which a condition holds, the condition being as far within as it can be: where every row
 * has all that the condition speaks of, it says the same of the row and of all that is made of it. Undefined where it cannot be within.
 */
export function withSunkCondition(
  operation: Algebra.Operation,
  condition: Algebra.Expression,
): Algebra.Operation | undefined {
  const names = [...variablesOfExpression(condition)];
  if (names.length === 0 || hasPattern(condition)) return undefined;
  return sunkInto(operation);

  function sunkInto(outer: Algebra.Operation): Algebra.Operation | undefined {
    switch (outer.type) {
      case "join": {
        const place = outer.input.findIndex(bindsAll);
        const member = outer.input[place];
        return (
          member && ({ ...outer, input: outer.input.with(place, filtered(member)) } as Algebra.Operation)
        );
      }
      case "leftjoin":
      case "minus": {
        const [left, right] = outer.input;
        return bindsAll(left)
          ? ({ ...outer, input: [filtered(left), right] } as Algebra.Operation)
          : undefined;
      }
      case "extend":
        return names.includes(outer.variable.value) ? undefined : below(outer);
      case "filter":
        return below(outer);
      default:
        return undefined;
    }
  }

  function below(outer: Algebra.Extend | Algebra.Filter): Algebra.Operation | undefined {
    const input = sunkInto(outer.input);
    return input && ({ ...outer, input } as Algebra.Operation);
  }

  function filtered(member: Algebra.Operation): Algebra.Operation {
    return sunkInto(member) ?? factory.createFilter(member, condition);
  }

  function bindsAll(member: Algebra.Operation): boolean {
    return names.every((name) => bindsVariable(member, name));
  }
}

/** Whether it asks for a pattern, which speaks of more than its variables. */
function hasPattern(expression: Algebra.Expression): boolean {
  if (expression.subType === "existence") return true;
  return "args" in expression && expression.args.some(hasPattern);
}

const factory = new AlgebraFactory();
