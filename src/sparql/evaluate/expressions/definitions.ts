import type { Algebra } from "@traqula/algebra-transformations-1-1";
import { noTerm } from "../../../quads/id-view.ts";
import { casts } from "./casts.ts";
import { comparisonTest } from "./comparison-operators.ts";
import { type Compiled, type Evaluate, type Test, truthOf } from "./compiled.ts";
import { dateFunctions } from "./dates.ts";
import { hashFunctions } from "./hashes.ts";
import type { FunctionDefinition, Kit } from "./kit.ts";
import { and, choice, coalesce, membership, not, or } from "./logic.ts";
import { numericFunctions } from "./numeric.ts";
import { regexFunctions } from "./regex.ts";
import { concatenation, stringFunctions } from "./strings.ts";
import { termFunctions } from "./terms.ts";
import { tripleFunctions } from "./triples.ts";

/** What a form of SPARQL makes of its arguments, errors among them: either a value or a test. */
type Form = (
  args: readonly Compiled[],
  kit: Kit,
  operator: string,
) => { readonly value: Evaluate } | { readonly test: Test };

/** An operator that is no plain function of values, and how many arguments it takes. */
export interface FormDefinition {
  readonly least: number;
  readonly most: number;
  readonly form: Form;
}

/** How an operator or named function is made; undefined where it is unknown. */
export function definitionOf(
  expression: Algebra.OperatorExpression | Algebra.NamedExpression,
): FormDefinition | FunctionDefinition | undefined {
  if ("name" in expression) return casts[expression.name.value];
  const name = expression.operator.toLowerCase();
  return forms[name] ?? functions[name];
}

const anyNumber = Number.POSITIVE_INFINITY;

const ordering: FormDefinition = {
  least: 2,
  most: 2,
  form: ([left, right], kit, operator) => ({
    test: comparisonTest(operator, left as Compiled, right as Compiled, kit),
  }),
};

/** What is no plain function of values: it has its own way with errors, or a faster one with constants. */
const forms: Readonly<Record<string, FormDefinition>> = {
  "=": ordering,
  "!=": ordering,
  "<": ordering,
  "<=": ordering,
  ">": ordering,
  ">=": ordering,
  "&&": { least: 2, most: 2, form: ([left, right]) => ({ test: and(left as Compiled, right as Compiled) }) },
  "||": { least: 2, most: 2, form: ([left, right]) => ({ test: or(left as Compiled, right as Compiled) }) },
  "!": { least: 1, most: 1, form: ([operand]) => ({ test: not(operand as Compiled) }) },
  bound: {
    least: 1,
    most: 1,
    form: ([variable]) => ({
      test: (columns, row) => truthOf(variable?.value(columns, row) !== noTerm),
    }),
  },
  if: {
    least: 3,
    most: 3,
    form: ([condition, yes, no]) => ({
      value: choice(condition as Compiled, yes as Compiled, no as Compiled),
    }),
  },
  coalesce: { least: 0, most: anyNumber, form: (args) => ({ value: coalesce(args) }) },
  in: {
    least: 1,
    most: anyNumber,
    form: ([needle, ...list], kit) => ({ test: membership(needle as Compiled, list, false, kit) }),
  },
  notin: {
    least: 1,
    most: anyNumber,
    form: ([needle, ...list], kit) => ({ test: membership(needle as Compiled, list, true, kit) }),
  },
  concat: {
    least: 0,
    most: anyNumber,
    form: (args, kit) => ({
      value: (columns, row) => {
        const ids = args.map(({ value }) => value(columns, row));
        return ids.includes(noTerm) ? noTerm : concatenation(ids, kit);
      },
    }),
  },
};

const functions: Readonly<Record<string, FunctionDefinition>> = {
  ...numericFunctions,
  ...stringFunctions,
  ...regexFunctions,
  ...dateFunctions,
  ...hashFunctions,
  ...termFunctions,
  ...tripleFunctions,
};
