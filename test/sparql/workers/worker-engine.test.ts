import type { Quad, Term } from "@rdfjs/types";
import { DataFactory, Parser } from "n3";
import { afterAll, describe, expect, it } from "vitest";
import { axiomsOf, UnsupportedAxiomError } from "../../../src/entailment/axioms.ts";
import { integerQuadStore } from "../../../src/quads/integer-quad-store.ts";
import type { QuadStore, QuadView } from "../../../src/quads/quad-store.ts";
import { termKey } from "../../../src/quads/term-key.ts";
import type { QueryOptions, QueryResult, SparqlEngine } from "../../../src/sparql/engine.ts";
import {
  MalformedQueryError,
  QueryTooLargeError,
  ServiceRefusedError,
  UnsupportedFunctionError,
  UpdateRefusedError,
} from "../../../src/sparql/errors.ts";
import { integerEngine } from "../../../src/sparql/integer-engine.ts";
import { workerEngine } from "../../../src/sparql/workers/worker-engine.ts";
import { axiomQuads } from "../../entailment/axiom-quads.ts";
import { iris } from "../fixtures.ts";

const here = integerEngine();
const threads = workerEngine({ threads: 2, memoryBytes: 2 ** 26 });
afterAll(() => threads.close?.());

const store = storeOf(`
  :g1 { :a :p :b . :b :p :c . :a :n 1 . :b :n 2.5 . :c :n "x"@de . :c :q _:blank . :r :says <<( :a :p :b )>> . }
  :g2 { :a :p :b . :a :n 7 . :d :date "2026-11-23T06:00:00Z"^^xsd:dateTime . }`);
/** More rows than a thread posts ahead, and texts on which a regular expression backtracks for ever. */
const large = storeOf(
  `:g { ${Array.from({ length: 3_000 }, (_, n) => `:s${n} :n ${n} ; :t "${"a".repeat(40)}!" .`).join(" ")} }`,
);
const view = (of: QuadStore = store) => of.view({ mode: "exact" });

