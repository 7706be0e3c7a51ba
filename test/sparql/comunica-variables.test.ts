import { expect, it } from "vitest";
import { comunicaEngine } from "../../src/sparql/comunica-engine.ts";
import { rowsOf, storeOf } from "./fixtures.ts";

const engine = comunicaEngine();
const view = storeOf(':g { :a :p :a . :a :q "one" . :b :p "two" . :b :q :c }').view({ mode: "exact" });
const rows = async (query: string) => rowsOf(await engine.query(`PREFIX : <urn:x:> ${query}`, view));

it.each<[string, string, string[]]>([
  [
    "what BIND computes",
    "{ ?x :p ?o BIND(STR(?x) AS ?s) } { ?y :q ?z BIND(STR(?no) AS ?s) }",
    ["a a", "a b", "b a", "b b"],
  ],
  [
    "a key",
    "{ ?x :p ?o BIND(?x AS ?k) } { SELECT ?k (COUNT(*) AS ?y) { { ?k :q ?z } UNION { ?z :p ?v } } GROUP BY ?k }",
    ["a 1", "a 2", "b 1", "b 2"],
  ],
  [
    "an aggregate",
    "{ ?x :p ?o BIND(STR(?x) AS ?s) } { SELECT ?y (SUM(?z) AS ?s) { ?y :q ?z } GROUP BY ?y }",
    ["a a", "a b", "b a", "b b"],
  ],
])("joins rows of stock Comunica's that leave %s unbound", async (_what, group, expected) => {
  expect(await rows(`SELECT ?x ?y { ${group} }`)).toEqual(expected);
});
