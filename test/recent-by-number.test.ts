import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RecentByNumber } from "../src/recent-by-number.ts";

describe("RecentByNumber", () => {
  it("remembers what was set last, or nothing, and never what was set of another number", () => {
    const aNumber = fc.oneof(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 0, max: 2 ** 32 - 1 }));
    fc.assert(
      fc.property(fc.array(aNumber), (numbers) => {
        const recent = new RecentByNumber<string>(8);
        const set = new Map<number, string>();

        for (const [i, number] of numbers.entries()) {
          recent.set(number, `${i}`);
          set.set(number, `${i}`);
          expect(recent.get(number)).toBe(`${i}`);
          for (const [other, value] of set) expect([undefined, value]).toContain(recent.get(other));
        }
      }),
    );
  });

  it("remembers nothing of a number that it was not told of", () => {
    expect(new RecentByNumber<string>(8).get(0)).toBeUndefined();
  });
});
