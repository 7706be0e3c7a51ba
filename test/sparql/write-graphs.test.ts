import { DataFactory } from "n3";
import { describe, expect, it } from "vitest";
import { integerQuadStore } from "../../src/quads/integer-quad-store.ts";
import { comunicaEngine } from "../../src/sparql/comunica-engine.ts";
import type { QueryOptions, SparqlEngine } from "../../src/sparql/engine.ts";
import { integerEngine } from "../../src/sparql/integer-engine.ts";
import { iris, quadsOf, rowsOf } from "./fixtures.ts";

/** `:h` has a circle with `:g` by `:o`, so that what forgets its graph joins across the two. */
const data = ":g { :s :c :o . :x :c :x } :h { :o :z :y . :s :z :y }";

const engines: Readonly<Record<string, SparqlEngine>> = {
  native: integerEngine({ fallBack: false }),
  Comunica: comunicaEngine(),
};

describe.each(Object.entries(engines))("GRAPH with a variable, over %s", (_name, engine) => {
  const ask = (query: string, options: QueryOptions = {}) => rowsOfQuery(engine, query, options);

  it("ranges over the graphs around what has no pattern", async () => {
    expect(await ask("SELECT ?g ?v { GRAPH ?g { VALUES ?v { :a } } }")).toEqual(["g a", "h a"]);
    expect(await ask("SELECT ?g { GRAPH ?g { } }")).toEqual(["g", "h"]);
    expect(await ask("SELECT ?g ?v { GRAPH ?g { BIND(:a AS ?v) } }")).toEqual(["g a", "h a"]);
    expect(await ask("SELECT ?g ?y { GRAPH ?g { OPTIONAL { :o :z ?y } } }")).toEqual(["g -", "h y"]);
    expect(await ask("SELECT ?g ?y { GRAPH ?g { { :o :z ?y } UNION { VALUES ?y { :a } } } }")).toEqual([
      "g a",
      "h a",
      "h y",
    ]);
  });

  it("keeps a sub-select in its graph, whether or not it gives the graph out", async () => {
    const join = (sub: string) => `SELECT ?g ?o { GRAPH ?g { { SELECT ${sub} { :s ?p ?o } } ?o ?q ?z } }`;

    expect(await ask(join("?o"))).toEqual([]);
    expect(await ask(join("?o ?g"))).toEqual([]);
    expect(await ask("SELECT ?g ?o { GRAPH ?g { { SELECT DISTINCT ?o { ?s :c ?o } } ?o :c ?z } }")).toEqual([
      "g x",
    ]);
  });

  it("takes what a sub-select calls by the graph's name for another variable", async () => {
    const query = "SELECT ?g ?o { GRAPH ?g { SELECT ?o { ?g :c ?o } } }";

    expect(await ask(query)).toEqual(["g o", "g x"]);
    expect(await ask("SELECT ?g ?o { GRAPH ?g { SELECT ?g ?o { ?g :c ?o } } }")).toEqual([]);
    expect(await ask("SELECT ?g ?o { GRAPH ?g { SELECT ?o { VALUES ?g { :s } ?g :c ?o } } }")).toEqual([
      "g o",
    ]);
  });

  it("groups by the graph", async () => {
    const query = "SELECT ?g ?n { GRAPH ?g { SELECT ?o (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?o } }";

    expect(await ask(query)).toEqual(["g 1", "g 1", "h 2"]);
  });

  it("counts also where nothing matches", async () => {
    const query = "SELECT ?g ?n { GRAPH ?g { SELECT (COUNT(*) AS ?n) { ?s :c ?o } } }";

    expect(await ask(query)).toEqual(["g 2", "h 0"]);
  });

  it("takes away only what is in the same graph", async () => {
    expect(await ask("SELECT ?g ?s { GRAPH ?g { ?s :c ?o MINUS { ?s :z ?y } } }")).toEqual(["g s", "g x"]);
    expect(await ask("SELECT ?g ?s { GRAPH ?g { ?s :c ?o MINUS { ?a :c ?b } } }")).toEqual(["g s", "g x"]);
    expect(await ask("SELECT ?g ?s { GRAPH ?g { ?s :c ?o FILTER NOT EXISTS { ?s :z ?y } } }")).toEqual([
      "g s",
      "g x",
    ]);
  });

  it("does not take away by the graph alone", async () => {
    expect(await ask("SELECT ?g ?s { GRAPH ?g { ?s :c ?o MINUS { ?g :c ?o2 } } }")).toEqual(["g s", "g x"]);
  });

  it("joins the graphs to what binds their variable by other means", async () => {
    expect(await ask("SELECT ?g { GRAPH ?g { GRAPH :h { ?g :z :y } } }")).toEqual([]);
    expect(await ask("SELECT ?g { GRAPH ?g { BIND(:h AS ?g) } }")).toEqual(["h"]);
    expect(await ask("SELECT ?g { GRAPH ?g { VALUES ?g { :h :k } } }")).toEqual(["h"]);
  });

  it("takes a graph that is given as a parameter", async () => {
    const parameters = { g: DataFactory.namedNode("urn:x:h") };

    expect(await ask("SELECT ?g ?v { GRAPH ?g { VALUES ?v { :a } } }", { parameters })).toEqual(["h a"]);
    expect(await ask("SELECT ?g ?o { GRAPH ?g { SELECT ?o { :o :z ?o } } }", { parameters })).toEqual([
      "h y",
    ]);
  });

  it("leaves the graph of a pattern to the innermost GRAPH", async () => {
    expect(await ask("SELECT ?g ?s { GRAPH ?g { ?x :c :o GRAPH :h { ?s :z :y } } }")).toEqual(["g o", "g s"]);
  });
});

async function rowsOfQuery(engine: SparqlEngine, query: string, options: QueryOptions): Promise<string[]> {
  const store = integerQuadStore({ iris });
  for (const [id, quads] of quadsOf(data)) store.open({ id, quads }, 1);
  return rowsOf(await engine.query(`PREFIX : <urn:x:> ${query}`, store.view({ mode: "exact" }), options));
}
