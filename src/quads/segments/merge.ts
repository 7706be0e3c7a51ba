import { unionOfSpans } from "./interval-span.ts";
import { countsOf, type Segment } from "./segment.ts";
import {
  firstAt,
  GroupWriter,
  groupCount,
  groupFrom,
  type SortedRows,
  sharedNumbers,
} from "./sorted-rows.ts";

/** Both segments as one, in one pass over each order; a function of their buffers and of nothing else. */
export function mergeSegments(a: Segment, b: Segment): Segment {
  const [large, small] = a.rows < b.rows ? [b, a] : [a, b];
  const orders = [0, 1, 2, 3].map((order) =>
    mergeColumns(large.orders[order] as SortedRows, small.orders[order] as SortedRows),
  ) as [SortedRows, SortedRows, SortedRows, SortedRows];
  return {
    rows: a.rows + b.rows,
    orders,
    counts: countsOf(orders[0], orders[1]),
    span: unionOfSpans(a.span, b.span),
  };
}

/** Goes by the first numbers of the small one: what of the large one lies between two of them is copied as it is. */
function mergeColumns(large: SortedRows, small: SortedRows): SortedRows {
  const rows = (large.numbers.length + small.numbers.length) / 4;
  const merged = new Merged(large, small, rows);
  let group = 0;
  for (let i = 0; i < groupCount(small); i++) {
    const from = small.offsets[i] as number;
    const to = small.offsets[i + 1] as number;
    if (from === to) continue;
    const first = firstAt(small, i);
    const next = groupFrom(large, first);
    merged.copyGroups(large, group, next);
    group = next;
    if (group < groupCount(large) && firstAt(large, group) === first) {
      merged.mergeGroup(first, large.offsets[group] as number, large.offsets[group + 1] as number, from, to);
      group++;
    } else merged.copyGroups(small, i, i + 1);
  }
  merged.copyGroups(large, group, groupCount(large));
  return merged.finish();
}

/** Where merged rows are written. */
class Merged {
  readonly #large: SortedRows;
  readonly #small: SortedRows;
  readonly #numbers: Uint32Array;
  readonly #groups: GroupWriter;
  #rows = 0;

  constructor(large: SortedRows, small: SortedRows, rows: number) {
    this.#large = large;
    this.#small = small;
    this.#numbers = sharedNumbers(rows * 4);
    const lowest = Math.min(firstAt(large, 0), firstAt(small, 0));
    const highest = Math.max(firstAt(large, groupCount(large) - 1), firstAt(small, groupCount(small) - 1));
    this.#groups = new GroupWriter(lowest, highest, usedGroups(large) + usedGroups(small), rows);
  }

  /** Copies the rows of `group <= each < end`. */
  copyGroups(source: SortedRows, group: number, end: number): void {
    if (group === end) return;
    const shift = this.#rows - (source.offsets[group] as number);
    for (let i = group; i < end; i++) {
      const to = source.offsets[i + 1] as number;
      if (to !== source.offsets[i]) this.#groups.add(firstAt(source, i), to + shift);
    }
    this.#copy(source, source.offsets[group] as number, source.offsets[end] as number);
  }

  /** Merges rows of both that have the same first number. */
  mergeGroup(first: number, from: number, to: number, smallFrom: number, smallTo: number): void {
    const [large, small] = [this.#large, this.#small];
    let row = from;
    for (let i = smallFrom; i < smallTo; i++) {
      const next = placeOf(large, row, to, small, i);
      this.#copy(large, row, next);
      this.#copy(small, i, i + 1);
      row = next;
    }
    this.#copy(large, row, to);
    this.#groups.add(first, this.#rows);
  }

  finish(): SortedRows {
    return { ...this.#groups.finish(), numbers: this.#numbers };
  }

  #copy(source: SortedRows, from: number, to: number): void {
    const start = this.#rows * 4;
    this.#rows += to - from;
    if (to - from > fewRows) {
      this.#numbers.set(source.numbers.subarray(from * 4, to * 4), start);
      return;
    }
    const shift = start - from * 4;
    for (let i = from * 4; i < to * 4; i++) this.#numbers[i + shift] = source.numbers[i] as number;
  }
}

/** Up to so many rows are copied one by one: cheaper than to name their range. */
const fewRows = 24;

function usedGroups(sorted: SortedRows): number {
  const { firsts, offsets } = sorted;
  if (firsts.length > 0) return firsts.length;
  let used = 0;
  for (let i = 1; i < offsets.length; i++) if (offsets[i] !== offsets[i - 1]) used++;
  return used;
}

/** The first of `from <= row < to` that does not come before row `i` of `other`; looks near `from` first. */
function placeOf({ numbers }: SortedRows, from: number, to: number, other: SortedRows, i: number): number {
  const second = other.numbers[i * 4] as number;
  const third = other.numbers[i * 4 + 1] as number;
  const fourth = other.numbers[i * 4 + 2] as number;
  let low = from;
  let step = 1;
  while (low + step <= to && isBefore(numbers, low + step - 1, second, third, fourth)) {
    low += step;
    step *= 2;
  }
  let high = Math.min(low + step, to);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(numbers, middle, second, third, fourth)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isBefore(numbers: Uint32Array, row: number, second: number, third: number, fourth: number): boolean {
  const a = numbers[row * 4] as number;
  if (a !== second) return a < second;
  const b = numbers[row * 4 + 1] as number;
  if (b !== third) return b < third;
  return (numbers[row * 4 + 2] as number) < fourth;
}
