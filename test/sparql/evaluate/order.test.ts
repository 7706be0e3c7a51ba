import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compareForOrder } from "../../../src/sparql/evaluate/order.ts";
import { algebraOf, asked, tableOf } from "./fixtures.ts";
import { numRuns, withCodePointOrder } from "./oracle.ts";
import { aTable, illTyped, orderly } from "./pools.ts";

describe("the order of terms", () => {
  withCodePointOrder();

  it("is Comunica's, where that is an order", async () => {
    await fc.assert(
      fc.asyncProperty(aTable(orderly, 12), fc.boolean(), async (values, isDescending) => {
        const order = isDescending ? "DESC(?a) ?b" : "?a DESC(?b)";
        const rows = await asked(`SELECT ?row { ${values} } ORDER BY ${order}`);

        expect(sorted(values, isDescending)).toEqual(rows.map((row) => Number(row.get("row")?.value)));
      }),
      { numRuns: Math.ceil(numRuns / 3), seed: 7 },
    );
  });

  it("is an order: of any three terms, ill-typed ones and NaN among them", () => {
    fc.assert(
      fc.property(aTable([...illTyped, ...illTyped], 1), (values) => {
        const { columns, context } = tableOf(valuesOf(values));
        const compare = compareForOrder(context.terms);
        const [a = 0, b = 0, c = 0] = columns.slice(1).map((column) => column[0] ?? 0);

        expect(Math.sign(compare(a, b))).toBe(-Math.sign(compare(b, a)) + 0);
        if (compare(a, b) <= 0 && compare(b, c) <= 0) expect(compare(a, c)).toBeLessThanOrEqual(0);
        if (compare(a, b) === 0) expect(Math.sign(compare(a, c))).toBe(Math.sign(compare(b, c)));
      }),
      { numRuns: numRuns * 3, seed: 7 },
    );
  });
});

describe("the order of literals", () => {
  const inOrder = (values: string) => sorted(`VALUES (?row ?a ?b) { ${values} }`, false);

  it("puts strings by code point, and dateTimes by what is beyond the millisecond", () => {
    expect(inOrder('(0 "b" 0) (1 "a" 0) (2 "B" 0) (3 "𝒳" 0) (4 "\uffff" 0)')).toEqual([2, 1, 0, 4, 3]);
    expect(
      inOrder(`(0 "2024-05-01T12:00:00.12345671Z"^^xsd:dateTime 0)
        (1 "2024-05-01T12:00:00.1234567Z"^^xsd:dateTime 0)`),
    ).toEqual([1, 0]);
  });

  it.each(["", "^^<urn:x:text>"])("compares long texts beyond how they begin: %s", (datatype) => {
    const long = `\\"x`.repeat(200);
    const value = (row: number, text: string) => `(${row} "${text}"${datatype} 0)`;
    const values = [value(0, `${long}b`), value(1, long), value(2, `${long}a`), value(3, "a")];

    expect(inOrder(`${values.join(" ")} (4 "b"^^<urn:x:zzz> 0)`)).toEqual([1, 2, 0, 3, 4]);
  });

  it("leaves what is equal to the next condition", () => {
    expect(inOrder("(0 1 1) (1 1.0 2) (2 01 3)")).toEqual([2, 1, 0]);
  });

  it("puts NaN before the numbers, and ill-typed numbers after them", () => {
    expect(
      inOrder('(0 1 0) (1 "x"^^xsd:integer 0) (2 "NaN"^^xsd:double 0) (3 "-INF"^^xsd:double 0)'),
    ).toEqual([2, 3, 0, 1]);
  });
});

/** The numbers of the rows of a VALUES clause, sorted by `?a` and `?b`. */
function sorted(values: string, isDescending: boolean): number[] {
  const { columns, length, context } = tableOf(valuesOf(values));
  const compare = compareForOrder(context.terms);
  const [, first = new Uint32Array(), second = new Uint32Array()] = columns;
  const sign = isDescending ? -1 : 1;
  return Array.from({ length }, (_, row) => row).sort(
    (x, y) =>
      sign * compare(first[x] ?? 0, first[y] ?? 0) ||
      -sign * compare(second[x] ?? 0, second[y] ?? 0) ||
      x - y,
  );
}

function valuesOf(values: string) {
  const operation = algebraOf(`SELECT * { ${values} }`);
  if (operation.type !== "project" || operation.input.type !== "values") throw new Error(operation.type);
  return operation.input;
}
