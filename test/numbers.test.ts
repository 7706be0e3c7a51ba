import { describe, expect, it } from "vitest";
import { numbers } from "../src/numbers.ts";

describe("an array for what a query gathers", () => {
  it.each([0, 1, 65_535, 65_536, 1_000_000])("has %d zeros", (length) => {
    const made = numbers(length);

    expect(made).toHaveLength(length);
    expect(made.every((each) => each === 0)).toBe(true);
  });

  it("is mapped by itself when it is large, so that its memory goes back", () => {
    const isMapped = (length: number) => {
      const { buffer } = numbers(length);
      return buffer instanceof SharedArrayBuffer && buffer.growable;
    };

    expect([65_535, 65_536].map(isMapped)).toEqual([false, true]);
  });
});
