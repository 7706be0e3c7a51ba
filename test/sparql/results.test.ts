import { Readable } from "node:stream";
import type { BaseQuad, Quad, Term } from "@rdfjs/types";
import fc from "fast-check";
import { DataFactory, Parser } from "n3";
import { SparqlJsonParser } from "sparqljson-parse";
import { SparqlXmlParser } from "sparqlxml-parse";
import { describe, expect, it } from "vitest";
import { readRdf } from "../../src/interop/read-rdf.ts";
import { comunicaEngine } from "../../src/sparql/comunica-engine.ts";
import type { QueryResult } from "../../src/sparql/engine.ts";
import { negotiateResult, serialiseResult } from "../../src/sparql/results.ts";
import { storeOf } from "./fixtures.ts";

const json = "application/sparql-results+json";
const xml = "application/sparql-results+xml";
const engine = comunicaEngine();

/** The answer `SELECT ?x ?none { VALUES ?x {…} }` of these terms. */
async function resultOf(...terms: readonly Term[]): Promise<QueryResult> {
  const rows = terms.map((term) => new Map([["x", term]]));
  async function* read() {
    yield* rows;
  }
  return { kind: "bindings", variables: ["x", "none"], rows: read() as never };
}
async function textOf(result: QueryResult, mediaType: string): Promise<string> {
  let text = "";
  for await (const piece of serialiseResult(result, mediaType)) text += Buffer.from(piece).toString();
  return text;
}

describe("negotiateResult", () => {
  it.each([
    [undefined, "bindings", json],
    ["*/*", "bindings", json],
    ["application/json", "bindings", json],
    ["application/xml", "boolean", xml],
    ["text/csv;q=0.9, application/sparql-results+xml;q=0.5", "bindings", "text/csv"],
    ["text/*", "bindings", "text/csv"],
    ["text/html, application/sparql-results+xml;q=0.8", "boolean", xml],
    ["text/csv; charset=utf-8", "bindings", "text/csv"],
    [`${xml};charset="UTF-8";q=0.5, ${json};charset=utf-8;q=0.4`, "bindings", xml],
    ["text/csv;charset=utf-16", "bindings", undefined],
    ["text/csv", "boolean", undefined],
    ["text/html", "bindings", undefined],
    [`${json};q=0, */*;q=0.1`, "bindings", xml],
    [undefined, "quads", "text/turtle"],
    ["application/n-quads", "quads", "application/n-quads"],
    ["application/ld+json", "quads", "application/ld+json"],
    ["application/rdf+xml", "quads", "application/rdf+xml"],
    [json, "quads", undefined],
  ] as const)("answers %j of %s with %s", (accept, kind, expected) => {
    expect(negotiateResult(accept, kind)).toBe(expected);
  });
});

