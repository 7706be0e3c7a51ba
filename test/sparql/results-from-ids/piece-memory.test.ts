import { describe, expect, it } from "vitest";
import { givePieceBack, pieceMemory } from "../../../src/sparql/results-from-ids/piece-memory.ts";

describe("the memory of pieces", () => {
  it("is used again once it was given back, and by one at a time", () => {
    const first = pieceMemory();
    const other = pieceMemory();
    givePieceBack(first.subarray(3, 5));
    givePieceBack(first);

    const [again, next] = [pieceMemory(), pieceMemory()];

    expect(again.buffer).toBe(first.buffer);
    expect(again.length).toBe(first.length);
    expect(new Set([again, next, other].map(({ buffer }) => buffer)).size).toBe(3);
  });

  it("is not taken from others", () => {
    const foreign = Buffer.allocUnsafeSlow(pieceMemory().length);

    givePieceBack(foreign);

    expect(pieceMemory().buffer).not.toBe(foreign.buffer);
  });
});
