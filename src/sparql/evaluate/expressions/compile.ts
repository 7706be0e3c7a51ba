import type { Algebra } from "@traqula/algebra-transformations-1-1";
import { noTerm, type TermId } from "../../../quads/id-view.ts";
import { MalformedQueryError } from "../../errors.ts";
import { type Compiled, type Evaluate, isError, isTrue, type Test, truthOf } from "./compiled.ts";
import { definitionOf } from "./definitions.ts";
import type { FunctionDefinition, Kit } from "./kit.ts";
import { memoised } from "./memo.ts";
import { isOpen, tripleExpression } from "./triple-expression.ts";

/** An expression, ready for rows; what it answers for a term is remembered where it reads one column only. */
export function compile(expression: Algebra.Expression, variables: readonly string[], kit: Kit): Compiled {
  const { terms } = kit;
  const inner = compiled(expression, variables, kit);
  const value: Evaluate = (columns, row) => {
    terms.clear();
    return terms.settled(inner.value(columns, row));
  };
  const test: Test = (columns, row) => {
    terms.clear();
    return inner.test(columns, row);
  };
  const [column] = inner.columns;
  return {
    ...inner,
    value: inner.isCheap ? inner.value : isRemembered(inner, column) ? memoised(value, column) : value,
    test: inner.isCheap ? inner.test : isRemembered(inner, column) ? memoised(test, column) : test,
  };
}

function compiled(expression: Algebra.Expression, variables: readonly string[], kit: Kit): Compiled {
  if ("term" in expression) return leaf(expression.term, variables, kit);
  if ("args" in expression) return application(expression, variables, kit);
  if ("input" in expression) {
    const exists = kit.context.exists(expression.input, variables);
    const { not } = expression;
    const test: Test = (columns, row) => truthOf(exists(columns, row) !== not);
    return {
      test,
      value: valueFrom(test, kit),
      columns: new Set(),
      isVolatile: true,
      isCheap: false,
      isLight: true,
    };
  }
  throw new Error(`A ${expression.subType} is no expression of a row`);
}

function leaf(term: Algebra.TermExpression["term"], variables: readonly string[], kit: Kit): Compiled {
  if (term.termType === "Quad" && isOpen(term)) return application(tripleExpression(term), variables, kit);
  if (term.termType !== "Variable") return constant(kit.terms.intern(term), kit);
  const column = variables.indexOf(term.value);
  if (column < 0) return constant(noTerm, kit);
  const value: Evaluate = (columns, row) => (columns[column] as Uint32Array)[row] as number;
  return {
    value,
    test: testFrom(value, kit),
    columns: new Set([column]),
    isVolatile: false,
    isCheap: true,
    isLight: true,
  };
}

function constant(id: TermId, kit: Kit): Compiled {
  const truth = id === noTerm ? isError : kit.truth(id);
  return {
    value: () => id,
    test: () => truth,
    constant: id,
    columns: new Set(),
    isVolatile: false,
    isCheap: true,
    isLight: true,
  };
}

function application(
  expression: Algebra.OperatorExpression | Algebra.NamedExpression,
  variables: readonly string[],
  kit: Kit,
): Compiled {
  const definition = definitionOf(expression);
  const operator = "operator" in expression ? expression.operator.toLowerCase() : expression.name.value;
  if (definition === undefined) throw new Error(`There is no function ${operator}`);

  const plain = expression.args.map((each) => compiled(each, variables, kit));
  const columns = new Set(plain.flatMap((each) => [...each.columns]));
  const isVolatile =
    ("isVolatile" in definition && definition.isVolatile === true) || plain.some((each) => each.isVolatile);
  // What reads one column is remembered as a whole, and else each argument that does.
  const args = columns.size > 1 || isVolatile ? plain.map((each) => remembered(each, kit)) : plain;
  const made = "form" in definition ? definition.form(args, kit, operator) : applied(definition, args, kit);
  const test = "test" in made ? made.test : testFrom(made.value, kit);
  const value = "value" in made ? made.value : valueFrom(test, kit);
  const isCheap = isFast(operator, args);
  const isLight = isCheap || (makesLittle.has(operator) && args.every((each) => each.isLight));
  const result = { test, value, columns, isVolatile, isCheap, isLight };
  return columns.size === 0 && !isVolatile ? folded(result, kit) : result;
}

