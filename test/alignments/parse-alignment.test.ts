import { Parser } from "n3";
import { describe, expect, it } from "vitest";
import { MalformedAlignmentError } from "../../src/alignments/errors.ts";
import { parseAlignment } from "../../src/alignments/parse-alignment.ts";
import { owl, prov, rdfs } from "../../src/vocabulary.ts";
import { alignmentOf, prefixes } from "./builders.ts";

describe("parseAlignment", () => {
  it("takes a plain axiom for a mapping", () => {
    const { mappings } = alignmentOf("ex:Step rdfs:subClassOf prov:Activity .");

    expect(mappings).toEqual([
      { subject: "urn:ex:Step", predicate: rdfs.subClassOf.value, object: prov.Activity.value },
    ]);
  });

  it("joins a record to its axiom, whether or not the axiom is stated beside it", () => {
    const record = `ex:m a owl:Axiom ; owl:annotatedSource ex:Step ; owl:annotatedProperty rdfs:subClassOf ;
      owl:annotatedTarget prov:Activity ; sssom:mapping_justification semapv:ManualMappingCuration ;
      dcterms:source <urn:ex:source> ; dcterms:license <urn:ex:license> ; owl:versionInfo "2" ; rdfs:comment "Why." .`;

    const alone = alignmentOf(record);
    const beside = alignmentOf(`${record} ex:Step rdfs:subClassOf prov:Activity .`);

    expect(beside.mappings).toEqual(alone.mappings);
    expect(alone.mappings).toEqual([
      {
        id: "urn:ex:m",
        subject: "urn:ex:Step",
        predicate: rdfs.subClassOf.value,
        object: prov.Activity.value,
        justification: "https://w3id.org/semapv/vocab/ManualMappingCuration",
        comment: "Why.",
        source: "urn:ex:source",
        license: "urn:ex:license",
        version: "2",
      },
    ]);
  });

  it("reads a property chain of two", () => {
    const { mappings } = alignmentOf("prov:used owl:propertyChainAxiom ( ex:read ex:part ) .");

    expect(mappings).toEqual([
      {
        subject: prov.used.value,
        predicate: owl.propertyChainAxiom.value,
        object: ["urn:ex:read", "urn:ex:part"],
      },
    ]);
  });

  it("takes a list of disjoint classes for all its pairs", () => {
    const { mappings } = alignmentOf("[] a owl:AllDisjointClasses ; owl:members ( ex:A ex:B ex:C ) .");

    expect(mappings.map(({ subject, object }) => [subject, object])).toEqual([
      ["urn:ex:A", "urn:ex:B"],
      ["urn:ex:A", "urn:ex:C"],
      ["urn:ex:B", "urn:ex:C"],
    ]);
  });

  it("says which class expressions it does not read", () => {
    const { mappings, unread } = alignmentOf(
      "ex:A rdfs:subClassOf prov:Entity, [ a owl:Restriction ; owl:onProperty ex:p ; owl:minCardinality 1 ] .",
    );

    expect(mappings).toHaveLength(1);
    expect(unread.map(({ subject }) => subject.value)).toEqual(["urn:ex:A"]);
  });

  it("says so too where the only trace of them is a record", () => {
    const { mappings, unread } = alignmentOf(
      `ex:A rdfs:subClassOf prov:Entity .
       [] owl:annotatedSource ex:B ; owl:annotatedProperty rdfs:subClassOf ; owl:annotatedTarget [ owl:unionOf ( ex:C ex:D ) ] .`,
    );

    expect(mappings).toHaveLength(1);
    expect(unread.map(({ object }) => object.value)).toEqual(["urn:ex:B"]);
  });

  it("keeps all that the document says in the graph of the alignment", () => {
    const { quads, iri } = alignmentOf('ex:A rdfs:subClassOf prov:Entity ; rdfs:label "A" .');

    expect(quads.map(({ graph }) => graph.value)).toEqual([iri, iri]);
  });

  it.each([
    ["no mapping", 'ex:A rdfs:label "A" .', "at least one mapping"],
    ["a literal for a class", 'ex:A rdfs:subClassOf "Activity" .', "not a literal"],
    ["a chain of three", "ex:p owl:propertyChainAxiom ( ex:a ex:b ex:c ) .", "a list of two properties"],
    ["a chain of one", "ex:p owl:propertyChainAxiom ( ex:a ) .", "a list of two properties"],
    [
      "a chain without end",
      "ex:p owl:propertyChainAxiom _:l . _:l rdf:first ex:a ; rdf:rest _:l .",
      "a list of two properties",
    ],
    ["a chain that is no list", "ex:p owl:propertyChainAxiom ex:q .", "a list of two properties"],
    [
      "a record without property",
      "ex:m owl:annotatedSource ex:A ; owl:annotatedTarget ex:B .",
      "an owl:annotatedProperty",
    ],
    [
      "a record without target",
      "ex:m owl:annotatedSource ex:A ; owl:annotatedProperty rdfs:subClassOf .",
      "an owl:annotatedTarget",
    ],
    [
      "two sets",
      "ex:s a sssom:MappingSet . ex:t a sssom:MappingSet . ex:A rdfs:subClassOf ex:B .",
      "one sssom:MappingSet",
    ],
    ["disjoint classes without list", "[] a owl:AllDisjointClasses .", "owl:members"],
    [
      "two records of one mapping",
      "ex:m owl:annotatedSource ex:A ; owl:annotatedProperty rdfs:subClassOf ; owl:annotatedTarget ex:B . ex:n owl:annotatedSource ex:A ; owl:annotatedProperty rdfs:subClassOf ; owl:annotatedTarget ex:B .",
      "one record of a mapping",
    ],
  ])("refuses %s", (_what, text, expected) => {
    expect(() => alignmentOf(text)).toThrow(MalformedAlignmentError);
    expect(() => alignmentOf(text)).toThrow(expected);
  });

  it("refuses two graphs", () => {
    const quads = new Parser().parse(
      `${prefixes} ex:A rdfs:subClassOf ex:B . ex:g { ex:C rdfs:subClassOf ex:D . }`,
    );

    expect(() => parseAlignment(quads, { name: "mine", iri: "urn:ex:mine" })).toThrow("one graph");
  });
});
