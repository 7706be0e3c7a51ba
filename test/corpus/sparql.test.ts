import { expect, it } from "vitest";
import { comunicaEngine } from "../../src/sparql/comunica-engine.ts";
import { MalformedQueryError } from "../../src/sparql/errors.ts";
import { queryParser } from "../../src/sparql/parse-query.ts";
import { describeCorpus } from "./corpus.ts";
import { isAsExpected, queryOf, runTest, type SuiteTest, testsOf } from "./sparql-suite.ts";

/** The groups of `manifest-sparql11-query.ttl`. */
const queryGroups = [
  "aggregates",
  "bind",
  "bindings",
  "cast",
  "construct",
  "exists",
  "functions",
  "grouping",
  "negation",
  "project-expression",
  "property-path",
  "subquery",
  "syntax-query",
];
const resultGroups = ["csv-tsv-res", "json-res"];

/**
 * `GRAPH ?g` around what has no triple pattern of its own (`VALUES`, an empty group that is counted): the translation that
 * Comunica uses writes the graph on patterns, so there is nothing to range over. Stock Comunica fails the same two.
 */
const knownFailures: readonly string[] = ["aggregates/agg-empty-group-count-graph", "bindings/graph"];

describeCorpus("the W3C SPARQL 1.1 query suite over our quad store", () => {
  it("passes but for the known failures", async () => {
    const tests = queryGroups.flatMap(testsOf);

    const failures = await failuresOf(tests);

    expect(tests.length).toBe(328);
    expect(failures).toEqual(knownFailures);
  });

  it("reads what it wrote as JSON, CSV and TSV", async () => {
    const tests = resultGroups.flatMap(testsOf);

    const failures = await failuresOf(tests);

    expect(tests.length).toBe(10);
    expect(failures).toEqual([]);
  });
});

async function failuresOf(tests: readonly SuiteTest[]): Promise<string[]> {
  const engine = comunicaEngine();
  const parse = queryParser();
  const failures: string[] = [];
  for (const test of tests) if (!(await passes(test))) failures.push(test.id);
  return failures;

  async function passes(test: SuiteTest): Promise<boolean> {
    if (test.type === "PositiveSyntaxTest11") return isQuery(test);
    if (test.type === "NegativeSyntaxTest11") return !isQuery(test);
    const result = await runTest(engine, test);
    return test.result !== undefined && isAsExpected(result, test.result);
  }

  function isQuery(test: SuiteTest): boolean {
    try {
      parse(queryOf(test), test.query);
      return true;
    } catch (error) {
      if (error instanceof MalformedQueryError) return false;
      throw error;
    }
  }
}
