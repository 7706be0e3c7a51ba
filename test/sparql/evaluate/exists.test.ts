import { describe, expect, it } from "vitest";
import { integerQuadStore } from "../../../src/quads/integer-quad-store.ts";
import type { QuadView } from "../../../src/quads/quad-store.ts";
import { integerEngine } from "../../../src/sparql/integer-engine.ts";
import { iris, quadsOf, rowsOf } from "../fixtures.ts";

/** `"x"` is in no quad, `:p` and `:g` are terms of the store and no nodes, `:t` stands within a triple term alone. */
const trig = ":g { :a :p :b . :b :q :c . :c :said <<( :t :p :b )>> }";

describe("EXISTS over a path that may be of no step", () => {
  const all = `VALUES ?v { "x" :p :g :t :a }`;

  it.each([
    "?v :p? ?o",
    "?s :p? ?v",
    "?v :p* ?o",
    "?s :p* ?v",
    "?v (:p|:q)* ?o",
    "?s ((:p)?|:q) ?v",
    "?v (^:p/:q)* ?o",
    "?v (:p?)+ ?o",
    "?v :p* ?v",
    "{ ?v :none ?o } UNION { ?s :p* ?v }",
    "?s :q ?o OPTIONAL { ?o :none ?d } ?v :p? ?w",
    "?s :q ?o FILTER EXISTS { ?w :p* ?v }",
  ])("finds by %s what a row binds, though no quad has it", async (pattern) => {
    const every = ["a", "g", "p", "t", "x"];

    expect(await ask(`SELECT ?v { ${all} FILTER EXISTS { ${pattern} } }`)).toEqual(every);
    expect(await ask(`SELECT ?v { ${all} FILTER NOT EXISTS { ${pattern} } }`)).toEqual([]);
    expect(await ask(`SELECT ?v { ${all} FILTER(EXISTS { ${pattern} } || !BOUND(?v)) }`)).toEqual(every);
  });

  it("finds a node only, where the pattern asks for one besides", async () => {
    expect(await ask(`SELECT ?v { ${all} FILTER EXISTS { ?v :p? ?w . ?w :q? ?o } }`)).toEqual(["a"]);
    expect(await ask(`SELECT ?v { ${all} FILTER EXISTS { ?v :p* ?w . ?w :q ?o } }`)).toEqual(["a"]);
    expect(await ask(`SELECT ?v { ${all} FILTER EXISTS { ?s :q? ?o } }`)).toHaveLength(5);
  });

  it("begins at nodes with what a row leaves unbound", async () => {
    const rows = `VALUES (?v ?w) { ("x" UNDEF) (UNDEF "x") ("x" "y") (:a UNDEF) }`;

    expect(await ask(`SELECT ?v ?w { ${rows} FILTER EXISTS { ?v :p* ?w } }`)).toEqual(["- x", "a -", "x -"]);
    expect(
      await ask(
        `SELECT ?v { VALUES ?v { UNDEF :t } FILTER EXISTS { ?s :said <<( ?v :p ?o )>> . ?v :p* ?w } }`,
      ),
    ).toEqual(["t"]);
  });

  it("leads nowhere in what is no graph", async () => {
    const rows = `VALUES (?v ?g) { (:a :g) ("x" :g) (:a :a) (:a :nowhere) (:a "x") }`;

    expect(await ask(`SELECT ?v ?g { ${rows} FILTER EXISTS { GRAPH ?g { ?v :q* ?w } } }`)).toEqual([
      "a g",
      "x g",
    ]);
  });
});

describe("a group within EXISTS", () => {
  it.each([
    ["?v :p ?o . { ?s :q ?d FILTER(?o = :b) } FILTER(?o != ?s || true)", []],
    ["?v :p ?o . { ?s :q ?d FILTER(?v = :a) } FILTER(?o != ?s || true)", ["a"]],
    ["?x :p ?o . { ?s :q ?d FILTER(?v = :a) }", ["a"]],
    ["?x :p ?o . { ?x :none ?d } UNION { ?s :q ?d FILTER(?v = :a) }", ["a"]],
    ["?x :p ?o OPTIONAL { { ?s :q ?d FILTER(?v = :a) } } FILTER(BOUND(?s))", ["a"]],
    ["?v :p ?o . { ?s :q ?d FILTER(!BOUND(?o)) } FILTER(?o != ?s || true)", ["a"]],
    ["?v :p ?o . { ?s :q ?d OPTIONAL { ?o :p ?w } } FILTER(?o = :b && BOUND(?w))", []],
    ["?v :p ?o OPTIONAL { { ?s :q ?d FILTER(?o = :b) } } FILTER(BOUND(?s) && ?o != ?s || ?o = ?s)", []],
  ])("of %s sees what is put into it, and not what is bound beside it", async (pattern, expected) => {
    const query = `PREFIX : <urn:x:> SELECT ?v { VALUES ?v { :a } FILTER EXISTS { ${pattern} } }`;

    expect(await rowsOf(await integerEngine().query(query, view()))).toEqual(expected);
  });
});

describe("a path that may be of no step, in a graph", () => {
  it.each(["GRAPH ?g { :a :q* ?b }", "GRAPH ?g { :a :q? ?b }", "GRAPH ?g { ?b :q? :a }"])(
    "has no ends by %s where a row binds no graph",
    async (pattern) => {
      expect(await ask(`SELECT ?g ?b { VALUES ?g { :g :a :nowhere } ${pattern} }`)).toEqual(["g a"]);
    },
  );

  it("has no ends in a graph that is not of the dataset", async () => {
    expect(await ask("SELECT ?b { GRAPH :g { :a :q* ?b } }")).toEqual(["a"]);
    expect(await ask("SELECT ?b FROM :g { GRAPH :g { :a :q* ?b } }")).toEqual([]);
    expect(await ask("SELECT ?b FROM :g { ?a :p ?o OPTIONAL { GRAPH ?g { ?a :q? ?b } } }")).toEqual(["-"]);
  });
});

async function ask(query: string): Promise<string[]> {
  const engine = integerEngine({ fallBack: false });
  return rowsOf(await engine.query(`PREFIX : <urn:x:> ${query}`, view()));
}

function view(): QuadView {
  const store = integerQuadStore({ iris });
  for (const [id, quads] of quadsOf(trig)) store.open({ id, quads }, 1);
  return store.view({ mode: "exact" });
}
