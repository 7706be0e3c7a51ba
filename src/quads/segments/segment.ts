import { type IntervalSpan, spanOf } from "./interval-span.ts";
import { sortBy } from "./sort.ts";
import { type Groups, GroupWriter, lowerBound, type SortedRows, sharedNumbers } from "./sorted-rows.ts";

/** The four orders of a segment, as places of `Segment.orders`. */
export const spo = 0;
export const pos = 1;
export const osp = 2;
export const gspo = 3;

/** Quads in the order of their arrival, as columns of numbers; only the first `length` rows count. */
export interface QuadRows {
  readonly subject: Uint32Array;
  readonly predicate: Uint32Array;
  readonly object: Uint32Array;
  readonly graph: Uint32Array;
  readonly interval: Uint32Array;
  readonly length: number;
}

/** About the quads of each predicate: how many distinct subjects and objects. */
export interface PredicateCounts {
  /** Sorted. */
  readonly predicates: Uint32Array;
  readonly subjects: Uint32Array;
  readonly objects: Uint32Array;
}

/**
 * Quads that never change, in four orders: subject, predicate, object, graph; predicate, object, subject, graph; object,
 * subject, predicate, graph; and graph, subject, predicate, object. So whatever is bound in a pattern is the beginning of an order.
 */
export interface Segment {
  readonly rows: number;
  readonly orders: readonly [SortedRows, SortedRows, SortedRows, SortedRows];
  readonly counts: PredicateCounts;
  /** The spans of two segments do not meet. */
  readonly span: IntervalSpan;
}

/** A segment of the rows. Each order is the one before sorted by one column more. */
export function segmentOf(rows: QuadRows, fromOf: (interval: number) => number): Segment {
  const { subject, predicate, object, graph, length } = rows;
  const order = new Uint32Array(length);
  for (let i = 0; i < length; i++) order[i] = i;

  for (const column of [graph, object, predicate, subject]) sortBy(order, column);
  const bySubject = gather(rows.interval, order, subject, predicate, object, graph);
  const byGraphOrder = order.slice();
  sortBy(order, object);
  const byObject = gather(rows.interval, order, object, subject, predicate, graph);
  sortBy(order, predicate);
  const byPredicate = gather(rows.interval, order, predicate, object, subject, graph);
  sortBy(byGraphOrder, graph);
  const byGraph = gather(rows.interval, byGraphOrder, graph, subject, predicate, object);

  return {
    rows: length,
    orders: [bySubject, byPredicate, byObject, byGraph],
    counts: countsOf(bySubject, byPredicate),
    span: spanOf(rows.interval.subarray(0, length), fromOf),
  };
}

function gather(
  interval: Uint32Array,
  order: Uint32Array,
  ...[first, second, third, fourth]: [Uint32Array, Uint32Array, Uint32Array, Uint32Array]
): SortedRows {
  const { length } = order;
  const numbers = sharedNumbers(length * 4);
  for (let i = 0; i < length; i++) {
    const row = order[i] as number;
    numbers[i * 4] = second[row] as number;
    numbers[i * 4 + 1] = third[row] as number;
    numbers[i * 4 + 2] = fourth[row] as number;
    numbers[i * 4 + 3] = interval[row] as number;
  }
  return { ...groupsOf(order, first), numbers };
}

function groupsOf(order: Uint32Array, first: Uint32Array): Groups {
  const { length } = order;
  let groups = 0;
  let before = -1;
  for (let i = 0; i < length; i++) {
    const value = first[order[i] as number] as number;
    if (value !== before) groups++;
    before = value;
  }
  const lowest = length === 0 ? 0 : (first[order[0] as number] as number);
  const writer = new GroupWriter(lowest, Math.max(before, lowest), groups, length);
  for (let i = 1; i <= length; i++) {
    const value = first[order[i - 1] as number] as number;
    if (i === length || value !== first[order[i] as number]) writer.add(value, i);
  }
  return writer.finish();
}

/** Counts the changes of the subject, and of the object, among the rows of each predicate. */
export function countsOf(bySubject: SortedRows, byPredicate: SortedRows): PredicateCounts {
  const { offsets, firsts, base, numbers } = byPredicate;
  const found: number[] = [];
  for (let group = 0; group < offsets.length - 1; group++)
    if (offsets[group] !== offsets[group + 1]) found.push(group);
  const all = sharedNumbers(found.length * 3);
  const [predicates, subjects, objects] = [0, 1, 2].map((i) =>
    all.subarray(i * found.length, (i + 1) * found.length),
  ) as [Uint32Array, Uint32Array, Uint32Array];
  const placeOf = new Uint32Array(offsets.length);
  found.forEach((group, place) => {
    predicates[place] = firsts.length === 0 ? base + group : (firsts[group] as number);
    placeOf[group] = place;
    let count = 0;
    let before = -1;
    for (let row = offsets[group] as number; row < (offsets[group + 1] as number); row++) {
      if (numbers[row * 4] !== before) count++;
      before = numbers[row * 4] as number;
    }
    objects[place] = count;
  });

  const ends = bySubject.offsets;
  const isDense = firsts.length === 0;
  for (let group = 0; group < ends.length - 1; group++) {
    let before = -1;
    for (let row = ends[group] as number; row < (ends[group + 1] as number); row++) {
      const predicate = bySubject.numbers[row * 4] as number;
      if (predicate === before) continue;
      before = predicate;
      const place = isDense
        ? (placeOf[predicate - base] as number)
        : lowerBound(predicates, 0, predicates.length, predicate);
      subjects[place] = (subjects[place] as number) + 1;
    }
  }
  return { predicates, subjects, objects };
}
