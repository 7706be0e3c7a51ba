import { describe, expect, it } from "vitest";
import { integerQuadStore } from "../../../src/quads/integer-quad-store.ts";
import { integerEngine } from "../../../src/sparql/integer-engine.ts";
import { iris, quadsOf, rowsOf } from "../fixtures.ts";

const engine = integerEngine();
const store = integerQuadStore({ iris });
for (const [id, quads] of quadsOf(":g { :a :p :a . :b :q :c . :c :r :d . :k :s :a , :b , :c , :d , :e }"))
  store.open({ id, quads }, 1);
const rows = async (group: string) =>
  rowsOf(await engine.query(`PREFIX : <urn:x:> SELECT ?x ?y { ${group} }`, store.view({ mode: "exact" })));

describe("a group beside rows that bind what it may leave unbound", () => {
  it.each<[string, string, string[]]>([
    ["a filter", "VALUES ?x { :e } { { :a :p ?y } UNION { ?x :q ?y } FILTER(BOUND(?x)) }", []],
    ["a filter of an OPTIONAL", "VALUES ?x { :e } { ?y :p ?y OPTIONAL { ?x :q ?y } FILTER(BOUND(?x)) }", []],
    ["a negation", "VALUES ?x { :e } { { :a :p ?y } UNION { ?x :q ?y } FILTER(!BOUND(?x)) }", ["e a"]],
    ["an OPTIONAL", "VALUES ?x { :a :c } { { :a :p ?y } UNION { ?x :q ?y } OPTIONAL { ?x :r ?z } }", ["c a"]],
  ])("does not come to see it in %s", async (_what, group, expected) => {
    expect(await rows(group)).toEqual(expected);
  });
});