describe("workerEngine", () => {
  it.each([
    "SELECT * { ?s ?p ?o }",
    "SELECT ?s (STR(?o) AS ?text) (?o + 1 AS ?more) { ?s :n ?o } ORDER BY ?o",
    "SELECT ?s (COUNT(*) AS ?n) (AVG(?o) AS ?mean) { ?s :n ?o } GROUP BY ?s",
    "SELECT * { ?s :p+ ?o OPTIONAL { ?o :n ?n } MINUS { ?s :n 7 } }",
    "SELECT * { GRAPH ?g { ?s :n ?o FILTER(?o > 1) } }",
    "SELECT * FROM :g2 FROM NAMED :g1 { ?s ?p ?o OPTIONAL { GRAPH :g1 { ?o ?q ?r } } }",
    "SELECT * { VALUES (?x ?y) { (:a UNDEF) (UNDEF 'new text'@en) } }",
    "SELECT (NOW() AS ?now) (IRI('rest') AS ?iri) { }",
    "SELECT (BNODE('same') AS ?b) ?s { ?s :q ?o }",
    "SELECT ?s { ?s ?p ?nothing FILTER(?nothing = 'no') }",
    "SELECT ?t ?o (<<( ?o :made 'new'@ar--rtl )>> AS ?own) { ?r :says ?t ; :says <<( :a :p ?o )>> }",
    "ASK { :a :p ?x }",
    "ASK { :a :no ?x }",
    "CONSTRUCT { ?o :by ?s ; :label 'made' } WHERE { ?s :p ?o }",
    "CONSTRUCT { [] :of ?s } WHERE { ?s :p ?o }",
    "DESCRIBE :a",
  ])("answers as the engine does by itself: %s", async (query) => {
    const options = { now: new Date(0), baseIri: "http://base.example/" };

    const found = await answer(threads, query, view(), options);

    expect(found).toEqual(await answer(here, query, view(), options));
  });

  it("puts parameters, predicates and the protocol's dataset in", async () => {
    const options: QueryOptions = {
      parameters: { s: DataFactory.namedNode("urn:x:a") },
      predicates: { "urn:x:no": "urn:x:p" },
      defaultGraphs: ["urn:x:g2"],
    };

    const found = await answer(threads, "SELECT * { ?s :no ?o }", view(), options);

    expect(found).toEqual(await answer(here, "SELECT * { ?s :no ?o }", view(), options));
    expect(found).toHaveLength(1);
  });

  it.each([
    "SELECT ?s ?o { ?s :knownOnlyByAxiom ?o }",
    "SELECT ?p ?c { :a ?p ?c } ORDER BY ?p ?c",
    "SELECT ?c (COUNT(*) AS ?n) { ?s a ?c } GROUP BY ?c",
    "SELECT (STR(?c) AS ?text) { ?s a ?c }",
    "ASK { :c :back+ :a }",
    "CONSTRUCT { ?s a ?c } WHERE { ?s a ?c }",
    "SELECT ?c { ?s a ?c FILTER(!isBlank(BNODE(STR(?c)))) }",
  ])("answers from what follows as the engine does by itself: %s", async (query) => {
    const axioms = axiomsOf(
      axiomQuads(`
        :p rdfs:subPropertyOf :knownOnlyByAxiom ; owl:inverseOf :back . :q rdfs:subPropertyOf rdf:type .
        :Known rdfs:subClassOf :OnlyByAxiom . :kind rdfs:subPropertyOf rdf:type .`),
    );
    const typed = storeOf(":g { :a :p :b ; :kind :Known . :b :p :c ; a :Known . :c a :OnlyByAxiom }");
    const others = axiomsOf(axiomQuads(":b rdfs:subClassOf :other . :p rdfs:subPropertyOf :other ."));

    for (const each of [axioms, axioms, others, undefined, others]) {
      const options = each === undefined ? {} : { axioms: each };
      const found = await answer(threads, query, view(typed), options);

      expect(found).toEqual(await answer(here, query, view(typed), options));
    }
  });

  it("refuses axioms that cannot be expanded as the engine does", async () => {
    const axioms = axiomsOf(axiomQuads(":p owl:propertyChainAxiom ( :p :p ) ."));

    const refused = answer(threads, "ASK { ?s :p ?o }", view(), { axioms });

    await expect(refused).rejects.toBeInstanceOf(UnsupportedAxiomError);
  });

  it("gives many rows as numbers too, to a reader who takes his time", async () => {
    const result = await threads.query("SELECT ?s ?o { ?s ?p ?o }", view(large));

    if (result.kind !== "bindings" || result.ids === undefined) throw new Error("Numbers were expected");
    let rows = 0;
    for await (const { columns, length } of result.ids.chunks) {
      rows += length;
      expect(result.ids.terms.term(columns[0]?.[0] ?? 0).termType).toBe("NamedNode");
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
    expect(rows).toBe(6_000);
  });

  it("sees of a store that grows what the view sees, and no more", async () => {
    const growing = storeOf(":g0 { :s :n 0 }");
    const count = "SELECT (COUNT(*) AS ?n) (MAX(?o) AS ?last) { ?s :n ?o }";
    for (let n = 1; n <= 40; n++) {
      const before = view(growing);
      growing.open(aBlock(n), n + 1);
      if (n % 4 === 0) growing.close(`urn:x:block${n - 1}`, n + 1);

      const found = await Promise.all([before, view(growing)].map((each) => answer(threads, count, each)));

      expect(found).toEqual(
        await Promise.all([before, view(growing)].map((each) => answer(here, count, each))),
      );
    }
  });

  it("answers of graphs that a view keeps apart", async () => {
    const apart = "urn:x:apart";
    const quad = DataFactory.quad(iri("a"), iri("name"), DataFactory.literal("Ada"), iri("apart")) as Quad;
    const plain = view();
    const withApart: QuadView = {
      ...plain,
      match: (s, p, o, g) => (g?.value === apart ? [quad] : plain.match(s, p, o, g)),
      estimate: (s, p, o, g) => (g?.value === apart ? 1 : plain.estimate(s, p, o, g)),
      graphsApart: [apart],
    };

    const found = await answer(threads, "SELECT ?n { GRAPH :apart { ?s :name ?n } }", withApart);

    expect(found).toEqual(['?n="Ada"']);
  });

  it.each([
    ["SELECT * {\n ?s ?p }", MalformedQueryError, { line: 2, column: 8 }],
    ["INSERT DATA { :a :b :c }", UpdateRefusedError, { code: "update-refused" }],
    ["SELECT * { SERVICE <urn:x> { ?s ?p ?o } }", ServiceRefusedError, { code: "service-refused" }],
    ["SELECT (<urn:f>(1) AS ?x) { }", UnsupportedFunctionError, { iri: "urn:f" }],
  ])("throws what the engine throws: %s", async (query, kind, evidence) => {
    const error = await answer(threads, query, view()).catch((thrown: unknown) => thrown);

    expect(error).toBeInstanceOf(kind);
    expect(error).toMatchObject(evidence);
  });

  it.each([
    ["counts a product", "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"],
    ["backtracks without end", "SELECT * { ?s :t ?o FILTER REGEX(?o, '^(a+)+$') }"],
    ["orders in Comunica", "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY BNODE(STR(?c)) ?f"],
  ])("stops a query that %s, answers others meanwhile and goes on answering", async (_, query) => {
    const reason = new Error("The time is up");
    const stop = new AbortController();
    const stopped = answer(threads, query, view(large), { signal: stop.signal });
    const meanwhile = await answer(threads, "ASK { :a :p :b }", view());
    setTimeout(() => stop.abort(reason), 300);

    await expect(stopped).rejects.toBe(reason);

    expect(meanwhile).toBe(true);
    const after = await Promise.all([1, 2, 3].map(() => answer(threads, "ASK { :a :p :b }", view())));
    expect(after).toEqual([true, true, true]);
  });

  it("ends a query whose rows take more memory than they may, and the thread of one whose objects do", async () => {
    const sorted = answer(threads, "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f", view(large));
    await expect(sorted).rejects.toBeInstanceOf(QueryTooLargeError);

    const objects = answer(
      threads,
      "SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY BNODE(STR(?c)) ?f",
      view(large),
    );
    await expect(objects).rejects.toBeInstanceOf(QueryTooLargeError);

    expect(await answer(threads, "ASK { :a :p :b }", view())).toBe(true);
  });

  it("has the thread of an answer free again whose reader leaves it", async () => {
    for (let n = 0; n < 5; n++) {
      const result = await threads.query("SELECT * { ?s ?p ?o }", view(large));
      if (result.kind !== "bindings") throw new Error("Rows were expected");
      for await (const _ of result.rows) break;
    }

    expect(await answer(threads, "ASK { }", view())).toBe(true);
  });

  it("gives no query to a thread that is being ended, though this thread heard of its answer too late", async () => {
    const stop = new AbortController();
    const product = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }";
    const stopped = answer(threads, product, view(large), { signal: stop.signal }).catch(() => "stopped");
    await new Promise((resolve) => setTimeout(resolve, 100));
    stop.abort(new Error("The time is up"));
    // Nothing is heard meanwhile, and the time of grace is over.
    for (const end = performance.now() + 400; performance.now() < end; );
    await new Promise((resolve) => setTimeout(resolve));

    const next = await Promise.all(
      Array.from({ length: 4 }, () => answer(threads, "ASK { :a :p :b }", view())),
    );

    expect([await stopped, next]).toEqual(["stopped", [true, true, true, true]]);
  });

  it("stops what waits for a thread", async () => {
    const stop = new AbortController();
    const heavy = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }";
    const all = Array.from({ length: 4 }, () =>
      answer(threads, heavy, view(large), { signal: stop.signal }).catch((error: unknown) => error),
    );
    setTimeout(() => stop.abort("enough"), 50);

    expect(await Promise.all(all)).toEqual(["enough", "enough", "enough", "enough"]);
  });
});

