import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  type GrowingHashDirectory,
  growingHashDirectory,
  segmentOf,
} from "../../../src/quads/dictionary/hash-directory.ts";

describe("a hash directory", () => {
  it("finds every entry by its hash, however the hashes are spread", () => {
    const hashes = fc.array(
      fc.oneof(
        fc.nat(0xffffffff),
        fc.nat(3),
        fc.constantFrom(0, 0xffffffff, 0x80000000, 0xc0000000, 0xc0000001),
      ),
      { maxLength: 200 },
    );
    fc.assert(
      fc.property(hashes, fc.constantFrom(4, 16), (given, segmentSlots) => {
        const directory = filled(given, segmentSlots);

        expect(given.every((hash, i) => segmentOf(directory, hash).includes(i + 1))).toBe(true);
        expect(directory.segments.length).toBe(2 ** directory.depth);
        const slots = [...new Set(directory.segments)].flatMap((segment) => [...segment]);
        expect(slots.filter((entry) => entry !== 0).length).toBe(given.length);
      }),
    );
  });

  it("grows a piece at a time: no segment beyond its slots, and none of the others replaced", () => {
    const hashes = Array.from({ length: 2000 }, (_, i) => Math.imul(i + 1, 0x9e3779b1) >>> 0);
    const directory = growingHashDirectory(64, (entry) => hashes[entry - 1] ?? 0);

    hashes.forEach((hash, i) => {
      const before = new Set(directory.segments);
      directory.insert(hash, i + 1);
      const replaced = [...before].filter((segment) => !directory.segments.includes(segment));
      expect(replaced.length).toBeLessThanOrEqual(1);
    });

    expect(directory.segments.every((segment) => segment.length <= 64)).toBe(true);
  });

  it("holds thousands of entries of one hash", () => {
    const directory = filled(new Array<number>(3000).fill(0xdeadbeef), 16);

    const segment = segmentOf(directory, 0xdeadbeef);

    expect(segment.filter((entry) => entry !== 0).length).toBe(3000);
    expect(directory.segments.length).toBeLessThan(20_000);
  });

  it("leaves what it replaces as it was, for those who read it", () => {
    const hashes = Array.from({ length: 500 }, (_, i) => Math.imul(i + 1, 0x9e3779b1) >>> 0);
    const directory = growingHashDirectory(16, (entry) => hashes[entry - 1] ?? 0);
    const shared: { segments: Uint32Array[]; depth: number; size: number }[] = [];

    hashes.forEach((hash, i) => {
      directory.insert(hash, i + 1);
      shared.push({ segments: [...directory.segments], depth: directory.depth, size: i + 1 });
    });

    for (const { size, ...early } of shared) {
      const isFound = (hash: number, i: number) => segmentOf(early, hash).includes(i + 1);
      expect(hashes.slice(0, size).every(isFound)).toBe(true);
    }
  });
});

function filled(hashes: readonly number[], segmentSlots: number): GrowingHashDirectory {
  const directory = growingHashDirectory(segmentSlots, (entry) => hashes[entry - 1] ?? 0);
  hashes.forEach((hash, i) => {
    directory.insert(hash, i + 1);
  });
  return directory;
}
