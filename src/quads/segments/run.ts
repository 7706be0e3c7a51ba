import {
  firstAt,
  groupCount,
  groupOf,
  lowerBound,
  type SortedColumns,
  sharedColumn,
  upperBound,
} from "./columns.ts";

/** The rows of one segment, in one order, that may match a pattern: `at <= row < end`. A cursor fills it anew for each pattern. */
export class Run {
  columns: SortedColumns = nothing;
  at = 0;
  end = 0;
  /** The first number of the row `at`, and where the rows of that number end. */
  first = 0;
  firstEnd = 0;
  #group = 0;
  /** Whether a view sees all of its rows. */
  isWhole = false;

  /** All rows. */
  selectAll(columns: SortedColumns): void {
    this.columns = columns;
    this.at = 0;
    this.end = columns.second.length;
    this.#group = 0;
    this.first = firstAt(columns, 0);
    this.firstEnd = columns.offsets[1] as number;
    if (this.firstEnd === 0) this.moveGroup();
  }

  /** The rows that begin with these numbers; 0 is any, and ends the beginning. Returns whether there is one. */
  select(columns: SortedColumns, first: number, second: number, third: number, fourth: number): boolean {
    const group = groupOf(columns, first);
    if (group < 0) return false;
    let from = columns.offsets[group] as number;
    let to = columns.offsets[group + 1] as number;
    if (second !== 0 && from < to) {
      from = lowerBound(columns.second, from, to, second);
      to = upperBound(columns.second, from, to, second);
      if (third !== 0 && from < to) {
        from = lowerBound(columns.third, from, to, third);
        to = upperBound(columns.third, from, to, third);
        if (fourth !== 0 && from < to) {
          from = lowerBound(columns.fourth, from, to, fourth);
          to = upperBound(columns.fourth, from, to, fourth);
        }
      }
    }
    this.columns = columns;
    this.at = from;
    this.end = to;
    this.first = first;
    this.firstEnd = to;
    return from < to;
  }

  /** Goes on to the first number of the row `at`, which is the first beyond `firstEnd`. */
  moveGroup(): void {
    const { offsets } = this.columns;
    const last = groupCount(this.columns) - 1;
    while (this.#group < last && (offsets[this.#group + 1] as number) <= this.at) this.#group++;
    this.first = firstAt(this.columns, this.#group);
    this.firstEnd = offsets[this.#group + 1] as number;
  }

  /** Whether the row `at` comes before that of another run in the same order. */
  isBefore(other: Run): boolean {
    if (this.first !== other.first) return this.first < other.first;
    const { columns, at } = this;
    const { columns: otherColumns, at: otherAt } = other;
    if (columns.second[at] !== otherColumns.second[otherAt])
      return (columns.second[at] as number) < (otherColumns.second[otherAt] as number);
    if (columns.third[at] !== otherColumns.third[otherAt])
      return (columns.third[at] as number) < (otherColumns.third[otherAt] as number);
    return (columns.fourth[at] as number) < (otherColumns.fourth[otherAt] as number);
  }
}

const none = sharedColumn(0);
const nothing: SortedColumns = {
  base: 0,
  firsts: none,
  offsets: sharedColumn(1),
  second: none,
  third: none,
  fourth: none,
  interval: none,
};
