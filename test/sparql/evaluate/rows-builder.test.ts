import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Rows } from "../../../src/sparql/evaluate/rows.ts";
import { gathered } from "../../../src/sparql/evaluate/rows-builder.ts";

const width = 3;

/** A chunk of rows whose columns have more room than rows, as those of operators do. */
const someRows = fc
  .record({ length: fc.integer({ min: 0, max: 40 }), first: fc.integer({ min: 1, max: 1_000 }) })
  .map(({ length, first }): Rows => {
    const column = (i: number) =>
      Uint32Array.from({ length: length + 5 }, (_, row) => first + row * width + i);
    return { columns: Array.from({ length: width }, (_, i) => column(i)), length };
  });

describe("gathered rows", () => {
  it("are those of all chunks in order, and leave the chunks as they were", () => {
    fc.assert(
      fc.property(fc.array(someRows, { maxLength: 12 }), (chunks) => {
        const before = chunks.map(copied);
        let heldBytes = 0;

        const all = gathered(chunks, width, (bytes) => {
          heldBytes += bytes;
        });

        expect(rowsOf([all])).toEqual(rowsOf(before));
        expect(heldBytes).toBe(4 * width * all.length);
        expect(chunks).toEqual(before);
      }),
    );
  });

  it("may be more than fit into one chunk by far", () => {
    const chunk = { columns: [Uint32Array.from({ length: 16_384 }, (_, row) => row)], length: 8_192 };

    const { columns, length } = gathered(
      Array.from({ length: 40 }, () => chunk),
      1,
      () => {},
    );

    expect(length).toBe(40 * 8_192);
    expect(columns[0]?.[length - 1]).toBe(8_191);
    expect(columns[0]?.[8_192]).toBe(0);
  });
});

function copied({ columns, length }: Rows): Rows {
  return { columns: columns.map((column) => Uint32Array.from(column)), length };
}

function rowsOf(chunks: readonly Rows[]): number[][] {
  return chunks.flatMap(({ columns, length }) =>
    Array.from({ length }, (_, row) => columns.map((column) => column[row] as number)),
  );
}
