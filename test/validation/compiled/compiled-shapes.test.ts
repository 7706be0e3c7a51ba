import type { Quad } from "@rdfjs/types";
import fc from "fast-check";
import { DataFactory, Parser } from "n3";
import { describe, expect, it } from "vitest";
import { compiledShapes } from "../../../src/validation/compiled/compiled-shapes.ts";
import { shaclEngine } from "../../../src/validation/shacl-engine.ts";
import { prov } from "../../../src/vocabulary.ts";
import { ex, shapesIn, shipped, turtle } from "../turtle.ts";
import { anArbitraryGraphFor } from "./arbitrary-graph-for.ts";
import { mutatedShapes } from "./arbitrary-shapes.ts";
import { bothWays } from "./both-ways.ts";

/** `MUNIMENT_LAW_RUNS=10000 npx vitest run test/validation/compiled` looks harder, and elsewhere each time. */
const asked = process.env.MUNIMENT_LAW_RUNS;
const runs = (usual: number) =>
  asked === undefined ? { numRuns: usual, seed: 20261123 } : { numRuns: Number(asked) };

/** What the shipped shapes have little of. */
const otherShapes = shapesIn(`
  ex:Label sh:targetSubjectsOf rdfs:label ; sh:property ex:oneEach, [ sh:path rdfs:label ; sh:uniqueLang true ; sh:minLength 3 ] .
  ex:oneEach sh:path ( [ sh:zeroOrOnePath prov:used ] rdfs:label ) ; sh:uniqueLang true ; sh:maxCount 3 .
  ex:Parts sh:targetSubjectsOf prov:used ; sh:targetClass prov:Activity ; sh:property ex:plans, ex:activities, ex:some .
  ex:plans sh:path prov:used ; sh:qualifiedValueShape [ sh:class prov:Plan ] ; sh:qualifiedMaxCount 0 ; sh:qualifiedValueShapesDisjoint true .
  ex:activities sh:path prov:used ; sh:qualifiedValueShape [ sh:class prov:Activity ] ; sh:qualifiedMinCount 2 ;
    sh:qualifiedMaxCount 2 ; sh:qualifiedValueShapesDisjoint true .
  ex:some sh:path [ sh:oneOrMorePath prov:used ] ; sh:maxCount 2 ; sh:node [ sh:nodeKind sh:IRI ; sh:property [ sh:path [ sh:inversePath prov:used ] ; sh:maxCount 1 ] ] .
  ex:Times sh:targetSubjectsOf prov:startedAtTime ; sh:property ex:times, ex:values .
  ex:times sh:path prov:startedAtTime ; sh:lessThan prov:endedAtTime ; sh:and ( [ sh:datatype xsd:dateTime ] [ sh:hasValue "today"^^xsd:dateTime ] ) .
  ex:values sh:path rdf:value ; sh:equals prov:startedAtTime ; sh:disjoint prov:endedAtTime ; sh:in ( 1 2 3 "text" true ) .
  ex:Closed sh:targetObjectsOf prov:used ; sh:closed true ; sh:ignoredProperties ( rdf:type prov:used ) ; sh:severity sh:Info ;
    sh:property [ sh:path prov:endedAtTime ; sh:maxCount 1 ] ; sh:xone ( [ sh:class prov:Entity ] [ sh:class prov:Activity ] ) .
  ex:Own a rdfs:Class, sh:NodeShape ; rdfs:subClassOf prov:Entity ; sh:equals prov:used ; sh:nodeKind sh:BlankNode .
  ex:Named sh:targetNode ex:a, "text", 2 ; sh:nodeKind sh:IRI ; sh:class prov:Entity, ex:Own ; sh:pattern "A$" ; sh:flags "i" .
`);
const shapesOf = {
  structural: shipped("structural"),
  provenance: shipped("provenance"),
  other: otherShapes,
};
const focusNodes = ["a", "b", "c", "d"].map(ex);

describe("compiled shapes", () => {
  for (const [name, shapes] of Object.entries(shapesOf)) {
    const both = bothWays(shapes);

    it(`leave nothing of the ${name} shapes to the library`, () => {
      expect(both.left).toEqual([]);
    });

    it(`say of any graph what the library says by the ${name} shapes`, async () => {
      await fc.assert(
        fc.asyncProperty(anArbitraryGraphFor(shapes), async (graph) => {
          const { library, compiled, conforms, findings } = await both.judge(graph);

          expect(compiled).toEqual(library);
          expect(findings.compiled).toEqual(findings.library);
          expect(conforms).toBe(library.length === 0);
        }),
        runs(80),
      );
    });

    it(`say of chosen focus nodes what the library says by the ${name} shapes`, async () => {
      await fc.assert(
        fc.asyncProperty(
          anArbitraryGraphFor(shapes),
          fc.subarray(focusNodes, { minLength: 1 }),
          async (graph, chosen) => {
            const { library, compiled, findings } = await both.judge(graph, chosen);

            expect(compiled).toEqual(library);
            expect(findings.compiled).toEqual(findings.library);
          },
        ),
        runs(60),
      );
    });

    it(`say what the library says by ${name} shapes of another kind, whatever is changed in them`, async () => {
      const shapesAndGraph = mutatedShapes(shapes).chain((changed) =>
        fc.record({
          changed: fc.constant(changed),
          graphs: fc.array(anArbitraryGraphFor(changed), { minLength: 3, maxLength: 3 }),
        }),
      );
      await fc.assert(
        fc.asyncProperty(shapesAndGraph, async ({ changed, graphs }) => {
          const other = bothWays(changed);
          fc.pre(other.left.length === 0);
          for (const graph of graphs) {
            const { library, compiled, conforms, findings } = await other.judge(graph);

            expect(compiled).toEqual(library);
            expect(findings.compiled).toEqual(findings.library);
            expect(conforms).toBe(library.length === 0);
          }
        }),
        runs(25),
      );
    });
  }

  it("leave to the library a shape that it misreads, by name", () => {
    const shapes = compiled(
      shapesIn(`ex:S sh:targetClass prov:Entity ; sh:property ex:p .
        ex:p sh:path [ sh:inversePath prov:used ] ; sh:and ( [ sh:class prov:Activity ] ) .
        ex:T sh:targetClass prov:Entity ; sh:nodeKind sh:IRI .`),
    );

    expect(shapes.left()).toEqual([{ shape: ex("S"), construct: "sh:AndConstraintComponent" }]);
    const verdicts = ["ex:x a prov:Activity .", "ex:x a prov:Entity .", "_:x a prov:Entity ."].map((text) => {
      const graph = shapes.graph(turtle(text));
      return graph && shapes.conforms(graph);
    });
    expect(verdicts).toEqual([true, undefined, false]);
  });

  it("leave to the library a graph with triples as terms, or with text that has a direction", () => {
    const shapes = compiled(shapesIn("ex:T sh:targetClass prov:Entity ; sh:nodeKind sh:IRI ."));
    const triple = DataFactory.quad(ex("a"), prov.used, ex("b"));
    const [directed] = new Parser().parse('<x:s> <x:p> "text"@en--ltr .');
    if (directed === undefined) throw new Error("no text");

    for (const object of [triple, directed.object])
      expect(shapes.graph([DataFactory.quad(ex("x"), prov.used, object)])).toBeUndefined();
    expect(shapes.graph(turtle(`ex:x prov:used "a--b"@en, "a@en--ltr" .`))).toBeDefined();
  });
});

function compiled(shapes: readonly Quad[]) {
  return compiledShapes(shaclEngine(shapes).reading);
}
