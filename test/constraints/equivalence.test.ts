import { describe, expect, it } from "vitest";
import { areEquivalent } from "../../src/constraints/equivalence.ts";
import { areIsomorphic, UndecidedEquivalenceError } from "../../src/constraints/isomorphism.ts";
import type { Statement } from "../../src/prov/document.ts";
import { aDocument } from "./prov-text.ts";

const derived = (generatedEntity: string, usedEntity: string): Statement => ({
  type: "wasDerivedFrom",
  args: { generatedEntity, usedEntity },
  attributes: [],
});

/** Derivations of anonymous entities in one ring, or in several of a size. */
const rings = (count: number, size: number, label = "n") =>
  Array.from({ length: count * size }, (_, index) => {
    const start = index - (index % size);
    return derived(`_:${label}${index}`, `_:${label}${start + ((index + 1) % size)}`);
  });

describe("documents", () => {
  it.each<[string, string[], string[]]>([
    ["order and repeats", ["entity(ex:e)", "agent(ex:g)"], ["agent(ex:g)", "entity(ex:e)", "entity(ex:e)"]],
    ["short and long forms", ["wasGeneratedBy(ex:e, -, -)"], ["wasGeneratedBy(-; ex:e, -, -, [])"]],
    [
      "what is inferred",
      ["wasInformedBy(ex:i; ex:b, ex:a)", "alternateOf(ex:x, ex:y)"],
      ["alternateOf(ex:y, ex:x)", "wasInformedBy(ex:i; ex:b, ex:a)"],
    ],
    [
      "statements that are one by unification",
      ["activity(ex:a, 2012-01-01T08:00:00Z, -)", "activity(ex:a, -, 2012-01-01T09:00:00Z)"],
      ["activity(ex:a, 2012-01-01T08:00:00Z, 2012-01-01T09:00:00Z)"],
    ],
    [
      "one instant",
      ["activity(ex:a, 2012-01-01T08:00:00Z, -)"],
      ["activity(ex:a, 2012-01-01T09:00:00+01:00, -)"],
    ],
    [
      "the midnight that ends a day",
      ["activity(ex:a, 2012-01-31T24:00:00.0Z, -)"],
      ["activity(ex:a, 2012-02-01T00:00:00Z, -)"],
    ],
    ["the case of a language", ['entity(ex:e, [ex:n="x"@EN-gb])'], ['entity(ex:e, [ex:n="x"@en-GB])']],
    [
      "what else specializations say",
      ["entity(ex:z)", "specializationOf(ex:x, ex:y)", "specializationOf(ex:y, ex:z)"],
      [
        "entity(ex:z)",
        "specializationOf(ex:y, ex:z)",
        "specializationOf(ex:x, ex:y)",
        "specializationOf(ex:x, ex:z)",
        "entity(ex:x)",
      ],
    ],
  ])("are equivalent but for %s", (_title, one, other) => {
    expect(areEquivalent(aDocument(...one), aDocument(...other))).toBe(true);
    expect(areEquivalent(aDocument(...other), aDocument(...one))).toBe(true);
  });

  it.each<[string, string[], string[]]>([
    ["a name", ["entity(ex:e)"], ["entity(ex:f)"]],
    ["an attribute", ["entity(ex:e)"], ["entity(ex:e, [ex:n=1])"]],
    ["a time", ["activity(ex:a)"], ["activity(ex:a, 2012-01-01T08:00:00Z, -)"]],
    ["what a variable is", ["wasGeneratedBy(ex:e, -, -)"], ["wasGeneratedBy(ex:e, ex:a, -)"]],
    ["a plan", ["wasAssociatedWith(ex:a, ex:g, -)"], ["wasAssociatedWith(ex:a, ex:g, ex:p)"]],
    [
      "the bundle",
      ["bundle ex:b", "entity(ex:e)", "endBundle"],
      ["bundle ex:c", "entity(ex:e)", "endBundle"],
    ],
    [
      "being in a bundle",
      ["bundle ex:b", "entity(ex:e)", "endBundle"],
      ["entity(ex:e)", "bundle ex:b", "endBundle"],
    ],
    ["validity", ["entity(ex:e)"], ["entity(ex:e)", "activity(ex:e)"]],
  ])("are not equivalent when they differ in %s", (_title, one, other) => {
    expect(areEquivalent(aDocument(...one), aDocument(...other))).toBe(false);
    expect(areEquivalent(aDocument(...other), aDocument(...one))).toBe(false);
  });

  it("that are invalid are equivalent to themselves alone", () => {
    const clash = ["entity(ex:e)", "activity(ex:e)"];

    expect(areEquivalent(aDocument(...clash), aDocument(...clash.toReversed()))).toBe(true);
    expect(areEquivalent(aDocument(...clash), aDocument(...clash, "used(ex:e, ex:e, -)"))).toBe(false);
  });
});

describe("statements about variables", () => {
  it("are the same in whatever way they are labelled", () => {
    expect(areIsomorphic(rings(1, 6), rings(1, 6, "m").toReversed())).toBe(true);
  });

  it("are told apart where every variable by itself looks the same", () => {
    expect(areIsomorphic(rings(1, 6), rings(2, 3))).toBe(false);
  });

  it("are left undecided rather than guessed about when they are too symmetric", () => {
    expect(() => areIsomorphic(rings(1, 60), rings(1, 60).toReversed(), 1_000)).toThrow(
      UndecidedEquivalenceError,
    );
    expect(areIsomorphic(rings(1, 60), rings(1, 60).toReversed())).toBe(true);
  });
});
