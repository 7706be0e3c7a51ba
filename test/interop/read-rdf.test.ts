import type { Literal } from "@rdfjs/types";
import { describe, expect, it, vi } from "vitest";
import { canonicalHash } from "../../src/interop/canonical.ts";
import { readRdf } from "../../src/interop/read-rdf.ts";
import { xsd } from "../../src/vocabulary.ts";
import { read } from "./helpers.ts";

const a = "<http://ex/a> <http://ex/p>";

describe("readRdf", () => {
  it("reads the same statements from every syntax", async () => {
    const triple = '{"@id":"http://ex/a","http://ex/p":{"@value":"x","@language":"en-GB"}}';
    const texts = [
      await read(`@prefix e: <http://ex/> . e:a e:p "x"@en-GB .`, "turtle"),
      await read(`PREFIX e: <http://ex/> e:a e:p "x"@en-gb .`, "trig"),
      await read(`${a} "x"@en-GB .`, "ntriples"),
      await read(`${a} "x"@en-GB .`, "nquads"),
      await read(triple, "jsonld"),
    ];

    expect(new Set(await Promise.all(texts.map((quads) => canonicalHash(quads)))).size).toBe(1);
  });

  it("resolves relative IRIs against a base that it is given", async () => {
    const options = { baseIri: "http://ex/dir/doc" };
    const [turtle] = await read("<a> <../b> <#c> .", "turtle", options);
    const [jsonLd] = await read('{"@id":"a","http://ex/b":{"@id":"#c"}}', "jsonld", options);

    expect(turtle?.subject.value).toBe("http://ex/dir/a");
    expect(jsonLd?.object.value).toBe("http://ex/dir/doc#c");
  });

  it("takes parameters and letter case of the media type as HTTP does", async () => {
    expect(await readRdf(Buffer.from(`${a} 1 .`), "Text/Turtle; charset=UTF-8")).toHaveLength(1);
  });

  it("ignores a byte order mark", async () => {
    expect(await read(`\uFEFF${a} 1 .`)).toHaveLength(1);
  });

  it("reads a document that comes in many pieces", async () => {
    const text = `${a} "${"😀x".repeat(1_000)}" .\n`.repeat(500);

    expect(await read(text, "ntriples")).toHaveLength(500);
  });

  it.each([
    ["a syntax fault", `${a} 1 .\n${a} ; .`, { line: 2 }],
    ["a syntax fault in a line", `\n\n${a} §§ .`, { line: 3, column: 29 }],
    ["an unknown prefix", "\nex:a ex:b ex:c .", { line: 2 }],
    ["a relative IRI", `${a} 1 .\n<b> <http://ex/p> 1 .`, { line: 2, column: 2 }],
    ["a space in an IRI", "<http://ex/a b> <http://ex/p> 1 .", { line: 1, column: 1 }],
    ["an escaped space in an IRI", "<http://ex/a\\u0020b> <http://ex/p> 1 .", { line: 1 }],
    ["an escaped bracket in an IRI", "<http://ex/a\\u003Eb> <http://ex/p> 1 .", { line: 1 }],
    ["a no-break space in an IRI", `${a} <http://ex/\u00A0> .`, { line: 1, column: 30 }],
    ["a C1 control in an IRI", `${a} <http://ex/\u0085> .`, { line: 1, column: 30 }],
    ["a lone surrogate", `${a} "\\uD800" .`, { line: 1 }],
    ["a prefix that is no IRI", "@prefix ex: <]ag:a> .", { line: 1 }],
    ["a triple term", `${a} <<( ${a} 1 )>> .`, {}],
    ["a reified triple", `<< ${a} 1 >> <http://ex/q> 1 .`, {}],
    ["a base direction", `${a} "x"@en--ltr .`, {}],
    ["a literal as subject", `"x" <http://ex/p> 1 .`, { line: 1 }],
    ["a blank node as predicate", "<http://ex/a> _:p 1 .", { line: 1 }],
    ["an unended literal", `${a} "x`, { line: 1 }],
    ["an unended document", `${a} `, { line: 1 }],
    ["a graph in Turtle", `<http://ex/g> { ${a} 1 }`, { line: 1 }],
    ["N3's implication", `{ ${a} 1 } => { ${a} 2 } .`, { line: 1 }],
    ["N3's variables", `?x <http://ex/p> 1 .`, { line: 1 }],
  ])("refuses %s in Turtle, and says where", async (_, text, place) => {
    await expect(read(text)).rejects.toMatchObject({ code: "malformed-rdf", ...place });
  });

  it.each([
    ["a graph in N-Triples", `${a} <http://ex/b> <http://ex/g> .`],
    ["a prefix in N-Triples", "@prefix ex: <http://ex/> ."],
    ["a relative IRI in N-Triples", "<a> <http://ex/p> <http://ex/b> ."],
    ["an abbreviated number in N-Triples", `${a} 1 .`],
  ])("refuses %s", async (_, text) => {
    await expect(read(text, "ntriples", { baseIri: "http://ex/" })).rejects.toMatchObject({
      code: "malformed-rdf",
    });
  });

  it("does not echo what the document says where it cannot read it", async () => {
    const error = await read(`${a} "x" , geheim§ .`).catch(String);

    expect(error).toContain("line 1");
    expect(error).not.toContain("geheim");
  });

  it("names the line of bytes that are no UTF-8", async () => {
    const bytes = Buffer.concat([
      Buffer.from("# é\n#\n"),
      Buffer.from([0x22, 0xc3, 0x28]),
      Buffer.from("\n#"),
    ]);

    await expect(readRdf(bytes, "text/turtle")).rejects.toMatchObject({ code: "malformed-rdf", line: 3 });
  });

  it("refuses other media types by naming its own", async () => {
    await expect(readRdf(Buffer.from("<a/>"), "application/xml")).rejects.toThrow("application/trig");
  });

  it.each([
    ["quads", `${a} 1, 2, 3 .`, { quads: 2 }],
    ["iriLength", `${a} <http://ex/${"x".repeat(100)}> .`, { iriLength: 50 }],
    ["literalLength", `${a} "${"x".repeat(100)}" .`, { literalLength: 50 }],
  ])("has the limit %s", async (_, text, limits) => {
    await expect(read(text, "turtle", limits)).rejects.toMatchObject({ code: "malformed-rdf" });
    await expect(read(text)).resolves.toBeDefined();
  });
});

