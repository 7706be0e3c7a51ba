import { afterAll, beforeAll, expect, vi } from "vitest";
import type { Solution } from "../../../src/sparql/engine.ts";
import { shown } from "./fixtures.ts";

/** `MUNIMENT_LAW_RUNS=10000 npx vitest run test/sparql/evaluate` looks harder. */
export const numRuns = Number(process.env.MUNIMENT_LAW_RUNS ?? 300);

/** Has Comunica compare strings by code point, as SPARQL 1.1 §17.3 asks: it takes the order of the machine's language. */
export function withCodePointOrder(): void {
  beforeAll(() => {
    vi.spyOn(String.prototype, "localeCompare").mockImplementation(function (this: string, other: string) {
      return this < other ? -1 : this > other ? 1 : 0;
    });
  });
  afterAll(() => vi.restoreAllMocks());
}

/** Asserts that rows have the values that Comunica's have, which say in `?row` which they are. */
export function expectAnswers(actual: readonly string[], rows: readonly Solution[], values: string): void {
  const expected: string[] = [];
  for (const row of rows) expected[Number(row.get("row")?.value ?? 0)] = shown(row.get("result"));

  for (const [row, text] of actual.entries())
    if (!isNearly(text, expected[row] ?? "")) expect(actual, values).toEqual(expected);
}

/** Whether two numbers differ by no more than how they were rounded: we are exact, or IEEE 754's, beyond fifteen digits. */
function isNearly(actual: string, expected: string): boolean {
  if (actual === expected) return true;
  const [left, right] = [actual, expected].map((text) => /^"([-\d.E]+)"\^\^(xsd:.*)$/.exec(text));
  if (left?.[2] === undefined || left[2] !== right?.[2]) return false;
  const [a, b] = [Number(left[1]), Number(right[1])];
  return Math.abs(a - b) <= 1e-14 * Math.abs(a);
}
