import type { NamedNode } from "@rdfjs/types";
import fc from "fast-check";
import { DataFactory, Store } from "n3";
import { describe, expect, it } from "vitest";
import { descriptionShapes } from "../../src/validation/description-shapes.ts";
import { UnsupportedShapesError } from "../../src/validation/shapes-graph.ts";
import { mun, prov, sh } from "../../src/vocabulary.ts";
import { anArbitraryGraph } from "./arbitrary-graph.ts";
import { constrainedShapes, ex, localName, shapesIn, shipped, turtle } from "./turtle.ts";

const quads = shipped("provenance");
const shapes = descriptionShapes(quads);

/** Shapes that `ex:x` breaks. */
async function broken(text: string): Promise<string[]> {
  const findings = await shapes.validate(new Store(turtle(text)), [ex("x")]);
  return [...new Set(findings.map(({ sourceShape }) => localName(sourceShape)))].sort();
}

const version = "ex:d a dcat:Dataset . ex:x prov:specializationOf ex:d .";
const times = (start: string, end: string) =>
  `ex:x prov:wasAssociatedWith ex:s ; prov:startedAtTime "${start}"^^xsd:dateTime ; prov:endedAtTime "${end}"^^xsd:dateTime .`;
const lifetime = (from: string, to: string) =>
  `ex:x prov:generatedAtTime "${from}"^^xsd:dateTime ; prov:invalidatedAtTime "${to}"^^xsd:dateTime .`;
const complete =
  "ex:x a prov:Association ; prov:agent ex:s ; prov:hadRole mun:role-operator ; prov:hadPlan ex:p .";

