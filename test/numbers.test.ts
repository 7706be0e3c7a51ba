import { describe, expect, it } from "vitest";
import { grown, mappedBytes, numbers } from "../src/numbers.ts";

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

describe("an array that grows", () => {
  it.each([
    [0, 1],
    [16, 32],
    [40_000, 80_000],
    [100_000, 200_000],
    [100_000, 10_000_000],
  ])("from %d to %d numbers keeps what it has, with zeros after", (length, larger) => {
    const before = numbers(length).map((_, i) => i + 1);
    const after = grown(before, larger);

    expect(after).toHaveLength(larger);
    expect(after.every((each, i) => each === (i < length ? i + 1 : 0))).toBe(true);
  });

  it("grows where it lies once it is large, and never into what somebody else made", () => {
    const made = numbers(100_000);
    const copy = grown(made, 200_000);
    const same = grown(copy, 400_000);

    expect(copy.buffer).not.toBe(made.buffer);
    expect(same.buffer).toBe(copy.buffer);
    expect(same).toHaveLength(400_000);
  });

  it("tells how much of such memory there is", () => {
    const before = mappedBytes();
    const array = grown(grown(numbers(0), 100_000), 200_000);

    expect(mappedBytes() - before).toBe(array.byteLength);
  });
});
