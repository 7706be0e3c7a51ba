import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Alignment } from "../../src/alignments/alignment.ts";
import { contradictions } from "../../src/alignments/contradictions.ts";
import { packagedAlignments } from "../../src/alignments/packaged.ts";
import { alignmentOf } from "./builders.ts";

const packaged = packagedAlignments();

describe("contradictions", () => {
  it("finds none in PROV-O itself", () => {
    expect(contradictions([])).toEqual([]);
  });

  it.each([...packaged.keys()])("finds none in %s by itself", (name) => {
    expect(contradictions([...packaged.values()].filter((alignment) => alignment.name === name))).toEqual([]);
  });

  it("finds nothing in a class that is disjoint with one of which nothing else is said", () => {
    expect(
      contradictions([
        alignmentOf("ex:Step rdfs:subClassOf ex:Task . ex:Task owl:disjointWith ex:Tool ."),
        alignmentOf("ex:Tool owl:disjointWith ex:Task .", "other"),
      ]),
    ).toEqual([]);
  });

  it("finds a class below two disjoint ones, with the chain of mappings that leads there", () => {
    const one = alignmentOf(
      "ex:Step rdfs:subClassOf ex:Task . ex:Task rdfs:subClassOf prov:Activity .",
      "one",
    );
    const two = alignmentOf("ex:Step rdfs:subClassOf prov:Plan .", "two");

    const [found, ...more] = contradictions([one, two]);

    expect(more).toEqual([]);
    expect(found).toMatchObject({
      kind: "unsatisfiable-class",
      terms: ["urn:ex:Step"],
      alignments: ["one", "two"],
      message:
        "Nothing can be a <urn:ex:Step>: it would be of prov:Activity and prov:Entity, which are disjoint",
    });
    expect(
      found?.witness.map(
        ({ alignment, subject, object }) => `${alignment}: ${shortOf(subject)} ${shortOf(object)}`,
      ),
    ).toEqual([
      "one: Step Task",
      "one: Task Activity",
      "two: Step Plan",
      "prov-o: Plan Entity",
      "prov-o: Activity Entity",
    ]);
  });

  it("blames the highest class alone, since what lies below it is so for the same reason", () => {
    const found = contradictions([
      alignmentOf("ex:A rdfs:subClassOf ex:B . ex:B rdfs:subClassOf prov:Entity, prov:Activity ."),
    ]);

    expect(found.map(({ terms }) => terms)).toEqual([["urn:ex:B"]]);
  });

  it("finds a property whose subjects would be of disjoint classes, over sub-properties, inverses and equivalents", () => {
    const found = contradictions([
      alignmentOf(
        "ex:p rdfs:subPropertyOf prov:used . ex:q owl:inverseOf ex:p . ex:q owl:equivalentProperty ex:r . ex:r rdfs:range prov:Entity .",
      ),
    ]);

    expect(found.map(({ kind }) => kind)).toEqual(["unsatisfiable-property"]);
    expect(found[0]?.message).toMatch(
      /^Nothing can be related by <urn:ex:[pqr]>: its (subject|object) would be of prov:Activity and prov:Entity/,
    );
  });

  it("finds a property below two with disjoint ranges", () => {
    const found = contradictions([
      alignmentOf("ex:p rdfs:subPropertyOf prov:used .", "one"),
      alignmentOf("ex:p rdfs:subPropertyOf prov:wasInformedBy .", "two"),
    ]);

    expect(found.map(({ kind, terms, alignments }) => ({ kind, terms, alignments }))).toEqual([
      { kind: "unsatisfiable-property", terms: ["urn:ex:p"], alignments: ["one", "two"] },
    ]);
  });

  it("finds a chain whose parts cannot meet, or that leads where it cannot", () => {
    const middle = contradictions([alignmentOf("ex:p owl:propertyChainAxiom ( prov:used prov:used ) .")]);
    const start = contradictions([
      alignmentOf("prov:wasDerivedFrom owl:propertyChainAxiom ( prov:used ex:q ) ."),
    ]);

    expect(middle.map(({ kind }) => kind)).toEqual(["unsatisfiable-chain"]);
    expect(middle[0]?.message).toContain("where it is joined");
    expect(start[0]?.message).toContain("where it starts");
  });

  it("finds properties that are disjoint and yet one below the other", () => {
    const found = contradictions([
      alignmentOf("ex:p owl:propertyDisjointWith ex:q ; rdfs:subPropertyOf ex:q ."),
    ]);

    expect(found.map(({ kind, terms }) => ({ kind, terms }))).toEqual([
      { kind: "unsatisfiable-property", terms: ["urn:ex:p"] },
    ]);
  });

  it("uses the disjointness that alignments state", () => {
    const found = contradictions([
      alignmentOf("ex:Sensor rdfs:subClassOf prov:Agent . prov:Agent owl:disjointWith ex:Device .", "one"),
      alignmentOf("ex:Sensor rdfs:subClassOf ex:Device .", "two"),
    ]);

    expect(found.map(({ alignments, terms }) => [alignments, terms])).toEqual([
      [["one", "two"], ["urn:ex:Sensor"]],
    ]);
  });

  it("finds terms of one vocabulary that a cycle makes the same", () => {
    const found = contradictions([
      alignmentOf("prov:Plan owl:equivalentClass ex:Plan .", "one"),
      alignmentOf("prov:Entity rdfs:subClassOf ex:Plan .", "two"),
    ]);

    expect(found).toMatchObject([
      {
        kind: "collapse",
        terms: ["http://www.w3.org/ns/prov#Entity", "http://www.w3.org/ns/prov#Plan"],
        alignments: ["one", "two"],
      },
    ]);
  });

  it("finds properties of one vocabulary that equivalences make the same", () => {
    const found = contradictions([
      alignmentOf("ex:made owl:equivalentProperty prov:wasGeneratedBy .", "one"),
      alignmentOf("ex:made owl:equivalentProperty prov:wasInvalidatedBy .", "two"),
    ]);

    expect(found.map(({ kind, alignments }) => ({ kind, alignments }))).toEqual([
      { kind: "collapse", alignments: ["one", "two"] },
    ]);
  });

  it("lets terms of different vocabularies become the same, and those of one that it calls equivalent", () => {
    expect(
      contradictions([
        alignmentOf(
          "ex:Step owl:equivalentClass prov:Activity . ex:Task owl:equivalentClass ex:Step . ex:Chore owl:equivalentClass ex:Step .",
        ),
      ]),
    ).toEqual([]);
  });

  it("tells at most 100, however many there are", () => {
    const text = Array.from(
      { length: 300 },
      (_, i) => `ex:c${i} rdfs:subClassOf prov:Entity, prov:Activity .`,
    );

    expect(contradictions([alignmentOf(text.join("\n"))])).toHaveLength(100);
  });

  it("survives a cycle of many, and tells it once", () => {
    const many = 5_000;
    const text = Array.from({ length: many }, (_, i) => `ex:c${i} rdfs:subClassOf ex:c${(i + 1) % many} .`);

    expect(contradictions([alignmentOf(text.join("\n"))]).map(({ kind }) => kind)).toEqual(["collapse"]);
  });

  it("finds matches that SKOS forbids together, over other exact matches", () => {
    const found = contradictions([
      alignmentOf("ex:A skos:exactMatch ex:B . ex:C skos:exactMatch ex:B .", "one"),
      alignmentOf("ex:A skos:broadMatch ex:C .", "two"),
    ]);

    expect(found).toMatchObject([
      { kind: "match", terms: ["urn:ex:A", "urn:ex:C"], alignments: ["one", "two"] },
    ]);
    expect(found[0]?.witness).toHaveLength(3);
  });

  // Both import BFO. The one leaves spatial regions out of prov:Entity and holds agents to be matter, the other takes all
  // continuants for entities and agents for roles (docs/alignments.md).
  it("finds what two published alignments with BFO disagree on", () => {
    const one = bfoAlignment("bfo-mappings");
    const two = bfoAlignment("semantic-science");

    expect([one, two].map((alignment) => contradictions([alignment]))).toEqual([[], []]);
    const found = contradictions([one, two]);
    expect(found.map(({ kind, terms, alignments }) => [kind, ...terms, ...alignments])).toEqual([
      ["unsatisfiable-class", "http://www.w3.org/ns/prov#Agent", "bfo-mappings", "semantic-science"],
      [
        "unsatisfiable-class",
        "http://purl.obolibrary.org/obo/BFO_0000006",
        "bfo-mappings",
        "semantic-science",
      ],
    ]);
  });

  it("does not depend on the order of the alignments, of their statements, or on repeats", () => {
    const classes = ["ex:A", "ex:B", "ex:C", "prov:Entity", "prov:Activity", "prov:Plan", "prov:Agent"];
    const properties = ["ex:p", "ex:q", "prov:used", "prov:wasInformedBy", "prov:wasDerivedFrom"];
    const statement = fc.oneof(
      fc
        .tuple(
          fc.constantFrom(...classes),
          fc.constantFrom("rdfs:subClassOf", "owl:equivalentClass", "owl:disjointWith"),
          fc.constantFrom(...classes),
        )
        .map((parts) => `${parts.join(" ")} .`),
      fc
        .tuple(
          fc.constantFrom(...properties),
          fc.constantFrom("rdfs:subPropertyOf", "owl:inverseOf", "owl:equivalentProperty"),
          fc.constantFrom(...properties),
        )
        .map((parts) => `${parts.join(" ")} .`),
      fc
        .tuple(
          fc.constantFrom(...properties),
          fc.constantFrom("rdfs:domain", "rdfs:range"),
          fc.constantFrom(...classes),
        )
        .map((parts) => `${parts.join(" ")} .`),
    );
    const statements = fc.array(statement, { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(statements, statements, (first, second) => {
        const forwards = contradictions([
          alignmentOf(first.join("\n"), "one"),
          alignmentOf(second.join("\n"), "two"),
        ]);
        const backwards = contradictions([
          alignmentOf([...second, ...second].reverse().join("\n"), "two"),
          alignmentOf([...first].reverse().join("\n"), "one"),
        ]);

        expect(backwards).toEqual(forwards);
      }),
      { numRuns: 200 },
    );
  });

  it("says no less when more is switched on", () => {
    const statement = fc
      .tuple(
        fc.constantFrom("ex:A", "ex:B", "ex:C"),
        fc.constantFrom("ex:A", "ex:B", "ex:C", "prov:Entity", "prov:Activity"),
      )
      .map(([one, other]) => `${one} rdfs:subClassOf ${other} .`);
    fc.assert(
      fc.property(
        fc.array(statement, { minLength: 1 }),
        fc.array(statement, { minLength: 1 }),
        (first, second) => {
          const some = contradictions([alignmentOf(first.join(" "), "one")]);
          const all = contradictions([
            alignmentOf(first.join(" "), "one"),
            alignmentOf(second.join(" "), "two"),
          ]);

          expect(some.length === 0 || all.length > 0).toBe(true);
        },
      ),
    );
  });

  it("finds its way in a hierarchy that is deep", () => {
    const depth = 5_000;
    const text = Array.from({ length: depth }, (_, i) => `ex:c${i} rdfs:subClassOf ex:c${i + 1} .`).join(
      "\n",
    );

    const found = contradictions([
      alignmentOf(`${text} ex:c${depth} rdfs:subClassOf prov:Entity . ex:c0 rdfs:subClassOf prov:Activity .`),
    ]);

    expect(found.map(({ terms, witness }) => [terms, witness.length])).toEqual([[["urn:ex:c0"], depth + 3]]);
  });
});

function bfoAlignment(name: string): Alignment {
  const text = (file: string) => readFileSync(new URL(`bfo/${file}.ttl`, import.meta.url), "utf8");
  return alignmentOf(text(name) + text("bfo"), name);
}

function shortOf(term: string | readonly string[]): string {
  return String(term).replace(/.*[#:]/, "");
}
