import { describe, expect, it } from "vitest";
import { memoised } from "../../../../src/sparql/evaluate/expressions/memo.ts";

describe("a memo", () => {
  const counted = () => {
    const asked = new Map<number, number>();
    const remember = memoised<number>((columns, row) => {
      const id = columns[0]?.[row] ?? 0;
      asked.set(id, (asked.get(id) ?? 0) + 1);
      return (id * 3) % 1000;
    }, 0);
    return { asked, remember };
  };

  it("asks once for a term that comes again", () => {
    const { asked, remember } = counted();
    const column = Uint32Array.from([5, 7, 5, 5, 7, 0x8000_0001, 0x8000_0001]);

    const values = Array.from(column, (_, row) => remember([column], row));

    expect(values).toEqual(Array.from(column, (id) => (id * 3) % 1000));
    expect([...asked.values()]).toEqual([1, 1, 1]);
  });

  it("answers right of more terms than it has places, and grows to hold what it is asked again", () => {
    const { asked, remember } = counted();
    const column = Uint32Array.from({ length: 200_000 }, (_, i) => 1 + ((i * 7919) % 100_000));

    const isRight = column.every((id, row) => remember([column], row) === (id * 3) % 1000);

    expect(isRight).toBe(true);
    const few = column.slice(-1000);
    const before = few.reduce((sum, id) => sum + (asked.get(id) ?? 0), 0);
    for (let row = 0; row < few.length; row++) remember([few], row);
    expect(few.reduce((sum, id) => sum + (asked.get(id) ?? 0), 0)).toBe(before);
  });

  it("remembers nothing of what is unbound", () => {
    const { asked, remember } = counted();

    expect([remember([new Uint32Array(1)], 0), remember([new Uint32Array(1)], 0)]).toEqual([0, 0]);
    expect(asked.get(0)).toBe(2);
  });
});
