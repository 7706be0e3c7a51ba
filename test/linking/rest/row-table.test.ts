import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { RowTable } from "../../../src/linking/rest/row-table.ts";

const keys = fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 0, max: 5 }));
const steps = fc.array(
  fc.record({ key: keys, does: fc.constantFrom("set", "set", "remove", "rest"), value: fc.nat() }),
  { maxLength: 400 },
);

describe("a table of rows", () => {
  it("finds what a map would, whatever was added, removed and restored", () => {
    fc.assert(
      fc.property(steps, (all) => {
        let table = new RowTable({ keys: 2, values: 1 });
        const model = new Map<string, number>();
        for (const {
          key: [a, b],
          does,
          value,
        } of all) {
          if (does === "rest") table = new RowTable({ keys: 2, values: 1 }, table.columns());
          const row = table.find(a, b);
          if (does === "remove" && row !== 0) {
            table.remove(row);
            model.delete(`${a} ${b}`);
          } else if (does === "set") {
            table.set(row || table.add(a, b), 2, value);
            model.set(`${a} ${b}`, value);
          }
        }

        for (let a = 0; a <= 40; a++)
          for (let b = 0; b <= 5; b++) {
            const row = table.find(a, b);
            expect(row === 0 ? undefined : table.get(row, 2)).toBe(model.get(`${a} ${b}`));
          }
        const rows = [...table.rows()].map((row) => `${table.get(row, 0)} ${table.get(row, 1)}`);
        expect(rows.sort()).toEqual([...model.keys()].sort());
        expect(table.size).toBe(model.size);
      }),
    );
  });

  it("keeps every row when it has grown over many blocks", () => {
    const table = new RowTable({ keys: 1, values: 1 });
    for (let i = 0; i < 20_000; i++) table.set(table.add(i * 7), 1, i);

    const restored = new RowTable({ keys: 1, values: 1 }, table.columns());

    const found = Array.from({ length: 20_000 }, (_, i) => restored.get(restored.find(i * 7), 1));
    expect(found).toEqual(Array.from({ length: 20_000 }, (_, i) => i));
    expect(restored.find(3)).toBe(0);
  });
});
