/**
 * Rows sorted in one order, such as subject, predicate, object, graph.
 *
 * The first of the four sorted numbers is not stored once a row: `offsets` says where the rows of each begin.
 * Where the numbers lie close, `firsts` is empty and the rows of number `n` are those from `offsets[n - base]` to
 * before `offsets[n - base + 1]`; else the numbers that there are stand in `firsts`, and their rows begin at
 * `offsets` of the same place. There `buckets` says where to look: the numbers of the same `(n - base) >>> shift` stand
 * from `buckets` of that to before `buckets` of the next. All arrays lie in `SharedArrayBuffer`s, so that another thread can read them uncopied.
 */
export interface SortedRows {
  readonly base: number;
  readonly firsts: Uint32Array;
  readonly buckets: Uint32Array;
  readonly shift: number;
  /** One longer than there are numbers: the last says where the rows end. */
  readonly offsets: Uint32Array;
  /**
   * Four for each row: the second, third and fourth of the sorted numbers, and the interval with its layer (see
   * `intervals.ts`). They stand together, since who looks a row up needs all, and memory comes in lines of sixteen.
   */
  readonly numbers: Uint32Array;
}

/** What says where the rows of each first number are. */
export type Groups = Omit<SortedRows, "numbers">;

/** Zeros that threads can share. */
export function sharedNumbers(length: number): Uint32Array {
  return new Uint32Array(new SharedArrayBuffer(length * 4));
}

/** How many places of `offsets` have rows, or in the dense form may have. */
export function groupCount({ offsets }: SortedRows): number {
  return offsets.length - 1;
}

/** The first number of the rows at a place of `offsets`. */
export function firstAt({ base, firsts }: SortedRows, group: number): number {
  return firsts.length === 0 ? base + group : (firsts[group] as number);
}

/** The first place of `offsets` whose number is not below `first`. */
export function groupFrom(sorted: SortedRows, first: number): number {
  const { base, firsts, buckets, shift } = sorted;
  if (firsts.length > 0) {
    if (first <= base) return 0;
    const bucket = (first - base) >>> shift;
    if (bucket >= buckets.length - 1) return firsts.length;
    return lowerBound(firsts, buckets[bucket] as number, buckets[bucket + 1] as number, first);
  }
  return Math.min(Math.max(first - base, 0), groupCount(sorted));
}

/** The place of `offsets` that has the rows of `first`, or -1. */
export function groupOf(sorted: SortedRows, first: number): number {
  const { base, firsts, offsets, buckets, shift } = sorted;
  const distance = first - base;
  if (distance < 0) return -1;
  if (firsts.length === 0) return distance < offsets.length - 1 ? distance : -1;
  const bucket = distance >>> shift;
  if (bucket >= buckets.length - 1) return -1;
  const group = lowerBound(firsts, buckets[bucket] as number, buckets[bucket + 1] as number, first);
  return group < firsts.length && firsts[group] === first ? group : -1;
}

/** How many rows begin with `first`. */
export function groupLength(sorted: SortedRows, first: number): number {
  const group = groupOf(sorted, first);
  return group < 0 ? 0 : (sorted.offsets[group + 1] as number) - (sorted.offsets[group] as number);
}

/** The first place of sorted numbers, `from <= place < to`, that is not below `key`; `to` when there is none. */
export function lowerBound(sorted: Uint32Array, from: number, to: number, key: number): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sorted[middle] as number) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The first row, `from <= row < to`, whose number at `place` (0, 1 or 2) is not below `key`; `to` when there is none. */
export function firstRowFrom(
  numbers: Uint32Array,
  place: number,
  from: number,
  to: number,
  key: number,
): number {
  let low = from;
  let high = to;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((numbers[middle * 4 + place] as number) < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The first row, `from <= row < to`, whose number at `place` is above `key`, when none before `from` is. In steps that
 * double, since most patterns match few rows of many.
 */
export function firstRowAbove(
  numbers: Uint32Array,
  place: number,
  from: number,
  to: number,
  key: number,
): number {
  let step = 1;
  let low = from;
  while (low + step <= to && (numbers[(low + step - 1) * 4 + place] as number) <= key) {
    low += step;
    step *= 2;
  }
  return firstRowFrom(numbers, place, low, Math.min(low + step, to), key + 1);
}

/** Writes the first numbers of rows that come in order, in the form that takes less room. */
export class GroupWriter {
  readonly #base: number;
  readonly #isDense: boolean;
  readonly #firsts: Uint32Array;
  readonly #offsets: Uint32Array;
  #groups = 0;

  /** For numbers of `lowest` to `highest`, at most `most` of them. */
  constructor(lowest: number, highest: number, most: number, rows: number) {
    const range = highest - lowest + 1;
    this.#isDense = range <= Math.max(rows, most * 2);
    this.#base = this.#isDense ? lowest : 0;
    this.#firsts = new Uint32Array(this.#isDense ? 0 : most);
    this.#offsets = this.#isDense ? sharedNumbers(range + 1) : new Uint32Array(most + 1);
  }

  /** Says that the rows of `first`, which is above all before, end before the row `end`. */
  add(first: number, end: number): void {
    const offsets = this.#offsets;
    if (this.#isDense) {
      const group = first - this.#base;
      const begin = offsets[this.#groups] as number;
      for (let i = this.#groups + 1; i <= group; i++) offsets[i] = begin;
      offsets[group + 1] = end;
      this.#groups = group + 1;
    } else {
      this.#firsts[this.#groups] = first;
      this.#groups++;
      offsets[this.#groups] = end;
    }
  }

  finish(): Groups {
    const groups = this.#groups;
    if (this.#isDense) {
      this.#offsets.fill(this.#offsets[groups] as number, groups);
      const none = sharedNumbers(0);
      return { base: this.#base, firsts: none, buckets: none, shift: 0, offsets: this.#offsets };
    }
    const base = this.#firsts[0] ?? 0;
    const range = (this.#firsts[groups - 1] ?? 0) - base;
    let shift = 0;
    while (range >>> shift > groups / groupsOfBucket) shift++;
    const bucketCount = (range >>> shift) + 1;

    const all = sharedNumbers(groups * 2 + 1 + bucketCount + 1);
    const firsts = all.subarray(0, groups);
    const offsets = all.subarray(groups, groups * 2 + 1);
    const buckets = all.subarray(groups * 2 + 1);
    firsts.set(this.#firsts.subarray(0, groups));
    offsets.set(this.#offsets.subarray(0, groups + 1));
    for (let group = 0, bucket = 0; bucket <= bucketCount; bucket++) {
      while (group < groups && ((firsts[group] as number) - base) >>> shift < bucket) group++;
      buckets[bucket] = group;
    }
    return { base, firsts, buckets, shift, offsets };
  }
}

/** About how many numbers a bucket has, at least. */
const groupsOfBucket = 4;