/** By shape: a description that breaks it and no other, and some close to it that break none. */
const cases: Record<string, readonly [fails: string, ...passes: string[]]> = {
  VersionHasOrigin: [
    version,
    `${version} ex:x prov:wasGeneratedBy ex:r .`,
    `${version} ex:x mun:observedAt "2026-11-02T08:30:00Z"^^xsd:dateTime .`,
    `${version} ex:x prov:wasAttributedTo ex:o .`,
    `${version} ex:x mun:hadFacet ex:subset .`,
    "ex:x prov:specializationOf ex:p . ex:p a prov:Plan .",
  ],
  startBeforeEnd: [
    times("2026-11-02T08:30:00Z", "2026-11-02T09:29:59+01:00"),
    times("2026-11-02T08:30:00Z", "2026-11-02T09:30:00+01:00"),
    times("2026-11-02T08:30:00Z", "2026-11-02T08:30:00Z"),
  ],
  oneStart: [
    `${times("2026-11-02T08:30:00Z", "2026-11-02T09:30:00Z")} ex:x prov:startedAtTime "2026-11-02T08:31:00Z"^^xsd:dateTime .`,
    times("2026-11-02T08:30:00Z", "2026-11-02T09:30:00Z"),
  ],
  oneEnd: [
    `${times("2026-11-02T08:30:00Z", "2026-11-02T09:30:00Z")} ex:x prov:endedAtTime "2026-11-02T09:31:00Z"^^xsd:dateTime .`,
    `ex:x prov:wasAssociatedWith ex:s ; prov:startedAtTime "2026-11-02T08:30:00Z"^^xsd:dateTime .`,
  ],
  generationBeforeInvalidation: [
    lifetime("2026-11-02T08:30:00Z", "2026-11-01T08:30:00Z"),
    lifetime("2026-11-02T08:30:00Z", "2026-11-03T08:30:00Z"),
  ],
  oneGenerationTime: [
    `ex:x prov:generatedAtTime "2026-11-02T08:30:00Z"^^xsd:dateTime, "2026-11-03T08:30:00Z"^^xsd:dateTime .`,
    `ex:x prov:generatedAtTime "2026-11-02T08:30:00Z"^^xsd:dateTime .`,
  ],
  oneGeneratingActivity: ["ex:x prov:wasGeneratedBy ex:r, ex:q .", "ex:x prov:wasGeneratedBy ex:r ."],
  ActivityHasAgent: [
    "ex:x a prov:Activity ; prov:used ex:d .",
    "ex:x prov:used ex:d ; prov:wasAssociatedWith ex:s .",
    "ex:y prov:wasGeneratedBy ex:x . ex:x prov:qualifiedAssociation ex:q .",
  ],
  ActivityIsReported: [
    "ex:x a prov:Activity ; dcterms:isPartOf ex:y .",
    "ex:x a prov:Activity ; prov:wasAssociatedWith ex:s .",
    "ex:y dcterms:isPartOf ex:x .",
  ],
  associationAgent: [
    "ex:x a prov:Association ; prov:hadRole mun:role-operator ; prov:hadPlan ex:p .",
    complete,
  ],
  associationRole: [
    "ex:a prov:qualifiedAssociation ex:x . ex:x prov:agent ex:s ; prov:hadPlan ex:p .",
    complete,
  ],
  associationPlan: ["ex:x a prov:Association ; prov:agent ex:s ; prov:hadRole mun:role-operator .", complete],
  NoEntityIsAnActivity: [
    "ex:x a prov:Activity, prov:Plan ; prov:wasAssociatedWith ex:s .",
    "ex:x a prov:Plan, prov:Agent .",
  ],
  NotDerivedFromItself: ["ex:x prov:wasDerivedFrom ex:y, ex:x .", "ex:x prov:wasDerivedFrom ex:y ."],
  NoDataFromItself: ["ex:x mun:carriesDataFrom ex:x .", "ex:x mun:carriesDataFrom ex:y ."],
  NoSpecializationOfItself: ["ex:x prov:specializationOf ex:x .", "ex:x prov:specializationOf ex:y ."],
  NotItsOwnPrincipal: ["ex:x prov:actedOnBehalfOf ex:x .", "ex:x prov:actedOnBehalfOf ex:y ."],
  BundleHasProducer: ["ex:x a prov:Bundle .", "ex:x a prov:Bundle ; prov:wasAttributedTo ex:p ."],
  completeLineage: ["ex:x mun:incompleteLineage true .", "ex:x mun:incompleteLineage false ."],
  FromOthers: [
    `ex:x mun:sourceType "third-party" ; dcterms:publisher ex:v .`,
    `ex:x mun:sourceType "third-party" ; dcterms:publisher ex:v ; dcterms:license ex:l .`,
    `ex:x mun:sourceType "synthetic" .`,
  ],
  roleIsThing: [`ex:x prov:hadRole "author" .`, "ex:x prov:hadRole ex:author ."],
};
for (const [kind, influencer] of [
  ["Generation", "activity"],
  ["Usage", "entity"],
  ["Derivation", "entity"],
  ["Attribution", "agent"],
  ["Delegation", "agent"],
] as const) {
  const shape = `${kind.toLowerCase()}Names${influencer.charAt(0).toUpperCase()}${influencer.slice(1)}`;
  cases[shape] = [`ex:y prov:qualified${kind} ex:x .`, `ex:x a prov:${kind} ; prov:${influencer} ex:z .`];
}
for (const naming of [
  ...["foaf:name", "foaf:givenName", "foaf:familyName", "foaf:mbox", "foaf:nick", "rdfs:label"],
  ...["schema:name", "schema:email", "vcard:fn", "vcard:hasEmail"],
]) {
  const shape = naming.split(":").map((word) => word.charAt(0).toUpperCase() + word.slice(1));
  cases[`person${shape.join("")}`] = [
    `ex:x a prov:Person ; ${naming} "Jane Roe" .`,
    `ex:x a prov:Organization ; ${naming} "Roe Ltd" .`,
  ];
}

