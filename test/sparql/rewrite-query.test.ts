import type { Term } from "@rdfjs/types";
import fc from "fast-check";
import { DataFactory } from "n3";
import { describe, expect, it } from "vitest";
import { comunicaEngine } from "../../src/sparql/comunica-engine.ts";
import type { QueryOptions } from "../../src/sparql/engine.ts";
import { rowsOf, storeOf } from "./fixtures.ts";

const engine = comunicaEngine();
const view = storeOf(`
  :g1 { :a :p :b . :b :p :c . :a :law :gdpr . :b :law :gdpr . :c :n 5 }
  :g2 { :b :p :c . :c :p :d . :d :law :hipaa }`).view({ mode: "exact" });
const ask = (query: string, options: QueryOptions) =>
  engine.query(`PREFIX : <urn:x:> ${query}`, view, options);
const rows = async (query: string, options: QueryOptions = {}) => rowsOf(await ask(query, options));
const given = (parameters: Record<string, string>) => ({
  parameters: Object.fromEntries(
    Object.entries(parameters).map(([name, value]): [string, Term] => [
      name,
      DataFactory.namedNode(`urn:x:${value}`),
    ]),
  ),
});

describe("a parameter", () => {
  it.each([
    ["in a pattern and in the answer", "SELECT ?law ?x { ?x :law ?law }", "hipaa", ["hipaa d"]],
    ["in place of a default", "SELECT ?law ?x { VALUES ?law { :gdpr } ?x :law ?law }", "hipaa", ["hipaa d"]],
    ["in an inner SELECT that hides it", "SELECT ?x { { SELECT ?x { ?x :law ?law } } }", "hipaa", ["d"]],
    [
      "in an inner SELECT that shows it",
      "SELECT ?law ?x { ?x :p ?y { SELECT ?law ?x { ?x :law ?law } } }",
      "gdpr",
      ["gdpr a", "gdpr b"],
    ],
    ["in NOT EXISTS", "SELECT DISTINCT ?x { ?x :p ?y FILTER NOT EXISTS { ?x :law ?law } }", "gdpr", ["c"]],
    ["at the end of a path", "SELECT ?x { ?x :p+/:law ?law }", "hipaa", ["a", "b", "c"]],
    [
      "in a filter",
      'SELECT ?x { ?x :law ?y FILTER(?y = ?law && BOUND(?law) && STRENDS(STR(?law), "a")) }',
      "hipaa",
      ["d"],
    ],
    ["as a group key", "SELECT ?law (COUNT(*) AS ?n) { ?x :law ?law } GROUP BY ?law", "gdpr", ["gdpr 2"]],
    ["as a group key of nothing", "SELECT ?law (COUNT(*) AS ?n) { ?x :law ?law } GROUP BY ?law", "none", []],
    ["in MINUS", "SELECT ?x { ?x :law ?y MINUS { ?x :law ?law } }", "gdpr", ["d"]],
    ["shared by both sides of MINUS alone", "SELECT ?x { ?x :law ?law MINUS { :d :law ?law } }", "hipaa", []],
    ["in OPTIONAL", "SELECT ?x ?y { ?x :n ?n OPTIONAL { ?y :law ?law } }", "hipaa", ["c d"]],
    ["in a UNION", "SELECT ?law ?x { { ?x :law ?law } UNION { ?law :p ?x } }", "gdpr", ["gdpr a", "gdpr b"]],
    ["in ORDER BY", "SELECT ?x { ?x :law ?law } ORDER BY ?law ?x", "gdpr", ["a", "b"]],
    ["with SELECT *", "SELECT * { ?x :law ?law }", "hipaa", ["hipaa d"]],
  ])("stands %s", async (_where, query, law, expected) => {
    expect(await rows(query, given({ law }))).toEqual(expected);
  });

  it("stands as graph, as predicate and in DESCRIBE and CONSTRUCT", async () => {
    expect(await rows("SELECT ?x { GRAPH ?g { ?x ?p ?y } }", given({ g: "g2", p: "law" }))).toEqual(["d"]);
    const built = await ask(
      "CONSTRUCT { ?x :subjectTo ?law } WHERE { ?x :law ?law }",
      given({ law: "hipaa" }),
    );
    const described = await ask("DESCRIBE ?x", given({ x: "d" }));
    const texts: string[] = [];
    for (const result of [built, described]) {
      if (result.kind !== "quads") throw new Error("Expected quads");
      for await (const { subject, predicate, object } of result.quads)
        texts.push([subject, predicate, object].map(({ value }) => value.slice(6)).join(" "));
    }
    expect(texts).toEqual(["d subjectTo hipaa", "d law hipaa"]);
  });

  it("keeps the rows of its value in a wider table", async () => {
    const query = "SELECT ?x { VALUES (?x ?law) { (:one :gdpr) (:two :hipaa) (:any UNDEF) } }";

    expect(await rows(query, given({ law: "hipaa" }))).toEqual(["any", "two"]);
  });

  it("finds nothing where its kind cannot stand", async () => {
    const parameters = { x: DataFactory.literal("a") };

    expect(await rows("SELECT ?y { ?x :p ?y }", { parameters })).toEqual([]);
    expect(await rows("SELECT ?y { GRAPH ?x { ?a :p ?y } }", { parameters })).toEqual([]);
  });

  it("is refused for what the query computes, and passes by a query that does not speak of it", async () => {
    await expect(rows("SELECT (COUNT(*) AS ?n) { ?x :p ?y }", given({ n: "a" }))).rejects.toMatchObject({
      code: "parameter-not-free",
      variable: "n",
    });
    await expect(rows("SELECT ?n { ?x :p ?y BIND(?y AS ?n) }", given({ n: "a" }))).rejects.toMatchObject({
      code: "parameter-not-free",
    });
    expect(await rows("SELECT (COUNT(*) AS ?n) { ?x :p/:p ?y }", given({ var0: "a", var1: "a" }))).toEqual([
      "2",
    ]);
  });

  it("answers as a join with its value would", async () => {
    const queries = [
      "SELECT ?a ?b ?c { ?a :p ?b . ?b :p ?c VALUES }",
      "SELECT ?a ?b { ?a :p+ ?b VALUES }",
      "SELECT ?a ?b ?l { ?a :p ?b OPTIONAL { ?a :law ?l } VALUES }",
      "SELECT ?a ?b { ?a :p ?b MINUS { ?a :law ?l } VALUES }",
      "SELECT ?a ?b (COUNT(?c) AS ?n) { ?a :p|:law ?b OPTIONAL { ?b ?p ?c } VALUES } GROUP BY ?a ?b",
      "SELECT DISTINCT ?a ?g { GRAPH ?g { ?a :p ?b } VALUES }",
      "SELECT ?a ?b { { ?a :p ?b } UNION { ?b :law ?a } FILTER NOT EXISTS { ?b :n ?five } VALUES }",
    ];
    const terms = ["a", "b", "c", "d", "gdpr", "g1", "p", "none"];
    const aName = fc.constantFrom("a", "b");
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...queries),
        aName,
        fc.constantFrom(...terms),
        async (query, name, term) => {
          const joined = await rows(query.replace("VALUES", `VALUES ?${name} { :${term} }`));

          const substituted = await rows(query.replace("VALUES", ""), given({ [name]: term }));

          expect(substituted).toEqual(joined);
        },
      ),
      { numRuns: 100 },
    );
  });
});

describe("a replaced predicate", () => {
  const predicates = { "urn:x:p": "urn:x:law" };

  it("is asked for in patterns, paths and negated sets, and is what a template states", async () => {
    expect(await rows("SELECT ?y { :a :p ?y }", { predicates })).toEqual(["gdpr"]);
    expect(await rows("SELECT ?y { :a ^:p|:p+ ?y }", { predicates })).toEqual(["gdpr"]);
    expect(await rows("SELECT ?y { :a !:p ?y }", { predicates })).toEqual(["b"]);
    expect(await rows("SELECT ?y { :a ?q ?y }", { predicates, ...given({ q: "p" }) })).toEqual(["gdpr"]);
    const built = await ask("CONSTRUCT WHERE { :a :p ?y }", { predicates });
    if (built.kind !== "quads") throw new Error("Expected quads");
    for await (const { predicate } of built.quads) expect(predicate.value).toBe("urn:x:law");
  });
});
