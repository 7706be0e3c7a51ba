import type { Quad } from "@rdfjs/types";
import fc from "fast-check";
import { RdfXmlParser } from "rdfxml-streaming-parser";
import { describe, expect, it } from "vitest";
import { canonicalHash } from "../../src/interop/canonical.ts";
import { readProv } from "../../src/interop/prov-formats.ts";
import { MalformedRdfError } from "../../src/interop/rdf-errors.ts";
import { readRdf } from "../../src/interop/read-rdf.ts";
import { read } from "./helpers.ts";

const baseIri = "http://ex/dir/doc";
const mediaType = "application/rdf+xml";
const namespaces = 'xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="http://ex/"';
const around = (inner: string, more = "") => `<rdf:RDF ${namespaces} ${more}>${inner}</rdf:RDF>`;
const readXml = (xml: string, options = {}) => readRdf(Buffer.from(xml), mediaType, { baseIri, ...options });

/** Documents, and what they say in Turtle. */
const cases: readonly (readonly [claim: string, xml: string, turtle: string])[] = [
  [
    "typed nodes, attributes and resources",
    '<e:T rdf:about="http://ex/a" e:p="x" rdf:type="http://ex/U"><e:q rdf:resource="b"/></e:T>',
    '<http://ex/a> a e:T, e:U ; e:p "x" ; e:q <http://ex/dir/b> .',
  ],
  [
    "nested nodes",
    '<rdf:Description rdf:about="#a"><e:p><e:T><e:q>1</e:q></e:T></e:p></rdf:Description>',
    '<#a> e:p [ a e:T ; e:q "1" ] .',
  ],
  [
    "blank nodes by their labels",
    '<rdf:Description rdf:nodeID="b1"><e:p rdf:nodeID="b1"/><e:p rdf:nodeID="x"/><e:q/></rdf:Description>',
    '_:y e:p _:y, _:x ; e:q "" .',
  ],
  [
    "languages and datatypes",
    '<e:T xml:lang="en"><e:p>x</e:p><e:p xml:lang="">y</e:p><e:p rdf:datatype="http://ex/D">z</e:p></e:T>',
    '[] a e:T ; e:p "x"@en, "y", "z"^^e:D .',
  ],
  [
    "properties of a property's object",
    '<e:T><e:p e:q="x" rdf:resource="http://ex/o"/><e:r e:q="y"/></e:T>',
    '[] a e:T ; e:p e:o ; e:r [ e:q "y" ] . e:o e:q "x" .',
  ],
  [
    "parseType Resource",
    '<e:T><e:p rdf:parseType="Resource"><e:q>1</e:q><e:r>2</e:r></e:p></e:T>',
    '[] a e:T ; e:p [ e:q "1" ; e:r "2" ] .',
  ],
  [
    "parseType Collection",
    '<e:T><e:p rdf:parseType="Collection"><e:A/><e:B/></e:p><e:q rdf:parseType="Collection"/></e:T>',
    "[] a e:T ; e:p ( [ a e:A ] [ a e:B ] ) ; e:q () .",
  ],
  [
    "numbered members",
    "<rdf:Bag><rdf:li>a</rdf:li><rdf:_7>b</rdf:_7><rdf:li>c</rdf:li></rdf:Bag>",
    '@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . [] a rdf:Bag ; rdf:_1 "a" ; rdf:_7 "b" ; rdf:_2 "c" .',
  ],
  [
    "statements with an identifier",
    '<rdf:Description rdf:ID="a"><e:p rdf:ID="s">x</e:p></rdf:Description>',
    `@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . <#a> e:p "x" .
     <#s> a rdf:Statement ; rdf:subject <#a> ; rdf:predicate e:p ; rdf:object "x" .`,
  ],
  [
    "bases within",
    '<e:T rdf:about="a" xml:base="http://o/x/"><e:p rdf:resource="../b"/></e:T>',
    "<http://o/x/a> a e:T ; e:p <http://o/b> .",
  ],
];

const turtleOf = (text: string) => read(`@prefix e: <http://ex/> . ${text}`, "turtle", { baseIri });

