import type { IntervalSpan } from "./interval-span.ts";
import { type Intervals, open } from "./intervals.ts";

/** What one snapshot sees: some layers of what was open at its moment, or at an earlier position. */
export class Visibility {
  readonly intervals: Intervals;
  readonly #layers: number;
  readonly #position: number;
  readonly #count: number;
  readonly #closings: number;
  readonly #firstDerived: number;
  /** Whether all intervals below `#count` began by the position. */
  readonly #beganAll: boolean;

  /** `layers` has a bit for each layer. */
  constructor(intervals: Intervals, layers: number, position: number = open - 1) {
    this.intervals = intervals;
    this.#layers = layers;
    this.#position = Math.min(position, open - 1);
    this.#count = intervals.isOrdered ? intervals.countBy(this.#position) : intervals.count;
    this.#closings = intervals.closings;
    this.#firstDerived = intervals.firstDerived;
    this.#beganAll = intervals.isOrdered || intervals.latestFrom <= this.#position;
  }

  sees(interval: number): boolean {
    const layer = interval >>> 30;
    if (((this.#layers >>> layer) & 1) === 0) return false;
    const number = interval & 0x3fff_ffff;
    if (number >= this.#count || (layer !== 0 && number < this.#firstDerived)) return false;
    const { intervals } = this;
    if ((((intervals.closed[number >>> 5] as number) >>> (number & 31)) & 1) === 1)
      if ((intervals.closing[number] as number) <= this.#closings)
        if ((intervals.to[number] as number) <= this.#position) return false;
    return this.#beganAll || (intervals.from[number] as number) <= this.#position;
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
