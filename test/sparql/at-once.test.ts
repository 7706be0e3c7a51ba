import type { Quad } from "@rdfjs/types";
import { Parser } from "n3";
import { describe, expect, it, vi } from "vitest";
import { integerQuadStore } from "../../src/quads/integer-quad-store.ts";
import { n3QuadStore } from "../../src/quads/n3-quad-store.ts";
import type { QuadStore } from "../../src/quads/quad-store.ts";
import { withAtOnce } from "../../src/sparql/at-once.ts";
import type { QueryResult, SparqlEngine } from "../../src/sparql/engine.ts";
import { integerEngine } from "../../src/sparql/integer-engine.ts";
import { iris } from "./fixtures.ts";

const here = integerEngine();
const small = integerQuadStore({ iris });
const large = integerQuadStore({ iris });
const plain = n3QuadStore({ iris });
const few = ":g { :a :p :b , :c ; :n 1 . :b :n 2 . }";
fill(small, few);
fill(plain, few);
fill(large, `:g { ${Array.from({ length: 20_000 }, (_, n) => `:s${n} :n ${n} .`).join(" ")} }`);

describe("an answer at once", () => {
  it.each([
    "ASK { :a :p :b }",
    "SELECT * { ?s ?p ?o }",
    "SELECT ?s (COUNT(*) AS ?n) { ?s :p+ ?o } GROUP BY ?s ORDER BY ?s",
    "CONSTRUCT { ?o :of ?s } WHERE { ?s :p ?o }",
  ])("is what the engine answers: %s", async (query) => {
    const found = await here.atOnce(`PREFIX : <urn:x:> ${query}`, view(small));

    expect(found).toBeDefined();
    expect(await said(found)).toEqual(
      await said(await here.query(`PREFIX : <urn:x:> ${query}`, view(small))),
    );
  });

  it("of a large store is there when little of it is read", async () => {
    const found = await here.atOnce("PREFIX : <urn:x:> SELECT * { :s7 ?p ?o }", view(large));

    expect(await said(found)).toHaveLength(1);
  });

  it.each([
    ["reads much", large, "SELECT (COUNT(*) AS ?n) { ?s :n ?o FILTER(?o > 3) }"],
    [
      "multiplies",
      small,
      "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?o ?q . ?r ?t ?u . ?v ?w ?x }",
    ],
    ["makes endless texts", small, doubled(30)],
    ["has a regular expression", small, "SELECT * { ?s :n ?o FILTER(REGEX(STR(?s), '(a+)+$')) }"],
    ["replaces by one", small, "SELECT (REPLACE(STR(?s), '(a+)+$', 'b') AS ?t) { ?s :n ?o }"],
    [
      "has one in EXISTS",
      small,
      "SELECT * { ?s :n ?o FILTER EXISTS { ?s :p ?x FILTER REGEX(STR(?x), 'b') } }",
    ],
    ["is long", small, `SELECT * { ?s ?p ?o } # ${"x".repeat(5_000)}`],
    ["reads a store without numbers", plain, "ASK { :a :p :b }"],
  ])("is none where a query %s", async (_, store, query) => {
    expect(await here.atOnce(`PREFIX : <urn:x:> ${query}`, view(store))).toBeUndefined();
  });

  it("is another engine's too, once the parser is there; its faults are the same", async () => {
    const elsewhere: SparqlEngine = { query: async () => ({ kind: "boolean", value: false }) };
    const engine = withAtOnce(elsewhere, integerEngine());
    const ask = "ASK { <urn:x:a> <urn:x:p> <urn:x:b> }";

    const early = await engine.atOnce?.(ask, view(small));
    await vi.waitFor(async () => expect(await engine.atOnce?.(ask, view(small))).toBeDefined());

    expect(early).toBeUndefined();
    expect(await engine.atOnce?.(ask, view(small))).toEqual({ kind: "boolean", value: true });
    expect(await engine.query(ask, view(small))).toEqual({ kind: "boolean", value: false });
    await expect(engine.atOnce?.("ASK {", view(small))).rejects.toMatchObject({ code: "malformed-query" });
  });

  it("has all its rows as chunks too", async () => {
    const found = await here.atOnce("SELECT * { ?s <urn:x:p> ?o }", view(small));

    expect(found?.kind === "bindings" && found.ids?.whole?.map(({ length }) => length)).toEqual([2]);
  });
});

function doubled(times: number): string {
  const binds = Array.from({ length: times }, (_, n) => `BIND(CONCAT(?t${n}, ?t${n}) AS ?t${n + 1})`);
  return `SELECT (STRLEN(?t${times}) AS ?n) { BIND("twice" AS ?t0) ${binds.join(" ")} }`;
}

function fill(store: QuadStore, trig: string): void {
  const quads = new Parser({ format: "application/trig" }).parse(`PREFIX : <urn:x:> ${trig}`) as Quad[];
  store.open({ id: "urn:x:g", quads }, 1);
}

function view(store: QuadStore) {
  return store.view({ mode: "exact" });
}

async function said(result: QueryResult | undefined): Promise<unknown> {
  if (result === undefined || result.kind === "boolean") return result;
  const rows: unknown[] = [];
  if (result.kind === "quads") for await (const quad of result.quads) rows.push(quad);
  else for await (const row of result.rows) rows.push(result.variables.map((name) => row.get(name)));
  return rows;
}
