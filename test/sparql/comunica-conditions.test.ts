import { describe, expect, it } from "vitest";
import { integerQuadStore } from "../../src/quads/integer-quad-store.ts";
import { comunicaEngine } from "../../src/sparql/comunica-engine.ts";
import type { SparqlEngine } from "../../src/sparql/engine.ts";
import { integerEngine } from "../../src/sparql/integer-engine.ts";
import { iris, quadsOf, rowsOf } from "./fixtures.ts";

const store = integerQuadStore({ iris });
for (const [id, quads] of quadsOf(
  ":g { :a :p 1 . :b :p 2 . :c :p 3 . :a :q 2 . :b :q 3 . :c :q 3 . :a :r :b }",
))
  store.open({ id, quads }, 1);
const rows = async (by: SparqlEngine, group: string) =>
  rowsOf(await by.query(`PREFIX : <urn:x:> SELECT ?x ?y { ${group} }`, store.view({ mode: "exact" })));

/** What neither engine has but the other: whose answer depends on nothing, and which is not native. */
const refused = 'isBlank(BNODE("k"))';

describe.each([
  ["stock Comunica", comunicaEngine()],
  ["a query that is native in part", integerEngine()],
])("OPTIONAL with a condition, by %s", (_engine, by) => {
  it.each<[string, string, string[]]>([
    [
      "what is computed there",
      `?x :p ?n OPTIONAL { ?y :q ?m BIND(?m + 0 AS ?k) FILTER(${refused} && ?k = ?n) }`,
      ["a -", "b a", "c b", "c c"],
    ],
    [
      "a group",
      `?x :p ?n OPTIONAL { { SELECT ?m (COUNT(*) AS ?y) { ?z :q ?m } GROUP BY ?m } FILTER(${refused} && ?m = ?n) }`,
      ["a -", "b 1", "c 2"],
    ],
    [
      "a group with a filter",
      `?x :p ?n OPTIONAL { { ?y :q ?m FILTER(?m > 2) } FILTER(${refused} && ?m = ?n) }`,
      ["a -", "b -", "c b", "c c"],
    ],
    [
      "an OPTIONAL",
      `?x :p ?n OPTIONAL { ?y :q ?m OPTIONAL { ?x :r ?y } FILTER(${refused} && ?m > ?n) }`,
      ["a a", "a b", "a c", "b c", "c -"],
    ],
    [
      "what is taken away",
      `?x :p ?n OPTIONAL { { ?y :q ?m MINUS { ?y :p 2 } } FILTER(${refused} && ?m = ?n) }`,
      ["a -", "b a", "c c"],
    ],
  ])("asks it of each row and %s", async (_what, group, expected) => {
    expect(await rows(by, group)).toEqual(expected);
  });

  it("keeps the row where the condition is an error", async () => {
    expect(await rows(by, `?x :p ?n OPTIONAL { { ?y :r ?z FILTER(${refused}) } FILTER(?z > ?n) }`)).toEqual([
      "a -",
      "b -",
      "c -",
    ]);
  });

  it("asks EXISTS of the joined row", async () => {
    const condition = `${refused} && EXISTS { ?x :r ?y } && ?n > 0`;

    expect(await rows(by, `?x :p ?n OPTIONAL { { ?y :q ?m FILTER(?m = 3) } FILTER(${condition}) }`)).toEqual([
      "a b",
      "b -",
      "c -",
    ]);
  });

  it("asks it of rows that bind nothing", async () => {
    const group = `OPTIONAL { ?x :none ?n } OPTIONAL { { ?y :r ?z FILTER(${refused}) } FILTER(!BOUND(?n)) }`;

    expect(await rows(by, group)).toEqual(["- a"]);
  });
});
