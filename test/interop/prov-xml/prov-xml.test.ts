import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { UnwritableProvError } from "../../../src/interop/prov-errors.ts";
import { parseProvN } from "../../../src/interop/prov-n/parse.ts";
import { writeProvN } from "../../../src/interop/prov-n/write.ts";
import { parseProvXml } from "../../../src/interop/prov-xml/parse.ts";
import { writeProvXml } from "../../../src/interop/prov-xml/write.ts";
import type { ProvDocument } from "../../../src/prov/document.ts";
import { namespaceOf } from "../../../src/vocabulary.ts";
import { aProvDocument, contentOf } from "../prov-documents.ts";

const ex = "http://example.org/";
const document = (content: string, root = "") =>
  `<?xml version="1.0"?>\n<prov:document xmlns:prov="${namespaceOf.prov}" xmlns:ex="${ex}" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" ${root}>${content}</prov:document>`;

/** The statements of a document as lines of PROV-N. */
function linesOf(content: string): readonly string[] {
  const lines = writeProvN(parseProvXml(document(content))).split("\n");
  return lines.map((line) => line.trim()).filter((line) => line.includes("(") || line.startsWith("bundle"));
}

describe("parseProvXml", () => {
  it("reads elements, relations, placeholders and times", () => {
    const lines = linesOf(`
      <prov:activity prov:id="ex:a"><prov:startTime> 2011-11-16T16:00:00Z </prov:startTime></prov:activity>
      <prov:wasGeneratedBy prov:id="ex:g"><prov:entity prov:ref="ex:e"/><prov:time>2011-11-16T16:00:00Z</prov:time>
        <prov:role>r</prov:role></prov:wasGeneratedBy>
      <prov:hadMember><prov:collection prov:ref="ex:c"/><prov:entity prov:ref="ex:e"/><prov:entity prov:ref="ex:f"/></prov:hadMember>`);

    expect(lines).toEqual([
      "activity(ex:a, 2011-11-16T16:00:00Z, -)",
      'wasGeneratedBy(ex:g; ex:e, -, 2011-11-16T16:00:00Z, [prov:role="r"])',
      "hadMember(ex:c, ex:e)",
      "hadMember(ex:c, ex:f)",
    ]);
  });

  it("reads the elements that are a statement with a type", () => {
    const lines =
      linesOf(`<prov:person prov:id="ex:p"/><prov:plan prov:id="ex:l"/><prov:bundle prov:id="ex:b"/>
      <prov:wasRevisionOf><prov:generatedEntity prov:ref="ex:e2"/><prov:usedEntity prov:ref="ex:e1"/></prov:wasRevisionOf>`);

    expect(lines).toEqual([
      "agent(ex:p, [prov:type='prov:Person'])",
      "entity(ex:l, [prov:type='prov:Plan'])",
      "entity(ex:b, [prov:type='prov:Bundle'])",
      "wasDerivedFrom(ex:e2, ex:e1, [prov:type='prov:Revision'])",
    ]);
  });

  it("reads bundles as the Note writes them and as ProvToolbox does", () => {
    const lines =
      linesOf(`<prov:bundleContent prov:id="ex:b"><prov:entity prov:id="ex:e"/></prov:bundleContent>
      <prov:bundle prov:id="ex:c"><prov:agent prov:id="ex:g"/></prov:bundle><prov:other><x/></prov:other>`);

    expect(lines).toEqual(["bundle ex:b", "entity(ex:e)", "bundle ex:c", "agent(ex:g)"]);
  });

  it("reads a text without a type in the language of what is around it", () => {
    const [entity] = parseProvXml(
      document(
        `<prov:entity prov:id="ex:e" xml:lang="de"><prov:label>a</prov:label><prov:label xml:lang="fr">b</prov:label>
         <prov:label xml:lang="">c</prov:label><ex:k xsi:type="xsd:string">d</ex:k><ex:k xsi:type="xsd:int">5</ex:k></prov:entity>`,
      ),
    ).statements;

    const languages = entity?.attributes.map(({ value }) => `${value.text} ${value.language ?? "-"}`);
    expect(languages).toEqual(["a de", "b fr", "c -", "d -", "5 -"]);
  });

  it("reads values by xsi:type and xml:lang, XML among them, and names by the namespaces around them", () => {
    const xml = document(
      `<entity xmlns="${namespaceOf.prov}" prov:id="ex:e">
        <ex:a xsi:type="xsd:int">5</ex:a><ex:a xml:lang="en">x &amp; <![CDATA[<y>]]></ex:a>
        <ex:a xsi:type="xsd:QName" xmlns:ex="http://other.org/">ex:q</ex:a>
        <ex:a xsi:type="rdf:XMLLiteral" xmlns:rdf="${namespaceOf.rdf}"><b c="d">&lt;</b></ex:a>
        <type xsi:type="xsd:QName">Plan</type></entity>`,
    );

    const [entity] = parseProvXml(xml).statements;

    expect(entity?.attributes.map(({ value }) => value)).toEqual([
      { text: "5", datatype: `${namespaceOf.xsd}int` },
      { text: "x & <y>", datatype: `${namespaceOf.prov}InternationalizedString`, language: "en" },
      { text: "http://other.org/q", datatype: `${namespaceOf.prov}QUALIFIED_NAME` },
      { text: '<b c="d">&lt;</b>', datatype: `${namespaceOf.rdf}XMLLiteral` },
      { text: `${namespaceOf.prov}Plan`, datatype: `${namespaceOf.prov}QUALIFIED_NAME` },
    ]);
  });

  it("reads dictionaries and mentions", () => {
    const pair = `<prov:keyEntityPair><prov:key xsi:type="xsd:int">1</prov:key><prov:entity prov:ref="ex:e"/></prov:keyEntityPair>`;
    const lines = linesOf(`
      <prov:hadDictionaryMember><prov:dictionary prov:ref="ex:d"/>${pair}</prov:hadDictionaryMember>
      <prov:derivedByInsertionFrom><prov:newDictionary prov:ref="ex:d2"/><prov:oldDictionary prov:ref="ex:d"/>${pair}</prov:derivedByInsertionFrom>
      <prov:derivedByRemovalFrom><prov:newDictionary prov:ref="ex:d2"/><prov:oldDictionary prov:ref="ex:d"/><prov:key>k</prov:key></prov:derivedByRemovalFrom>
      <prov:mentionOf><prov:specificEntity prov:ref="ex:e"/><prov:generalEntity prov:ref="ex:f"/><prov:bundle prov:ref="ex:b"/></prov:mentionOf>`);

    expect(lines).toEqual([
      'prov:hadDictionaryMember(ex:d, ex:e, "1" %% xsd:int)',
      'prov:derivedByInsertionFrom(ex:d2, ex:d, {("1" %% xsd:int, ex:e)})',
      'prov:derivedByRemovalFrom(ex:d2, ex:d, {"k"})',
      "mentionOf(ex:e, ex:f, ex:b)",
    ]);
  });

  it.each([
    ["", "Expected well-formed XML"],
    ["<a/>", "Expected <prov:document>"],
    [document("<prov:entity/>"), "Expected prov:id in <entity>, at line 2, column"],
    [
      document('\n <prov:entity prov:id="no:e"/>'),
      'Expected a prefix that is declared, not "no:e", at line 3, column 2',
    ],
    [document('<prov:entity prov:id="e"/>'), "there is no default namespace"],
    [document('<prov:entity prov:id="ex:e">text</prov:entity>'), "Expected no text in <entity>"],
    [document("text"), "Expected no text in <document>"],
    [document('<ex:entity prov:id="ex:e"/>'), "Expected an element of PROV"],
    [document('<prov:thing prov:id="ex:e"/>'), "Expected a statement, not <thing>"],
    [document("<prov:used><prov:time>noon</prov:time></prov:used>"), "Expected an xsd:dateTime in <time>"],
    [document("<prov:used><prov:entity/></prov:used>"), "Expected prov:ref in <entity>"],
    [
      document('<prov:used><prov:entity prov:ref="ex:a"/><prov:entity prov:ref="ex:b"/></prov:used>'),
      "Expected <entity> once",
    ],
    [
      document('<prov:hadMember><prov:collection prov:ref="ex:c"/></prov:hadMember>'),
      "Expected an entity in <hadMember>",
    ],
    [
      document('<prov:specializationOf><prov:generalEntity prov:ref="ex:c"/></prov:specializationOf>'),
      "Expected <specificEntity>",
    ],
    [document('<prov:entity prov:id="ex:e"><ex:a><b/></ex:a></prov:entity>'), "no elements"],
    [document('<prov:entity prov:id="ex:e"><a/></prov:entity>'), "an absolute IRI as the name of <a>"],
    [document('<prov:entity prov:id="ex:e"><ex:a prov:ref="ex:f"/></prov:entity>'), "in <a>, no prov:ref"],
    [
      document('<prov:used><prov:entity prov:ref="ex:a">text</prov:entity></prov:used>'),
      "nothing in <entity> but prov:ref",
    ],
    [
      document(
        '<prov:derivedByInsertionFrom><prov:insertions prov:ref="ex:a"/></prov:derivedByInsertionFrom>',
      ),
      "no <insertions> by itself in <derivedByInsertionFrom>",
    ],
    [
      document('<prov:hadDictionaryMember><prov:entity prov:ref="ex:a"/></prov:hadDictionaryMember>'),
      "no <entity> by itself in <hadDictionaryMember>",
    ],
    [
      document(`<prov:hadDictionaryMember><prov:keyEntityPair><prov:key>k</prov:key><prov:key>l</prov:key>
        <prov:entity prov:ref="ex:a"/></prov:keyEntityPair></prov:hadDictionaryMember>`),
      "<key> and <entity> in <keyEntityPair>",
    ],
    [
      document(`<prov:hadDictionaryMember><prov:keyEntityPair>text<prov:key>k</prov:key>
        <prov:entity prov:ref="ex:a"/></prov:keyEntityPair></prov:hadDictionaryMember>`),
      "<key> and <entity> in <keyEntityPair>",
    ],
    [
      document("<prov:used><prov:time>2011-11-16T16:05:00Z<ex:a/></prov:time></prov:used>"),
      "Expected an xsd:dateTime in <time>",
    ],
    [
      document('<prov:used><prov:time prov:ref="ex:a">2011-11-16T16:05:00Z</prov:time></prov:used>'),
      'no attribute in <time>, not "ref"',
    ],
    [document('<prov:used id="ex:u"/>'), 'no attribute but prov:id in <used>, not "id"'],
    [document('<prov:used ex:id="ex:u"/>'), 'no attribute but prov:id in <used>, not "id"'],
    [
      document('<prov:entity prov:id="ex:e"><ex:a xsi:type="xsd:int" xml:lang="en">5</ex:a></prov:entity>'),
      "no language of a <http://www.w3.org/2001/XMLSchema#int>",
    ],
    [
      document('<prov:entity prov:id="_:e"/>'),
      'a prefix that is declared, as PROV-XML has no blank nodes, not "_:e"',
    ],
    [document("<prov:bundleContent/>"), "Expected prov:id in <bundleContent>"],
    [
      document(
        '<prov:bundleContent prov:id="ex:b"><prov:bundleContent prov:id="ex:c"/></prov:bundleContent>',
      ),
      "no bundle within a bundle",
    ],
    [document("<prov:entity"), "Expected well-formed XML"],
    [document("&auml;"), "Expected well-formed XML"],
    [`<?xml version="1.0" encoding="ISO-8859-1"?><a/>`, "in UTF-8"],
    [`<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>`, "Expected no document type declaration"],
    [`<!DOCTYPE a SYSTEM "file:///etc/passwd"><a/>`, "Expected no document type declaration"],
    ["<a>".repeat(100_000), "Expected at most 512 levels"],
  ])("refuses %.200s", (xml, message) => {
    expect(() => parseProvXml(xml)).toThrow(
      expect.objectContaining({ code: "malformed-prov", message: expect.stringContaining(message) }),
    );
  });
});

