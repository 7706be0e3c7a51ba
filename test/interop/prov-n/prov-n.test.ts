import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseProvN } from "../../../src/interop/prov-n/parse.ts";
import { writeProvN } from "../../../src/interop/prov-n/write.ts";
import { namespaceOf } from "../../../src/vocabulary.ts";
import { aProvDocument, contentOf } from "../prov-documents.ts";

const ex = "http://example.org/";
const statementsOf = (body: string) =>
  parseProvN(`document\nprefix ex <${ex}>\n${body}\nendDocument`).statements;

describe("parseProvN", () => {
  it("reads identifiers, arguments and placeholders", () => {
    const [generation, usage, derivation, delegation] = statementsOf(`
      wasGeneratedBy(ex:g; ex:e, -, 2011-11-16T16:00:00.5+01:00)
      used(-; ex:a, ex:e, -)
      wasDerivedFrom(ex:e2, ex:e1, -, ex:g, -)
      actedOnBehalfOf(ex:ag1, -)`);

    expect(generation).toEqual({
      type: "wasGeneratedBy",
      id: `${ex}g`,
      args: { entity: `${ex}e`, time: "2011-11-16T16:00:00.5+01:00" },
      attributes: [],
    });
    expect(usage).toEqual({ type: "used", args: { activity: `${ex}a`, entity: `${ex}e` }, attributes: [] });
    expect(derivation?.args).toEqual({
      generatedEntity: `${ex}e2`,
      usedEntity: `${ex}e1`,
      generation: `${ex}g`,
    });
    expect(delegation?.args).toEqual({ delegate: `${ex}ag1` });
  });

  it("reads every form of literal", () => {
    const [entity] = statementsOf(
      `entity(ex:e, [ex:a="x\\"\\n\\\\", ex:a="""two\n"lines" ""of""", ex:a="colour"@en-GB, ex:a=-5, ex:a='ex:v',
        ex:a="5" %% xsd:double, ex:a="ex:q" %% xsd:QName, prov:type="ex:q" %% prov:QUALIFIED_NAME])`,
    );

    const name = { text: `${ex}q`, datatype: `${namespaceOf.prov}QUALIFIED_NAME` };
    expect(entity?.attributes.map(({ value }) => value)).toEqual([
      { text: 'x"\n\\', datatype: `${namespaceOf.xsd}string` },
      { text: 'two\n"lines" ""of', datatype: `${namespaceOf.xsd}string` },
      { text: "colour", datatype: `${namespaceOf.prov}InternationalizedString`, language: "en-GB" },
      { text: "-5", datatype: `${namespaceOf.xsd}int` },
      { ...name, text: `${ex}v` },
      { text: "5", datatype: `${namespaceOf.xsd}double` },
      name,
      name,
    ]);
  });

  it.each([
    ["ex:a/b?c#d@e", "a/b?c#d@e"],
    ["ex:a\\(b\\)\\,\\;\\:\\=\\'\\[\\]", "a(b),;:='[]"],
    ["ex:\\-a.b\\.", "-a.b."],
    ["ex:0%2F日本", "0%2F日本"],
    ["ex:", ""],
  ])("reads the name %s", (written, local) => {
    expect(statementsOf(`entity(${written})`)[0]?.id).toBe(ex + local);
  });

  it("passes over comments, and takes no slash within a name for one", () => {
    const text = `document // one
      prefix ex <${ex}> /* two * / **/
      entity(ex:a//b /* three */) // four
    endDocument // five`;

    expect(parseProvN(text).statements.map(({ id }) => id)).toEqual([`${ex}a//b`]);
  });

  it("lets a bundle see the prefixes around it and declare its own", () => {
    const { bundles } = parseProvN(`document default <${ex}> prefix a <${ex}a/> prefix b <${ex}b/>
      bundle a:bundle prefix b <${ex}c/> entity(e) entity(a:e) entity(b:e) endBundle endDocument`);

    expect(bundles[0]?.statements.map(({ id }) => id)).toEqual([`${ex}e`, `${ex}a/e`, `${ex}c/e`]);
  });

  it("reads PROV-Dictionary, PROV-Links and provext", () => {
    const text = `prefix p <https://openprovenance.org/ns/provext#>
      prov:hadDictionaryMember(ex:d, ex:e, "k")
      prov:derivedByInsertionFrom(ex:i; ex:d2, ex:d1, {("k1", ex:e1), ('ex:k2', ex:e2)}, [ex:a="b"])
      prov:derivedByRemovalFrom(ex:d2, ex:d1, {"k1", 2})
      mentionOf(ex:e1, ex:e2, ex:b)
      p:specializationOf(ex:s; ex:e1, ex:e2, [ex:a="b"])`;

    const [member, insertion, removal, mention, specialization] = statementsOf(text);

    const key = (k: string) => ({ text: k, datatype: `${namespaceOf.xsd}string` });
    expect(member?.args).toMatchObject({ key: key("k") });
    expect(insertion?.args).toMatchObject({
      insertions: [
        { key: key("k1"), entity: `${ex}e1` },
        { key: { text: `${ex}k2` }, entity: `${ex}e2` },
      ],
    });
    expect(removal?.args).toMatchObject({ removals: [key("k1"), { text: "2" }] });
    expect(mention?.args).toMatchObject({ bundle: `${ex}b` });
    expect(specialization).toMatchObject({ id: `${ex}s`, attributes: [{ name: `${ex}a` }] });
  });

  it("takes the namespace of XML Schema for that of its datatypes", () => {
    const [entity] = statementsOf(
      'prefix xsd <http://www.w3.org/2001/XMLSchema> entity(ex:e, [ex:a="1" %% xsd:int])',
    );

    expect(entity?.attributes[0]?.value.datatype).toBe(`${namespaceOf.xsd}int`);
  });

  it.each([
    ["", 'Expected "document", not the end of the document, at line 1, column 1'],
    [
      "document",
      'Expected a statement, "bundle" or "endDocument", not the end of the document, at line 1, column 9',
    ],
    [
      "document\nentity(ex:e)\nendDocument",
      'Expected a prefix that is declared, not "ex:e", at line 2, column 8',
    ],
    [
      "document\nentity(e)\nendDocument",
      'Expected a prefix, as no default namespace is declared, not "e", at line 2, column 8',
    ],
    [
      "document prefix ex <relative> endDocument",
      'Expected an absolute IRI as namespace, not "prefix", at line 1, column 10',
    ],
    ["document prefix ex <a:b> prefix ex <a:c> endDocument", "Expected each prefix to be declared once"],
    ["document default <a:b>\nentity(e, x)\nendDocument", 'Expected "[", not "x", at line 2, column 11'],
    [
      "document default <a:b>\nentity(e, [a=b])\nendDocument",
      'Expected a literal, not "b", at line 2, column 14',
    ],
    [
      'document default <a:b>\nentity(e, [a="b])\nendDocument',
      'Expected a literal, not "\\"b", at line 2, column 14',
    ],
    [
      "document default <a:b>\nused(a,e,2011-02-30T00:00:00Z)\nendDocument",
      'Expected an xsd:dateTime or "-", not "2011-02-30T00:00:00Z", at line 2, column 10',
    ],
    [
      "document default <a:b>\nused(a,e,2011-02-01T24:00:00.01Z)\nendDocument",
      'Expected an xsd:dateTime or "-"',
    ],
    [
      "document default <a:b>\nused(a,e,2011-02-01T00:00:00+99:99)\nendDocument",
      'Expected an xsd:dateTime or "-"',
    ],
    [
      "document default <a:b>\nused(_:u; a, e, -)\nendDocument",
      'Expected an identifier or "-", as PROV-N has no blank nodes, not "_:u", at line 2, column 6',
    ],
    ["document default <a:b>\nentity(a\u1680b)\nendDocument", "Expected an IRI without white space"],
    [
      "document default <a:b>\nused()\nendDocument",
      'Expected an identifier or "-", not ")", at line 2, column 6',
    ],
    [
      "document default <a:b>\nspecializationOf(a,-)\nendDocument",
      'Expected an identifier, not "-", at line 2, column 20',
    ],
    [
      "document default <a:b>\nspecializationOf(a,b,[c=1])\nendDocument",
      "Expected no attributes, which specializationOf has not in PROV-N",
    ],
    [
      "document default <a:b>\nwasMadeBy(a,b)\nendDocument",
      'Expected a statement, "bundle" or "endDocument", not "wasMadeBy"',
    ],
    [
      "document prefix b <a:b>\nb:wasMadeBy(b:a)\nendDocument",
      "Expected a statement of PROV, PROV-Dictionary, PROV-Links or provext",
    ],
    [
      "document default <a:b> bundle b bundle c endBundle endBundle endDocument",
      'Expected a statement or "endBundle", not "bundle"',
    ],
    [
      "document default <a:b> bundle b endBundle entity(e) endDocument",
      'Expected "bundle" or "endDocument", not "entity"',
    ],
    ["document /* open endDocument", "not a comment that is not closed, at line 1, column 10"],
    [
      "document endDocument document",
      'Expected nothing after "endDocument", not "document", at line 1, column 22',
    ],
    [
      'document default <a:b> entity(e, [a="x y" %% prov:QUALIFIED_NAME]) endDocument',
      "Expected a qualified name in the quotation marks",
    ],
  ])("refuses %j", (text, message) => {
    expect(() => parseProvN(text)).toThrow(
      expect.objectContaining({ code: "malformed-prov", message: expect.stringContaining(message) }),
    );
  });
});

