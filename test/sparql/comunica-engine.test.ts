import { DataFactory } from "n3";
import { describe, expect, it } from "vitest";
import { withIdentity } from "../../src/quads/identity-view.ts";
import { comunicaEngine } from "../../src/sparql/comunica-engine.ts";
import type { QueryOptions } from "../../src/sparql/engine.ts";
import { iris, rowsOf, storeOf } from "./fixtures.ts";

const engine = comunicaEngine();
const aStore = () =>
  storeOf(`
    :g1 { :a :p :b . :b :p :c . :a :law :gdpr . :c :n 5 }
    :g2 { :b :p :c . :c :p :d . :d :law :hipaa }`);
const aView = () => aStore().view({ mode: "exact" });

function ask(query: string, options?: QueryOptions) {
  return engine.query(`PREFIX : <urn:x:> ${query}`, aView(), options);
}
const rows = async (query: string, options?: QueryOptions) => rowsOf(await ask(query, options));
const x = (name: string) => DataFactory.namedNode(`urn:x:${name}`);

describe("a condition", () => {
  it("holds of the row around EXISTS, though nothing within binds its variable", async () => {
    expect(await rows("SELECT ?s { ?s :p ?o FILTER EXISTS { ?s :law ?l FILTER(?o = :nowhere) } }")).toEqual(
      [],
    );
    expect(await rows("SELECT ?s { ?s :p ?o FILTER EXISTS { ?s :law ?l FILTER(?o = :b) } }")).toEqual(["a"]);
  });

  it("may speak of what one side of a join binds sometimes, and the other always", async () => {
    const query = "SELECT ?s ?n { { ?x :law :gdpr OPTIONAL { ?x :n ?n } } { ?s :n ?n } FILTER(?n = 5) }";

    expect(await rows(query)).toEqual(["c 5"]);
  });
});

describe("the dataset of a query", () => {
  it("has the union as default graph, each triple once", async () => {
    expect(await rows("SELECT ?s ?o { ?s :p ?o }")).toEqual(["a b", "b c", "c d"]);
  });

  it("has each bundle as a named graph, and not the union", async () => {
    expect(await rows("SELECT ?g ?s { GRAPH ?g { ?s :p ?o } }")).toEqual(["g1 a", "g1 b", "g2 b", "g2 c"]);
    expect(await rows("SELECT ?s { GRAPH :g2 { ?s :p ?o } }")).toEqual(["b", "c"]);
  });

  it("merges the graphs of FROM: a triple of both counts once, and a path crosses between them", async () => {
    expect(await rows("SELECT ?s ?o FROM :g1 FROM :g2 { ?s :p ?o }")).toEqual(["a b", "b c", "c d"]);
    expect(await rows("SELECT ?y FROM :g1 FROM :g2 { :a :p+ ?y }")).toEqual(["b", "c", "d"]);
    expect(await rows("SELECT ?y FROM :g1 { :a :p+ ?y }")).toEqual(["b", "c"]);
    expect(await rows("SELECT ?s FROM :nowhere { ?s ?p ?o }")).toEqual([]);
  });

  it("has no other graph than FROM and FROM NAMED name", async () => {
    expect(await rows("SELECT ?g ?s FROM NAMED :g2 { GRAPH ?g { ?s :p ?o } }")).toEqual(["g2 b", "g2 c"]);
    expect(await rows("SELECT ?s FROM NAMED :g2 { ?s :p ?o }")).toEqual([]);
    expect(await rows("SELECT ?s FROM :g1 { GRAPH ?g { ?s :p ?o } }")).toEqual([]);
    expect(await rows("SELECT ?s FROM :g1 FROM NAMED :g2 { GRAPH :g1 { ?s :p ?o } }")).toEqual([]);
  });

  it("is the protocol's, where it names one, whatever the query says", async () => {
    const options = { defaultGraphs: ["urn:x:g1"], namedGraphs: ["urn:x:g2"] };

    expect(await rows("SELECT ?s FROM :g2 { ?s :p ?o }", options)).toEqual(["a", "b"]);
    expect(await rows("SELECT ?g ?s { GRAPH ?g { ?s :law ?o } }", options)).toEqual(["g2 d"]);
  });

  it("has the derived graphs of the mode, by name and in the union", async () => {
    const store = aStore();
    const graph = iris.derivedGraph("possible");
    const quad = DataFactory.quad(x("a"), x("may"), x("z"), graph);
    store.openDerived({ quad, rule: "r", ruleVersion: 1, supports: [], from: 2 });
    const answer = async (mode: "exact" | "possible", query: string) =>
      rowsOf(await engine.query(`PREFIX : <urn:x:> ${query}`, store.view({ mode })));

    expect(await answer("exact", "SELECT ?o { ?s :may ?o }")).toEqual([]);
    expect(await answer("possible", "SELECT ?o { ?s :may ?o }")).toEqual(["z"]);
    expect(await answer("possible", "SELECT ?g { GRAPH ?g { ?s :may ?o } }")).toEqual([graph.value]);
  });

  it("lets graph/identity be read by name alone", async () => {
    const name = DataFactory.quad(x("a"), x("name"), DataFactory.literal("Ada"), iris.identityGraph);
    const view = withIdentity(aView(), iris.identityGraph, () => [name]);
    const answer = async (query: string) => rowsOf(await engine.query(`PREFIX : <urn:x:> ${query}`, view));

    expect(
      await answer(`SELECT ?n { ?s :p ?o . GRAPH <${iris.identityGraph.value}> { ?s :name ?n } }`),
    ).toEqual(["Ada"]);
    expect(await answer("SELECT ?n { ?s :name ?n }")).toEqual([]);
    expect(await answer("SELECT ?n { GRAPH ?g { ?s :name ?n } }")).toEqual([]);
    expect([...view.graphs()]).not.toContain(iris.identityGraph.value);
  });
});

