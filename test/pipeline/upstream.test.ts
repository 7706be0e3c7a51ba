import fc from "fast-check";
import { Store } from "n3";
import { describe, expect, it } from "vitest";
import { upstreamOf } from "../../src/pipeline/upstream.ts";
import type { QuadView } from "../../src/quads/quad-store.ts";
import { ex, turtle } from "../validation/turtle.ts";

/** A view of one graph. */
function viewOf(text: string): QuadView {
  const store = new Store(turtle(text));
  return {
    match: (subject, predicate, object) => store.readQuads(subject, predicate, object, null),
    estimate: (subject, predicate, object) => store.countQuads(subject, predicate, object, null),
    graphs: () => [],
  };
}

const unlimited = { mostQuads: 1_000 };

/** The subjects of what is found, without what comes before their names. */
function subjectsOf(
  target: string,
  text: string,
  options: { steps?: number; mostQuads?: number } = {},
): string[] {
  const { quads } = upstreamOf(ex(target), viewOf(text), { ...unlimited, ...options });
  return [...new Set(quads.map(({ subject }) => subject.value.slice("http://example.org/".length)))].sort();
}

describe("upstreamOf", () => {
  it.each([
    ["ex:a prov:wasDerivedFrom ex:b . ex:b prov:value 1 .", ["a", "b"]],
    ["ex:a prov:wasRevisionOf ex:b . ex:b prov:value 1 .", ["a", "b"]],
    ["ex:a mun:carriesDataFrom ex:b . ex:b prov:value 1 .", ["a", "b"]],
    ["ex:a prov:hadMember ex:b . ex:b prov:value 1 .", ["a", "b"]],
    [
      "ex:a prov:wasAttributedTo ex:b . ex:b prov:actedOnBehalfOf ex:c . ex:c a prov:Agent .",
      ["a", "b", "c"],
    ],
    ["ex:a prov:qualifiedAssociation ex:q . ex:q prov:hadPlan ex:b . ex:b prov:value 1 .", ["a", "b", "q"]],
    [
      "ex:a prov:qualifiedDerivation ex:q . ex:q prov:hadUsage ex:u . ex:u prov:entity ex:b . ex:b prov:value 1 .",
      ["a", "b", "q", "u"],
    ],
    ["ex:b prov:alternateOf ex:a . ex:a prov:value 1 .", ["a", "b"]],
    ["ex:a prov:alternateOf ex:b . ex:b prov:value 1 .", ["a", "b"]],
    ["ex:b prov:generated ex:a ; prov:used ex:c . ex:c prov:value 1 .", ["b", "c"]],
    ["ex:b prov:influenced ex:a .", ["b"]],
    ["ex:v prov:specializationOf ex:a . ex:w prov:specializationOf ex:v .", ["v"]],
    ["ex:a prov:wasDerivedFrom ex:a, ex:b . ex:b prov:wasDerivedFrom ex:a .", ["a", "b"]],
  ])("follows %s", (text, expected) => {
    expect(subjectsOf("a", text)).toEqual(expected);
  });

  it.each([
    "ex:a prov:wasInvalidatedBy ex:b . ex:b prov:used ex:c .",
    "ex:a prov:qualifiedInvalidation ex:q . ex:q prov:activity ex:b .",
    "ex:a prov:wasEndedBy ex:b . ex:b prov:value 1 .",
    "ex:a prov:value 1 . ex:b prov:invalidated ex:a .",
    "ex:a prov:generated ex:b . ex:b prov:value 1 .",
    "ex:a ex:other ex:b . ex:b prov:value 1 .",
    "ex:a prov:value 1 . ex:b prov:wasDerivedFrom ex:a .",
  ])("does not follow what came after, or is no provenance: %s", (text) => {
    expect(subjectsOf("a", text)).toEqual(["a"]);
  });

  it("finds nothing of what it does not know", () => {
    expect(upstreamOf(ex("nobody"), viewOf("ex:a prov:used ex:b ."), unlimited)).toEqual({
      quads: [],
      isCut: false,
    });
  });

  it("gives each quad once, and what is nearest where it is cut, whatever the graph and the limit", () => {
    const edge = fc.tuple(
      fc.nat(12),
      fc.constantFrom("wasDerivedFrom", "used", "alternateOf", "value"),
      fc.nat(12),
    );
    fc.assert(
      fc.property(fc.array(edge, { maxLength: 40 }), fc.integer({ min: 1, max: 30 }), (edges, mostQuads) => {
        const text = edges.map(([a, property, b]) => `ex:n${a} prov:${property} ex:n${b} .`).join("\n");
        const view = viewOf(text);
        const all = upstreamOf(ex("n0"), view, unlimited);

        const cut = upstreamOf(ex("n0"), view, { mostQuads });

        expect(new Set(all.quads.map((quad) => JSON.stringify(quad))).size).toBe(all.quads.length);
        expect(cut.quads).toEqual(all.quads.slice(0, mostQuads));
        expect(cut.isCut).toBe(all.quads.length > mostQuads);
        const near = upstreamOf(ex("n0"), view, { ...unlimited, steps: 1 }).quads;
        expect(all.quads.slice(0, near.length)).toEqual(near);
      }),
    );
  });
});
