import { describe, expect, it } from "vitest";
import { comunicaEngine } from "../../src/sparql/comunica-engine.ts";
import { integerEngine } from "../../src/sparql/integer-engine.ts";
import { rowsOf, storeOf } from "./fixtures.ts";

const view = storeOf(":g { :a :q :a . :a :r :b . :b :p :c }").view({ mode: "exact" });
const notNative = 'FILTER(isBlank(BNODE("k")))';

describe("a path of any length between two variables", () => {
  it.each([
    ["SELECT ?x ?y { ?x (:q/:r)+ ?y }", ["a b"]],
    ["SELECT ?x ?y { ?x (:q/:r)* ?y FILTER(?x != ?y) }", ["a b"]],
    ["SELECT ?x ?y { GRAPH :g { ?x (:q/:r)+ ?y } }", ["a b"]],
    [`SELECT ?z { ?z :p ?w . { ${notNative} FILTER EXISTS { ?x (:q/:r)+ ?y } } }`, ["b"]],
  ])("ends where a step has nothing that follows: %s", async (query, expected) => {
    for (const engine of [comunicaEngine(), integerEngine()])
      expect(await rowsOf(await engine.query(`PREFIX : <urn:x:> ${query}`, view))).toEqual(expected);
  });
});