/** Whether it asks so little that a memo would not pay: the kind of a term, or how it compares to a constant. */
function isFast(operator: string, args: readonly Compiled[]): boolean {
  if (!args.every(({ isCheap }) => isCheap)) return false;
  return (
    asksKind.has(operator) || (compares.has(operator) && args.some((each) => each.constant !== undefined))
  );
}

const compares = names("= != < <= > >= in notin sameterm");
const asksKind = names("bound isiri isuri isblank isliteral isnumeric istriple haslang");

/** The functions whose answers take longer to keep than to make. */
const makesLittle = names(
  "+ - * uplus uminus abs ceil floor round str lang langdir strlen ucase lcase substr strbefore strafter concat if coalesce",
);

function names(spaced: string): ReadonlySet<string> {
  return new Set(spaced.split(" "));
}

/** What is the same for every row is evaluated once; a fault of the query shows when a row asks for it. */
function folded(expression: Compiled, kit: Kit): Compiled {
  try {
    return constant(kit.terms.settled(expression.value([], 0)), kit);
  } catch (error) {
    if (error instanceof MalformedQueryError) return expression;
    throw error;
  }
}

/** A function of values: an error in any argument is an error. */
function applied(
  definition: FunctionDefinition,
  args: readonly Compiled[],
  kit: Kit,
): { readonly value: Evaluate } | { readonly test: Test } {
  const constants = args.map((each) => each.constant);
  const missing = Array.from({ length: 4 - args.length }, () => noTerm);
  const padded = [...constants, ...missing];
  if (definition.test !== undefined)
    return { test: withArguments(args, definition.test(kit, padded), isError) };
  if (definition.value === undefined) throw new Error("A function has neither value nor test");
  return { value: withArguments(args, definition.value(kit, padded), noTerm) };
}

function withArguments<Answer>(
  args: readonly Compiled[],
  apply: (a: TermId, b: TermId, c: TermId, d: TermId) => Answer,
  failure: Answer,
): (columns: readonly Uint32Array[], row: number) => Answer {
  const [first, second, third, fourth] = args.map(({ value }) => value);
  if (first === undefined) return () => apply(noTerm, noTerm, noTerm, noTerm);
  if (second === undefined)
    return (columns, row) => {
      const a = first(columns, row);
      return a === noTerm ? failure : apply(a, noTerm, noTerm, noTerm);
    };
  return (columns, row) => {
    const a = first(columns, row);
    const b = second(columns, row);
    if (a === noTerm || b === noTerm) return failure;
    if (third === undefined) return apply(a, b, noTerm, noTerm);
    const c = third(columns, row);
    const d = fourth?.(columns, row);
    return c === noTerm || d === noTerm ? failure : apply(a, b, c, d ?? noTerm);
  };
}

/** An argument whose answers are remembered. Where it makes no more than a text or number, they are made again. */
function remembered(expression: Compiled, { terms }: Kit): Compiled {
  const [column] = expression.columns;
  if (expression.isCheap || !isRemembered(expression, column)) return expression;
  const settled: Evaluate = (columns, row) => terms.settled(expression.value(columns, row));
  return {
    ...expression,
    value: expression.isLight ? expression.value : memoised(settled, column),
    test: memoised(expression.test, column),
  };
}

function isRemembered({ columns, isVolatile }: Compiled, column: number | undefined): column is number {
  return column !== undefined && columns.size === 1 && !isVolatile;
}

function testFrom(value: Evaluate, { truth }: Kit): Test {
  return (columns, row) => {
    const id = value(columns, row);
    return id === noTerm ? isError : truth(id);
  };
}

function valueFrom(test: Test, { make }: Kit): Evaluate {
  return (columns, row) => {
    const truth = test(columns, row);
    return truth === isError ? noTerm : make.boolean(truth === isTrue);
  };
}
