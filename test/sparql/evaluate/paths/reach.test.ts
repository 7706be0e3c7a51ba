import { describe, expect, it } from "vitest";
import { integerQuadStore } from "../../../../src/quads/integer-quad-store.ts";
import { budgetOf } from "../../../../src/sparql/evaluate/budget.ts";
import { reachedFrom } from "../../../../src/sparql/evaluate/paths/reach.ts";
import type { Step } from "../../../../src/sparql/evaluate/paths/step.ts";
import { integerEngine } from "../../../../src/sparql/integer-engine.ts";
import { iris, quadsOf, rowsOf } from "../../fixtures.ts";

describe("a walk", () => {
  it("holds its memory for as long as it lasts, however many follow each other", () => {
    const length = 100_000;
    const step: Step = (node, into) => {
      if (node < length) into.push(node + 1);
    };
    const budget = budgetOf({ check() {}, bytes: 8 * 2 ** 20 }, () => new Error("too large"));

    for (let i = 0; i < 5; i++) expect(reachedFrom([1], step, true, budget)).toHaveLength(length);
  });

  it("holds the nodes that it begins from only while it is in their graph", async () => {
    const graphs = 200;
    const chain = (graph: number) =>
      Array.from({ length: 40 }, (_, i) => `:g${graph}n${i} :p :g${graph}n${i + 1} .`).join(" ");
    const trig = Array.from({ length: graphs }, (_, graph) => `:g${graph} { ${chain(graph)} }`).join("\n");
    const store = integerQuadStore({ iris });
    for (const [id, quads] of quadsOf(trig)) store.open({ id, quads }, 1);
    const engine = integerEngine({ fallBack: false, memoryBytes: 64 * 1024 });

    const result = await engine.query(
      "PREFIX : <urn:x:> SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?x :p? ?y } }",
      store.view({ mode: "exact" }),
    );

    expect(await rowsOf(result)).toEqual([`${graphs * 81}`]);
  });
});
