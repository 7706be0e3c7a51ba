import type { Columns } from "../../columns/columns.ts";
import { columnAt, withRoom } from "../../columns/typed-columns.ts";

/** What a view reads of the intervals; `Intervals` says what it is. */
export interface IntervalTable {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly closing: Int32Array;
  readonly closed: Uint32Array;
  readonly erasures: number;
}

/** The memory of a table of intervals, to be posted to another thread. It is replaced when the table grows. */
export interface SharedIntervals extends Omit<IntervalTable, "erasures"> {
  readonly erasureCount: Int32Array;
}

/**
 * When quads hold. A row of the index names an *interval* `from <= position < to`, which all quads of a block share, and
 * which each derived statement has to itself. Closing writes here and leaves the rows alone.
 *
 * The upper two bits of a row's number say the layer, the lower thirty the interval. Numbers are given in the order of
 * opening, and closings are counted, so that a snapshot is three numbers: what was opened after it has a higher number, and
 * what was closed after it a higher count, even at the same journal position.
 */
export class Intervals implements IntervalTable {
  from = column(minimumCapacity);
  to = column(minimumCapacity);
  /** Which closing it was; `open` while there was none. */
  closing = column(minimumCapacity);
  /** A bit for each that was closed or erased: so small that looking there first is cheaper. */
  closed = new Uint32Array(new SharedArrayBuffer(minimumCapacity / 8));
  /** The highest `from`. */
  latestFrom = 0;
  /** Whether no `from` is lower than one before, as in a journal. */
  isOrdered = true;
  count = 0;
  closings = 0;
  readonly #erasureCount = new Int32Array(new SharedArrayBuffer(4));
  /** Derived statements in intervals below this are forgotten, since their rules were run anew. */
  firstDerived = 0;

  constructor(rested?: Columns) {
    if (rested === undefined) return;
    const [count, closings, latestFrom, isOrdered, firstDerived] = columnAt(
      rested,
      "facts",
      "float64",
    ) as unknown as readonly [number, number, number, number, number];
    this.count = count;
    this.closings = closings;
    this.latestFrom = latestFrom;
    this.isOrdered = isOrdered === 1;
    this.firstDerived = firstDerived;
    for (const name of ["from", "to", "closing"] as const)
      this[name] = withRoom(columnAt(rested, name, "int32"));
    const room = Math.max(this.from.length, minimumCapacity);
    this.closed = new Uint32Array(new SharedArrayBuffer(wordsOf(room) * 4));
    this.closed.set(columnAt(rested, "closed", "uint32"));
  }

  /** All of them, those that are still to be closed being copied. */
  columns(): Columns {
    const { count, closings, latestFrom, isOrdered, firstDerived } = this;
    return {
      facts: Float64Array.of(count, closings, latestFrom, isOrdered ? 1 : 0, firstDerived),
      from: this.from.subarray(0, count),
      to: this.to.slice(0, count),
      closing: this.closing.slice(0, count),
      closed: this.closed.slice(0, wordsOf(count)),
    };
  }

  /** How many were erased: what a running scan must notice. */
  get erasures(): number {
    return this.#erasureCount[0] as number;
  }

  /** What another thread reads. Closings go on to be seen there, and do no harm; the erasures too, until the table grows. */
  share(): SharedIntervals {
    const { from, to, closing, closed } = this;
    return { from, to, closing, closed, erasureCount: this.#erasureCount };
  }

  /** The number of a new interval. */
  open(from: number): number {
    if (from < 0 || from >= open) throw new RangeError(`${from} is no position`);
    if (this.count === maximumCount) throw new RangeError(`More than ${maximumCount} intervals`);
    if (this.count === Math.min(this.from.length, this.to.length, this.closing.length)) this.#grow();
    if (from < this.latestFrom) this.isOrdered = false;
    this.latestFrom = Math.max(this.latestFrom, from);
    this.from[this.count] = from;
    this.to[this.count] = open;
    this.closing[this.count] = open;
    return this.count++;
  }

  close(number: number, to: number): void {
    this.closings++;
    this.to[number] = to;
    this.closing[number] = this.closings;
    this.#markClosed(number);
  }

  /** Hides an interval at every position from every view, from those that are being read too. */
  erase(number: number): void {
    this.to[number] = 0;
    this.closing[number] = 0;
    this.#markClosed(number);
    Atomics.add(this.#erasureCount, 0, 1);
  }

  isOpen(number: number): boolean {
    return this.closing[number] === open;
  }

  isErased(number: number): boolean {
    return this.closing[number] === 0;
  }

  /** Whether no view that is made from now on sees it, at whatever position. */
  isGone(interval: number): boolean {
    const number = numberOfInterval(interval);
    return this.isErased(number) || (layerOfInterval(interval) !== 0 && number < this.firstDerived);
  }

  /** How many of the first intervals began by a position, when they are in order. */
  countBy(position: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.from[middle] as number) <= position) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #markClosed(number: number): void {
    this.closed[number >>> 5] = (this.closed[number >>> 5] as number) | (1 << (number & 31));
  }

  #grow(): void {
    const length = Math.max(this.count * 2, minimumCapacity);
    const closed = new Uint32Array(new SharedArrayBuffer(wordsOf(length) * 4));
    closed.set(this.closed.subarray(0, wordsOf(this.count)));
    this.closed = closed;
    for (const name of ["from", "to", "closing"] as const) {
      const larger = column(length);
      larger.set(this[name].subarray(0, this.count));
      this[name] = larger;
    }
  }
}

/** The table that another thread shared. */
export class ReadIntervals implements IntervalTable {
  readonly from: Int32Array;
  readonly to: Int32Array;
  readonly closing: Int32Array;
  readonly closed: Uint32Array;
  readonly #erasureCount: Int32Array;

  constructor({ from, to, closing, closed, erasureCount }: SharedIntervals) {
    this.from = from;
    this.to = to;
    this.closing = closing;
    this.closed = closed;
    this.#erasureCount = erasureCount;
  }

  get erasures(): number {
    return this.#erasureCount[0] as number;
  }
}

/** In the place of `to`: it has not been closed. */
export const open = 0x7fff_ffff;
const maximumCount = 2 ** 30;
const minimumCapacity = 1_024;

/** Words that have a bit for each of so many. */
function wordsOf(count: number): number {
  return Math.ceil(count / 32);
}

function column(length: number): Int32Array {
  return new Int32Array(new SharedArrayBuffer(length * 4));
}

export function intervalOf(number: number, layer: number): number {
  return ((layer << 30) | number) >>> 0;
}
export function numberOfInterval(interval: number): number {
  return interval & 0x3fff_ffff;
}
export function layerOfInterval(interval: number): number {
  return interval >>> 30;
}
