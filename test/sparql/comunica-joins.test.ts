import { createRequire } from "node:module";
import { QueryEngine } from "@comunica/query-sparql-rdfjs";
import type * as Iterators from "asynciterator";
import { HashJoin } from "asyncjoin";
import { beforeAll, describe, expect, it } from "vitest";
import { integerQuadStore } from "../../src/quads/integer-quad-store.ts";
import { comunicaEngine } from "../../src/sparql/comunica-engine.ts";
import { mendJoins } from "../../src/sparql/comunica-joins.ts";
import type { SparqlEngine } from "../../src/sparql/engine.ts";
import { integerEngine } from "../../src/sparql/integer-engine.ts";
import { iris, quadsOf, rowsOf, storeOf } from "./fixtures.ts";

const engine = comunicaEngine();
const view = storeOf(":g { :a :p :a . :a :q :b . :b :q :b . :b :r :c . :k :s :d }").view({ mode: "exact" });
const rows = async (query: string) => rowsOf(await engine.query(`PREFIX : <urn:x:> ${query}`, view));

/** As the joins have it: the module is there twice, and an `import` gives the other one. */
const { ArrayIterator, UnionIterator } = createRequire(import.meta.url)("asynciterator") as typeof Iterators;

beforeAll(() => mendJoins(new QueryEngine()));

describe("a hash join of Comunica's within a union", () => {
  it.each<[string, number[], number[], number[]]>([
    ["nothing", [], [1, 2], []],
    ["something", [1, 2], [2, 1, 3], [1, 2]],
  ])("of %s leaves the source after it to be read", async (_what, left, right, joined) => {
    const join = joinOf(left, right);
    const others = new ArrayIterator([7, 8, 9, 10, 11, 12]);
    await new Promise((resolve) => setImmediate(resolve));

    const union = new UnionIterator([join, others], { autoStart: false });

    expect(new Set(await union.toArray())).toEqual(new Set([...joined, 7, 8, 9, 10, 11, 12]));
  });

  it("ends at once when it is destroyed", () => {
    const join = joinOf([1], [1]);

    join.destroy();

    expect(join.done).toBe(true);
  });
});

describe("MINUS over rows that leave variables unbound", () => {
  it("takes nothing away that has nothing in common with it", async () => {
    expect(
      await rows("SELECT ?x ?y { ?y :s ?z OPTIONAL { ?y :p ?x } MINUS { VALUES (?x ?y) { (:a UNDEF) } } }"),
    ).toEqual(["- k"]);
  });

  it("takes away what is compatible by what both bind", async () => {
    const minus = "MINUS { { ?x :p ?w } UNION { ?y :r ?w } }";

    expect(await rows(`SELECT ?x ?y { ?x :q ?y ${minus} }`)).toEqual([]);
    expect(await rows(`SELECT ?x ?y { ?x :s ?y ${minus} }`)).toEqual(["k d"]);
  });

  it("tells a hundred variables apart", async () => {
    const names = Array.from({ length: 100 }, (_, i) => `?v${i}`).join(" ");
    const table = (value: string) => `{ VALUES (${names}) { (${":a ".repeat(99)} ${value}) } }`;

    expect(await rows(`SELECT ?v99 { ${table(":b")} MINUS ${table(":b")} }`)).toEqual([]);
    expect(await rows(`SELECT ?v99 { ${table(":b")} MINUS ${table(":c")} }`)).toEqual(["b"]);
  });
});

describe("a union of what nothing matches", () => {
  it.each([
    "MINUS { { ?x :p :none } UNION { ?x :none ?z } }",
    "MINUS { ?x (:none|:neither) ?z }",
    "FILTER NOT EXISTS { { ?x :p :none } UNION { ?x :none ?z } }",
  ])("takes nothing away by %s", async (group) => {
    expect(await rows(`SELECT ?x { ?x :s ?y ${group} }`)).toEqual(["k"]);
  });
});