describe("shapes of provenance", () => {
  it("are each shown to fail and to pass", () => {
    expect(Object.keys(cases).sort()).toEqual(constrainedShapes(quads));
  });

  for (const [shape, [fails, ...passes]] of Object.entries(cases)) {
    it(`find what breaks ${shape}, and that alone`, async () => {
      expect(await broken(fails)).toEqual([shape]);
      for (const each of passes) expect(await broken(each)).toEqual([]);
    });
  }

  it("miss no agent once a later event brings the engine", async () => {
    const start = "ex:x a prov:Activity ; prov:used ex:d .";

    expect(await broken(start)).toEqual(["ActivityHasAgent"]);
    expect(await broken(`${start} ex:x prov:wasAssociatedWith ex:spark .`)).toEqual([]);
  });

  it("do not miss the end of a run that has only started", async () => {
    const running = `ex:x a prov:Activity ; prov:wasAssociatedWith ex:s ; prov:startedAtTime "2026-11-02T08:30:00Z"^^xsd:dateTime .`;

    expect(await broken(running)).toEqual([]);
  });

  it("speak of the focus nodes alone, though their neighbours break shapes too", async () => {
    const description = new Store(turtle("ex:x a prov:Activity . ex:y a prov:Activity ."));

    const findings = await shapes.validate(description, [ex("y")]);

    expect(findings.map(({ focusNode }) => focusNode.value)).toEqual([ex("y").value]);
  });

  it("name a shape of ours, a severity and a sentence", async () => {
    const [finding] = await shapes.validate(new Store(turtle("ex:x prov:used ex:d .")), [ex("x")]);

    expect(finding?.sourceShape.value).toBe("https://w3id.org/muniment/shapes#ActivityHasAgent");
    expect(finding?.severity).toEqual(sh.Violation);
    expect(finding?.message).toBe("No agent is known for this activity: nobody answers for what it did.");
  });

  it("have a message of their own on each shape that can have a result", () => {
    const property = (name: string) => DataFactory.namedNode(`http://www.w3.org/ns/shacl#${name}`);
    const store = new Store(quads);
    for (const name of constrainedShapes(quads)) {
      const shape = DataFactory.namedNode(`https://w3id.org/muniment/shapes#${name}`);
      expect(store.getObjects(shape, property("message"), null), name).toHaveLength(1);
      expect(store.getObjects(shape, property("severity"), null), name).toHaveLength(1);
    }
  });

  it("say which incoming statements they look at", () => {
    expect(shapes.inversePredicates).toContainEqual(prov.qualifiedAssociation);
    expect(shapes.inversePredicates).not.toContainEqual(prov.used);
  });

  it("say which things they are about, and which statements of those they look at", () => {
    const standing = (text: string) => {
      const graph = new Store(turtle(text));
      return {
        node: ex("x"),
        classes: graph.getObjects(ex("x"), typeOf, null).map(({ value }) => value),
        isSubjectOf: (predicate: NamedNode) => graph.countQuads(ex("x"), predicate, null, null) > 0,
        isObjectOf: (predicate: NamedNode) => graph.countQuads(null, predicate, ex("x"), null) > 0,
      };
    };

    expect(shapes.isTarget(standing("ex:x a prov:Activity ."))).toBe(true);
    expect(shapes.isTarget(standing("ex:x prov:startedAtTime 1 ."))).toBe(true);
    expect(shapes.isTarget(standing("ex:r prov:qualifiedUsage ex:x ."))).toBe(true);
    expect(shapes.isTarget(standing("ex:x a prov:Plan ; mun:hadFacet ex:f ."))).toBe(false);
    expect(shapes.predicates?.has(prov.startedAtTime.value)).toBe(true);
    expect(shapes.predicates?.has(mun.candidateCount.value)).toBe(false);
  });

  it("say the same of a description as of the whole graph it was cut from", async () => {
    await fc.assert(
      fc.asyncProperty(anArbitraryGraph(), async (graph) => {
        const whole = new Store(graph);
        const nodes = ["a", "b", "c", "d", "e", "f"].map(ex);
        const expected = await shapes.validate(whole, nodes);

        const actual = [];
        for (const node of nodes) actual.push(...(await shapes.validate(descriptionOf(node, whole), [node])));

        expect(actual.map(({ focusNode, sourceShape }) => `${focusNode.value} ${sourceShape.value}`)).toEqual(
          expected.map(({ focusNode, sourceShape }) => `${focusNode.value} ${sourceShape.value}`),
        );
      }),
      { numRuns: 100 },
    );
  });
});

