import { spanOf } from "./interval-span.ts";
import { countsOf, gspo, type Segment } from "./segment.ts";
import { firstAt, GroupWriter, groupCount, type SortedRows, sharedNumbers } from "./sorted-rows.ts";

/** The segment without the rows of intervals that are gone: so that what was erased does not stay in memory. */
export function withoutGone(
  segment: Segment,
  isGone: (interval: number) => boolean,
  fromOf: (number: number) => number,
): Segment {
  const { numbers } = segment.orders[gspo];
  let rows = 0;
  for (let i = 3; i < numbers.length; i += 4) if (!isGone(numbers[i] as number)) rows++;
  if (rows === segment.rows) return segment;

  const orders = segment.orders.map((sorted) => keptOf(sorted, rows, isGone)) as unknown as Segment["orders"];
  return {
    rows,
    orders,
    counts: countsOf(orders[0], orders[1]),
    span: spanOf(orders[gspo].numbers, fromOf, 3, 4),
  };
}

function keptOf(sorted: SortedRows, rows: number, isGone: (interval: number) => boolean): SortedRows {
  const numbers = sharedNumbers(rows * 4);
  const groups = groupCount(sorted);
  const used = Math.min(groups, rows);
  const writer = new GroupWriter(firstAt(sorted, 0), firstAt(sorted, groups - 1), used, rows);
  let length = 0;
  for (let group = 0; group < groups; group++) {
    const before = length;
    const end = (sorted.offsets[group + 1] as number) * 4;
    for (let place = (sorted.offsets[group] as number) * 4; place < end; place += 4) {
      if (isGone(sorted.numbers[place + 3] as number)) continue;
      for (let i = 0; i < 4; i++) numbers[length + i] = sorted.numbers[place + i] as number;
      length += 4;
    }
    if (length > before) writer.add(firstAt(sorted, group), length / 4);
  }
  return { ...writer.finish(), numbers };
}
