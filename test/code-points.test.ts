import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareCodePoints } from "../src/code-points.ts";

describe("compareCodePoints", () => {
  it("puts an emoji after the last character of the basic plane, which UTF-16 order does not", () => {
    expect(compareCodePoints("\u{1f600}", "\uff5e")).toBeGreaterThan(0);
    expect(["\u{1f600}", "\uff5e"].sort()).toEqual(["\u{1f600}", "\uff5e"]);
  });

  it("orders like the bytes of UTF-8", () => {
    const text = fc.string({ unit: "binary" });
    fc.assert(
      fc.property(text, text, (a, b) => {
        const expected = Math.sign(Buffer.compare(Buffer.from(a), Buffer.from(b)));

        expect(Math.sign(compareCodePoints(a, b))).toBe(expected);
      }),
    );
  });
});
