import type { Quad } from "@rdfjs/types";
import fc from "fast-check";
import { DataFactory } from "n3";
import { describe, expect, it } from "vitest";
import { descriptionOf } from "../../../src/linking/description.ts";
import { irisOf } from "../../../src/mapping/iris.ts";
import { integerQuadStore } from "../../../src/quads/integer-quad-store.ts";
import { n3QuadStore } from "../../../src/quads/n3-quad-store.ts";
import type { QuadStore } from "../../../src/quads/quad-store.ts";
import { descriptionShapes } from "../../../src/validation/description-shapes.ts";
import { type Finding, toReportJson } from "../../../src/validation/report.ts";
import { prov } from "../../../src/vocabulary.ts";
import { ex, shapesIn, shipped, turtle } from "../turtle.ts";
import { anArbitraryGraphFor } from "./arbitrary-graph-for.ts";

const iris = irisOf({ baseIri: "http://test.example/id/", storeKey: new Uint8Array(32) });
const sizes = { tailRows: 8, smallestRows: 4, factor: 2 };
const stores: Readonly<Record<string, () => QuadStore>> = {
  integer: () => integerQuadStore({ iris, sizes }),
  n3: () => n3QuadStore({ iris }),
};
/** What the shipped shapes have little of. */
const otherShapes = shapesIn(`
  ex:Parts sh:targetSubjectsOf prov:used ; sh:targetClass prov:Activity ; sh:property ex:plans, ex:some, ex:by .
  ex:plans sh:path prov:used ; sh:qualifiedValueShape [ sh:class prov:Plan ] ; sh:qualifiedMaxCount 0 .
  ex:some sh:path rdfs:label ; sh:uniqueLang true ; sh:minLength 3 .
  ex:by sh:path [ sh:inversePath prov:used ] ; sh:maxCount 1 ; sh:node [ sh:property [ sh:path rdf:type ; sh:maxCount 1 ] ] .
  ex:Times sh:targetSubjectsOf prov:startedAtTime ; sh:property ex:times .
  ex:times sh:path prov:startedAtTime ; sh:lessThan prov:endedAtTime ; sh:hasValue "today"^^xsd:dateTime .
  ex:Closed sh:targetObjectsOf prov:used ; sh:closed true ; sh:ignoredProperties ( rdf:type prov:used ) ; sh:severity sh:Info ;
    sh:xone ( [ sh:class prov:Entity ] [ sh:class prov:Activity ] ) .
  ex:Named sh:targetNode ex:a ; sh:class prov:Entity ; sh:pattern "A$" ; sh:flags "i" .
`);
const things = ["a", "b", "c", "d"].map(ex);
/** So that each has a number. */
const mentioned = things.map((thing) => DataFactory.quad(ex("list"), prov.value, thing));

describe("a graph in a store", () => {
  for (const [name, shapesGraph] of Object.entries({
    provenance: shipped("provenance"),
    other: otherShapes,
  })) {
    const shapes = descriptionShapes(shapesGraph);
    for (const [kind, createStore] of Object.entries(stores)) {
      it(`is judged by the ${name} shapes as its descriptions are, read from a store of kind ${kind}`, async () => {
        const blocks = fc.array(anArbitraryGraphFor(shapesGraph), { minLength: 1, maxLength: 4 });
        await fc.assert(
          fc.asyncProperty(blocks, fc.nat(3), async (graphs, closed) => {
            const store = createStore();
            store.open({ id: "named", quads: inGraph(mentioned, 9) }, 0);
            for (const [i, graph] of graphs.entries())
              store.open({ id: `b${i}`, quads: inGraph(graph, i) }, i);
            if (closed < graphs.length) store.close(`b${closed}`, graphs.length);
            const described = descriptionOf(things, shapes, store.view({ mode: "exact" }));
            const expected = await shapes.validate(described.quads, described.things);

            const statements = store.current("exact");
            const ids = things.map((thing) => statements.terms.idOf(thing));
            const { findings, left } = shapes.judge(statements, ids);

            expect(left).toEqual([]);
            expect(linesOf(findings)).toEqual(linesOf(expected));
          }),
          { numRuns: 60 },
        );
      });
    }
  }

  it("leaves what RDF 1.1 has no terms for, and no more", () => {
    const shapes = descriptionShapes(shapesIn("ex:T sh:targetSubjectsOf prov:used ; sh:class prov:Entity ."));
    const store = integerQuadStore({ iris });
    const triple = DataFactory.quad(ex("a"), prov.used, ex("b"));
    const quads = [
      DataFactory.quad(ex("x"), prov.used, triple as never),
      ...turtle('ex:y prov:used "text"@en .'),
    ];
    store.open({ id: "b", quads: inGraph(quads, 0) }, 1);
    const statements = store.current("exact");
    const [x = 0, y = 0] = [ex("x"), ex("y")].map((thing) => statements.terms.idOf(thing));

    const { findings, left } = shapes.judge(statements, [x, y]);

    expect(left).toEqual([x]);
    expect(findings.map(({ focusNode }) => focusNode.value)).toEqual([ex("y").value]);
  });
});

function inGraph(quads: readonly Quad[], i: number): Quad[] {
  return quads.map(({ subject, predicate, object }) =>
    DataFactory.quad(subject, predicate, object, ex(`g${i}`)),
  );
}

function linesOf(findings: readonly Finding[]): string[] {
  return toReportJson({ conforms: false, findings })
    .findings.map((each) => JSON.stringify(each))
    .sort();
}
