import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { isSame } from "../../src/linking/same.ts";

describe("isSame", () => {
  it("compares by content, as the texts of JSON do", () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 3 }), fc.jsonValue({ maxDepth: 3 }), (a, b) => {
        const clone: unknown = structuredClone(a);

        expect(isSame(a, clone)).toBe(true);
        if (isSame(a, b)) expect(a).toEqual(b);
      }),
    );
  });

  it("tells lists from records, and what is absent from what is there", () => {
    expect(isSame([], {})).toBe(false);
    expect(isSame({ a: 1 }, { b: 1 })).toBe(false);
    expect(isSame({ a: undefined }, { b: undefined })).toBe(false);
    expect(isSame(["a"], ["a", "b"])).toBe(false);
    expect(isSame(undefined, null)).toBe(false);
  });
});
