import { describe, expect, it } from "vitest";
import { checkConstraints } from "../../src/constraints/check.ts";
import { aDocument } from "./prov-text.ts";

const violated = (lines: readonly string[]) =>
  checkConstraints(aDocument(...lines)).violations.map(({ constraint }) => constraint);

/**
 * Documents that are invalid by what an inference concludes, and valid without the statement that it concludes from, which comes
 * first. Inferences 5, 6, 8, 12, 14, 16 to 18 and 20 decide no verdict: what they conclude is ordered before ends and
 * invalidations alone, or of a type that its premises have.
 */
describe("a verdict", () => {
  it.each<[string, number, string[]]>([
    ["7: an entity was generated", 42, ["entity(ex:e)", "wasDerivedFrom(ex:e, ex:e)"]],
    [
      "8: the start has the time of the activity",
      28,
      ["activity(ex:a, 2012-01-01T00:00:00Z, -)", "wasStartedBy(ex:s; ex:a, -, ex:b, 2013-01-01T00:00:00Z)"],
    ],
    [
      "9: the trigger of a start was generated",
      42,
      ["wasStartedBy(ex:a, ex:e, -, -)", "wasDerivedFrom(ex:e, ex:e)"],
    ],
    [
      "9: by the starter, whose start comes before",
      42,
      ["wasStartedBy(ex:a, ex:e, ex:b, -)", "wasStartedBy(ex:b, ex:f, -, -)", "wasDerivedFrom(ex:f, ex:e)"],
    ],
    [
      "10: the trigger of an end was generated",
      42,
      ["wasEndedBy(ex:a, ex:e, -, -)", "wasDerivedFrom(ex:e, ex:e)"],
    ],
    [
      "10: by the ender, whose start comes before",
      42,
      ["wasEndedBy(ex:a, ex:e, ex:b, -)", "wasStartedBy(ex:b, ex:f, -, -)", "wasDerivedFrom(ex:f, ex:e)"],
    ],
    [
      "11: what was derived was generated, and by the activity",
      42,
      [
        "wasDerivedFrom(ex:y, ex:x, ex:a, -, -)",
        "wasStartedBy(ex:a, ex:z, -, -)",
        "wasDerivedFrom(ex:z, ex:y)",
      ],
    ],
    [
      "11: the generation that a derivation names is of what was derived",
      23,
      ["wasDerivedFrom(ex:y, ex:x, ex:a, ex:g, -)", "wasGeneratedBy(ex:g; ex:z, ex:a, -)"],
    ],
    [
      "13: what is attributed was generated",
      42,
      ["wasAttributedTo(ex:e, ex:g)", "wasDerivedFrom(ex:e, ex:e)"],
    ],
    [
      "15: a relation is an influence of its arguments",
      23,
      ["wasAssociatedWith(ex:i; ex:a, ex:g, -)", "wasInfluencedBy(ex:i; ex:a, ex:h)"],
    ],
    [
      "19: what specializes a specialization comes after the most general",
      42,
      [
        "specializationOf(ex:y, ex:x)",
        "specializationOf(ex:z, ex:y)",
        "wasGeneratedBy(ex:z, ex:a, -)",
        "wasGeneratedBy(ex:x, ex:b, -)",
        "wasDerivedFrom(ex:x, ex:z)",
      ],
    ],
    [
      "19: nothing specializes itself through others",
      52,
      ["specializationOf(ex:y, ex:x)", "specializationOf(ex:x, ex:y)"],
    ],
    [
      "21: what specializes an entity is one, and was generated",
      42,
      ["entity(ex:x)", "specializationOf(ex:y, ex:x)", "wasDerivedFrom(ex:y, ex:y)"],
    ],
    [
      "21: what specializes an empty collection is empty",
      56,
      [
        "entity(ex:x, [prov:type='prov:EmptyCollection'])",
        "specializationOf(ex:y, ex:x)",
        "hadMember(ex:y, ex:e)",
      ],
    ],
    [
      "21: what specializes an entity through others has no identifier of a relation",
      54,
      [
        "entity(ex:x)",
        "specializationOf(ex:y, ex:x)",
        "specializationOf(ex:i, ex:y)",
        "used(ex:i; ex:a, ex:e, -)",
      ],
    ],
  ])("rests on %s", (_title, constraint, lines) => {
    expect(violated(lines)).toEqual([constraint]);
    expect(violated(lines.toReversed())).toEqual([constraint]);
    expect(violated(lines.slice(1))).toEqual([]);
  });
});
