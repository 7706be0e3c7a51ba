import type { Quad } from "@rdfjs/types";
import fc from "fast-check";
import { DataFactory } from "n3";
import { describe, expect, it } from "vitest";
import type { FacetSnapshot, MappedBundle } from "../../src/mapping/bundle.ts";
import { mapEvent } from "../../src/mapping/map-event.ts";
import { conformsInParts } from "../../src/validation/facet-parts.ts";
import { judgeBy } from "../../src/validation/judge.ts";
import { mun, namespaceOf } from "../../src/vocabulary.ts";
import { aRunEvent, testConfiguration, testIris } from "../builders.ts";
import { anArbitraryGraph } from "./arbitrary-graph.ts";
import { ex, shipped } from "./turtle.ts";

const shapes = shipped("structural");
const judge = judgeBy(shapes);
const conforms = conformsInParts(judge);
const facetIris = [ex("facet/1"), ex("facet/2")];

/** Some of the nodes of arbitrary graphs as facets and what is within them. */
const facetNodeOf = new Map([
  [ex("d").value, ex("facet/1")],
  [ex("e").value, ex("facet/1/part")],
  [ex("f").value, ex("facet/2")],
]);

/** Bundles whose facets are well made most often, and speak of anything at times. */
function anArbitraryBundle(): fc.Arbitrary<MappedBundle> {
  const part = fc.constantFrom(0, 0, 1, 2);
  return fc
    .tuple(anArbitraryGraph(), fc.array(part, { minLength: 40, maxLength: 40 }), fc.nat(8), fc.boolean())
    .map(([graph, parts, count, isNamed]) => {
      const quads = graph
        .slice(0, count)
        .map(({ subject, predicate, object }) => [subject, predicate, object]);
      const renamed = quads.map((terms) => terms.map((term) => facetNodeOf.get(term?.value ?? "") ?? term));
      const inGraph = (part: number, iri = ex("b")) =>
        renamed
          .filter((_, i) => parts[i] === part)
          .map((terms) => DataFactory.quad(...(terms as [never, never, never]), iri));
      const facets = facetIris.map((iri, i): FacetSnapshot => {
        const name = DataFactory.quad(iri, mun.facetName, DataFactory.literal("sql"), iri);
        return { iri, quads: [...(isNamed ? [name] : []), ...inGraph(i + 1, iri)] };
      });
      const cited = DataFactory.quad(ex("a"), mun.hadFacet, ex("facet/1"), ex("b"));
      return { iri: ex("b"), quads: [cited, ...inGraph(0)], facets, identities: [] };
    });
}

const whole = ({ quads, facets }: MappedBundle): Quad[] => [
  ...quads,
  ...facets.flatMap((facet) => facet.quads),
];

describe("an event that is judged in parts", () => {
  it("conforms as a whole, whatever its parts say", async () => {
    let found = 0;
    await fc.assert(
      fc.asyncProperty(anArbitraryBundle(), async (bundle) => {
        if (!conforms(bundle)) return;
        found += 1;

        expect(await judge.report(whole(bundle))).toEqual([]);
      }),
      { numRuns: 2_000 },
    );
    expect(found).toBeGreaterThan(50);
  });

  it("is not judged again as a whole when the mapper made it", () => {
    const facet = { _producer: "https://p.example/", _schemaURL: "https://s.example/" };
    const event = aRunEvent({
      job: {
        facets: { ownership: { ...facet, owners: [{ name: "user:jane", type: "OWNER" }] }, sql: facet },
      },
      inputs: [{ namespace: "n", name: "in", facets: { schema: { ...facet, fields: [{ name: "a" }] } } }],
      outputs: [
        {
          namespace: "n",
          name: "out",
          facets: {
            columnLineage: { ...facet, fields: {} },
            tags: { ...facet, tags: [{ key: "k", value: "v" }] },
          },
        },
      ],
    });

    expect(conforms(mapEvent(event, { iris: testIris, configuration: testConfiguration }))).toBe(true);
  });

  it("rests on shapes that look at nothing but a thing's own statements", () => {
    const sh = (name: string) => namespaceOf.sh + name;
    const far = [
      "inversePath",
      "zeroOrMorePath",
      "oneOrMorePath",
      "zeroOrOnePath",
      "node",
      "qualifiedValueShape",
    ];
    const used = new Set(shapes.map(({ predicate }) => predicate.value));
    const objectsOf = (predicate: string) =>
      shapes.filter((quad) => quad.predicate.value === predicate).map(({ object }) => object.value);
    const subjectsOf = (predicate: string) =>
      shapes.filter((quad) => quad.predicate.value === predicate).map(({ subject }) => subject.value);
    const withPath = new Set(subjectsOf(sh("path")));
    const lists = new Set(subjectsOf(`${namespaceOf.rdf}first`));

    expect(far.filter((name) => used.has(sh(name)))).toEqual([]);
    // A sequence of steps.
    expect(objectsOf(sh("path")).filter((path) => lists.has(path))).toEqual([]);
    // A class is asked for of the focus node alone, within sh:not; and no property is below another.
    expect(subjectsOf(sh("class")).filter((shape) => !objectsOf(sh("not")).includes(shape))).toEqual([]);
    expect(subjectsOf(sh("not")).filter((shape) => withPath.has(shape))).toEqual([]);
    expect(subjectsOf(sh("property")).filter((shape) => withPath.has(shape))).toEqual([]);
  });
});
