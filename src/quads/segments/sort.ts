/**
 * Sorts the numbers of rows by a column, keeping the order of rows that are equal in it: a radix sort, digit by digit from
 * the lowest. Rows are sorted by several columns by sorting by the least important first.
 */
export function sortBy(order: Uint32Array, column: Uint32Array): void {
  const { length } = order;
  let lowest = 0xffffffff;
  let highest = 0;
  let before = 0;
  let isSorted = true;
  for (let i = 0; i < length; i++) {
    const value = column[order[i] as number] as number;
    if (value < lowest) lowest = value;
    if (value > highest) highest = value;
    if (value < before) isSorted = false;
    before = value;
  }
  if (isSorted) return;

  const bits = length < fewRows ? 8 : 11;
  const buckets = 1 << bits;
  const starts = new Uint32Array(buckets);
  let from = order;
  let to: Uint32Array = new Uint32Array(length);
  for (let shift = 0; shift < 32 && (highest - lowest) / 2 ** shift >= 1; shift += bits) {
    starts.fill(0);
    const mask = buckets - 1;
    for (let i = 0; i < length; i++) {
      const digit = (((column[from[i] as number] as number) - lowest) >>> shift) & mask;
      starts[digit] = (starts[digit] as number) + 1;
    }
    let start = 0;
    for (let digit = 0; digit < buckets; digit++) {
      const count = starts[digit] as number;
      starts[digit] = start;
      start += count;
    }
    for (let i = 0; i < length; i++) {
      const row = from[i] as number;
      const digit = (((column[row] as number) - lowest) >>> shift) & mask;
      const place = starts[digit] as number;
      starts[digit] = place + 1;
      to[place] = row;
    }
    [from, to] = [to, from];
  }
  if (from !== order) order.set(from);
}

/** Below so many rows, clearing the counts of large digits would cost more than a further pass. */
const fewRows = 4_096;
