import { describe, expect, it } from "vitest";
import { integerQuadStore } from "../../../src/quads/integer-quad-store.ts";
import { termText } from "../../../src/quads/nquads.ts";
import type { SparqlEngine } from "../../../src/sparql/engine.ts";
import { NotNativeError } from "../../../src/sparql/errors.ts";
import { integerEngine } from "../../../src/sparql/integer-engine.ts";
import { iris, quadsOf } from "../fixtures.ts";

const prefixes = "PREFIX : <urn:x:> PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>";
const native = integerEngine({ fallBack: false });
const data = `
  :g {
    :a :p :b . :b :p :c .
    :r1 rdf:reifies <<( :a :p :b )>> ; :by :ada .
    :r2 rdf:reifies <<( :b :p :c )>> ; :by :bob .
    :r3 rdf:reifies <<( :a :p :a )>> .
    :r4 rdf:reifies <<( :r1 :by <<( :a :p :b )>> )>> .
    :r5 rdf:reifies <<( :a :n 1 )>> .
  }
  :h { :r1 rdf:reifies <<( :a :p :c )>> }`;

describe("a pattern with triple terms", () => {
  it("finds one without variables by its number", async () => {
    expect(await rows("SELECT ?r { ?r rdf:reifies <<( :a :p :b )>> }")).toEqual(["r1"]);
    expect(await rows("SELECT ?r { ?r rdf:reifies <<( :a :p :nowhere )>> }")).toEqual([]);
  });

  it("binds the variables of one to its terms", async () => {
    expect(await rows("SELECT ?s ?o { :r1 rdf:reifies <<( ?s :p ?o )>> }")).toEqual(["a b", "a c"]);
    expect(await rows("SELECT ?r ?p { ?r rdf:reifies <<( :a ?p ?o )>> }")).toEqual([
      "r1 p",
      "r1 p",
      "r3 p",
      "r5 n",
    ]);
  });

  it("is one term at each place of a variable", async () => {
    expect(await rows("SELECT ?r { ?r rdf:reifies <<( ?x :p ?x )>> }")).toEqual(["r3"]);
    expect(await rows("SELECT ?r { ?r rdf:reifies <<( ?r ?p ?o )>> }")).toEqual([]);
  });

  it("is taken apart within", async () => {
    expect(await rows("SELECT ?x ?o { ?r rdf:reifies <<( ?x :by <<( :a ?p ?o )>> )>> }")).toEqual(["r1 b"]);
    expect(await rows("SELECT ?t { ?r rdf:reifies <<( :r1 :by ?t )>> . ?x rdf:reifies ?t }")).toEqual([
      "<<( <urn:x:a> <urn:x:p> <urn:x:b> )>>",
    ]);
  });

  it("is looked up where all its variables are bound before", async () => {
    const query = "SELECT ?s ?w { ?s :p ?o . ?r rdf:reifies <<( ?s :p ?o )>> ; :by ?w }";

    expect(await rows(query)).toEqual(["a ada", "b bob"]);
    expect(await rows("SELECT ?s ?w { ?s :p ?o {| :by ?w |} }")).toEqual(["a ada", "b bob"]);
    const explanation = await native.explain(`${prefixes} ${query}`, view());
    expect(JSON.stringify(explanation)).toContain("look up triple terms");
    expect(JSON.stringify(explanation)).not.toContain("take triple terms apart");
  });

  it("joins with what may be unbound", async () => {
    const query = `SELECT ?s ?o ?r {
      VALUES (?s ?o) { (:a UNDEF) (UNDEF :c) (:nowhere :b) } ?r rdf:reifies <<( ?s :p ?o )>> }`;

    expect(await rows(query)).toEqual(["a a r3", "a b r1", "a c r1", "a c r1", "b c r2"]);
  });

  it("is optional, taken away, and asked for by EXISTS", async () => {
    expect(await rows("SELECT ?s ?r { ?s :p ?o OPTIONAL { ?r rdf:reifies <<( ?s :p :b )>> } }")).toEqual([
      "a r1",
      "b -",
    ]);
    expect(await rows("SELECT ?s { ?s :p ?o MINUS { ?r rdf:reifies <<( ?s ?p :b )>> } }")).toEqual(["b"]);
    const exists = (kind: string) =>
      `SELECT ?s { ?s :p ?o FILTER ${kind} { :r2 rdf:reifies <<( ?s :p ?x )>> } }`;
    expect(await rows(exists("EXISTS"))).toEqual(["b"]);
    expect(await rows(exists("NOT EXISTS"))).toEqual(["a"]);
  });

  it("is of the graph that it stands in", async () => {
    expect(await rows("SELECT ?o { GRAPH :h { :r1 rdf:reifies <<( :a :p ?o )>> } }")).toEqual(["c"]);
    expect(await rows("SELECT ?g { GRAPH ?g { ?r rdf:reifies <<( ?s :p :c )>> } }")).toEqual(["g", "h"]);
  });

  it("takes parameters within", async () => {
    const [a] = [...quadsOf(":g { :a :p :b }").values()].flat();
    if (a === undefined) throw new Error("no quad");
    const parameters = { s: a.subject };

    expect(await rows("SELECT ?o { :r1 rdf:reifies <<( ?s :p ?o )>> }", native, { parameters })).toEqual([
      "b",
      "c",
    ]);
  });

  it("is left to Comunica at the end of a path, where it has variables", async () => {
    const query = "SELECT ?s { ?r (rdf:reifies|:q) <<( ?s :p :b )>> }";

    await expect(rows(query)).rejects.toThrow(NotNativeError);
    expect(await rows(query, integerEngine())).toEqual(["a"]);
    expect(await rows("SELECT ?r { ?r (rdf:reifies|:q) <<( :a :p :b )>> }")).toEqual(["r1"]);
  });
});

