import { describe, expect, it } from "vitest";
import { descriptionShapes } from "../../src/validation/description-shapes.ts";
import { dcat, prov } from "../../src/vocabulary.ts";
import { ex, shapesIn, shipped } from "./turtle.ts";

const asked = (text: string) => descriptionShapes(shapesIn(text)).neighbourTypes;

describe("the types of neighbours", () => {
  it("are asked by the shipped shapes of what is specialized alone", () => {
    const { predicates, inverse, isAsked } = descriptionShapes(shipped("provenance")).neighbourTypes;

    expect([...predicates]).toEqual([prov.specializationOf.value]);
    expect([...inverse]).toEqual([]);
    expect(isAsked(dcat.Dataset.value)).toBe(true);
    expect(isAsked(prov.Entity.value)).toBe(false);
  });

  it("are asked along paths whose values must be of a class, or of one below it", () => {
    const { predicates, inverse, isAsked } = asked(`
      ex:S sh:targetClass prov:Entity ; sh:class ex:Own ; sh:property ex:p, ex:q, ex:r .
      ex:p sh:path prov:used ; sh:class prov:Entity .
      ex:q sh:path [ sh:inversePath prov:wasInfluencedBy ] ; sh:or ( [ sh:not [ sh:class prov:Agent ] ] [ sh:nodeKind sh:IRI ] ) .
      ex:r sh:path prov:value ; sh:minCount 1 ; sh:not [ sh:hasValue 1 ] .`);

    expect([...predicates]).toEqual([prov.used.value]);
    expect([...inverse]).toEqual([prov.wasInfluencedBy.value]);
    expect([prov.Entity, prov.Plan, prov.Person, ex("Own")].map(({ value }) => isAsked(value))).toEqual([
      true,
      true,
      true,
      false,
    ]);
  });

  it("are all asked where a shape looks at the types themselves", () => {
    const { predicates, isAsked } = asked(`
      ex:S sh:targetClass prov:Entity ; sh:property ex:p .
      ex:p sh:path prov:used ; sh:node [ sh:property [ sh:path rdf:type ; sh:minCount 1 ] ] .`);

    expect([...predicates]).toEqual([prov.used.value]);
    expect(isAsked(ex("Any").value)).toBe(true);
  });
});