describe("writeProvXml", () => {
  it("writes what reads back as the same statements in the same order, or refuses", () => {
    const text = fc
      .string({ unit: "binary" })
      .filter((each) => !/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u.test(each));
    const easy = ["a", "Z", "_", "é", "日", "\u{10400}"];
    const documents = fc.oneof(aProvDocument({ text }), aProvDocument({ text, localCharacters: easy }));
    let written = 0;
    fc.assert(
      fc.property(documents, (each) => {
        const xml = writtenOrRefused(each);
        if (xml === undefined) return;
        written += 1;

        const read = parseProvXml(xml);

        expect(read.statements.length).toBe(each.statements.length);
        expect(contentOf(read)).toEqual(contentOf(each));
      }),
      { numRuns: 200 },
    );
    expect(written).toBeGreaterThan(50);
  });

  it("writes attributes in the order of the schema", () => {
    const text = `document prefix ex <${ex}> entity(ex:e, [ex:n=1, prov:value=2, prov:type="t", prov:label="l"]) endDocument`;

    const elements = [...writeProvXml(parseProvN(text)).matchAll(/^ {4}<([\w:]+)/gm)].map(([, name]) => name);

    expect(elements).toEqual(["prov:label", "prov:type", "prov:value", "ex:n"]);
  });

  it("keeps XML in XML, and what only looks like it as text", () => {
    const values = ["<b>x</b>", "<b>x", "a < b", "plain", "</a><a>"].map(
      (each) => `ex:a=${JSON.stringify(each)} %% rdf:XMLLiteral`,
    );
    const text = `document prefix ex <${ex}> prefix rdf <${namespaceOf.rdf}> entity(ex:e, [${values.join(", ")}]) endDocument`;
    const xml = writeProvXml(parseProvN(text));

    expect(xml).toContain('<ex:a xsi:type="rdf:XMLLiteral"><b>x</b></ex:a>');
    expect(parseProvXml(xml).statements).toEqual(parseProvN(text).statements);
  });

  it.each([
    ["entity(ex:e, [ex:b\\==1])", "it ends in no name of XML"],
    ["used(ex:a, ex:e, -, [prov:time=1])", "which is an argument there"],
    ["provext:specializationOf(ex:s; ex:a, ex:b)", "identifier or attributes"],
    ['entity(ex:e, [ex:b="\u0001"])', "a character that XML 1.0 has not"],
  ])("refuses %j", (statement, message) => {
    const text = `document prefix ex <${ex}> prefix provext <https://openprovenance.org/ns/provext#> ${statement} endDocument`;

    expect(() => writeProvXml(parseProvN(text))).toThrow(message);
  });
});

function writtenOrRefused(document: ProvDocument): string | undefined {
  try {
    return writeProvXml(document);
  } catch (error) {
    if (error instanceof UnwritableProvError) return undefined;
    throw error;
  }
}