function iri(name: string) {
  return DataFactory.namedNode(`urn:x:${name}`);
}

function aBlock(n: number) {
  const number = DataFactory.literal(
    `${n}`,
    DataFactory.namedNode("http://www.w3.org/2001/XMLSchema#integer"),
  );
  return {
    id: `urn:x:block${n}`,
    quads: [DataFactory.quad(iri("s"), iri("n"), number, iri(`g${n}`)) as Quad],
  };
}

function storeOf(trig: string): QuadStore {
  const prefixes = "@prefix : <urn:x:> . @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .";
  const quads: Quad[] = new Parser({ format: "application/trig" }).parse(`${prefixes} ${trig}`);
  const made = integerQuadStore({ iris });
  const byGraph = new Map<string, Quad[]>();
  for (const quad of quads) byGraph.set(quad.graph.value, [...(byGraph.get(quad.graph.value) ?? []), quad]);
  for (const [id, own] of byGraph) made.open({ id, quads: own }, 1);
  return made;
}

/** An answer as sorted texts, or a truth value. Blank nodes have no labels to compare. */
async function answer(
  engine: SparqlEngine,
  query: string,
  over: QuadView,
  options: QueryOptions = {},
): Promise<unknown> {
  const result: QueryResult = await engine.query(`PREFIX : <urn:x:> ${query}`, over, options);
  if (result.kind === "boolean") return result.value;
  const texts: string[] = [];
  if (result.kind === "quads") {
    for await (const { subject, predicate, object } of result.quads)
      texts.push([subject, predicate, object].map(text).join(" "));
    return texts.sort();
  }
  for await (const row of result.rows)
    texts.push(
      result.variables
        .flatMap((name) => {
          const term = row.get(name);
          return term === undefined ? [] : [`?${name}=${text(term)}`];
        })
        .join(" "),
    );
  return texts.sort();
}

function text(term: Term): string {
  return term.termType === "BlankNode" ? "_:" : termKey(term);
}