describe("parseProvN of what is made to be hard", () => {
  const around = (text: string) => () => parseProvN(`document default <${ex}> ${text} endDocument`);

  it.each([
    ["a name of twenty million letters", `entity(${"a".repeat(20_000_000)})`],
    ["a name of a million escapes", `entity(${"\\-".repeat(1_000_000)})`],
    ["a million bundles within each other", "bundle a ".repeat(1_000_000)],
    ["a string that never ends", `entity(a, [b="${"x\\n".repeat(1_000_000)}`],
    ["a comment that never ends", `/*${"*".repeat(1_000_000)}`],
  ])("refuses %s", (_, text) => {
    expect(around(text)).toThrow(expect.objectContaining({ code: "malformed-prov" }));
  });

  it("reads a million comments", () => {
    expect(around("// x\n /* y **/".repeat(500_000))().statements).toEqual([]);
  });
});

describe("writeProvN", () => {
  it("writes what reads back as the same statements in the same order", () => {
    fc.assert(
      fc.property(aProvDocument({ isExtended: true }), (document) => {
        const read = parseProvN(writeProvN(document));

        expect(read.statements).toEqual(document.statements);
        expect(contentOf(read)).toEqual(contentOf(document));
      }),
    );
  });

  it("is as short as PROV-N allows", () => {
    const text = `document
  prefix ex <http://example.org/>
  activity(ex:a)
  activity(ex:a, -, 2011-11-16T16:00:00Z)
  wasGeneratedBy(ex:g; ex:e, ex:a, -, [prov:role='ex:r', ex:n="5" %% xsd:int])
  bundle ex:b
    prefix other <http://other.org/>
    entity(other:e)
    wasAttributedTo(other:e, ex:ag)
  endBundle
endDocument
`;

    expect(writeProvN(parseProvN(text))).toBe(text);
  });

  it("says that PROV-N has no blank nodes", () => {
    const statements = [{ type: "entity", id: "_:b0", args: {}, attributes: [] }] as const;

    expect(() => writeProvN({ prefixes: {}, statements, bundles: [] })).toThrow(
      /_:b0: it has no blank nodes/,
    );
  });
});
