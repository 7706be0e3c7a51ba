import { describe, expect, it } from "vitest";
import { lint } from "../../src/lint/lint.ts";
import { namespaceOf } from "../../src/vocabulary.ts";
import { findingsIn, read } from "./turtle.ts";

const prov = namespaceOf.prov;

describe("namespaces", () => {
  it.each([
    "http://www.w3.org/ns/prov-o#",
    "http://www.w3.org/ns/prov-o/",
    "http://www.w3.org/ns/prov/",
    "http://www.w3.org/ns/prov",
    "http://www.w3.org/ns/PROV#",
    "http://www.w3.org/ns/provo#",
    "https://www.w3.org/ns/prov#",
    "http://w3.org/ns/prov#",
    "http://www.w3c.org/ns/prov#",
    "https://w3c.org/ns/prov-o#",
    "http://www.w3.org/ns/prov-dm#",
    "http://www.w3.org/ns/prov-links#",
    "http://www.w3.org/TR/prov-o/#",
    "http://www.w3.org/TR/2013/REC-prov-o-20130430/#",
  ])("%s is not PROV's", async (namespace) => {
    const findings = await findingsIn("\nex:a a prov:Activity ;\n prov:used ex:e, ex:f .", namespace);

    expect(findings).toMatchObject([
      {
        rule: "wrong-namespace",
        line: 2,
        term: `${namespace}Activity`,
        suggestion: `${prov}Activity`,
        count: 1,
      },
      { rule: "wrong-namespace", line: 3, term: `${namespace}used`, suggestion: `${prov}used`, count: 2 },
    ]);
    expect(findings.every(({ certain }) => certain)).toBe(true);
  });

  it.each([
    "<http://www.w3.org/ns/prov-o#> a ex:Ontology .",
    "<http://www.w3.org/ns/prov> a ex:Thing ; ex:see <http://www.w3.org/ns/prov-o>, <http://www.w3.org/ns/provenance> .",
    "ex:a ex:see <http://www.w3.org/TR/prov-o/#Activity> .",
    "ex:a <http://www.w3.org/ns/proverb> ex:b .",
    "ex:a ex:see <http://www.w3.org/ns/prov#> .",
  ])("are not seen where there are none: %s", async (turtle) => {
    expect(await findingsIn(turtle)).toEqual([]);
  });

  it("hide no other fault", async () => {
    const turtle =
      "ex:a a prov:Entity ; prov:used ex:e ; prov:qualifiedUsage [ a prov:Usage ] ; prov:usd ex:e .";

    const findings = await findingsIn(turtle, "https://www.w3.org/ns/prov#");

    expect(findings.map(({ rule }) => rule).sort()).toEqual([
      "missing-influencer",
      "unknown-term",
      "wrong-domain",
      "wrong-domain",
      ...Array.from({ length: 4 }, () => "wrong-namespace"),
    ]);
  });
});

