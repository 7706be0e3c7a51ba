import { describe, expect, it } from "vitest";
import { integerQuadStore } from "../../src/quads/integer-quad-store.ts";
import { comunicaEngine } from "../../src/sparql/comunica-engine.ts";
import type { QueryResult, SparqlEngine } from "../../src/sparql/engine.ts";
import { integerEngine } from "../../src/sparql/integer-engine.ts";
import { iris, quadsOf } from "./fixtures.ts";

const engines: Readonly<Record<string, SparqlEngine>> = {
  native: integerEngine({ fallBack: false }),
  Comunica: comunicaEngine(),
};

describe.each(Object.entries(engines))("a variable that is not grouped, over %s", (_name, engine) => {
  it("is a sample of it in ORDER BY", async () => {
    const sorted = await ask(
      engine,
      "SELECT ?s (COUNT(*) AS ?n) { ?s :p ?v } GROUP BY ?s ORDER BY DESC(?v) ?n",
    );

    expect(await inOrder(sorted)).toEqual(["c", "a", "b", "d"]);
  });

  it("is a sample of it in HAVING, in queries of any form and in each graph", async () => {
    const groups = "{ ?s :p ?v } GROUP BY ?s HAVING (?v < 2)";

    expect(await inOrder(await ask(engine, `SELECT ?s ${groups} VALUES ?s { :c :d }`))).toEqual(["d"]);
    expect(await inOrder(await ask(engine, `SELECT ?s { GRAPH ?g { SELECT ?s ${groups} } }`))).toEqual(["d"]);
    expect(await ask(engine, "ASK { ?s :p ?v } GROUP BY ?s HAVING (?v = 9)")).toMatchObject({ value: true });
  });

  it("is what the query computes, where that has its name", async () => {
    const sorted = await ask(engine, "SELECT ?s (-MAX(?v) AS ?m) { ?s :p ?v } GROUP BY ?s ORDER BY ?m");

    expect(await inOrder(sorted)).toEqual(["c", "a", "b", "d"]);
  });
});

function ask(engine: SparqlEngine, query: string): Promise<QueryResult> {
  const store = integerQuadStore({ iris });
  const data = ":g { :a :p 3 . :b :p 2 . :c :p 9 } :h { :d :p 0 }";
  for (const [id, quads] of quadsOf(data)) store.open({ id, quads }, 1);
  return engine.query(`PREFIX : <urn:x:> ${query}`, store.view({ mode: "exact" }));
}

/** What `?s` is, row by row. */
async function inOrder(result: QueryResult): Promise<(string | undefined)[]> {
  if (result.kind !== "bindings") throw new Error(result.kind);
  const found: (string | undefined)[] = [];
  for await (const row of result.rows) found.push(row.get("s")?.value.replace("urn:x:", ""));
  return found;
}
