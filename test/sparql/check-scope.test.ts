import { describe, expect, it } from "vitest";
import { MalformedQueryError } from "../../src/sparql/errors.ts";
import { queryParser } from "../../src/sparql/parse-query.ts";

const parse = queryParser();

describe("what is computed", () => {
  it.each([
    ["SELECT (1 AS ?z) { ?s ?p ?z } GROUP BY ?z", "z"],
    ["SELECT (1 AS ?z) { } GROUP BY (2 AS ?z)", "z"],
    ["SELECT (STR(?s) AS ?s) { ?s ?p ?o }", "s"],
    ["SELECT ?s { ?s ?p ?o { SELECT (1 AS ?x) { ?x ?p <<( ?a ?b ?c )>> } } }", "x"],
    ["SELECT (1 AS ?c) { ?s ?p <<( ?a ?b ?c )>> }", "c"],
    ["ASK { FILTER EXISTS { { SELECT (1 AS ?x) { ?x ?p ?o } } } }", "x"],
  ])("is not bound already: %s", (query, name) => {
    expect(() => parse(query)).toThrow(MalformedQueryError);
    expect(() => parse(query)).toThrow(`?${name} is computed where it is bound already`);
  });

  it.each([
    "SELECT (123 AS ?z) { ?s ?p ?z } GROUP BY ?s",
    "SELECT (COUNT(?v) AS ?n) (?n + 1 AS ?more) { VALUES ?v { 0 1 } }",
    "SELECT ?s { { ?s ?p ?o } UNION { BIND(1 AS ?s) } }",
    "SELECT (1 AS ?o) { ?s ?p ?p MINUS { ?s ?p ?o } }",
  ])("may be what is in no scope: %s", (query) => {
    expect(() => parse(query)).not.toThrow();
  });
});

describe("what is selected of a group", () => {
  it.each([
    "SELECT ?s (COUNT(*) AS ?n) { ?s ?p ?o }",
    "SELECT (SUM(?o) AS ?n) ?p { ?s ?p ?o }",
    "SELECT ?s { ?s ?p ?o } HAVING (COUNT(*) > 1)",
    "SELECT ?o (MAX(?s) AS ?m) { ?s ?p ?o } ORDER BY ?m VALUES ?s { 1 }",
    "ASK { { SELECT ?s (SUM(?o) AS ?n) { ?s ?p ?o } } }",
  ])("is a key or computed: %s", (query) => {
    expect(() => parse(query)).toThrow(MalformedQueryError);
  });

  it.each([
    "SELECT ?s (COUNT(*) AS ?n) (?n + 1 AS ?more) { ?s ?p ?o } GROUP BY ?s HAVING (?n > 1) ORDER BY ?n",
    "SELECT ?k { ?s ?p ?o } GROUP BY (STR(?s) AS ?k) VALUES ?k { 1 }",
    "SELECT ?never { ?s ?p ?o { SELECT (COUNT(*) AS ?n) { ?a ?b ?c } } }",
    "SELECT ?x (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?x",
  ])("may be: %s", (query) => {
    expect(() => parse(query)).not.toThrow();
  });
});

describe("VALUES", () => {
  it("names each variable once", () => {
    expect(() => parse("SELECT * { VALUES (?a ?b ?a) { (1 2 1) } }")).toThrow("VALUES names ?a twice");
    expect(() => parse("SELECT * { } VALUES (?a ?a) { (1 1) }")).toThrow("VALUES names ?a twice");
  });
});

describe("a parser of SPARQL 1.2", () => {
  it("says where a text goes wrong", () => {
    expect(() => parse("SELECT * {\n  ?s ?p << ?a ?b >> }")).toThrow(/Unexpected ">>" at line 2, column/);
    expect(() => parse("VERSION 1.2 ASK {}")).toThrow(/Unexpected/);
  });

  it("takes a version and a base direction", () => {
    expect(() => parse('VERSION "1.2" ASK { ?s ?p "x"@ar--rtl }')).not.toThrow();
    expect(() => parse('ASK { ?s ?p "x"@ar--up }')).toThrow(MalformedQueryError);
  });

  it("refuses half a surrogate pair, which is no Unicode", () => {
    expect(() => parse('ASK { ?s ?p "\\uD83C" }')).toThrow(MalformedQueryError);
  });
});