describe("readRdf of JSON-LD", () => {
  const property = (value: string) => `{"@id":"http://ex/a","http://ex/p":${value}}`;

  it("fetches nothing, whatever the document asks for", async () => {
    const fetch = vi.spyOn(globalThis, "fetch");
    const remote = "https://example.org/context.jsonld";
    const documents = [
      `{"@context":"${remote}","@id":"http://ex/a"}`,
      `{"@context":["${remote}",{}]}`,
      `{"@context":{"@import":"${remote}"}}`,
      `{"@context":{"p":{"@id":"http://ex/p","@context":"${remote}"}},"@id":"http://ex/a","p":{"@id":"http://ex/b"}}`,
      `{"@context":{"T":{"@id":"http://ex/T","@context":"${remote}"}},"@id":"http://ex/a","@type":"T"}`,
      `{"@context":{"p":{"@id":"http://ex/p","@context":{"@import":"${remote}"}}},"@id":"http://ex/a","p":{}}`,
      `{"@id":"http://ex/a","http://ex/p":{"@context":"${remote}","@id":"http://ex/b"}}`,
    ];

    for (const document of documents)
      await expect(read(document, "jsonld", { contexts: new Map() }), document).rejects.toMatchObject({
        code: "remote-context",
        context: remote,
      });
    expect(fetch).not.toHaveBeenCalled();
    fetch.mockRestore();
  });

  it("names the bundled contexts when it refuses another", async () => {
    const document = '{"@context":"http://localhost/c","@id":"http://ex/a"}';

    await expect(read(document, "jsonld")).rejects.toThrow("https://w3id.org/muniment/context/v1");
  });

  it("reads a bundled context", async () => {
    const contexts = new Map([["https://ex/c", () => '{"@context":{"p":"http://ex/p"}}']]);

    const quads = await read('{"@context":"https://ex/c","@id":"http://ex/a","p":"x"}', "jsonld", {
      contexts,
    });

    expect(quads.map(({ predicate }) => predicate.value)).toEqual(["http://ex/p"]);
  });

  it("keeps the lexical form of typed doubles, and writes JSON numbers canonically", async () => {
    const typed = ["1.50", "INF", "-INF", "NaN"].map(
      (text) => `{"@value":"${text}","@type":"${xsd.double.value}"}`,
    );

    const quads = await read(property(`[${typed.join(",")},0.5,7]`), "jsonld");

    expect(quads.map(({ object }) => object.value)).toEqual(["1.50", "INF", "-INF", "NaN", "5.0E-1", "7"]);
  });

  it("changes no JSON number, be it small, large or long", async () => {
    const numbers = "1e-7, 5e-324, 0.30000000000000004, 1.5e300, 1e21, 123456789012345680000, -3";
    const typed = `{"@value":3,"@type":"${xsd.double.value}"},{"@value":0.5,"@type":"${xsd.decimal.value}"}`;

    const quads = await read(property(`[${numbers},${typed}]`), "jsonld");

    const literals = quads.map(({ object }) => object as Literal);
    expect(literals.map(({ value, datatype }) => `${value} ${datatype.value.replace(/.*#/, "")}`)).toEqual([
      "1.0E-7 double",
      "5.0E-324 double",
      "3.0000000000000004E-1 double",
      "1.5E300 double",
      "1.0E21 double",
      "123456789012345680000 integer",
      "-3 integer",
      "3.0E0 double",
      "5.0E-1 decimal",
    ]);
  });

  it("passes by nodes that say nothing, as JSON-LD has it", async () => {
    const nothing = [
      "{}",
      "[{}]",
      '{"@context":{}}',
      '{"@id":"http://ex/a"}',
      '{"@graph":[{"@id":"http://ex/a"}]}',
    ];
    const empty = await Promise.all(nothing.map((document) => read(document, "jsonld")));
    const beside = await read(
      '{"@graph":[{"@id":"http://ex/a"},{"@id":"http://ex/b","@type":"http://ex/T"}]}',
      "jsonld",
    );

    expect(empty).toEqual(nothing.map(() => []));
    expect(beside).toHaveLength(1);
  });

  it.each([
    ["an unknown key", '{"@id":"http://ex/a","title":"x"}', "title"],
    ["a relative IRI", property('{"@id":"b"}'), "relative"],
    ["a relative type", '{"@id":"http://ex/a","@type":"T"}', "relative"],
    ["a blank node as property", '{"@context":{"p":"_:p"},"@id":"http://ex/a","p":1}', "JSON-LD"],
    ["a base direction", property('{"@value":"x","@direction":"rtl"}'), "JSON-LD"],
    [
      "a text of rdf:langString without a language",
      property('{"@value":"x","@type":"http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"}'),
      "a language in the place of this datatype",
    ],
    ["a language tag that is none", property('{"@value":"x","@language":"a b"}'), "language"],
    ["a space in an IRI", '{"@id":"http://ex/a b","http://ex/p":1}', "relative"],
    [
      "a space in a datatype",
      property(`{"@value":"1","@type":"${xsd.double.value} as written"}`),
      "relative",
    ],
    ["a bracket in an IRI", '{"@id":"http://ex/a>b","http://ex/p":1}', "an IRI without white space"],
    ["a bad @id", '{"@id":1}', "invalid @id value"],
    ["a number that a double would change", property("3049729675574597004"), "/http:~1~1ex~1p"],
    ["a key that is none in JavaScript", '{"@id":"http://ex/a","__proto__":{}}', "__proto__"],
    ["a scalar", '"x"', "object or array"],
    ["a scalar in a graph", '{"@graph":["x"]}', "free-floating scalar"],
    [
      "a node that says nothing as a graph, with which its property would go",
      '{"@context":{"p":{"@id":"http://ex/p","@container":"@graph"}},"@id":"http://ex/a","p":{"@id":"http://ex/b"}}',
      "only @id",
    ],
    ["a cyclic context", '{"@context":{"a":"b:x","b":"a:x"},"a":1}', "cyclic"],
  ])("refuses %s instead of dropping it", async (_, document, words) => {
    const reading = read(document, "jsonld", { contexts: new Map() });

    await expect(reading).rejects.toMatchObject({ code: "malformed-rdf" });
    await expect(reading).rejects.toThrow(words);
  });

  it.each([
    ["no JSON", '{"@id":', "syntax"],
    ["a key twice", '{"@id":"http://ex/a","@id":"http://ex/b"}', "duplicate-key"],
    ["a lone surrogate", property('"\\uD800"'), "lone-surrogate"],
    ["10,000 levels", `${"[".repeat(10_000)}${"]".repeat(10_000)}`, "too-deep"],
  ])("refuses %s as malformed JSON", async (_, document, fault) => {
    await expect(read(document, "jsonld")).rejects.toMatchObject({ code: "malformed-json", fault });
  });

  it("reads 500 levels of nesting", async () => {
    const depth = 240;
    const document = `${'{"http://ex/p":['.repeat(depth)}"x"${"]}".repeat(depth)}`;

    expect(await read(document, "jsonld")).toHaveLength(depth);
  });

  it("counts statements", async () => {
    await expect(read(property("[1,2,3]"), "jsonld", { quads: 2 })).rejects.toMatchObject({
      code: "malformed-rdf",
    });
  });

  it("keeps rdf:JSON given as a string to the letter", async () => {
    const type = "http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON";

    const [quad] = await read(property(`{"@value":"{\\"b\\":1.0}","@type":"${type}"}`), "jsonld");

    expect(quad?.object.value).toBe('{"b":1.0}');
  });
});
