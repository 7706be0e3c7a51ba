import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { nearestOf } from "../../src/lint/nearest.ts";

describe("nearestOf", () => {
  it.each([
    ["usde", ["used", "uses"], "used"],
    ["was_generated_by", ["wasGeneratedBy", "wasUsedBy"], "wasGeneratedBy"],
    ["WASUSEDBY", ["used", "wasUsedBy"], "wasUsedBy"],
    ["b", ["c", "a"], "a"],
    ["foo", ["todo"], undefined],
    ["confidence", ["used"], undefined],
    ["", ["used"], undefined],
  ])("takes %s of %j for %s", (name, candidates, expected) => {
    expect(nearestOf(name, candidates)).toBe(expected);
  });

  it("takes a name for itself, whatever else there is in whatever order", () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.stringMatching(/^[a-z]{3,9}$/), { minLength: 1 }),
        fc.nat(),
        (names, pick) => {
          const name = names[pick % names.length] ?? "";

          expect(nearestOf(name, names)).toBe(name);
          expect(nearestOf(`${name}q`, names)).toBe(nearestOf(`${name}q`, names.toReversed()));
        },
      ),
    );
  });
});
