import { describe, expect, it } from "vitest";
import { type Axiom, axiomsOf, UnsupportedAxiomError } from "../../src/entailment/axioms.ts";
import { axiomQuads } from "./axiom-quads.ts";

describe("axiomsOf", () => {
  it.each([
    [":A rdfs:subClassOf :B .", ["A ⊑ B"]],
    [":A owl:equivalentClass :B .", ["A ⊑ B", "B ⊑ A"]],
    [":p rdfs:subPropertyOf :q .", ["p → q"]],
    [":p owl:equivalentProperty :q .", ["p → q", "q → p"]],
    [":p owl:inverseOf :q .", ["^q → p", "^p → q"]],
    [":p a owl:SymmetricProperty .", ["^p → p"]],
    [":p owl:propertyChainAxiom ( :q :r ) .", ["q/r → p"]],
    [":p owl:propertyChainAxiom ( [ owl:inverseOf :q ] :r ) .", ["^q/r → p"]],
    ["[ owl:inverseOf :p ] rdfs:subPropertyOf :q .", ["^p → q"]],
    [":p rdfs:subPropertyOf [ owl:inverseOf :q ] .", ["^p → q"]],
    [":p owl:inverseOf [ owl:inverseOf :q ] .", ["q → p", "p → q"]],
  ])("reads %s", (turtle, expected) => {
    expect(axiomsOf(axiomQuads(turtle)).map(textOf)).toEqual(expected);
  });

  it.each([
    ":A rdfs:subClassOf [ a owl:Restriction ; owl:onProperty :p ; owl:maxCardinality 0 ] .",
    ":A owl:disjointWith :B .",
    ":p rdfs:domain :A ; rdfs:range :B .",
    ":p a owl:TransitiveProperty, owl:ObjectProperty .",
  ])("passes over %s", (turtle) => {
    expect(axiomsOf(axiomQuads(turtle))).toEqual([]);
  });

  it.each([
    ":p owl:propertyChainAxiom ( :q ) .",
    ":p owl:propertyChainAxiom ( :q :r :s ) .",
    ":p owl:propertyChainAxiom ( :q 'r' ) .",
    ":p owl:propertyChainAxiom :q .",
    ":p owl:propertyChainAxiom _:list . _:list rdf:first :q ; rdf:rest _:list .",
  ])("refuses a chain that is none of two: %s", (turtle) => {
    expect(() => axiomsOf(axiomQuads(turtle))).toThrow(UnsupportedAxiomError);
    expect(() => axiomsOf(axiomQuads(turtle))).toThrow("<urn:x:p> must be a list of two properties");
  });
});

function textOf(axiom: Axiom): string {
  const name = (iri: string) => iri.replace("urn:x:", "");
  const role = ({ property, isInverse }: { property: string; isInverse: boolean }) =>
    `${isInverse ? "^" : ""}${name(property)}`;
  switch (axiom.kind) {
    case "sub-class":
      return `${name(axiom.sub)} ⊑ ${name(axiom.super)}`;
    case "sub-property":
      return `${role(axiom.sub)} → ${name(axiom.super)}`;
    case "chain":
      return `${role(axiom.first)}/${role(axiom.second)} → ${name(axiom.super)}`;
  }
}
