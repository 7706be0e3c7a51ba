import { describe, expect, it } from "vitest";
import { shapesIn, turtle } from "../turtle.ts";
import { bothWays } from "./both-ways.ts";

const time = (text: string) => `"${text}"^^xsd:dateTime`;
const times = (start: string, end: string) =>
  `ex:x prov:startedAtTime ${time(start)} ; prov:endedAtTime ${time(end)} .`;
const property = (constraints: string) => `ex:S sh:targetNode ex:x ; sh:property [ ${constraints} ] .`;
const [noon, one] = ["2026-11-02T12:00:00Z", "2026-11-02T13:00:00Z"];

/** By what could be read in two ways: a constraint on `ex:x`, and graphs with the number of results that each has. */
const cases: Readonly<Record<string, readonly [shapes: string, ...graphs: (readonly [string, number])[]]>> = {
  "equal values, which are not less": [
    property("sh:path prov:startedAtTime ; sh:lessThan prov:endedAtTime"),
    [times(noon, noon), 1],
    [times(noon, one), 0],
    [times(one, noon), 1],
  ],
  "equal values, which are less or equal": [
    property("sh:path prov:startedAtTime ; sh:lessThanOrEquals prov:endedAtTime"),
    [times(noon, "2026-11-02T13:00:00+01:00"), 0],
    [times(one, noon), 1],
  ],
  "times of which one has no zone": [
    property("sh:path prov:startedAtTime ; sh:lessThan prov:endedAtTime"),
    [times("2026-11-01T12:00:00", noon), 1],
    [times("2026-11-01T12:00:00", "2026-11-02T12:00:00"), 0],
  ],
  "dates that no calendar has, which are neither less nor more": [
    property("sh:path prov:startedAtTime ; sh:lessThan prov:endedAtTime ; sh:minInclusive 0"),
    [times("2026-13-77T12:00:00Z", noon), 1],
  ],
  "languages used twice": [
    property("sh:path rdfs:label ; sh:uniqueLang true"),
    [`ex:x rdfs:label "a"@en, "b"@de, "c"@EN .`, 1],
    [`ex:y rdfs:comment "b"@de . ex:x rdfs:label "a"@en, "b"@de, "c"@en, "d"@de .`, 2],
    [`ex:x rdfs:label "a", "b", "c"@en .`, 0],
  ],
  "languages that begin alike": [
    property(`sh:path rdfs:label ; sh:languageIn ( "en" )`),
    [`ex:x rdfs:label "a"@en-GB, "b"@en, "c"@de, "d" .`, 2],
  ],
  "relations to itself and from others": [
    "ex:S sh:targetNode ex:x ; sh:disjoint prov:used .",
    ["ex:x prov:used ex:x .", 1],
    ["ex:y prov:used ex:x . ex:x prov:used ex:y .", 0],
  ],
  "values that both predicates have": [
    property("sh:path prov:used ; sh:disjoint prov:wasGeneratedBy"),
    ["ex:x prov:used ex:y, ex:z ; prov:wasGeneratedBy ex:y, ex:x .", 1],
    ["ex:x prov:used ex:y . ex:y prov:wasGeneratedBy ex:x .", 0],
  ],
  "blank nodes, which match no pattern": [
    property(`sh:path prov:used ; sh:pattern "." ; sh:minLength 0 ; sh:maxLength 9`),
    ["ex:x prov:used _:y .", 3],
    [`ex:x prov:used "text" .`, 0],
  ],
  "values that conform to a sibling": [
    `ex:S sh:targetNode ex:x ; sh:property ex:p, ex:q .
     ex:p sh:path prov:used ; sh:qualifiedValueShape [ sh:class prov:Entity ] ; sh:qualifiedMinCount 1 ; sh:qualifiedValueShapesDisjoint true .
     ex:q sh:path prov:used ; sh:qualifiedValueShape [ sh:class prov:Activity ] ; sh:qualifiedMaxCount 0 .`,
    ["ex:x prov:used ex:y . ex:y a prov:Plan, prov:Activity .", 2],
    ["ex:x prov:used ex:y . ex:y a prov:Plan .", 0],
  ],
  "members of sh:and, which take the path of their property shape": [
    property("sh:path prov:used ; sh:and ( [ sh:hasValue ex:y ] [ sh:class prov:Entity ] )"),
    ["ex:x prov:used ex:y, ex:z . ex:y a prov:Entity . ex:z a prov:Entity .", 0],
    ["ex:x prov:used ex:y, ex:z . ex:y a prov:Entity .", 2],
    ["ex:x prov:used ex:z . ex:z a prov:Entity .", 1],
  ],
  "loops along a path": [
    property("sh:path [ sh:zeroOrMorePath prov:used ] ; sh:maxCount 2"),
    ["ex:x prov:used ex:y . ex:y prov:used ex:x .", 0],
    ["ex:x prov:used ex:y . ex:y prov:used ex:z, ex:x .", 1],
    ["ex:x prov:used ex:y, ex:z .", 1],
  ],
  "a start that one step or more lead back to": [
    property("sh:path [ sh:oneOrMorePath prov:used ] ; sh:class prov:Entity"),
    ["ex:x prov:used ex:y . ex:y a prov:Entity ; prov:used ex:x .", 1],
    ["ex:x prov:used ex:y . ex:y a prov:Entity .", 0],
  ],
  "values that two ways lead to, which count once": [
    property(
      "sh:path ( [ sh:alternativePath ( prov:used prov:wasGeneratedBy ) ] [ sh:inversePath rdf:value ] ) ; sh:maxCount 1",
    ),
    ["ex:x prov:used ex:y ; prov:wasGeneratedBy ex:y, ex:z . ex:v rdf:value ex:y, ex:z .", 0],
    ["ex:x prov:used ex:y ; prov:wasGeneratedBy ex:z . ex:v rdf:value ex:y . ex:w rdf:value ex:z .", 1],
  ],
  "statements that a closed shape does not name": [
    "ex:S sh:targetNode ex:x ; sh:closed true ; sh:ignoredProperties ( rdf:type ) ; sh:property [ sh:path prov:used ; sh:minCount 0 ] .",
    ["ex:x a prov:Entity ; prov:used ex:y ; rdf:value 1, 2 ; rdfs:label ex:y .", 3],
    ["ex:y rdf:value 1 .", 0],
  ],
  "classes that the data put under others": [
    property("sh:path prov:used ; sh:class prov:Agent"),
    [
      "ex:x prov:used ex:y . ex:y a ex:Clerk . ex:Clerk rdfs:subClassOf ex:Human . ex:Human rdfs:subClassOf prov:Person .",
      0,
    ],
    ["ex:x prov:used ex:y . ex:y a ex:Clerk .", 1],
    [`ex:x prov:used ex:y . ex:y a "http://www.w3.org/ns/prov#Agent" .`, 1],
  ],
};

describe("the compiled components", () => {
  for (const [title, [shapes, ...graphs]] of Object.entries(cases)) {
    it(`judge as the library does: ${title}`, async () => {
      const both = bothWays(shapesIn(shapes));
      expect(both.left).toEqual([]);

      for (const [graph, count] of graphs) {
        const { library, compiled, conforms, findings } = await both.judge(turtle(graph));

        expect(compiled, graph).toEqual(library);
        expect(findings.compiled, graph).toEqual(findings.library);
        expect(compiled, graph).toHaveLength(count);
        expect(conforms).toBe(count === 0);
      }
    });
  }
});
