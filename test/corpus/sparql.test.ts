import { expect, it } from "vitest";
import { integerQuadStore } from "../../src/quads/integer-quad-store.ts";
import { n3QuadStore } from "../../src/quads/n3-quad-store.ts";
import { comunicaEngine } from "../../src/sparql/comunica-engine.ts";
import { integerEngine } from "../../src/sparql/integer-engine.ts";
import { describeCorpus } from "./corpus.ts";
import { type SuiteEngine, testsOf } from "./sparql-suite.ts";
import { failuresOf, verdictOf } from "./sparql-verdict.ts";

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
      const tests = queryGroups.flatMap((group) => testsOf("sparql11", group));

      const failures = await failuresOf(setup, tests);

      expect(tests.length).toBe(328);
      expect(failures).toEqual([]);
    });

    it("reads what it wrote as JSON, CSV and TSV", async () => {
      const tests = resultGroups.flatMap((group) => testsOf("sparql11", group));

      const failures = await failuresOf(setup, tests);

      expect(tests.length).toBe(10);
      expect(failures).toEqual([]);
    });
  });
}

describeCorpus("the W3C SPARQL 1.1 query suite with Comunica switched off", () => {
  it("leaves unanswered what is listed, and nothing else", async () => {
    const setup = { engine: integerEngine({ fallBack: false }), createStore: integerQuadStore };
    const tests = [...queryGroups, ...resultGroups].flatMap((group) => testsOf("sparql11", group));

    const { unanswered, failures } = await verdictOf(setup, tests);

    expect(unanswered).toEqual(notNative);
    expect(failures).toEqual([]);
  });
});
