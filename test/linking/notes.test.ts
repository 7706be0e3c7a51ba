import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { Notes } from "../../src/linking/notes.ts";

describe("notes", () => {
  it("have what a set would, in its order, each time that they begin anew", () => {
    const someNumbers = fc.array(
      fc.oneof(fc.nat({ max: 40 }), fc.integer({ min: 2 ** 32, max: 2 ** 32 + 9 })),
      {
        maxLength: 60,
      },
    );
    fc.assert(
      fc.property(fc.array(someNumbers), someNumbers, (rounds, others) => {
        const notes = new Notes();
        for (const numbers of rounds) {
          const set = new Set(numbers);

          notes.clear();
          for (const number of numbers) notes.add(number);

          expect(notes.toList()).toEqual([...set]);
          expect(others.map((other) => notes.has(other))).toEqual(others.map((other) => set.has(other)));
          expect(notes.equals([...set])).toBe(true);
          expect(notes.equals(others)).toBe(
            others.length === set.size && others.every((each, i) => each === [...set][i]),
          );
        }
      }),
    );
  });
});
