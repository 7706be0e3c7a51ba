import { describe, expect, it } from "vitest";
import { integerQuadStore } from "../../../../src/quads/integer-quad-store.ts";
import { integerEngine } from "../../../../src/sparql/integer-engine.ts";
import { iris, quadsOf, rowsOf } from "../../fixtures.ts";

const data = ":g { :g :p :b . :b :p :g . :a :p :b } :h { :h :p :x . :g :p :y . :y :p :g }";

describe("a path at whose end stands the graph that it walks in", () => {
  it.each([
    ["?g :p+ ?y", ["g b", "g g", "h x"]],
    ["?g :p* ?y", ["g b", "g g", "h h", "h x"]],
    ["?g :p? ?y", ["g b", "g g", "h h", "h x"]],
    ["?g (:p|:q) ?y", ["g b", "h x"]],
    ["?g !:q ?y", ["g b", "h x"]],
    ["?y :p+ ?g", ["g a", "g b", "g g"]],
    ["?y ^:p ?g", ["g b", "h x"]],
    ["?g :p+ ?g", ["g -"]],
  ])("begins or ends at no other node: %s", async (path, expected) => {
    expect(await ask(`SELECT ?g ?y { GRAPH ?g { ${path} } }`)).toEqual(expected);
  });

  it("is the graph that the row binds", async () => {
    expect(await ask("SELECT ?g ?y { VALUES ?g { :g :x } GRAPH ?g { ?g :p+ ?y } }")).toEqual(["g b", "g g"]);
  });
});

async function ask(query: string): Promise<string[]> {
  const store = integerQuadStore({ iris });
  for (const [id, quads] of quadsOf(data)) store.open({ id, quads }, 1);
  const engine = integerEngine({ fallBack: false });
  return rowsOf(await engine.query(`PREFIX : <urn:x:> ${query}`, store.view({ mode: "exact" })));
}
