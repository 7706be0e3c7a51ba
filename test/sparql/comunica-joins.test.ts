import { createRequire } from "node:module";
import type * as Iterators from "asynciterator";
import { HashJoin } from "asyncjoin";
import { beforeAll, describe, expect, it } from "vitest";
import { endJoinsAfterReading } from "../../src/sparql/comunica-joins.ts";

/** As the joins have it: the module is there twice, and an `import` gives the other one. */
const { ArrayIterator, UnionIterator } = createRequire(import.meta.url)("asynciterator") as typeof Iterators;

beforeAll(endJoinsAfterReading);

describe("a hash join of Comunica's within a union", () => {
  it.each<[string, number[], number[], number[]]>([
    ["nothing", [], [1, 2], []],
    ["something", [1, 2], [2, 1, 3], [1, 2]],
  ])("of %s leaves the source after it to be read", async (_what, left, right, joined) => {
    const join = joinOf(left, right);
    const others = new ArrayIterator([7, 8, 9, 10, 11, 12]);
    await new Promise((resolve) => setImmediate(resolve));

    const union = new UnionIterator([join, others], { autoStart: false });

    expect(new Set(await union.toArray())).toEqual(new Set([...joined, 7, 8, 9, 10, 11, 12]));
  });

  it("ends at once when it is destroyed", () => {
    const join = joinOf([1], [1]);

    join.destroy();

    expect(join.done).toBe(true);
  });
});

function joinOf(left: number[], right: number[]): Iterators.AsyncIterator<number> {
  const lazy = new ArrayIterator(left, { autoStart: false });
  return new HashJoin(lazy as never, new ArrayIterator(right) as never, String, Number) as never;
}
