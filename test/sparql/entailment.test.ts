import { setTimeout } from "node:timers/promises";
import type { Quad } from "@rdfjs/types";
import { DataFactory } from "n3";
import { describe, expect, it } from "vitest";
import { provAxioms } from "../../src/entailment/prov-axioms.ts";
import { integerQuadStore } from "../../src/quads/integer-quad-store.ts";
import { n3QuadStore } from "../../src/quads/n3-quad-store.ts";
import type { QuadStore } from "../../src/quads/quad-store.ts";
import { comunicaEngine } from "../../src/sparql/comunica-engine.ts";
import type { SparqlEngine } from "../../src/sparql/engine.ts";
import { QueryTooLargeError } from "../../src/sparql/errors.ts";
import { integerEngine } from "../../src/sparql/integer-engine.ts";
import { prov } from "../../src/vocabulary.ts";
import { iris } from "./fixtures.ts";

const prefix = "PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX : <urn:x:>";
const axioms = provAxioms();

describe("a query of what follows", () => {
  it("ends when its time is over, though all that it reads leads to nothing", async () => {
    const fruitless = many(integerQuadStore({ iris }), prov.qualifiedUsage, 40_000, [
      quad("stray", prov.entity, "other"),
    ]);
    const checkTime = () => {
      throw new Error("The time is over");
    };

    const asked = found(integerEngine(), fruitless, "ASK { ?x prov:used ?y }", { checkTime });

    await expect(asked).rejects.toThrow("The time is over");
  });

  it("ends as too large when what it must remember is", async () => {
    const wide = many(integerQuadStore({ iris }), prov.wasQuotedFrom, 40_000, [
      quad("a", prov.wasRevisionOf, "b"),
    ]);
    const count = "SELECT (COUNT(*) AS ?n) { ?x prov:wasDerivedFrom ?y }";

    const small = found(integerEngine({ memoryBytes: 500_000 }), wide, count);
    const enough = found(integerEngine({ memoryBytes: 5_000_000 }), wide, count);

    await expect(small).rejects.toBeInstanceOf(QueryTooLargeError);
    expect(await enough).toBe(1);
  });

  it("gives back what one pattern remembered before the next remembers", async () => {
    const store = many(integerQuadStore({ iris }), prov.wasQuotedFrom, 3_000, [
      quad("a", prov.wasRevisionOf, "b"),
    ]);
    const union = Array.from({ length: 40 }, () => "{ ?x prov:wasDerivedFrom ?y }").join(" UNION ");

    const asked = found(
      integerEngine({ memoryBytes: 1_000_000 }),
      store,
      `SELECT (COUNT(*) AS ?n) { ${union} }`,
    );

    expect(await asked).toBe(1);
  });

  it.each([
    ["a part that is native", "FILTER(isBlank(BNODE('k')))"],
    [
      "Comunica's own patterns",
      "FILTER EXISTS { SELECT ?z (COUNT(*) AS ?n) { ?z prov:wasDerivedFrom ?w } GROUP BY ?z }",
    ],
  ])("ends as too large by %s too", async (_, refused) => {
    const wide = many(integerQuadStore({ iris }), prov.wasQuotedFrom, 4_000, [
      quad("a", prov.wasRevisionOf, "b"),
    ]);
    const engine = integerEngine({ memoryBytes: 50_000 });

    const asked = found(engine, wide, `SELECT (COUNT(*) AS ?n) { ?x prov:wasDerivedFrom ?y ${refused} }`);

    await expect(asked).rejects.toBeInstanceOf(QueryTooLargeError);
    // What Comunica still reads meets the same limit, and has nobody left to tell: Vitest would hear of it.
    await setTimeout(1_000);
  });

  it("is stopped while all that follows is being made", async () => {
    const store = many(n3QuadStore({ iris }), prov.wasQuotedFrom, 6_000, []);
    const checkTime = () => {
      throw new Error("The time is over");
    };

    const asked = found(comunicaEngine(), store, "ASK { ?x prov:wasInfluencedBy ?y }", { checkTime });

    await expect(asked).rejects.toThrow("The time is over");
  });

  it("is explained with the rows that follow", async () => {
    const store = many(integerQuadStore({ iris }), prov.wasQuotedFrom, 5, []);
    const query = `${prefix} SELECT * { ?x prov:wasInfluencedBy ?y }`;

    const { answeredBy, rows, steps } = await integerEngine().explain(query, store.view({ mode: "exact" }), {
      axioms,
    });

    expect({ answeredBy, rows, step: steps[0]?.rows, estimate: steps[0]?.estimate }).toEqual({
      answeredBy: "native",
      rows: 5,
      step: 5,
      estimate: 5,
    });
  });
});

async function found(
  engine: SparqlEngine,
  store: QuadStore,
  query: string,
  options: { readonly checkTime?: () => void } = {},
): Promise<number> {
  const result = await engine.query(`${prefix} ${query}`, store.view({ mode: "exact" }), {
    ...options,
    axioms,
  });
  let rows = 0;
  if (result.kind === "bindings") for await (const _ of result.rows) rows++;
  return rows;
}

/** A store of so many quads of a predicate, and others. */
function many(
  store: QuadStore,
  predicate: typeof prov.used,
  count: number,
  others: readonly Quad[],
): QuadStore {
  const quads = Array.from({ length: count }, (_, i) => quad(`a${i}`, predicate, `b${i}`));
  store.open({ id: "urn:x:block", quads: [...quads, ...others] }, 1);
  return store;
}

function quad(subject: string, predicate: typeof prov.used, object: string): Quad {
  const [s, o] = [subject, object].map((name) => DataFactory.namedNode(`urn:x:${name}`));
  return DataFactory.quad(s as never, predicate, o as never, DataFactory.namedNode("urn:x:g")) as Quad;
}