describe("readRdf of RDF/XML", () => {
  it.each(cases)("reads %s", async (_claim, xml, turtle) => {
    expect(await canonicalHash(await readXml(around(xml)))).toBe(await canonicalHash(await turtleOf(turtle)));
  });

  it.each(cases)("reads %s as rdfxml-streaming-parser does", async (_claim, xml) => {
    expect(await canonicalHash(await readXml(around(xml)))).toBe(
      await canonicalHash(await byOther(around(xml))),
    );
  });

  it("keeps text around comments and CDATA sections, and XML literals as they are written", async () => {
    const [plain] = await readXml(
      around("<rdf:Description><e:p>a<!-- b -->c<![CDATA[<d>]]>&amp;e</e:p></rdf:Description>"),
    );
    // Any other rdf:parseType stands for Literal (§7.2.20).
    const literals = await readXml(
      around(
        ["Literal", "Triple", "literal"]
          .map(
            (name) => `<rdf:Description><e:p rdf:parseType="${name}">a <b c="&lt;"/></e:p></rdf:Description>`,
          )
          .join(""),
      ),
    );

    expect(plain?.object.value).toBe("ac<d>&e");
    expect(literals.map(({ object }) => object.value)).toEqual(Array(3).fill('a <b c="&lt;"/>'));
  });

  // rdfxml-streaming-parser passes over them, though every reader is to take them (§6.1.4).
  it("reads the attributes of 1999 without their namespace", async () => {
    const xml = `<e:T about="http://ex/a" type="http://ex/U"><e:q resource="b"/>
      <e:r ID="s" parseType="Resource"/></e:T>`;
    const turtle = `@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
      <http://ex/a> a e:T, e:U ; e:q <http://ex/dir/b> ; e:r _:r .
      <#s> a rdf:Statement ; rdf:subject <http://ex/a> ; rdf:predicate e:r ; rdf:object _:r .`;

    expect(await canonicalHash(await readXml(around(xml)))).toBe(await canonicalHash(await turtleOf(turtle)));
  });

  it("reads one node without rdf:RDF around it", async () => {
    const quads = await readXml(`<e:T ${namespaces} rdf:about="http://ex/a"/>`);

    expect(quads.map(({ subject }) => subject.value)).toEqual(["http://ex/a"]);
  });

  it.each([
    ["entities", `<!DOCTYPE r [<!ENTITY e "x">]>${around("<e:T>&e;</e:T>")}`, "document type declaration"],
    ["external files", `<!DOCTYPE r SYSTEM "file:///etc/passwd">${around("")}`, "document type declaration"],
    ["deep nesting", around("<e:T><e:p>".repeat(50_000)), "at most 512 levels"],
    ["what is no XML", "<rdf:RDF", "well-formed"],
    ["an undeclared prefix", "<rdf:RDF/>", "well-formed"],
    ["an attribute without namespace", around('<rdf:Description nodeID="a"/>'), 'not "nodeID"'],
    ["an attribute twice", around('<e:T about="a" rdf:about="b"/>'), "with its namespace or without"],
    ["text between nodes", around("text"), "no text between elements"],
    ["text between properties", around("<e:T>text<e:p/></e:T>"), "no text between elements"],
    ["two nodes in a property", around("<e:T><e:p><e:A/><e:B/></e:p></e:T>"), "one node element"],
    ["two subjects", around('<e:T rdf:ID="a" rdf:about="b"/>'), "one of rdf:ID"],
    ["an identifier twice", around('<e:T rdf:ID="a"/><e:T rdf:ID="a"/>'), "not there already"],
    ["an identifier that is no name", around('<e:T rdf:ID="1"/>'), "a name of XML"],
    ["an item that is a node", around("<rdf:li/>"), "a node element"],
    ["a description that is a property", around("<e:T><rdf:Description/></e:T>"), "a property element"],
    ["an old attribute", around('<e:T rdf:bagID="a"/>'), "no attribute"],
    ["an element without namespace", around("<T/>"), "with a namespace"],
    ["an IRI with a space", around('<e:T rdf:about="http://ex/a b"/>'), "without white space"],
  ])("refuses %s", async (_what, xml, expected) => {
    await expect(readXml(xml)).rejects.toMatchObject({
      code: "malformed-rdf",
      line: 1,
      message: expect.stringContaining(expected),
    });
  });

  it("refuses relative IRIs without a base, more than a limit, and other encodings", async () => {
    const relative = around('<e:T rdf:about="a"/>');

    await expect(readRdf(Buffer.from(relative), mediaType)).rejects.toThrow("as there is no base");
    await expect(readXml(around("<e:T/><e:T/>"), { quads: 1 })).rejects.toThrow("at most 1 statements");
    await expect(readXml(`<?xml version="1.0" encoding="latin1"?>${relative}`)).rejects.toThrow("UTF-8");
  });

  it("reads a spoiled document or refuses it", async () => {
    const spoilers = ["", "<", ">", '"', "&", "/", ":", "é", "\0", "<!--", "]]>", "<?x", " ", "rdf:"];
    const places = fc.array(fc.tuple(fc.nat(), fc.constantFrom(...spoilers)), { minLength: 1, maxLength: 4 });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...cases), places, async ([, xml], spoils) => {
        let text = around(xml);
        for (const [place, spoiler] of spoils) {
          const at = place % (text.length + 1);
          text = text.slice(0, at) + spoiler + text.slice(at + 1);
        }

        await readXml(text).catch((error: unknown) => {
          if (!(error instanceof MalformedRdfError)) throw error;
        });
      }),
      { numRuns: 500 },
    );
  });

  it("is PROV-O to convert", async () => {
    const xml = `<prov:Activity ${namespaces} xmlns:prov="http://www.w3.org/ns/prov#" rdf:about="http://ex/a">
      <prov:used rdf:resource="http://ex/e"/></prov:Activity>`;

    const { document, unread } = await readProv(Buffer.from(xml), "rdfxml");

    expect(document.prefixes).toMatchObject({ e: "http://ex/" });
    expect(document.statements.map(({ type }) => type)).toEqual(["activity", "used"]);
    expect(unread).toEqual([]);
  });
});

async function byOther(xml: string): Promise<Quad[]> {
  const parser = new RdfXmlParser({ baseIRI: baseIri });
  parser.end(xml);
  const quads: Quad[] = [];
  for await (const quad of parser as AsyncIterable<Quad>) quads.push(quad);
  return quads;
}
