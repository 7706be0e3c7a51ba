import fc from "fast-check";
import { DataFactory } from "n3";
import { describe, expect, it } from "vitest";
import { structuralShapes } from "../../src/validation/structural.ts";
import { anArbitraryGraph } from "./arbitrary-graph.ts";
import { bundleOf, constrainedShapes, ex, localName, shipped, turtle } from "./turtle.ts";

const quads = shipped("structural");
const shapes = structuralShapes(quads);
const event = `ex:b a prov:Bundle ; mun:about ex:r ; mun:eventTime "2026-11-02T08:30:00.123456789Z"^^xsd:dateTime .`;

async function broken(text: string): Promise<string[]> {
  const { findings } = await shapes.validate(bundleOf(text));
  return [...new Set(findings.map(({ sourceShape }) => localName(sourceShape)))].sort();
}

/** By shape: a graph that breaks it and no other, and one close to it that breaks none. */
const cases: Record<string, readonly [fails: string, passes: string]> = {
  ActivityIsNoEntity: ["ex:j a prov:Activity, prov:Plan .", "ex:j a prov:Agent, prov:Plan ."],
  ActivityIsNotGenerated: [
    "ex:r prov:wasAssociatedWith ex:a ; prov:wasGeneratedBy ex:q .",
    "ex:r prov:wasAssociatedWith ex:a . ex:v prov:wasGeneratedBy ex:r .",
  ],
  ActivityIsNotDerived: [
    "ex:r prov:used ex:d ; prov:wasDerivedFrom ex:v .",
    "ex:r prov:used ex:d ; prov:wasInformedBy ex:q .",
  ],
  EntityIsNoActivity: [
    "ex:r prov:used ex:q . ex:q a prov:Activity .",
    "ex:r prov:used ex:q . ex:q a prov:Agent .",
  ],
  retentionUntil: [
    `ex:v mun:retentionUntil "next year" .`,
    `ex:v mun:retentionUntil "2027-01-01"^^xsd:date .`,
  ],
  dueBy: [`ex:v mun:dueBy 2027 .`, `ex:v mun:dueBy "2027-01-01T00:00:00Z"^^xsd:dateTime .`],
  appliesFrom: [
    `ex:v mun:appliesFrom "2027-01-01"^^xsd:date, "2027-01-02"^^xsd:date .`,
    `ex:v mun:appliesFrom "2027-01-01"^^xsd:date .`,
  ],
  appliesUntil: [
    `ex:v mun:appliesUntil "2027-13-01"^^xsd:date .`,
    `ex:v mun:appliesUntil "2027-12-01"^^xsd:date .`,
  ],
  decisionCount: ["ex:v mun:decisionCount -1 .", "ex:v mun:decisionCount 790 ."],
  overrideCount: ["ex:v mun:overrideCount 4.1 .", `ex:v mun:overrideCount "41"^^xsd:nonNegativeInteger .`],
  sourceType: [`ex:v mun:sourceType "bought" .`, `ex:v mun:sourceType "licensed" .`],
  bundleType: [`${event} ex:b a prov:Entity .`, event],
  eventTime: [event.replace("T08:30", " 08:30"), event],
  eventType: [`${event} ex:b mun:eventType "START", "COMPLETE" .`, `${event} ex:b mun:eventType "START" .`],
  about: [`${event} ex:b mun:about ex:d .`, event],
  bundleProducer: [
    `${event} ex:b prov:wasAttributedTo ex:p, ex:q .`,
    `${event} ex:b prov:wasAttributedTo ex:p .`,
  ],
  lastingNotGenerated: [
    `${event} ex:d prov:wasGeneratedBy ex:r .`,
    `${event} ex:v prov:wasGeneratedBy ex:r ; prov:specializationOf ex:d . ex:m prov:wasGeneratedBy ex:r ; mun:hadFacet ex:f . ex:f mun:facetName "test" .`,
  ],
  facetName: [
    `${event} ex:r mun:hadFacet ex:f .`,
    `${event} ex:r mun:hadFacet ex:f . ex:f mun:facetName "sql" .`,
  ],
  facetValue: [
    `${event} ex:f mun:facetName "sql" ; rdf:value "{}" .`,
    `${event} ex:f mun:facetName "sql" ; rdf:value "{}"^^rdf:JSON .`,
  ],
  nominalStart: [
    `${event} ex:r mun:nominalStart "noon" .`,
    `${event} ex:r mun:nominalStart "2026-11-02T12:00:00Z"^^xsd:dateTime .`,
  ],
  nominalEnd: [
    `${event} ex:r mun:nominalEnd "noon" .`,
    `${event} ex:r mun:nominalEnd "2026-11-02T12:00:00Z"^^xsd:dateTime .`,
  ],
  versionId: [
    `${event} ex:v mun:versionId 3049729675574597004 .`,
    `${event} ex:v mun:versionId "3049729675574597004" .`,
  ],
  masking: [`${event} ex:q mun:masking "yes" .`, `${event} ex:q mun:masking true .`],
  deleted: [`${event} ex:f mun:deleted "yes" .`, `${event} ex:f mun:deleted true .`],
  incompleteLineage: [
    `${event} ex:r mun:incompleteLineage 1 .`,
    `${event} ex:r mun:incompleteLineage true .`,
  ],
};
for (const relation of [
  ...["used", "wasGeneratedBy", "wasDerivedFrom", "wasRevisionOf", "wasQuotedFrom", "hadPrimarySource"],
  ...["wasAttributedTo", "wasAssociatedWith", "actedOnBehalfOf", "wasInformedBy", "wasInvalidatedBy"],
  ...["wasInfluencedBy", "wasStartedBy", "wasEndedBy", "specializationOf", "alternateOf", "hadMember"],
  ...["qualifiedUsage", "qualifiedGeneration", "qualifiedAssociation", "qualifiedAttribution"],
  ...["qualifiedDelegation", "qualifiedDerivation"],
]) {
  cases[relation] = [`ex:x prov:${relation} "y" .`, `ex:x prov:${relation} ex:y .`];
}
for (const relation of ["carriesDataFrom", "affects", "concerns", "containsSubject"]) {
  cases[relation] = [`ex:x mun:${relation} "y" .`, `ex:x mun:${relation} ex:y .`];
}
for (const time of [
  "prov:startedAtTime",
  "prov:endedAtTime",
  "prov:atTime",
  "prov:generatedAtTime",
  "prov:invalidatedAtTime",
  "mun:windowStart",
  "mun:windowEnd",
]) {
  cases[time.slice(time.indexOf(":") + 1)] = [
    `ex:x ${time} "2026-11-02" .`,
    `ex:x ${time} "2026-11-02T08:30:00+01:00"^^xsd:dateTime .`,
  ];
}
for (const [kind, influencer] of Object.entries({
  ...{ Usage: "Entity", Generation: "Activity", Invalidation: "Activity", Association: "Agent" },
  ...{
    Attribution: "Agent",
    Delegation: "Agent",
    Derivation: "Entity",
    Communication: "Activity",
    Start: "Entity",
    End: "Entity",
  },
})) {
  const shape = `${kind.charAt(0).toLowerCase()}${kind.slice(1)}${influencer}`;
  const property = `prov:${influencer.toLowerCase()}`;
  cases[shape] = [
    `ex:x a prov:${kind} ; ${property} ex:y, ex:z .`,
    `ex:x a prov:${kind} ; ${property} ex:y .`,
  ];
  cases[`${shape}Given`] = [`${event} ex:x a prov:${kind} .`, `ex:x a prov:${kind} .`];
}
for (const optional of ["generationActivity", "invalidationActivity", "startEntity", "endEntity"]) {
  delete cases[`${optional}Given`];
}
for (const mutable of [
  ...["prov:startedAtTime", "prov:endedAtTime", "prov:generatedAtTime", "prov:invalidatedAtTime"],
  ...["mun:runState", "mun:committed", "mun:observedAt", "mun:facet", "mun:linked", "prov:wasInvalidatedBy"],
  ...["mun:carriesDataFrom", "mun:mayCarryDataFrom", "mun:previousVersion"],
]) {
  const value = mutable.endsWith("Time") ? `"2026-11-02T08:30:00Z"^^xsd:dateTime` : "ex:y";
  const [prefix = "", name = ""] = mutable.split(":");
  cases[`stays${capital(prefix)}${capital(name)}`] = [
    `${event} ex:x ${mutable} ${value} .`,
    `ex:x ${mutable} ${value} .`,
  ];
}
for (const naming of [
  ...["foaf:name", "foaf:givenName", "foaf:familyName", "foaf:mbox", "foaf:nick", "rdfs:label"],
  ...["schema:name", "schema:email", "vcard:fn", "vcard:hasEmail"],
]) {
  const [prefix = "", name = ""] = naming.split(":");
  cases[`unnamed${capital(prefix)}${capital(name)}`] = [
    `${event} ex:p a prov:Person ; ${naming} "Jane Roe" .`,
    `${event} ex:p a prov:Organization ; ${naming} "Roe Ltd" .`,
  ];
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

describe("structural shapes", () => {
  it("are each shown to fail and to pass", () => {
    expect(Object.keys(cases).sort()).toEqual(constrainedShapes(quads));
  });

  for (const [shape, [fails, passes]] of Object.entries(cases)) {
    it(`refuse what breaks ${shape}, and that alone`, async () => {
      expect(await broken(fails)).toEqual([shape]);
      expect(await broken(passes)).toEqual([]);
    });
  }

  it("give each finding a sentence, the node and the value", async () => {
    const report = await shapes.validate(bundleOf(`ex:r prov:used "orders" .`));

    expect(report).toMatchObject({
      conforms: false,
      findings: [
        {
          focusNode: ex("r"),
          value: DataFactory.literal("orders"),
          message: "The value of prov:used is a thing with an IRI, not text.",
        },
      ],
    });
  });

  it("refuse times that are on no calendar or clock", async () => {
    for (const time of [
      "2026-02-30T00:00:00Z",
      "2026-13-01T00:00:00Z",
      "2026-11-31T00:00:00Z",
      "2026-11-02T24:30:00Z",
    ]) {
      expect(await broken(`ex:x prov:endedAtTime "${time}"^^xsd:dateTime .`)).toEqual(["endedAtTime"]);
    }
    for (const time of [
      "2024-02-29T23:59:59.999999999Z",
      "-0044-03-15T12:00:00",
      "2026-11-02T24:00:00+14:00",
    ]) {
      expect(await broken(`ex:x prov:endedAtTime "${time}"^^xsd:dateTime .`)).toEqual([]);
    }
  });

  it("lay a finding about text to the bundle", async () => {
    const { findings } = await shapes.validate(bundleOf(`ex:x prov:qualifiedUsage "text" ; prov:used "x" .`));

    expect(findings.every(({ focusNode }) => focusNode.termType === "NamedNode")).toBe(true);
  });

  it("see a bundle together with its facets", async () => {
    const facet = turtle(`ex:f mun:facetName "sql", "schema" .`);

    const report = await shapes.validate({ ...bundleOf(event), facets: [{ iri: ex("f"), quads: facet }] });

    expect(report.findings.map(({ sourceShape }) => localName(sourceShape))).toEqual(["facetName"]);
  });

  it("judge each graph of a posted document by itself, as PROV-CONSTRAINTS §7.2 does", async () => {
    expect(await broken("GRAPH ex:g1 { ex:x a prov:Activity } GRAPH ex:g2 { ex:x a prov:Entity }")).toEqual(
      [],
    );
    expect(await broken("GRAPH ex:g1 { ex:x a prov:Activity, prov:Entity }")).toEqual(["ActivityIsNoEntity"]);
  });

  it("know PROV's own classes and those that the document adds", async () => {
    const own = "ex:Step rdfs:subClassOf prov:Activity . ex:x a ex:Step, prov:Collection .";

    expect(await broken(own)).toEqual(["ActivityIsNoEntity"]);
  });

  it("never throw, on whatever graph", async () => {
    await fc.assert(
      fc.asyncProperty(anArbitraryGraph(), async (graph) => {
        const report = await shapes.validate({ iri: ex("b"), quads: graph, facets: [], identities: [] });

        expect(report.conforms).toBe(report.findings.length === 0);
      }),
      { numRuns: 300 },
    );
  });
});
