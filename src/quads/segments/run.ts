import {
  firstAt,
  firstRowAbove,
  firstRowFrom,
  groupCount,
  groupOf,
  type SortedRows,
  sharedNumbers,
} from "./sorted-rows.ts";

/** The rows of one segment, in one order, that may match a pattern: `at <= row < end`. A cursor fills it anew for each pattern. */
export class Run {
  sorted: SortedRows = nothing;
  at = 0;
  end = 0;
  /** The first number of the row `at`, and where the rows of that number end. */
  first = 0;
  firstEnd = 0;
  #group = 0;
  /** Whether a view sees all of its rows. */
  isWhole = false;

  /** All rows. */
  selectAll(sorted: SortedRows): void {
    this.sorted = sorted;
    this.at = 0;
    this.end = sorted.numbers.length / 4;
    this.#group = 0;
    this.first = firstAt(sorted, 0);
    this.firstEnd = sorted.offsets[1] as number;
    if (this.firstEnd === 0) this.moveGroup();
  }

  /** The rows that begin with these numbers; 0 is any, and ends the beginning. Returns whether there is one. */
  select(sorted: SortedRows, first: number, second: number, third: number, fourth: number): boolean {
    const group = groupOf(sorted, first);
    if (group < 0) return false;
    let from = sorted.offsets[group] as number;
    let to = sorted.offsets[group + 1] as number;
    const { numbers } = sorted;
    if (second !== 0 && from < to) {
      from = firstRowFrom(numbers, 0, from, to, second);
      to = firstRowAbove(numbers, 0, from, to, second);
      if (third !== 0 && from < to) {
        from = firstRowFrom(numbers, 1, from, to, third);
        to = firstRowAbove(numbers, 1, from, to, third);
        if (fourth !== 0 && from < to) {
          from = firstRowFrom(numbers, 2, from, to, fourth);
          to = firstRowAbove(numbers, 2, from, to, fourth);
        }
      }
    }
    this.sorted = sorted;
    this.at = from;
    this.end = to;
    this.first = first;
    this.firstEnd = to;
    return from < to;
  }

  /** Goes on to the first number of the row `at`, which is the first beyond `firstEnd`. */
  moveGroup(): void {
    const { offsets } = this.sorted;
    const last = groupCount(this.sorted) - 1;
    while (this.#group < last && (offsets[this.#group + 1] as number) <= this.at) this.#group++;
    this.first = firstAt(this.sorted, this.#group);
    this.firstEnd = offsets[this.#group + 1] as number;
  }

  /** Whether the row `at` comes before that of another run in the same order. */
  isBefore(other: Run): boolean {
    if (this.first !== other.first) return this.first < other.first;
    const { numbers } = this.sorted;
    const otherNumbers = other.sorted.numbers;
    const place = this.at * 4;
    const otherPlace = other.at * 4;
    for (let i = 0; i < 3; i++)
      if (numbers[place + i] !== otherNumbers[otherPlace + i])
        return (numbers[place + i] as number) < (otherNumbers[otherPlace + i] as number);
    return false;
  }
}

/** How many rows the first so many of runs have left. */
export function rowsLeft(runs: readonly Run[], count: number): number {
  let sum = 0;
  for (let i = 0; i < count; i++) {
    const run = runs[i] as Run;
    sum += run.end - run.at;
  }
  return sum;
}

const none = sharedNumbers(0);
const nothing: SortedRows = {
  base: 0,
  firsts: none,
  buckets: none,
  shift: 0,
  offsets: sharedNumbers(1),
  numbers: none,
};
