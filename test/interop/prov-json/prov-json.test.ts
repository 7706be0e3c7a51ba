import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseProvJson } from "../../../src/interop/prov-json/parse.ts";
import { writeProvJson } from "../../../src/interop/prov-json/write.ts";
import { parseProvN } from "../../../src/interop/prov-n/parse.ts";
import { writeProvN } from "../../../src/interop/prov-n/write.ts";
import { aProvDocument, contentOf } from "../prov-documents.ts";

const ex = "http://example.org/";
const prefix = { ex };
const parsed = (json: object) => parseProvJson(JSON.stringify({ prefix, ...json }));

/** The statements of a document as lines of PROV-N. */
function linesOf(json: object): readonly string[] {
  const lines = writeProvN(parsed(json)).split("\n");
  return lines.map((line) => line.trim()).filter((line) => line.includes("(") || line.startsWith("bundle"));
}

describe("parseProvJson", () => {
  it("reads records by type and identifier, several of one in an array, and `_:` as no identifier", () => {
    const lines = linesOf({
      entity: { "ex:e": {} },
      used: {
        "ex:u": [
          { "prov:activity": "ex:a", "prov:entity": "ex:e", "prov:time": "2011-11-16T16:00:00Z" },
          { "prov:activity": "ex:a", "prov:entity": { $: "ex:f", type: "prov:QUALIFIED_NAME" } },
        ],
        "_:u1": { "prov:activity": "ex:a" },
      },
    });

    expect(lines).toEqual([
      "entity(ex:e)",
      "used(ex:u; ex:a, ex:e, 2011-11-16T16:00:00Z)",
      "used(ex:u; ex:a, ex:f, -)",
      "used(ex:a)",
    ]);
  });

  it("reads blank nodes in the place of any identifier, and of a time with its type", () => {
    const { statements } = parsed({
      entity: { "_:e": { "ex:see": { $: "_:f", type: "prov:QUALIFIED_NAME" } } },
      used: {
        "_:u": {
          "prov:activity": "_:a",
          "prov:time": { $: "-0044-03-15T12:00:00Z", type: "xsd:dateTime" },
        },
      },
    });

    expect(statements).toMatchObject([
      { id: "_:e", attributes: [{ value: { text: "_:f" } }] },
      { args: { activity: "_:a", time: "-0044-03-15T12:00:00Z" } },
    ]);
  });

  it("keeps a label to which something refers", () => {
    const { statements } = parsed({
      wasGeneratedBy: { "_:g": { "prov:entity": "ex:e" }, "_:h": { "prov:entity": "ex:e" } },
      wasDerivedFrom: {
        "_:d": { "prov:generatedEntity": "ex:e", "prov:usedEntity": "ex:f", "prov:generation": "_:g" },
      },
    });

    expect(statements.map(({ id }) => id)).toEqual(["_:g", undefined, undefined]);
  });

  it("reads every form of value", () => {
    const values = [
      "x",
      5,
      2.5,
      true,
      { $: "5", type: "xsd:byte" },
      { $: "x", lang: "en" },
      { $: 7, type: "xsd:long" },
    ];
    const [entity] = parsed({
      entity: { "ex:e": { "ex:a": [...values, { $: "ex:q", type: "prov:QUALIFIED_NAME" }] } },
    }).statements;

    const short = entity?.attributes.map(({ value }) =>
      `${value.text} ${value.datatype.replace(/.*#/, "")} ${value.language ?? ""}`.trim(),
    );
    expect(short).toEqual([
      "x string",
      "5 int",
      "2.5 double",
      "true boolean",
      "5 byte",
      "x InternationalizedString en",
      "7 long",
      `${ex}q QUALIFIED_NAME`,
    ]);
  });

  it("reads numbers of any size, each with a datatype that has them", () => {
    const numbers =
      "[2147483647, -2147483648, 2147483648, 9007199254740993, 1e20, 1e21, 1.5e300, 1e-7, 0.1234567890123456789]";
    const text = `{"prefix": {"ex": "${ex}"}, "entity": {"ex:e": {"ex:a": ${numbers}}}}`;

    const [entity] = parseProvJson(text).statements;

    const short = entity?.attributes.map(({ value }) => `${value.text} ${value.datatype.replace(/.*#/, "")}`);
    expect(short).toEqual([
      "2147483647 int",
      "-2147483648 integer",
      "2147483648 integer",
      "9007199254740993 integer",
      "100000000000000000000 integer",
      "1e+21 double",
      "1.5e+300 double",
      "1e-7 double",
      "0.1234567890123456789 decimal",
    ]);
  });

  it("reads names with the escapes of PROV-N", () => {
    expect(parsed({ entity: { "ex:a\\(b\\)": {} } }).statements[0]?.id).toBe(`${ex}a(b)`);
  });

  it("reads several members, dictionaries in both forms, bundles and default namespaces", () => {
    const lines = linesOf({
      prefix: { ...prefix, default: ex },
      hadMember: { "_:m": { "prov:collection": "ex:c", "prov:entity": ["ex:a", "b"] } },
      hadDictionaryMember: {
        "_:d": {
          "prov:dictionary": "ex:d",
          "prov:key-entity-set": { "$key-datatype": "xsd:int", 1: "ex:e" },
        },
      },
      derivedByInsertionFrom: {
        "ex:i": {
          "prov:after": "ex:d2",
          "prov:before": "ex:d",
          "prov:key-entity-set": [{ key: { $: "k", type: "xsd:string" }, $: "ex:e" }],
        },
      },
      bundle: { b: { prefix: { o: "http://other.org/" }, agent: { "o:x": {} } } },
    });

    expect(lines).toEqual([
      "hadMember(c, a)",
      "hadMember(c, b)",
      'prov:hadDictionaryMember(d, e, "1" %% xsd:int)',
      'prov:derivedByInsertionFrom(i; d2, d, {("k", e)})',
      "bundle b",
      "agent(o:x)",
    ]);
  });

  it.each([
    [{ entity: { "no:e": {} } }, "/entity/no:e", "a prefix that is declared"],
    [{ entity: { e: {} } }, "/entity/e", "no default namespace"],
    [{ entity: { "ex:e": 5 } }, "/entity/ex:e", "an object"],
    [{ entity: { "ex:e": [] } }, "/entity/ex:e", "one record at least"],
    [{ entity: { "ex:e": { "ex:a": { type: "xsd:int" } } } }, "/entity/ex:e/ex:a/$", "a string"],
    [{ entity: { "ex:e": { "ex:a": null } } }, "/entity/ex:e/ex:a", "a value"],
    [{ entity: { "ex:e": { "ex:a": { $: "x", lang: 5 } } } }, "/entity/ex:e/ex:a/lang", "a language tag"],
    [{ used: { "ex:u": { "prov:time": "noon" } } }, "/used/ex:u/prov:time", "an xsd:dateTime"],
    [{ used: { "ex:u": { "prov:entity": ["ex:a", "ex:b"] } } }, "/used/ex:u/prov:entity", "one value"],
    [{ used: [] }, "/used", "an object"],
    [{ usedBy: {} }, "/usedBy", "a type of statement"],
    [{ hadMember: { "_:m": { "prov:entity": "ex:e" } } }, "/hadMember/_:m", '"prov:collection"'],
    [{ entity: { "ex:e": { "ex:a": { $: "x", language: "en" } } } }, "/entity/ex:e/ex:a/language", '"lang"'],
    [
      { derivedByInsertionFrom: { "_:i": { "prov:insertions": "ex:e" } } },
      "/derivedByInsertionFrom/_:i/prov:insertions",
      '"prov:key-entity-set" in derivedByInsertionFrom',
    ],
    [
      { derivedByInsertionFrom: { "_:i": { "prov:key-set": ["k"] } } },
      "/derivedByInsertionFrom/_:i/prov:key-set",
      '"prov:key-entity-set" in derivedByInsertionFrom',
    ],
    [
      { derivedByRemovalFrom: { "_:r": { "prov:key-entity-set": { k: "ex:e" } } } },
      "/derivedByRemovalFrom/_:r/prov:key-entity-set",
      '"prov:key-set" in derivedByRemovalFrom',
    ],
    [
      { hadDictionaryMember: { "_:m": { "prov:key-entity-set": { k: "ex:e" }, "prov:entity": "ex:f" } } },
      "/hadDictionaryMember/_:m/prov:entity",
      '"prov:key-entity-set" in hadDictionaryMember',
    ],
    [
      { used: { "ex:u": { "prov:entity": { $: "ex:e", lang: "en" } } } },
      "/used/ex:u/prov:entity/lang",
      '"$" or "type"',
    ],
    [
      { used: { "ex:u": { "prov:entity": { $: "ex:e", type: "xsd:string" } } } },
      "/used/ex:u/prov:entity/type",
      "one of <http://www.w3.org/ns/prov#QUALIFIED_NAME>",
    ],
    [{ used: { "ex:u": { "prov:entity": { $: 5 } } } }, "/used/ex:u/prov:entity/$", "a string"],
    [
      { used: { "ex:u": { "prov:time": { $: "2011-11-16T16:05:00Z", type: "xsd:date" } } } },
      "/used/ex:u/prov:time/type",
      "one of <http://www.w3.org/2001/XMLSchema#dateTime>",
    ],
    [
      { entity: { "ex:e": { "ex:a": { $: "5", type: "xsd:int", lang: "en" } } } },
      "/entity/ex:e/ex:a/lang",
      "no language of a",
    ],
    [
      { derivedByInsertionFrom: { "_:i": { "prov:key-entity-set": [{ key: "k", $: "ex:e", keys: 1 }] } } },
      "/derivedByInsertionFrom/_:i/prov:key-entity-set/0/keys",
      '"key" or "$"',
    ],
    [{ entity: { "_:": {} } }, "/entity/_:", "a label of letters and digits"],
    [{ entity: { "_:-a": {} } }, "/entity/_:-a", "a label of letters and digits"],
    [{ entity: { "_:a.": {} } }, "/entity/_:a.", "a label of letters and digits"],
    [{ prefix: { ex: "relative" } }, "/prefix/ex", "an absolute IRI"],
    [{ bundle: { "ex:b": { bundle: {} } } }, "/bundle/ex:b/bundle", "no bundle within a bundle"],
    [{ entity: { "ex:a b": {} } }, "/entity/ex:a b", "an IRI without white space"],
  ])("refuses %j", (json, pointer, expected) => {
    expect(() => parsed(json)).toThrow(
      expect.objectContaining({
        code: "malformed-prov",
        pointer,
        message: expect.stringContaining(expected),
      }),
    );
  });

  it("refuses what is no JSON, and a key that is there twice", () => {
    expect(() => parseProvJson("{")).toThrow(expect.objectContaining({ code: "malformed-json" }));
    expect(() => parseProvJson('{"entity":{},"entity":{}}')).toThrow(
      expect.objectContaining({ code: "malformed-json" }),
    );
    expect(() => parseProvJson("[]")).toThrow(expect.objectContaining({ code: "malformed-prov" }));
  });
});

describe("writeProvJson", () => {
  it("writes what reads back as the same statements", () => {
    fc.assert(
      fc.property(aProvDocument({ isExtended: true }), (document) => {
        expect(contentOf(parseProvJson(writeProvJson(document)))).toEqual(contentOf(document));
      }),
    );
  });

  it("refuses an attribute that would be an argument", () => {
    const document = parseProvN(`document default <${ex}> used(a, e, -, [prov:time="x"]) endDocument`);

    expect(() => writeProvJson(document)).toThrow(/which is an argument there/);
  });
});
