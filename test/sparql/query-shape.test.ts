import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { queryParser } from "../../src/sparql/parse-query.ts";
import { shapeOf, withConstants } from "../../src/sparql/query-shape.ts";

const parse = queryParser();

/** What is parsed of a text by its shape: the algebra, or that there is none. */
function byShape(text: string, baseIri?: string): unknown {
  const shape = shapeOf(text, baseIri);
  return shape && outcome(() => withConstants(parse(shape.text, baseIri).operation, shape.constants));
}

/** The parser counts the variables that it makes over all texts; here they are counted in one. */
function outcome(parsed: () => unknown): unknown {
  const made: string[] = [];
  try {
    return JSON.parse(JSON.stringify(parsed()), (_, value) => {
      if (typeof value !== "string" || !/^g_\d+$/.test(value)) return value;
      if (!made.includes(value)) made.push(value);
      return `g_${made.indexOf(value)}`;
    });
  } catch {
    return "none";
  }
}

describe("shapeOf", () => {
  it("is one for texts that differ in IRIs, strings and comments", () => {
    const text = `PREFIX p: <urn:p:> # one\nSELECT ?e { <urn:a#b> p:q "x" ; p:r """y"z""" , 'w'@en }`;
    const other = `PREFIX p: <urn:p:> # two\nSELECT ?e { <urn:c> p:q "" ; p:r '''"''' , "v"@en }`;

    const shapes = [shapeOf(text), shapeOf(other)];

    expect(shapes[0]?.text).toBe(shapes[1]?.text);
    expect(shapes[0]?.constants).toEqual(["urn:a#b", "x", 'y"z', "w"]);
    expect(shapes[1]?.constants).toEqual(["urn:c", "", '"', "v"]);
  });

  it("is another where constants are equal that were not", () => {
    const [one, two] = ["<urn:a> <urn:b>", "<urn:a> <urn:a>"].map((terms) => shapeOf(`ASK { ${terms} ?o }`));

    expect(one?.text).not.toBe(two?.text);
  });

  it("keeps prefixes, bases, datasets, relative IRIs and numbers", () => {
    const text = "BASE <urn:b/> PREFIX p: <urn:p:> SELECT ?s FROM <urn:g> { ?s p:q <c> ; p:r 1 } LIMIT 10";

    expect(shapeOf(text)).toEqual({ text, constants: [] });
  });

  it("is not of a text with escapes, halves of characters or its own marks", () => {
    const texts = ['ASK { ?s ?p "\\n" }', 'ASK { ?s ?p "\uD800" }', "ASK { ?s ?p <x:\uE0000\uE001> }"];

    expect(texts.map((text) => shapeOf(text))).toEqual([undefined, undefined, undefined]);
    expect(shapeOf("ASK { ?s ?p <> }", "x:\uE0000\uE001")).toBeUndefined();
  });
});

describe("withConstants", () => {
  it.each([
    "SELECT * { GRAPH <urn:g> { ?s <urn:p>+/^<urn:q>|!(<urn:r>|^<urn:p>) <urn:o> } }",
    'SELECT (COUNT(<urn:f>(?x)) AS ?n) (COUNT(<urn:f>(?x)) AS ?m) { ?x ?p "a"^^<urn:d> } GROUP BY <urn:f>(?x)',
    'SELECT (GROUP_CONCAT(?x; SEPARATOR=", ") AS ?n) { VALUES (?x ?y) { (<urn:a> "b"@en--ltr) (UNDEF "c"@EN) } }',
    'SELECT * { ?s ?p <<( <urn:a> <urn:b> "c" )>> FILTER(REGEX(?s, "a(b|c)", "i") && ?s IN (<urn:a>, "d")) }',
    "SELECT * { << <urn:a> <urn:b> <urn:c> ~ <urn:r> >> <urn:d> <urn:e> {| <urn:f> <urn:g> |} }",
    "CONSTRUCT { ?s <urn:a> _:b } FROM <urn:g> WHERE { ?s <urn:a> (1 <urn:b> [ <urn:c> 'd' ]) }",
    "DESCRIBE ?x <urn:a> { ?x <urn:b> <urn:a> MINUS { ?x <urn:c> <urn:d> } FILTER NOT EXISTS { ?x <urn:e> ?y } }",
    "SELECT * { { SELECT ?x { ?x a <urn:a> } LIMIT 1 } OPTIONAL { ?x ?y <urn:b> FILTER(?y != <urn:c>) } } VALUES ?x { <urn:d> }",
    "SELECT * { VALUES (?termType ?type) { (<urn:a> <urn:b>) } VALUES ?termType { <urn:c> } }",
  ])("gives what is parsed of the text itself: %s", (text) => {
    expect(byShape(text)).toEqual(outcome(() => parse(text).operation));
  });

  it("gives nothing else for any text that has quotes, angles and hashes anywhere", () => {
    const pieces = [
      "<",
      "<<",
      ">>",
      "<urn:a",
      ":b",
      ">",
      '"',
      "'",
      '"""',
      "'''",
      "#",
      "\n",
      "?x",
      "&&",
      "=",
      " ",
      "a",
      "(",
      ")",
    ];
    const anyText = fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((each) => each.join(""));
    const text = fc
      .tuple(anyText, anyText, anyText)
      .map(([a, b, c]) => `SELECT * { ?x <urn:p>${a} . ?x ?p "b"${b} FILTER(?x < ${c}\n) }`);

    fc.assert(
      fc.property(text, (each) => {
        expect(byShape(each)).toEqual(outcome(() => parse(each).operation));
      }),
      { numRuns: 500 },
    );
  });
});
