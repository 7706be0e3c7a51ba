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

/** What one snapshot sees: some layers of what was open at its moment, or at an earlier position. */
export class Visibility {
  readonly intervals: Intervals;
  readonly #layers: number;
  readonly #position: number;
  readonly #count: number;
  readonly #closings: number;
  readonly #firstDerived: number;

  /**
   * `layers` has a bit for each layer. Derived intervals below `firstDerived` are those of rules that were run anew since.
   */
  constructor(intervals: Intervals, layers: number, firstDerived: number, position: number = open - 1) {
    this.intervals = intervals;
    this.#layers = layers;
    this.#position = Math.min(position, open - 1);
    this.#count = intervals.count;
    this.#closings = intervals.closings;
    this.#firstDerived = firstDerived;
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
  seesAll(span: {
    readonly first: number;
    readonly last: number;
    readonly layers: number;
    readonly latestFrom: number;
  }): boolean {
    return (
      (span.layers & ~this.#layers) === 0 &&
      span.last < this.#count &&
      (span.layers === 1 || span.first >= this.#firstDerived) &&
      span.latestFrom <= this.#position
    );
  }
}