describe("descriptionShapes", () => {
  const refusal = (text: string): string[] => {
    try {
      descriptionShapes(shapesIn(text));
      return [];
    } catch (error) {
      if (!(error instanceof UnsupportedShapesError)) throw error;
      return error.offences.map(({ construct }) => construct);
    }
  };

  it("takes paths of length one, forwards and backwards", () => {
    const own = descriptionShapes(
      shapesIn(`ex:S a sh:NodeShape ; sh:targetClass prov:Entity ; sh:property ex:p, ex:q .
        ex:p sh:path dcterms:title ; sh:minCount 1 .
        ex:q sh:path [ sh:inversePath prov:used ] ; sh:class prov:Activity .`),
    );

    expect(own.inversePredicates).toEqual([prov.used]);
  });

  it("refuses what looks further than one step", () => {
    expect(
      refusal(
        "ex:S sh:targetClass prov:Entity ; sh:property ex:p . ex:p sh:path ( prov:used prov:entity ) ; sh:minCount 1 .",
      ),
    ).toEqual(["sh:path"]);
    expect(
      refusal(
        "ex:S sh:targetClass prov:Entity ; sh:property ex:p . ex:p sh:path [ sh:oneOrMorePath prov:used ] ; sh:minCount 1 .",
      ),
    ).toEqual(["sh:path"]);
    expect(
      refusal(
        "ex:S sh:targetClass prov:Entity ; sh:property ex:p . ex:p sh:path prov:used ; sh:node ex:N . ex:N sh:property [ sh:path dcterms:title ; sh:minCount 1 ] .",
      ),
    ).toEqual(["sh:path"]);
    expect(
      refusal(
        "ex:S sh:targetClass prov:Entity ; sh:property ex:p . ex:p sh:path prov:used ; sh:node ex:N . ex:N sh:disjoint prov:used .",
      ),
    ).toEqual(["sh:disjoint"]);
    expect(
      refusal(
        "ex:S sh:targetClass prov:Entity ; sh:property ex:p . ex:p sh:path prov:used ; sh:node ex:N . ex:N sh:closed true .",
      ),
    ).toEqual(["sh:closed"]);
  });

  it("refuses a shape whose findings could not name it", () => {
    expect(refusal("[] sh:targetClass prov:Entity ; sh:class prov:Agent .")).toEqual(["a shape without IRI"]);
  });

  it("lays a result of a shape without IRI to the nearest that has one", async () => {
    const own = descriptionShapes(
      shapesIn("ex:S sh:targetClass prov:Entity ; sh:property [ sh:path dcterms:title ; sh:minCount 1 ] ."),
    );

    const [finding] = await own.validate(new Store(turtle("ex:x a prov:Entity .")), [ex("x")]);

    expect(finding?.sourceShape).toEqual(ex("S"));
  });
});

/** What the linker hands over for one focus node. */
function descriptionOf(node: ReturnType<typeof ex>, whole: Store): Store {
  const description = new Store();
  const addTypes = (neighbour: { readonly value: string }) =>
    description.addQuads(whole.getQuads(DataFactory.namedNode(neighbour.value), typeOf, null, null));
  addTypes(node);
  for (const quad of whole.getQuads(node, null, null, null)) {
    if (shapes.predicates?.has(quad.predicate.value) === false) continue;
    description.addQuad(quad);
    if (quad.object.termType === "NamedNode") addTypes(quad.object);
  }
  for (const predicate of shapes.inversePredicates) {
    for (const quad of whole.getQuads(null, predicate, node, null)) {
      description.addQuad(quad);
      addTypes(quad.subject);
    }
  }
  description.addQuads(whole.getQuads(null, subClassOf, null, null));
  return description;
}

const typeOf = DataFactory.namedNode("http://www.w3.org/1999/02/22-rdf-syntax-ns#type");
const subClassOf = DataFactory.namedNode("http://www.w3.org/2000/01/rdf-schema#subClassOf");