describe("OPTIONAL over rows that leave variables unbound", () => {
  it("finds those for each row that they are compatible with", async () => {
    const found = await rows("SELECT ?x ?d { ?x :q ?o OPTIONAL { { ?x :r ?d } UNION { :k :s ?d } } }");

    expect(found).toEqual(["a d", "b c", "b d"]);
  });

  it("finds those for each row of a native part", async () => {
    const store = integerQuadStore({ iris });
    for (const [id, quads] of quadsOf(":g { :a :q :b . :b :q :b . :c :p :d }")) store.open({ id, quads }, 1);
    const query = `PREFIX : <urn:x:> SELECT ?x ?d { ?x :q ?o
      OPTIONAL { ?d :p ?e OPTIONAL { FILTER(isBlank(BNODE("k"))) ?x :p "x" } } }`;

    const found = await rowsOf(await integerEngine().query(query, store.view({ mode: "exact" })));

    expect(found).toEqual(["a c", "b c"]);
  });
});

describe("a join that puts the values of a few rows into many", () => {
  const many = Array.from({ length: 100 }, (_, i) => `:x${i} :q :y${i}`).join(" . ");
  const large = storeOf(`:g { :k :p :a . :y0 :r :b . ${many} }`).view({ mode: "exact" });

  it.each<[string, string, number]>([
    ["an OPTIONAL", "{ ?x :q ?y } UNION { ?x :q ?y OPTIONAL { ?y :r ?a } }", 199],
    [
      "one that is deeper",
      "{ ?x :q ?y } UNION { { ?y ?r ?z } UNION { ?x :q ?y OPTIONAL { ?y :r ?a } } }",
      301,
    ],
  ])("does not put them into %s", async (_what, group, count) => {
    const found = await engine.query(`PREFIX : <urn:x:> SELECT ?x { :k :p ?a . { ${group} } }`, large);

    expect(await rowsOf(found)).toHaveLength(count);
  });
});

describe("a join that puts values into a sub-select", () => {
  const graph = ":g { :a :p :b, 1 . :b :q 1 . :c :q 2 }";
  const joined = async (by: SparqlEngine, query: string) => {
    const store = integerQuadStore({ iris });
    for (const [id, quads] of quadsOf(graph)) store.open({ id, quads }, 1);
    return rowsOf(
      await by.query(`PREFIX : <urn:x:> SELECT ?x ?y { ${query} }`, store.view({ mode: "exact" })),
    );
  };

  it.each<[string, string, string[]]>([
    ["a pattern", "?x :p ?y OPTIONAL { { SELECT ?x { ?x :p ?y } } }", ["a 1", "a 1", "a b", "a b"]],
    ["a condition", "?x :p ?y OPTIONAL { { SELECT ?x { ?x :p ?y FILTER(?y = 1) } } }", ["a 1", "a b"]],
    [
      "a table",
      "?x :p ?y OPTIONAL { { SELECT ?x { VALUES (?x ?y) { (:a 1) (:a 7) (:a :b) } } } }",
      ["a 1", "a 1", "a 1", "a b", "a b", "a b"],
    ],
    [
      "another sub-select",
      "?x :p ?y OPTIONAL { { SELECT ?x { ?x :p ?z { SELECT ?z { ?y :q ?z } } } } }",
      ["a 1", "a b"],
    ],
    [
      "an EXISTS",
      "?x :p ?y OPTIONAL { { SELECT ?x { ?x :p ?y FILTER EXISTS { ?z :q ?y } } } }",
      ["a 1", "a b"],
    ],
  ])("leaves alone what %s there names alike", async (_what, group, expected) => {
    expect(await joined(engine, group)).toEqual(expected);
    expect(await joined(integerEngine(), group)).toEqual(expected);
  });

  it.each([engine, integerEngine()])("is asked for a condition that only it can judge", async (by) => {
    const query = `?x :p ?y OPTIONAL { { SELECT ?x { ?x :p ?y } } FILTER(isBlank(BNODE("k")) && BOUND(?y)) }`;

    expect(await joined(by, query)).toEqual(["a 1", "a 1", "a b", "a b"]);
  });
});

function joinOf(left: number[], right: number[]): Iterators.AsyncIterator<number> {
  const lazy = new ArrayIterator(left, { autoStart: false });
  return new HashJoin(lazy as never, new ArrayIterator(right) as never, String, Number) as never;
}