describe("serialiseResult", () => {
  it("writes JSON and XML that others read back, whatever the terms", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(aTerm), async (terms) => {
        const fromJson = new SparqlJsonParser().parseJsonResults(
          JSON.parse(await textOf(await resultOf(...terms), json)),
        );
        const fromXml: Record<string, Term>[] = [];
        const stream = Readable.from([await textOf(await resultOf(...terms), xml)]);
        for await (const row of new SparqlXmlParser().parseXmlResultsStream(stream))
          fromXml.push(row as unknown as Record<string, Term>);

        for (const read of [fromJson, fromXml])
          expect(read.map((row) => keyOf(row.x ?? row["?x"]))).toEqual(terms.map(keyOf));
      }),
      { numRuns: 50 },
    );
  });

  it("leaves no datatype out of JSON but that of plain strings", async () => {
    const langString = DataFactory.namedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#langString");
    const terms = [DataFactory.literal("x"), DataFactory.literal("x", langString)];

    expect(JSON.parse(await textOf(await resultOf(...terms), json)).results.bindings).toEqual([
      { x: { type: "literal", value: "x" } },
      { x: { type: "literal", value: "x", datatype: langString.value } },
    ]);
  });

  it("writes TSV whose cells are Turtle", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(aTerm, { minLength: 1 }), async (terms) => {
        const [head, ...lines] = (await textOf(await resultOf(...terms), "text/tab-separated-values"))
          .trimEnd()
          .split("\n");
        const read = lines.map((line) => new Parser().parse(`<a:> <b:> ${line.split("\t")[0]} .`)[0]?.object);

        expect(head).toBe("?x\t?none");
        expect(read.map((term) => hasBlankNode(term) || keyOf(term))).toEqual(
          terms.map((term) => hasBlankNode(term) || keyOf(term)),
        );
      }),
      { numRuns: 50 },
    );
  });

  it("quotes CSV where RFC 4180 asks for it", async () => {
    const result = await resultOf(
      DataFactory.literal('a "b", c\nd'),
      DataFactory.namedNode("urn:x"),
      DataFactory.blankNode("b"),
    );

    expect(await textOf(result, "text/csv")).toBe('x,none\r\n"a ""b"", c\nd",\r\nurn:x,\r\n_:b,\r\n');
  });

  it("writes a triple term in CSV as N-Quads do", async () => {
    const node = DataFactory.namedNode("urn:x");
    const term = DataFactory.quad(node, node, DataFactory.literal("a")) as BaseQuad;

    expect(await textOf(await resultOf(term), "text/csv")).toBe(
      'x,none\r\n"<<( <urn:x> <urn:x> ""a"" )>>",\r\n',
    );
  });

  it("refuses to write in XML what XML cannot hold, and writes it in JSON", async () => {
    const term = DataFactory.literal("a\u0001b");

    await expect(textOf(await resultOf(term), xml)).rejects.toMatchObject({ code: "unwritable-result" });
    expect(await textOf(await resultOf(term), json)).toContain("a\\u0001b");
  });

  it("writes ASK in JSON and XML", async () => {
    expect(await textOf({ kind: "boolean", value: true }, json)).toBe('{"head":{},"boolean":true}');
    expect(await textOf({ kind: "boolean", value: false }, xml)).toContain("<boolean>false</boolean>");
  });

  it("writes a constructed graph in every syntax of RDF", async () => {
    const view = storeOf(':g { :a :p "x"@en, 5, :b }').view({ mode: "exact" });
    const result = async () => engine.query("CONSTRUCT WHERE { ?s ?p ?o }", view);
    for (const mediaType of [
      "text/turtle",
      "application/trig",
      "application/n-triples",
      "application/n-quads",
    ]) {
      const quads: Quad[] = new Parser({ format: mediaType }).parse(await textOf(await result(), mediaType));
      expect(quads.map(({ object }) => object.value).sort()).toEqual(["5", "urn:x:b", "x"]);
    }
    expect(JSON.parse(await textOf(await result(), "application/ld+json"))).toBeTypeOf("object");
    const rdfXml = await readRdf(
      Buffer.from(await textOf(await result(), "application/rdf+xml")),
      "application/rdf+xml",
    );
    expect(rdfXml.map(({ object }) => object.value).sort()).toEqual(["5", "urn:x:b", "x"]);
  });

  it("writes constructed triple terms and base directions in every syntax that has them", async () => {
    const view = storeOf("").view({ mode: "exact" });
    const result = async (object: string) =>
      engine.query(`CONSTRUCT { <urn:x:a> <urn:x:p> ${object} } WHERE {}`, view);
    const term = '<<( <urn:x:a> <urn:x:p> "x"@ar--rtl )>>';

    for (const mediaType of [
      "text/turtle",
      "application/trig",
      "application/n-triples",
      "application/n-quads",
    ])
      expect((await textOf(await result(term), mediaType)).trim().split("\n").at(-1)).toBe(
        `<urn:x:a> <urn:x:p> ${term} .`,
      );
    await expect(textOf(await result(term), "application/ld+json")).rejects.toMatchObject({
      code: "unwritable-result",
    });
    for (const object of [term, '"x"@ar--rtl'])
      await expect(textOf(await result(object), "application/rdf+xml")).rejects.toMatchObject({
        code: "unwritable-prov",
      });
    expect(await textOf(await result('"x"@ar--rtl'), "application/ld+json")).toContain(
      '{"@value":"x","@language":"ar","@direction":"rtl"}',
    );
  });

  it("reads no more rows than its reader asks for", async () => {
    let given = 0;
    async function* endless() {
      for (;;) yield new Map([["x", DataFactory.literal(`${given++}`)]]);
    }
    const result: QueryResult = { kind: "bindings", variables: ["x"], rows: endless() as never };

    for await (const piece of serialiseResult(result, json)) {
      expect(piece.length).toBeGreaterThan(0);
      break;
    }

    expect(given).toBeLessThan(2000);
  });
});

const aSimpleTerm: fc.Arbitrary<Term> = fc.oneof(
  fc.webUrl().map((iri) => DataFactory.namedNode(iri)),
  fc.constantFrom("b0", "b1").map((label) => DataFactory.blankNode(label)),
  fc
    .tuple(aText(), fc.constantFrom("en", "de-at"))
    .map(([text, language]) => DataFactory.literal(text, language)),
  fc
    .tuple(aText(), fc.constantFrom("ltr", "rtl"))
    .map(([text, direction]) => DataFactory.literal(text, { language: "ar", direction } as never)),
  aText().map((text) => DataFactory.literal(text)),
  aText().map((text) => DataFactory.literal(text, DataFactory.namedNode("http://x.example/type?a=1&b=2"))),
);

/** A term, or a triple term of them; its predicate is an IRI, since N3 reads no other. */
const aTerm: fc.Arbitrary<Term> = fc.oneof(
  { weight: 4, arbitrary: aSimpleTerm },
  {
    weight: 1,
    arbitrary: fc.tuple(fc.webUrl(), aSimpleTerm, fc.boolean()).map(([iri, object, isNested]) => {
      const node = DataFactory.namedNode(iri);
      const inner = DataFactory.quad(node, node, object as never);
      return (isNested ? DataFactory.quad(node, node, inner as never) : inner) as BaseQuad;
    }),
  },
);

/** Any text that XML can hold. */
function aText(): fc.Arbitrary<string> {
  const awkward = fc.constantFrom("<", "&", '"', "\t", "\n", "\r", "]]>", " ", "'", "\\", "é", "😀");
  return fc
    .array(fc.oneof(awkward, fc.string({ maxLength: 3 })), { maxLength: 6 })
    .map((parts) => parts.join(""));
}

/** Whose label a parser of Turtle changes. */
function hasBlankNode(term: Term | undefined): boolean {
  return term?.termType === "Quad" ? hasBlankNode(term.object) : term?.termType === "BlankNode";
}

function keyOf(term: Term | undefined): string {
  if (term?.termType === "Quad") return [term.subject, term.predicate, term.object].map(keyOf).join(" ");
  if (term?.termType !== "Literal") return `${term?.termType} ${term?.value}`;
  return `${term.value} @${term.language} ${term.direction ?? ""} ^^${term.datatype.value}`;
}
