import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseProvJsonLd } from "../../../src/interop/prov-jsonld/parse.ts";
import { submissionContext } from "../../../src/interop/prov-jsonld/vocabulary.ts";
import { writeProvJsonLd } from "../../../src/interop/prov-jsonld/write.ts";
import { parseProvN } from "../../../src/interop/prov-n/parse.ts";
import { writeProvN } from "../../../src/interop/prov-n/write.ts";
import { aProvDocument, contentOf, withoutExtensions } from "../prov-documents.ts";

const ex = "http://example.org/";
const context = [{ ex }, submissionContext];
const parsed = (...graph: object[]) =>
  parseProvJsonLd(JSON.stringify({ "@context": context, "@graph": graph }));

/** The statements of a graph as lines of PROV-N. */
function linesOf(...graph: object[]): readonly string[] {
  const lines = writeProvN(parsed(...graph)).split("\n");
  return lines.map((line) => line.trim()).filter((line) => line.includes("(") || line.startsWith("bundle"));
}

describe("parseProvJsonLd", () => {
  it("reads every class, without prefix", () => {
    const time = "2011-11-16T16:00:00Z";

    const lines = linesOf(
      { "@type": "Entity", "@id": "ex:e", value: [{ "@value": "v" }] },
      { "@type": "Activity", "@id": "ex:a", startTime: time },
      {
        "@type": "Agent",
        "@id": "ex:g",
        type: ["prov:Person"],
        label: [{ "@value": "G", "@language": "en" }],
      },
      { "@type": "Usage", "@id": "ex:u", activity: "ex:a", entity: "ex:e", time, role: ["ex:r"] },
      { "@type": "Generation", entity: "ex:e", activity: "ex:a" },
      { "@type": "Invalidation", entity: "ex:e", time },
      { "@type": "Start", activity: "ex:a", trigger: "ex:e", starter: "ex:b" },
      { "@type": "End", activity: "ex:a", ender: "ex:b" },
      { "@type": "Communication", informed: "ex:a", informant: "ex:b" },
      { "@type": "Derivation", generatedEntity: "ex:e", usedEntity: "ex:f", usage: "ex:u" },
      { "@type": "Attribution", entity: "ex:e", agent: "ex:g" },
      { "@type": "Association", activity: "ex:a", agent: "ex:g", plan: "ex:p" },
      { "@type": "Delegation", delegate: "ex:g", responsible: "ex:h", activity: "ex:a" },
      { "@type": "Influence", influencee: "ex:e", influencer: "ex:f" },
      { "@type": "Specialization", specificEntity: "ex:e", generalEntity: "ex:f" },
      { "@type": "Alternate", alternate1: "ex:e", alternate2: "ex:f" },
      { "@type": "Membership", collection: "ex:c", entity: ["ex:e", "ex:f"] },
    );

    expect(lines).toEqual([
      'entity(ex:e, [prov:value="v"])',
      `activity(ex:a, ${time}, -)`,
      `agent(ex:g, [prov:type='prov:Person', prov:label="G"@en])`,
      `used(ex:u; ex:a, ex:e, ${time}, [prov:role='ex:r'])`,
      "wasGeneratedBy(ex:e, ex:a, -)",
      `wasInvalidatedBy(ex:e, -, ${time})`,
      "wasStartedBy(ex:a, ex:e, ex:b, -)",
      "wasEndedBy(ex:a, -, ex:b, -)",
      "wasInformedBy(ex:a, ex:b)",
      "wasDerivedFrom(ex:e, ex:f, -, -, ex:u)",
      "wasAttributedTo(ex:e, ex:g)",
      "wasAssociatedWith(ex:a, ex:g, ex:p)",
      "actedOnBehalfOf(ex:g, ex:h, ex:a)",
      "wasInfluencedBy(ex:e, ex:f)",
      "specializationOf(ex:e, ex:f)",
      "alternateOf(ex:e, ex:f)",
      "hadMember(ex:c, ex:e)",
      "hadMember(ex:c, ex:f)",
    ]);
  });

  it("reads classes and attributes with their prefixes as those without", () => {
    const prefixed = parsed(
      { "@type": "prov:Entity", "@id": "ex:e", "prov:type": ["prov:Plan"], "prov:location": ["ex:l"] },
      { "@type": ["provext:Specialization"], specificEntity: "ex:e", generalEntity: "ex:f" },
    );
    const bare = parsed(
      { "@type": "Entity", "@id": "ex:e", type: ["prov:Plan"], location: ["ex:l"] },
      { "@type": "Specialization", specificEntity: "ex:e", generalEntity: "ex:f" },
    );

    expect(prefixed).toEqual(bare);
  });

  it("reads every form of value, a plain text as a name only where the context says so", () => {
    const [entity] = parsed({
      "@type": "Entity",
      "@id": "ex:e",
      "ex:a": [
        "ex:q",
        5,
        2.5,
        1e21,
        true,
        { "@value": "5", "@type": "xsd:byte" },
        { "@value": "x", "@language": "en" },
        { "@value": "ex:q", "@type": "prov:QUALIFIED_NAME" },
        { "@id": "urn:x:y" },
      ],
      type: "http://other.org/T",
    }).statements;

    const short = entity?.attributes.map(({ value }) => `${value.text} ${value.datatype.replace(/.*#/, "")}`);
    expect(short).toEqual([
      "ex:q string",
      "5 integer",
      "2.5 double",
      "1e+21 double",
      "true boolean",
      "5 byte",
      "x InternationalizedString",
      `${ex}q QUALIFIED_NAME`,
      "urn:x:y QUALIFIED_NAME",
      "http://other.org/T QUALIFIED_NAME",
    ]);
  });

  it("reads bundles by their own prefixes and those around them", () => {
    const bundle = {
      "@type": "prov:Bundle",
      "@id": "ex:b",
      "@context": [{ o: "http://other.org/" }],
      "@graph": [{ "@type": "Attribution", entity: "ex:e", agent: "o:g" }],
    };

    expect(linesOf(bundle)).toEqual(["bundle ex:b", "wasAttributedTo(ex:e, o:g)"]);
  });

  it.each([
    [{ "@type": "Usage", activity: "no:a" }, "/@graph/0/activity", "a prefix that is declared"],
    [{ "@type": "Usage", activity: "a" }, "/@graph/0/activity", "a name with a prefix"],
    [{ "@type": "Usage", activity: ["ex:a"] }, "/@graph/0/activity", "a qualified name"],
    [{ "@type": "Usage", time: "noon" }, "/@graph/0/time", "an xsd:dateTime"],
    [{ "@type": "Usage", plan: "ex:p" }, "/@graph/0/plan", "activity, entity, time"],
    [{ "@type": "Use" }, "/@graph/0/@type", "one of Entity"],
    [{ "@id": "ex:e" }, "/@graph/0/@type", "a class"],
    [{ "@type": "Entity" }, "/@graph/0", '"@id"'],
    [{ "@type": "Membership", collection: "ex:c" }, "/@graph/0", '"entity"'],
    [{ "@type": "Membership", collection: "ex:c", entity: [] }, "/@graph/0/entity", "one member"],
    [{ "@type": "Entity", "@id": "ex:e", "ex:a": [null] }, "/@graph/0/ex:a/0", "a value"],
    [{ "@type": "Entity", "@id": "ex:e", "ex:a": { "@value": {} } }, "/@graph/0/ex:a/@value", "a string"],
    [{ "@type": "Entity", "@id": "ex:e", "ex:a": { "@list": [] } }, "/@graph/0/ex:a/@list", '"@value"'],
    [
      { "@type": "Entity", "@id": "ex:e", "ex:a": { "@value": "x", "@type": "xsd:int", "@language": "en" } },
      "/@graph/0/ex:a/@language",
      "not both",
    ],
    [
      { "@type": "Entity", "@id": "ex:e", "ex:a": { "@id": "ex:f", "@type": "xsd:int" } },
      "/@graph/0/ex:a/@id",
      '"@id" alone',
    ],
    [{ "@type": "Entity", "@id": "ex:a b" }, "/@graph/0/@id", "without white space"],
    [
      { "@type": "Bundle", "@id": "ex:b", "@graph": [{ "@type": "Bundle" }] },
      "/@graph/0/@graph/0/@type",
      "one of",
    ],
    [{ "@type": "Bundle", "@id": "ex:b" }, "/@graph/0/@graph", "an array"],
    [5, "/@graph/0", "an object"],
  ])("refuses %j", (node, pointer, expected) => {
    expect(() => parsed(node as object)).toThrow(
      expect.objectContaining({
        code: "malformed-prov",
        pointer,
        message: expect.stringContaining(expected),
      }),
    );
  });

  it("refuses other contexts, definitions of terms and other keys", () => {
    const read = (json: object) => () => parseProvJsonLd(JSON.stringify(json));

    expect(read({ "@context": "https://schema.org", "@graph": [] })).toThrow(
      expect.objectContaining({ code: "remote-context" }),
    );
    expect(read({ "@context": [{ e: { "@id": ex } }], "@graph": [] })).toThrow(
      expect.objectContaining({ pointer: "/@context/0/e" }),
    );
    expect(read({ "@graph": [], name: "x" })).toThrow(expect.objectContaining({ pointer: "/name" }));
    expect(() => parseProvJsonLd("{")).toThrow(expect.objectContaining({ code: "malformed-json" }));
  });
});

describe("writeProvJsonLd", () => {
  it("writes what reads back as the same statements", () => {
    fc.assert(
      fc.property(aProvDocument({ isExtended: true }), (document) => {
        const known = withoutExtensions(document);

        expect(contentOf(parseProvJsonLd(writeProvJsonLd(known)))).toEqual(contentOf(known));
      }),
    );
  });

  it("writes no prefix that is a term of the context", () => {
    const document = parseProvN(
      "document prefix role <http://r.org/> prefix xsd <http://x.org/> entity(role:e, [xsd:a = 1]) endDocument",
    );

    const json = JSON.parse(writeProvJsonLd(document)) as { "@graph": object[] };

    expect(json["@graph"]).toEqual([
      { "@type": "Entity", "@id": "ns2:e", "ns1:a": [{ "@value": "1", "@type": "xsd:int" }] },
    ]);
  });

  it("refuses PROV-Links and PROV-Dictionary", () => {
    const document = parseProvN(`document default <${ex}> mentionOf(a, b, c) endDocument`);

    expect(() => writeProvJsonLd(document)).toThrow(/PROV-JSONLD cannot say mentionOf/);
  });
});
