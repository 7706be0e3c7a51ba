import { describe, expect, it } from "vitest";
import { withoutGone } from "../../../src/quads/segments/compact.ts";
import { intervalOf } from "../../../src/quads/segments/intervals.ts";
import { mergeSegments } from "../../../src/quads/segments/merge.ts";
import { gspo, osp, pos, type Segment, segmentOf, spo } from "../../../src/quads/segments/segment.ts";
import { firstAt, groupCount, type SortedRows } from "../../../src/quads/segments/sorted-rows.ts";

/** Few rows and many; of terms that lie close, whose groups are dense, and far apart. */
const sorts = [
  { title: "a few rows", rows: 7, terms: 5, spread: 1 },
  { title: "a few rows of terms far apart", rows: 40, terms: 30, spread: 50_000_000 },
  { title: "many rows", rows: 6_000, terms: 3_000, spread: 1 },
  { title: "many rows of terms far apart", rows: 6_000, terms: 4_000, spread: 500_000 },
];

describe("a segment", () => {
  it.each(sorts)("has $title sorted in four orders", (sort) => {
    const rows = someRows(sort, 0);

    const segment = segmentOf(columnsOf(rows), fromOf);

    expectRows(segment, rows);
    expect(segment.span).toMatchObject({ first: 0, last: sort.rows - 1, latestFrom: fromOf(sort.rows - 1) });
  });

  it.each(sorts)("is the same when $title come in two parts and are merged", (sort) => {
    const rows = someRows(sort, 0);
    const more = someRows({ ...sort, rows: Math.ceil(sort.rows / 20) }, sort.rows);
    const [large, small] = [rows, more].map((each) => segmentOf(columnsOf(each), fromOf)) as [
      Segment,
      Segment,
    ];

    for (const merged of [mergeSegments(large, small), mergeSegments(small, large)]) {
      expectRows(merged, [...rows, ...more]);
      expect(merged.counts).toEqual(segmentOf(columnsOf([...rows, ...more]), fromOf).counts);
      expect(merged.span).toEqual(segmentOf(columnsOf([...rows, ...more]), fromOf).span);
    }
  });

  it.each(sorts)("loses what is gone of $title", (sort) => {
    const rows = someRows(sort, 0);
    const segment = segmentOf(columnsOf(rows), fromOf);

    const kept = withoutGone(segment, (interval) => interval % 3 === 0, fromOf);

    const expected = rows.filter(([, , , , interval]) => interval % 3 !== 0);
    expectRows(kept, expected);
    expect(kept.span).toEqual(segmentOf(columnsOf(expected), fromOf).span);
    expect(withoutGone(kept, () => true, fromOf).rows).toBe(0);
  });

  it("counts the distinct subjects and objects of each predicate", () => {
    const rows: Row[] = [
      [1, 7, 3, 9, 0],
      [1, 7, 4, 9, 1],
      [2, 7, 4, 9, 2],
      [2, 8, 4, 9, 3],
      [2, 8, 4, 10, 4],
    ];

    const { counts } = segmentOf(columnsOf(rows), fromOf);

    expect([...counts.predicates]).toEqual([7, 8]);
    expect([...counts.subjects]).toEqual([2, 1]);
    expect([...counts.objects]).toEqual([2, 1]);
  });
});

/** Subject, predicate, object, graph and interval. */
type Row = readonly [number, number, number, number, number];

function someRows({ rows, terms, spread }: (typeof sorts)[number], firstInterval: number): Row[] {
  let state = rows + firstInterval;
  const term = (count: number) => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
    return 1 + Math.floor((state / 2 ** 32) * count) * Math.min(spread, Math.floor((2 ** 31 - 2) / terms));
  };
  return Array.from({ length: rows }, (_, i) => [
    term(terms),
    term(5),
    term(terms),
    term(terms / 2),
    intervalOf(firstInterval + i, i % 4),
  ]);
}

function columnsOf(rows: readonly Row[]) {
  const column = (i: number) => Uint32Array.from(rows, (row) => row[i] as number);
  return {
    subject: column(0),
    predicate: column(1),
    object: column(2),
    graph: column(3),
    interval: column(4),
    length: rows.length,
  };
}

function fromOf(interval: number): number {
  return interval >> 2;
}

const places = new Map([
  [spo, [0, 1, 2, 3]],
  [pos, [1, 2, 0, 3]],
  [osp, [2, 0, 1, 3]],
  [gspo, [3, 0, 1, 2]],
]);

function expectRows(segment: Segment, rows: readonly Row[]): void {
  expect(segment.rows).toBe(rows.length);
  for (const [order, columns] of places) {
    const inOrder = rows.map((row) => [...columns, 4].map((i) => row[i] as number)).sort(compare);
    const found = read(segment.orders[order] as SortedRows);
    // Equal quads of several intervals stand in any order.
    expect(found.map((row) => row.slice(0, 4))).toEqual(inOrder.map((row) => row.slice(0, 4)));
    expect(found.sort(compare)).toEqual(inOrder);
  }
}

function read(sorted: SortedRows): number[][] {
  const rows: number[][] = [];
  for (let group = 0; group < groupCount(sorted); group++)
    for (let row = sorted.offsets[group] as number; row < (sorted.offsets[group + 1] as number); row++)
      rows.push([firstAt(sorted, group), ...sorted.numbers.subarray(row * 4, row * 4 + 4)]);
  return rows;
}

function compare(a: readonly number[], b: readonly number[]): number {
  const i = a.findIndex((value, place) => value !== b[place]);
  return i < 0 ? 0 : (a[i] as number) - (b[i] as number);
}
