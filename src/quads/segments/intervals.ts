/**
 * When quads hold. A row of the index names an *interval* `from <= position < to`, which all quads of a block share, and
 * which each derived statement has to itself. Closing writes here and leaves the rows alone.
 *
 * The upper two bits of a row's number say the layer, the lower thirty the interval. Numbers are given in the order of
 * opening, and closings are counted, so that a snapshot is three numbers: what was opened after it has a higher number, and
 * what was closed after it a higher count, even at the same journal position.
 */
export class Intervals {
  from = column(minimumCapacity);
  to = column(minimumCapacity);
  /** Which closing it was; `open` while there was none. */
  closing = column(minimumCapacity);
  count = 0;
  closings = 0;
  /** How many were erased: what a running scan must notice. */
  erasures = 0;
  /** Derived statements in intervals below this are forgotten, since their rules were run anew. */
  firstDerived = 0;

  /** The number of a new interval. */
  open(from: number): number {
    if (from < 0 || from >= open) throw new RangeError(`${from} is no position`);
    if (this.count === maximumCount) throw new RangeError(`More than ${maximumCount} intervals`);
    if (this.count === this.from.length) this.#grow();
    this.from[this.count] = from;
    this.to[this.count] = open;
    this.closing[this.count] = open;
    return this.count++;
  }

  close(number: number, to: number): void {
    this.closings++;
    this.to[number] = to;
    this.closing[number] = this.closings;
  }

  /** Hides an interval at every position from every view, from those that are being read too. */
  erase(number: number): void {
    this.erasures++;
    this.to[number] = 0;
    this.closing[number] = 0;
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

  #grow(): void {
    const length = this.from.length * 2;
    for (const name of ["from", "to", "closing"] as const) {
      const larger = column(length);
      larger.set(this[name]);
      this[name] = larger;
    }
  }
}

/** In the place of `to`: it has not been closed. */
export const open = 0x7fff_ffff;
const maximumCount = 2 ** 30;
const minimumCapacity = 1_024;

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

/** Which intervals some rows have: what tells that a view sees all of them. */
export interface IntervalSpan {
  /** The lowest and the highest number. */
  readonly first: number;
  readonly last: number;
  /** The lowest number of a derived statement; `open` when there is none. */
  readonly firstDerived: number;
  /** A bit for each layer that there is. */
  readonly layers: number;
  readonly latestFrom: number;
}

/** The span of every `step`-th of `rows`, from `start` on, which are intervals with their layers. */
export function spanOf(
  rows: Uint32Array,
  fromOf: (number: number) => number,
  start = 0,
  step = 1,
): IntervalSpan {
  let [first, last, firstDerived, layers, latestFrom] = [open, -1, open, 0, 0];
  let before = -1;
  for (let i = start; i < rows.length; i += step) {
    const interval = rows[i] as number;
    if (interval === before) continue;
    before = interval;
    const number = numberOfInterval(interval);
    const layer = layerOfInterval(interval);
    first = Math.min(first, number);
    last = Math.max(last, number);
    if (layer !== 0) firstDerived = Math.min(firstDerived, number);
    layers |= 1 << layer;
    latestFrom = Math.max(latestFrom, fromOf(number));
  }
  return { first, last, firstDerived, layers, latestFrom };
}

/** The span of rows of both. */
export function unionOfSpans(a: IntervalSpan, b: IntervalSpan): IntervalSpan {
  return {
    first: Math.min(a.first, b.first),
    last: Math.max(a.last, b.last),
    firstDerived: Math.min(a.firstDerived, b.firstDerived),
    layers: a.layers | b.layers,
    latestFrom: Math.max(a.latestFrom, b.latestFrom),
  };
}

/** What one snapshot sees: some layers of what was open at its moment, or at an earlier position. */
export class Visibility {
  readonly intervals: Intervals;
  readonly #layers: number;
  readonly #position: number;
  readonly #count: number;
  readonly #closings: number;
  readonly #firstDerived: number;

  /** `layers` has a bit for each layer. */
  constructor(intervals: Intervals, layers: number, position: number = open - 1) {
    this.intervals = intervals;
    this.#layers = layers;
    this.#position = Math.min(position, open - 1);
    this.#count = intervals.count;
    this.#closings = intervals.closings;
    this.#firstDerived = intervals.firstDerived;
  }

  sees(interval: number): boolean {
    const layer = interval >>> 30;
    if (((this.#layers >>> layer) & 1) === 0) return false;
    const number = interval & 0x3fff_ffff;
    if (number >= this.#count || (layer !== 0 && number < this.#firstDerived)) return false;
    const { intervals } = this;
    if ((intervals.closing[number] as number) <= this.#closings)
      if ((intervals.to[number] as number) <= this.#position) return false;
    return (intervals.from[number] as number) <= this.#position;
  }

  /** Whether all rows of such a span are seen, when none of its intervals was closed. */
  seesAll(span: IntervalSpan): boolean {
    return (
      (span.layers & ~this.#layers) === 0 &&
      span.last < this.#count &&
      span.firstDerived >= this.#firstDerived &&
      span.latestFrom <= this.#position
    );
  }
}
