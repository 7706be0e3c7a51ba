import { expect, it } from "vitest";
import { integerQuadStore } from "../../src/quads/integer-quad-store.ts";
import { n3QuadStore } from "../../src/quads/n3-quad-store.ts";
import { comunicaEngine } from "../../src/sparql/comunica-engine.ts";
import { integerEngine } from "../../src/sparql/integer-engine.ts";
import { describeCorpus } from "./corpus.ts";
import { type SuiteEngine, testsOf } from "./sparql-suite.ts";
import { failuresOf, verdictOf } from "./sparql-verdict.ts";

/** What `manifest.ttl` includes. */
const groups = [
  "grouping",
  "codepoint-escapes",
  "syntax-triple-terms-negative",
  "syntax-triple-terms-positive",
  "eval-triple-terms",
  "expression",
  "lang-basedir",
  "rdf11",
  "version",
  "syntax",
];

/** The tests of queries, and of the syntax of updates, which are refused as what they are. */
const tests = () =>
  groups.flatMap((group) => testsOf("sparql12", group)).filter(({ type }) => type !== "UpdateEvaluationTest");

const setups: Readonly<Record<string, SuiteEngine & { readonly failing: readonly string[] }>> = {
  product: { engine: integerEngine(), createStore: integerQuadStore, failing: [] },
  // Comunica keeps the language of strings whose directions differ.
  oracle: { engine: comunicaEngine(), createStore: n3QuadStore, failing: ["lang-basedir/concat"] },
};

for (const [name, { failing, ...setup }] of Object.entries(setups)) {
  describeCorpus(`the W3C SPARQL 1.2 suite over the ${name}`, () => {
    it("passes", async () => {
      const all = tests();

      const failures = await failuresOf(setup, all);

      expect(all.length).toBe(266);
      expect(failures).toEqual(failing);
    });
  });
}

describeCorpus("the W3C SPARQL 1.2 suite with Comunica switched off", () => {
  it("leaves nothing unanswered", async () => {
    const setup = { engine: integerEngine({ fallBack: false }), createStore: integerQuadStore };

    const { unanswered, failures } = await verdictOf(setup, tests());

    expect(unanswered).toEqual({});
    expect(failures).toEqual([]);
  });
});
