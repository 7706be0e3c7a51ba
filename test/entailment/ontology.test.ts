import { describe, expect, it } from "vitest";
import { axiomsOf, UnsupportedAxiomError } from "../../src/entailment/axioms.ts";
import { type Ontology, ontologyOf } from "../../src/entailment/ontology.ts";
import { provAxioms } from "../../src/entailment/prov-axioms.ts";
import { prov } from "../../src/vocabulary.ts";
import { axiomQuads } from "./axiom-quads.ts";

describe("ontologyOf", () => {
  it("expands a property by what is below it, through inverses and circles", () => {
    const { expansionOf } = anOntology(`
      :q rdfs:subPropertyOf :p . :r owl:inverseOf :q . :s owl:equivalentProperty :r . :p a owl:SymmetricProperty .`);

    const expressions = expansionOf("urn:x:p").expressions.map(
      ({ property, isInverse }) => `${isInverse ? "^" : ""}${property.replace("urn:x:", ":")}`,
    );

    expect(expressions.sort()).toEqual([":p", ":q", ":r", ":s", "^:p", "^:q", "^:r", "^:s"]);
  });

  it("turns a chain round where an inverse follows from it", () => {
    const { expansionOf } = anOntology(":p owl:propertyChainAxiom ( :a :b ) . :back owl:inverseOf :p .");

    expect(expansionOf("urn:x:back").chains).toEqual([
      [
        { property: "urn:x:b", isInverse: true },
        { property: "urn:x:a", isInverse: true },
      ],
    ]);
  });

  it("knows the classes above and below, over circles too", () => {
    const { superclasses, subclasses } = anOntology(
      ":A rdfs:subClassOf :B . :B owl:equivalentClass :C . :C rdfs:subClassOf :D .",
    );

    expect([...superclasses("urn:x:A")].sort()).toEqual(["urn:x:A", "urn:x:B", "urn:x:C", "urn:x:D"]);
    expect([...subclasses("urn:x:C")].sort()).toEqual(["urn:x:A", "urn:x:B", "urn:x:C"]);
    expect(superclasses("urn:x:other")).toEqual(["urn:x:other"]);
  });

  it.each([
    ["itself in its chain", ":p owl:propertyChainAxiom ( :p :q ) .", "<urn:x:p> / <urn:x:q>"],
    [
      "a chain of what it entails",
      ":p owl:propertyChainAxiom ( :q [ owl:inverseOf :r ] ) . :p rdfs:subPropertyOf :r .",
      "<urn:x:q> / ^<urn:x:r>",
    ],
    [
      "a chain of a chain",
      ":p owl:propertyChainAxiom ( :q :r ) . :r owl:propertyChainAxiom ( :p :q ) .",
      "leads back to it",
    ],
    [
      "a chain to the type of its type",
      "rdf:type owl:propertyChainAxiom ( rdf:type :broader ) .",
      "leads back to it",
    ],
    [
      "the inverse of the type",
      "rdf:type rdfs:subPropertyOf :p . :p a owl:SymmetricProperty ; rdfs:subPropertyOf rdf:type .",
      "rdf:type may not follow from its own inverse",
    ],
  ])("refuses what would need a fixpoint: %s", (_, turtle, part) => {
    expect(() => anOntology(turtle)).toThrow(UnsupportedAxiomError);
    expect(() => anOntology(turtle)).toThrow(part);
  });

  it.each([
    ["too many pairs", (i: number) => `:p${i} rdfs:subPropertyOf :p${i + 1} .`, "more than 200000 pairs"],
    [
      "a class hierarchy that is a ladder",
      (i: number) => `:C${i} rdfs:subClassOf :C${i + 1} .`,
      "more than 200000 pairs",
    ],
    [
      "chains within chains",
      (i: number) => `:p${i} owl:propertyChainAxiom ( :p${i + 1} :q ) .`,
      "chains within chains of more than 16 levels",
    ],
    [
      "chains that double",
      (i: number) => (i < 15 ? `:p${i} owl:propertyChainAxiom ( :p${i + 1} :p${i + 1} ) .` : ""),
      "more than 20000 properties and parts of chains",
    ],
  ])("refuses what is beyond its limits, in time: %s", (_, axiom, part) => {
    const turtle = Array.from({ length: 9_000 }, (_each, i) => axiom(i)).join("\n");

    expect(() => anOntology(turtle)).toThrow(UnsupportedAxiomError);
    expect(() => anOntology(turtle)).toThrow(part);
  });

  it("expands a large flat ontology", () => {
    const turtle = Array.from(
      { length: 9_000 },
      (_, i) => `:p${i} rdfs:subPropertyOf :p ; owl:inverseOf :i${i} . :C${i} rdfs:subClassOf :C .`,
    ).join("\n");

    const { expansionOf, subclasses } = anOntology(turtle);

    expect(expansionOf("urn:x:p").expressions).toHaveLength(18_001);
    expect(subclasses("urn:x:C")).toHaveLength(9_001);
  });

  it("accepts a chain of properties below the one that it entails", () => {
    const { expansionOf } = anOntology(":q rdfs:subPropertyOf :p . :p owl:propertyChainAxiom ( :q :q ) .");

    expect(expansionOf("urn:x:p").chains).toHaveLength(1);
  });

  it("is made once for a list of axioms", () => {
    expect(ontologyOf(provAxioms())).toBe(ontologyOf(provAxioms()));
  });

  it("expands prov:wasDerivedFrom by PROV-O's axioms", () => {
    const { expressions, chains } = ontologyOf(provAxioms()).expansionOf(prov.wasDerivedFrom.value);

    const local = ({ property, isInverse }: { property: string; isInverse: boolean }) =>
      `${isInverse ? "^" : ""}${property.replace(/^.*#/, "")}`;
    expect(expressions.map(local).sort()).toEqual([
      "^hadDerivation",
      "^hadRevision",
      "^quotedAs",
      "^wasPrimarySourceOf",
      "derivedByInsertionFrom",
      "derivedByRemovalFrom",
      "hadPrimarySource",
      "wasDerivedFrom",
      "wasQuotedFrom",
      "wasRevisionOf",
    ]);
    expect(chains.map((chain) => chain.map(local).join("/")).sort()).toEqual([
      "qualifiedDerivation/entity",
      "qualifiedPrimarySource/entity",
      "qualifiedQuotation/entity",
      "qualifiedRevision/entity",
    ]);
  });
});

function anOntology(turtle: string): Ontology {
  return ontologyOf(axiomsOf(axiomQuads(turtle)));
}