describe("a triple term of a query", () => {
  it("equals one whose terms have equal values, and is the same as one with the same terms", async () => {
    const filtered = (condition: string) => rows(`SELECT ?r { ?r rdf:reifies ?t FILTER(${condition}) }`);

    expect(await filtered("?t = <<( :a :n 1.0 )>>")).toEqual(["r5"]);
    expect(await filtered("?t = <<( :a :n ?one )>>")).toEqual([]);
    expect(await filtered("sameTerm(?t, <<( :a :n 1.0 )>>)")).toEqual([]);
    expect(await filtered("?t IN (:a, <<( :a :n 01 )>>)")).toEqual(["r5"]);
    expect(await filtered("SUBJECT(?t) = :b")).toEqual(["r2"]);
    expect(await filtered("isTRIPLE(OBJECT(?t))")).toEqual(["r4"]);
    expect(await filtered("?t != <<( :a :p :b )>> && PREDICATE(?t) = :p")).toEqual(["r1", "r2", "r3"]);
  });

  it("is made of terms of rows, and only where they make a triple", async () => {
    const made = (terms: string) => rows(`SELECT ?t { BIND(${terms} AS ?t) }`);

    expect(await made("TRIPLE(:a, :b, 1)")).toEqual([
      '<<( <urn:x:a> <urn:x:b> "1"^^<http://www.w3.org/2001/XMLSchema#integer> )>>',
    ]);
    expect(await made("TRIPLE(1, :b, :c)")).toEqual(["-"]);
    expect(await made("TRIPLE(<<( :a :b :c )>>, :b, :c)")).toEqual(["-"]);
    expect(await made("TRIPLE(:a, :b, ?never)")).toEqual(["-"]);
    expect(await rows("SELECT ?r { ?s :p ?o BIND(<<( ?s :p ?o )>> AS ?t) ?r rdf:reifies ?t }")).toEqual([
      "r1",
      "r2",
    ]);
  });

  it("has no text, datatype, language or truth", async () => {
    for (const call of ["STR", "DATATYPE", "LANG", "xsd:string", "IRI", "!"])
      expect(
        await rows(`PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
          SELECT ?x { BIND(${call}(<<( :a :b :c )>>) AS ?x) }`),
      ).toEqual(["-"]);
    expect(await rows("SELECT (GROUP_CONCAT(?t) AS ?x) { VALUES ?t { <<( :a :b :c )>> } }")).toEqual(["-"]);
  });

  it("is counted, grouped and ordered as the term that it is", async () => {
    expect(await rows("SELECT (COUNT(DISTINCT ?t) AS ?n) { ?r rdf:reifies ?t }")).toEqual(["6"]);
    const first = await rows("SELECT (MIN(?t) AS ?x) (MAX(?t) AS ?y) { ?r rdf:reifies ?t }");
    expect(first).toEqual([
      `<<( <urn:x:a> <urn:x:n> "1"^^<http://www.w3.org/2001/XMLSchema#integer> )>> ` +
        "<<( <urn:x:r1> <urn:x:by> <<( <urn:x:a> <urn:x:p> <urn:x:b> )>> )>>",
    ]);
  });

  it("stands in what is constructed, with the row's terms and new blank nodes", async () => {
    const query = `${prefixes} CONSTRUCT { _:r rdf:reifies <<( ?s :q _:r )>> } WHERE { ?s :p ?o }`;
    const result = await native.query(query, view());
    if (result.kind !== "quads") throw new Error(result.kind);
    const nodes = new Set<string>();
    for await (const { subject, object } of result.quads) {
      if (object.termType !== "Quad") throw new Error(object.termType);
      expect(object.object.equals(subject)).toBe(true);
      nodes.add(subject.value);
    }

    expect(nodes.size).toBe(2);
  });
});

function view() {
  const store = integerQuadStore({ iris });
  for (const [id, quads] of quadsOf(`@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . ${data}`))
    store.open({ id, quads }, 1);
  return store.view({ mode: "exact" });
}

/** The rows as texts, sorted; IRIs without their `urn:x:`, a triple term as N-Quads have it. */
async function rows(query: string, engine: SparqlEngine = native, options = {}): Promise<string[]> {
  const result = await engine.query(`${prefixes} ${query}`, view(), options);
  if (result.kind !== "bindings") throw new Error(result.kind);
  const texts: string[] = [];
  for await (const row of result.rows) {
    const cells = result.variables.map((name) => {
      const term = row.get(name);
      if (term === undefined) return "-";
      return term.termType === "Quad" ? termText(term) : term.value.replace("urn:x:", "");
    });
    texts.push(cells.join(" "));
  }
  return texts.sort();
}
