import { expect, it } from "vitest";
import { integerQuadStore } from "../../src/quads/integer-quad-store.ts";
import { n3QuadStore } from "../../src/quads/n3-quad-store.ts";
import { comunicaEngine } from "../../src/sparql/comunica-engine.ts";
import { MalformedQueryError, NotNativeError } from "../../src/sparql/errors.ts";
import { integerEngine } from "../../src/sparql/integer-engine.ts";
import { queryParser } from "../../src/sparql/parse-query.ts";
import { describeCorpus } from "./corpus.ts";
import { isAsExpected, queryOf, runTest, type SuiteEngine, type SuiteTest, testsOf } from "./sparql-suite.ts";

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

/** What the product leaves to Comunica, and why. */
const notNative: Readonly<Record<string, string>> = { "functions/bnode01": "bnode of 1 arguments" };

const setups: Readonly<Record<string, SuiteEngine>> = {
  product: { engine: integerEngine(), createStore: integerQuadStore },
  oracle: { engine: comunicaEngine(), createStore: n3QuadStore },
};

for (const [name, setup] of Object.entries(setups)) {
  describeCorpus(`the W3C SPARQL 1.1 query suite over the ${name}`, () => {
    it("passes", async () => {
      const tests = queryGroups.flatMap(testsOf);

      const failures = await failuresOf(setup, tests);

      expect(tests.length).toBe(328);
      expect(failures).toEqual([]);
    });

    it("reads what it wrote as JSON, CSV and TSV", async () => {
      const tests = resultGroups.flatMap(testsOf);

      const failures = await failuresOf(setup, tests);

      expect(tests.length).toBe(10);
      expect(failures).toEqual([]);
    });
  });
}

describeCorpus("the W3C SPARQL 1.1 query suite with Comunica switched off", () => {
  it("leaves unanswered what is listed, and nothing else", async () => {
    const setup = { engine: integerEngine({ fallBack: false }), createStore: integerQuadStore };
    const unanswered: Record<string, string> = {};
    const failures: string[] = [];

    for (const test of [...queryGroups, ...resultGroups].flatMap(testsOf)) {
      try {
        if (!(await passes(setup, test))) failures.push(test.id);
      } catch (error) {
        if (!(error instanceof NotNativeError)) throw error;
        unanswered[test.id] = error.reason;
      }
    }

    expect(unanswered).toEqual(notNative);
    expect(failures).toEqual([]);
  });
});

const parse = queryParser();

async function failuresOf(setup: SuiteEngine, tests: readonly SuiteTest[]): Promise<string[]> {
  const failures: string[] = [];
  for (const test of tests) if (!(await passes(setup, test))) failures.push(test.id);
  return failures;
}

async function passes(setup: SuiteEngine, test: SuiteTest): Promise<boolean> {
  if (test.type === "PositiveSyntaxTest11") return isQuery(test);
  if (test.type === "NegativeSyntaxTest11") return !isQuery(test);
  const result = await runTest(setup, test);
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
