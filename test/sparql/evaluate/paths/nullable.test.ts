import { describe, expect, it } from "vitest";
import { integerQuadStore } from "../../../../src/quads/integer-quad-store.ts";
import { integerEngine } from "../../../../src/sparql/integer-engine.ts";
import { iris, quadsOf, rowsOf } from "../../fixtures.ts";

describe("+ of what may be no step", () => {
  it.each(["(:p?)+", "(:p*)+", "(:q|:p?)+", "(:p?/:q*)+", "(^(:p?))+", "((:p?)+)+"])(
    "leads by %s from a term that no quad has to itself",
    async (path) => {
      expect(await ask(`SELECT ?x { :nowhere ${path} ?x }`)).toEqual(["nowhere"]);
      expect(await ask(`SELECT ?x { ?x ${path} :nowhere }`)).toEqual(["nowhere"]);
    },
  );

  it("leads where it led besides", async () => {
    expect(await ask("SELECT ?x { :a (:p?)+ ?x }")).toEqual(["a", "b", "c"]);
    expect(await ask("SELECT ?x { :a (:p?/:q)+ ?x }")).toEqual(["d"]);
    expect(await ask("SELECT ?x { :nowhere (:p?/:q)+ ?x }")).toEqual([]);
  });
});

describe("an aggregate over a variable that nothing binds", () => {
  it("is that of no values", async () => {
    const query =
      "SELECT (SUM(?b) AS ?x) (COUNT(?b) AS ?y) (AVG(?b) AS ?z) (MIN(?b) AS ?w) { VALUES ?a { 1 } }";

    expect(await ask(query)).toEqual(["0 0 0 -"]);
  });
});

async function ask(query: string): Promise<string[]> {
  const store = integerQuadStore({ iris });
  for (const [id, quads] of quadsOf(":g { :a :p :b . :b :p :c ; :q :d }")) store.open({ id, quads }, 1);
  const engine = integerEngine({ fallBack: false });
  return rowsOf(await engine.query(`PREFIX : <urn:x:> ${query}`, store.view({ mode: "exact" })));
}