describe("names", () => {
  it.each([
    ["ex:a prov:Used ex:e .", "used"],
    ["ex:e prov:wasgeneratedby ex:a .", "wasGeneratedBy"],
    ["ex:e prov:WASUSEDBY ex:a .", "wasUsedBy"],
    ["ex:a a prov:softwareAgent .", "SoftwareAgent"],
    ["ex:a a prov:entity .", "Entity"],
    ["ex:u prov:Entity ex:e .", "entity"],
    ["ex:P ex:isSubClassOf prov:pLAN .", "Plan"],
  ])("have their capitals in %s", async (turtle, local) => {
    const [finding] = await findingsIn(turtle);

    expect(finding).toMatchObject({ rule: "wrong-case", suggestion: prov + local, certain: true });
  });

  it.each([
    ["ex:a prov:usd ex:e .", "used"],
    ["ex:e prov:wasGenratedBy ex:a .", "wasGeneratedBy"],
    ["ex:e prov:wasDeriveFrom ex:f .", "wasDerivedFrom"],
    ["ex:a a prov:Activty .", "Activity"],
    ["ex:a prov:wasAssocatedWith ex:x .", "wasAssociatedWith"],
    ["ex:a prov:strted ex:x .", "started"],
    ["ex:x ex:y prov:Organisation .", "Organization"],
    ["ex:x ex:y prov:AGENT .", "Agent"],
  ])("that PROV does not have are told with the nearest: %s", async (turtle, local) => {
    expect(await findingsIn(turtle)).toMatchObject([
      { rule: "unknown-term", suggestion: prov + local, certain: false },
    ]);
  });

  it("of attributes are told with the properties that state them", async () => {
    const findings = await findingsIn(`ex:e prov:type ex:T . ex:e prov:label "e" . ex:u prov:role ex:r .`);

    expect(findings.map(({ rule, suggestion }) => [rule, suggestion])).toEqual([
      ["unknown-term", `${namespaceOf.rdf}type`],
      ["unknown-term", `${namespaceOf.rdfs}label`],
      ["unknown-term", `${prov}hadRole`],
    ]);
  });

  it("that nothing is near have no suggestion, and a class is no property", async () => {
    const findings = await findingsIn(
      "ex:e prov:confidentiality 3 . ex:a prov:Plan ex:p . ex:a a prov:used .",
    );

    expect(findings.map(({ suggestion, message }) => [suggestion, message])).toEqual([
      [undefined, "PROV has no property prov:confidentiality."],
      [undefined, "prov:Plan is a class, and no property."],
      [undefined, "prov:used is a property, and no class."],
    ]);
  });

  it("of PROV-AQ, PROV-Dictionary, PROV-Links and PROV-DC are known, and those of values", async () => {
    const turtle = `ex:e prov:has_anchor ex:x ; prov:mentionOf ex:f ; prov:asInBundle ex:b ; prov:hadDictionaryMember
      [ a prov:KeyEntityPair ; prov:pairKey "k" ; prov:pairEntity ex:g ] . ex:p a prov:Publish ; ex:t prov:QUALIFIED_NAME .`;

    expect(await findingsIn(turtle)).toEqual([]);
  });
});

describe("names of inverses", () => {
  it("are told, but those that PROV-O defines", async () => {
    const turtle = `ex:e prov:wasUsedBy ex:a . ex:a prov:generated ex:f ; prov:invalidated ex:g ; prov:influenced ex:h .
      ex:e prov:wasMemberOf "a text" .`;

    expect(await findingsIn(turtle)).toMatchObject([
      { rule: "inverse-name", term: `${prov}wasUsedBy`, suggestion: `${prov}used`, certain: true },
      { rule: "inverse-name", term: `${prov}wasMemberOf`, suggestion: `${prov}hadMember`, certain: false },
    ]);
  });
});

describe("nodes that qualify", () => {
  it.each([
    ["ex:a prov:qualifiedUsage [ prov:atTime '2026-11-01T06:00:00Z'^^xsd:dateTime ] .", "entity"],
    ["ex:a prov:qualifiedUsage ex:u .", "entity"],
    ["[] a prov:Attribution ; prov:hadRole ex:r .", "agent"],
    ["ex:a prov:qualifiedAssociation [ prov:hadRole ex:r ] .", "agent"],
    ["ex:a prov:qualifiedInfluence [ a prov:Influence ] .", "influencer"],
    ["ex:a prov:qualifiedInfluence [ a prov:Influence, prov:Usage ] .", "entity"],
    ["ex:e prov:qualifiedGeneration [ a prov:Generation ] .", "activity"],
    ["ex:d prov:qualifiedInsertion [ a prov:Insertion ] .", "dictionary"],
    ["ex:a prov:qualifiedUsage [ prov:agent ex:x ] .", "entity"],
  ])("say to what: %s", async (turtle, local) => {
    const findings = await findingsIn(turtle);

    expect(findings).toContainEqual(
      expect.objectContaining({ rule: "missing-influencer", term: prov + local, count: 1 }),
    );
  });

  it.each([
    "ex:a prov:qualifiedUsage [ prov:entity ex:e ] .",
    "ex:a prov:qualifiedUsage [ prov:influencer ex:e ] .",
    "ex:a prov:qualifiedInfluence [ prov:agent ex:x ] .",
    "ex:e prov:qualifiedGeneration [ a prov:Generation ; prov:atTime '2026-11-01T06:00:00Z'^^xsd:dateTime ] .",
    "ex:a prov:qualifiedStart [ prov:hadActivity ex:b ] .",
    "ex:a prov:qualifiedAssociation [ prov:hadPlan ex:p ] .",
    "ex:e prov:qualifiedRevision [ a prov:Revision, prov:Derivation ; prov:entity ex:f ] .",
  ])("or something else: %s", async (turtle) => {
    expect(await findingsIn(turtle)).toEqual([]);
  });
});

