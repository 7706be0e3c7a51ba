import { describe, expect, it } from "vitest";
import {
  loadShapes,
  MalformedShapesError,
  UnsupportedShapesError,
} from "../../src/validation/shapes-graph.ts";
import { ex, shapesIn } from "./turtle.ts";

function offencesOf(text: string) {
  try {
    shapesIn(text);
    return [];
  } catch (error) {
    if (!(error instanceof UnsupportedShapesError)) throw error;
    return error.offences;
  }
}

const target = "ex:S sh:targetClass prov:Entity";
const property = "ex:S sh:targetClass prov:Entity ; sh:property ex:p . ex:p sh:path prov:value";

/** What the library would pass over, misread or trip on, and the construct that the refusal must name. */
const refused: Record<string, readonly [text: string, construct: string]> = {
  "a SPARQL constraint": [`${target} ; sh:sparql [ sh:select "SELECT * {}" ] .`, "sh:sparql"],
  "a SPARQL target": [`ex:S sh:target [ a sh:SPARQLTarget ] ; sh:class prov:Agent .`, "sh:target"],
  "the type of a SPARQL target": [`ex:t a sh:SPARQLTarget .`, "sh:SPARQLTarget"],
  "a SPARQL component": [`ex:C a sh:SPARQLConstraintComponent .`, "sh:SPARQLConstraintComponent"],
  "a component of one's own": [`ex:C a sh:ConstraintComponent .`, "sh:ConstraintComponent"],
  JavaScript: [`${target} ; sh:js ex:code .`, "sh:js"],
  "a rule": [`${target} ; sh:rule [ a sh:TripleRule ] .`, "sh:rule"],
  "the type of a rule": [`ex:r a sh:TripleRule .`, "sh:TripleRule"],
  "an expression": [`${target} ; sh:expression ex:e .`, "sh:expression"],
  "an import": [`ex:o owl:imports ex:other .`, "owl:imports"],
  "an entailment regime": [`ex:o sh:entailment ex:rdfs .`, "sh:entailment"],
  "a misspelt parameter": [`${property} ; sh:minCuont 1 .`, "sh:minCuont"],
  "a target of SHACL 1.2": [`${target} ; sh:targetWhere [ sh:class prov:Agent ] .`, "sh:targetWhere"],
  "two paths": [`${property}, prov:used ; sh:minCount 1 .`, "sh:path"],
  "no path": [`${target} ; sh:property ex:q . ex:q sh:minCount 1 .`, "sh:path"],
  "text as path": [`${target} ; sh:property ex:q . ex:q sh:path "used" ; sh:minCount 1 .`, "sh:path"],
  "a path of one member": [
    `${target} ; sh:property ex:q . ex:q sh:path ( prov:used ) ; sh:minCount 1 .`,
    "sh:path",
  ],
  "the inverse of a sequence": [
    `${target} ; sh:property ex:q . ex:q sh:path [ sh:inversePath ( prov:used prov:entity ) ] ; sh:minCount 1 .`,
    "sh:path",
  ],
  "a count that is no number": [`${property} ; sh:maxCount "one" .`, "sh:maxCount"],
  "a broken regular expression": [`${property} ; sh:pattern "(" .`, "sh:pattern"],
  "flags of XPath alone": [`${property} ; sh:pattern "a" ; sh:flags "x" .`, "sh:flags"],
  "flags for nothing": [`${property} ; sh:flags "i" ; sh:minCount 1 .`, "sh:flags"],
  "an unknown node kind": [`${property} ; sh:nodeKind sh:Iri .`, "sh:nodeKind"],
  "a class that is text": [`${property} ; sh:class "prov:Agent" .`, "sh:class"],
  "a list that is none": [`${property} ; sh:in "a" .`, "sh:in"],
  "alternatives that are no list": [`${target} ; sh:or ex:N .`, "sh:or"],
  "an empty list of shapes": [`${target} ; sh:and () .`, "sh:and"],
  "two severities": [`${property} ; sh:minCount 1 ; sh:severity sh:Info, sh:Warning .`, "sh:severity"],
  "a boolean written as 1": [`${target} ; sh:closed "1"^^xsd:boolean .`, "sh:closed"],
  "a count on a node shape": [`${target} ; sh:minCount 1 .`, "sh:minCount"],
  "an order on a node shape": [`${target} ; sh:lessThan prov:value .`, "sh:lessThan"],
  "paths in an sh:and of a property shape": [
    `${property} ; sh:and ( [ sh:path prov:used ; sh:minCount 1 ] ) .`,
    "sh:and",
  ],
  "a class that targets nothing": [`ex:S a owl:Class, sh:NodeShape ; sh:class prov:Agent .`, "owl:Class"],
  "a shape within itself": [
    `${target} ; sh:property ex:p . ex:p sh:path prov:used ; sh:node ex:S .`,
    "recursion",
  ],
};

describe("loadShapes", () => {
  for (const [what, [text, construct]] of Object.entries(refused)) {
    it(`refuses ${what} by name`, () => {
      expect(offencesOf(text).map((offence) => offence.construct)).toContain(construct);
    });
  }

  it("lists every offence with the shape it is on", () => {
    const offences = offencesOf(`${target} ; sh:js ex:a ; sh:sparql ex:b .`);

    expect(offences.map(({ shape, construct }) => `${shape} ${construct}`).sort()).toEqual([
      `<${ex("S").value}> sh:js`,
      `<${ex("S").value}> sh:sparql`,
    ]);
  });

  it("says where a shape without IRI stands", () => {
    const [offence] = offencesOf(`${target} ; sh:property [ sh:path prov:used ; sh:minCuont 1 ] .`);

    expect(offence?.shape).toBe(`a shape for <http://www.w3.org/ns/prov#used> within <${ex("S").value}>`);
  });

  it("lets pass what has no effect on the outcome", () => {
    expect(
      offencesOf(
        `${property} ; sh:minCount 1 ; sh:name "value" ; sh:order 1 ; sh:message "Say it."@en ; rdfs:seeAlso ex:x .`,
      ),
    ).toEqual([]);
  });

  it("says which line is no Turtle", () => {
    expect(() => loadShapes("@prefix a: <b> .\na:b a:c", "mine.ttl")).toThrow(MalformedShapesError);
    expect(() => loadShapes("@prefix a: <b> .\na:b a:c", "mine.ttl")).toThrow(/mine\.ttl .* line 2/);
  });

  it("refuses a list that never ends", () => {
    expect(offencesOf(`${property} ; sh:in ex:l . ex:l rdf:first 1 ; rdf:rest ex:l .`)[0]?.construct).toBe(
      "sh:in",
    );
  });
});
