import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Sorted } from "../../src/linking/sorted.ts";

/** Told by the rank alone, wherever that can be. */
function isAtMost(number: number, item: number, rank: number): boolean {
  const most = Math.floor(number / 10);
  return rank === most ? item <= number : rank < most;
}

describe("Sorted", () => {
  it("counts what is within a bound, whatever was asked and changed before", () => {
    const aNumber = fc.integer({ min: 0, max: 60 });
    const aStep = fc.record({ kind: fc.constantFrom("add", "remove", "count"), number: aNumber });
    fc.assert(
      fc.property(fc.array(aStep, { maxLength: 120 }), (steps) => {
        const sorted = new Sorted<number>(
          (a, b) => a - b,
          [],
          (item) => Math.floor(item / 10),
        );

        for (const { kind, number } of steps)
          if (kind === "add") sorted.add(number);
          else if (kind === "remove") sorted.remove(number);
          else
            expect(sorted.countWhile((item, rank) => isAtMost(number, item, rank))).toBe(
              sorted.items.filter((item) => item <= number).length,
            );

        expect(sorted.items).toEqual([...sorted.items].sort((a, b) => a - b));
      }),
    );
  });
});
