import { MalformedQueryError, NotNativeError, UpdateRefusedError } from "../../src/sparql/errors.ts";
import { queryParser } from "../../src/sparql/parse-query.ts";
import { isAsExpected, queryOf, runTest, type SuiteEngine, type SuiteTest } from "./sparql-suite.ts";

/** The tests that an engine fails. */
export async function failuresOf(setup: SuiteEngine, tests: readonly SuiteTest[]): Promise<string[]> {
  const failures: string[] = [];
  for (const test of tests) if (!(await passes(setup, test))) failures.push(test.id);
  return failures;
}

/** What an engine without Comunica leaves unanswered, by the reasons, and what it answers wrongly. */
export async function verdictOf(
  setup: SuiteEngine,
  tests: readonly SuiteTest[],
): Promise<{ readonly unanswered: Readonly<Record<string, string>>; readonly failures: readonly string[] }> {
  const unanswered: Record<string, string> = {};
  const failures: string[] = [];
  for (const test of tests) {
    try {
      if (!(await passes(setup, test))) failures.push(test.id);
    } catch (error) {
      if (!(error instanceof NotNativeError)) throw error;
      unanswered[test.id] = error.reason;
    }
  }
  return { unanswered, failures };
}

const parse = queryParser();

async function passes(setup: SuiteEngine, test: SuiteTest): Promise<boolean> {
  const isOfSyntax = /^(Positive|Negative)(Update)?SyntaxTest(11)?$/.exec(test.type);
  if (isOfSyntax === null) {
    const result = await runTest(setup, test);
    return test.result !== undefined && isAsExpected(result, test.result);
  }
  const [, sign, isUpdate] = isOfSyntax;
  if (sign === "Negative") return formOf(test) === "malformed";
  return formOf(test) === (isUpdate === undefined ? "query" : "update");
}

/** What the text of a test is to our parser, which refuses updates. */
function formOf(test: SuiteTest): "query" | "update" | "malformed" {
  try {
    parse(queryOf(test), test.query);
    return "query";
  } catch (error) {
    if (error instanceof UpdateRefusedError) return "update";
    if (error instanceof MalformedQueryError) return "malformed";
    throw error;
  }
}