describe("domains and ranges", () => {
  it.each([
    ["ex:e a prov:Entity ; prov:used ex:f .", "wrong-domain", "used", "ex:e"],
    ["ex:p a prov:Plan ; prov:wasInformedBy ex:a .", "wrong-domain", "wasInformedBy", "prov:Plan"],
    ["ex:a a prov:Activity . ex:b prov:used ex:a .", "wrong-range", "used", "prov:Entity"],
    [
      "ex:a prov:used ex:e . ex:a prov:wasGeneratedBy ex:b .",
      "wrong-domain",
      "wasGeneratedBy",
      "has prov:used",
    ],
    ["ex:a prov:used [ a prov:Usage ; prov:entity ex:e ] .", "wrong-range", "used", "prov:Usage"],
    [
      "ex:a prov:qualifiedUsage [ a prov:Start ; prov:entity ex:e ] .",
      "wrong-range",
      "qualifiedUsage",
      "prov:Start",
    ],
    [
      "ex:u a prov:Usage ; prov:entity ex:e ; prov:hadActivity ex:a .",
      "wrong-domain",
      "hadActivity",
      "prov:Usage",
    ],
    ["ex:a prov:used 'orders.csv' .", "wrong-range", "used", 'not to the text "orders.csv"'],
    ["ex:a prov:startedAtTime '2026-11-01' .", "wrong-range", "startedAtTime", "xsd:string"],
    [
      "ex:a prov:startedAtTime '2026-13-01T00:00:00Z'^^xsd:dateTime .",
      "wrong-range",
      "startedAtTime",
      "2026-13",
    ],
    ["ex:e prov:generatedAtTime ex:noon .", "wrong-range", "generatedAtTime", "not the thing"],
  ])("do not fit in %s", async (turtle, rule, local, words) => {
    const [finding, ...others] = await findingsIn(turtle);

    expect(others).toEqual([]);
    expect(finding).toMatchObject({ rule, term: prov + local, certain: false });
    expect(finding?.message).toContain(words.replace("ex:", "<http://example.org/"));
  });

  it.each([
    "ex:x a prov:Agent, prov:Entity ; prov:wasGeneratedBy ex:a .",
    "ex:x a prov:Agent ; prov:used ex:e .",
    "ex:e a ex:Dataset . ex:a prov:used ex:e .",
    "ex:b1 { ex:x a prov:Entity } ex:b2 { ex:x prov:used ex:e }",
    "ex:d prov:qualifiedInsertion [ a prov:Insertion ; prov:dictionary ex:c ] .",
    "ex:s a prov:Start ; prov:entity ex:e ; prov:hadActivity ex:a ; prov:atTime '2026-11-01T24:00:00Z'^^xsd:dateTime .",
    "ex:e prov:value 3 ; prov:atLocation ex:here . ex:c prov:hadMember prov:EmptyCollection .",
  ])("fit in %s", async (turtle) => {
    expect(await findingsIn(turtle)).toEqual([]);
  });
});

describe("lint", () => {
  it("is O(n), also where one thing is in many statements", async () => {
    const uses = Array.from(
      { length: 20_000 },
      (_, i) => `ex:a prov:used ex:e${i} . ex:e${i} prov:wasUsedBy ex:a .`,
    );
    const { quads } = await read(uses.join("\n"));

    expect(lint(quads).findings).toMatchObject([{ rule: "inverse-name", count: 20_000 }]);
  });
});