describe("a query", () => {
  it("sees the moment at which its view was made, though blocks close while it runs", async () => {
    const store = aStore();
    const result = await engine.query(
      "PREFIX : <urn:x:> SELECT ?s { ?s :p ?o . ?o :p ?z }",
      store.view({ mode: "exact" }),
    );

    store.close("urn:x:g1", 2);
    store.close("urn:x:g2", 2);

    expect(await rowsOf(result)).toEqual(["a", "b"]);
  });

  it("answers ASK, CONSTRUCT and DESCRIBE", async () => {
    expect(await ask("ASK { :a :p :b }")).toEqual({ kind: "boolean", value: true });
    const described = await ask("DESCRIBE :c");
    if (described.kind !== "quads") throw new Error("Expected quads");
    const objects: string[] = [];
    for await (const { object } of described.quads) objects.push(object.value);
    expect(objects.sort()).toEqual(["5", "urn:x:d"]);
  });

  it("constructs no triple that is no RDF", async () => {
    const result = await ask("CONSTRUCT { ?o :of ?s } WHERE { ?s :n|:law ?o }");
    if (result.kind !== "quads") throw new Error("Expected quads");
    const subjects: string[] = [];
    for await (const { subject } of result.quads) subjects.push(subject.value);

    expect(subjects.sort()).toEqual(["urn:x:gdpr", "urn:x:hipaa"]);
  });

  it("limits the solutions of CONSTRUCT, not the triples that are made of each", async () => {
    const result = await ask("CONSTRUCT { ?s :of ?o . ?o :by ?s } WHERE { ?s :p ?o } ORDER BY ?o LIMIT 1");
    if (result.kind !== "quads") throw new Error("Expected quads");
    const predicates: string[] = [];
    for await (const { predicate } of result.quads) predicates.push(predicate.value);

    expect(predicates.sort()).toEqual(["urn:x:by", "urn:x:of"]);
  });

  it("is answered at the time that it is given", async () => {
    const now = new Date("2020-01-02T03:04:05Z");

    expect(await rows("SELECT (NOW() AS ?now) {}", { now })).toEqual(["2020-01-02T03:04:05Z"]);
  });

  it("has its relative IRIs resolved against its own base, else against the one that is given", async () => {
    const baseIri = "http://a.example/b";

    expect(await rows('SELECT (IRI("c") AS ?i) {}', { baseIri })).toEqual(["http://a.example/c"]);
    expect(
      await rowsOf(
        await engine.query('BASE <http://z.example/> SELECT (IRI("c") AS ?i) {}', aView(), { baseIri }),
      ),
    ).toEqual(["http://z.example/c"]);
  });

  it.each([
    ["SELECT ?s {\n  ?s ?p ; }", "malformed-query", 2, 9],
    ["SELECT ?s {\n  ?s \\ ?p }", "malformed-query", 2, 6],
    ["SELECT ?s { ?s ?p ?o", "malformed-query", undefined, undefined],
    ["SELECT ?s { ?s nope:p ?o }", "malformed-query", undefined, undefined],
    ["SELECT ?s { <relative> ?p ?s }", "malformed-query", undefined, undefined],
    ['SELECT ?s { ?s ?p ?o FILTER(REGEX(STR(?o), "(")) }', "malformed-query", undefined, undefined],
    [`SELECT ?s ${"{".repeat(5000)}${"}".repeat(5000)}`, "malformed-query", undefined, undefined],
    ["", "malformed-query", undefined, undefined],
    [
      "SELECT (<http://www.w3.org/2001/XMLSchema#integer>(1, 2) AS ?x) {}",
      "malformed-query",
      undefined,
      undefined,
    ],
    ["SELECT (<urn:f>(1) AS ?x) {}", "unsupported-function", undefined, undefined],
    ["INSERT DATA { <urn:a> <urn:b> <urn:c> }", "update-refused", undefined, undefined],
    ["LOAD <http://other.example/>", "update-refused", undefined, undefined],
    ["DROP ALL", "update-refused", undefined, undefined],
    ["ASK { SERVICE <http://other.example/> { ?s ?p ?o } }", "service-refused", undefined, undefined],
    ["ASK { FILTER NOT EXISTS { SERVICE SILENT ?s { ?s ?p ?o } } }", "service-refused", undefined, undefined],
  ])("is refused with a reason when it is %j", async (query, code, line, column) => {
    const failure = await engine
      .query(query, aView())
      .then(rowsOf)
      .catch((error: unknown) => error);

    expect(failure).toMatchObject({ code, ...(line === undefined ? {} : { line, column }) });
  });

  it("ends when its signal is given, though it is counting a large product", async () => {
    const product = Array.from({ length: 8 }, (_, i) => `?s${i} ?p${i} ?o${i} .`).join(" ");
    const reason = new Error("time is up");
    for (const query of [`SELECT (COUNT(*) AS ?n) { ${product} }`, `SELECT * { ${product} }`]) {
      const stop = new AbortController();
      setTimeout(() => stop.abort(reason), 20);

      await expect(rows(query, { signal: stop.signal })).rejects.toBe(reason);
    }
  });
});
