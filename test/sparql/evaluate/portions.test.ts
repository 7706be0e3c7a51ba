import { describe, expect, it } from "vitest";
import { inPortions } from "../../../src/sparql/evaluate/portions.ts";

describe("inPortions", () => {
  it("cuts a large chunk, and leaves the others as they are", () => {
    const small = { columns: [Uint32Array.of(7)], length: 1 };
    const numbers = Uint32Array.from({ length: 50_000 }, (_, i) => i + 1);
    const large = { columns: [numbers, numbers], length: 40_000 };

    const portions = [...inPortions({ rows: () => [small, large] })];

    expect(portions[0]).toBe(small);
    expect(Math.max(...portions.map(({ length }) => length))).toBe(16_384);
    for (const column of [0, 1])
      expect(portions.slice(1).flatMap(({ columns }) => [...(columns[column] ?? [])])).toEqual([
        ...numbers.subarray(0, 40_000),
      ]);
  });

  it("keeps the rows of a chunk without columns", () => {
    const portions = [...inPortions({ rows: () => [{ columns: [], length: 20_000 }] })];

    expect(portions.reduce((sum, { length }) => sum + length, 0)).toBe(20_000);
  });
});
