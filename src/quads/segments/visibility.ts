import type { IntervalSpan } from "./interval-span.ts";
import { type Intervals, type IntervalTable, open } from "./intervals.ts";

/** The numbers that hold a snapshot still: some layers of what was open at its moment, or at an earlier position. */
export interface Sight {
  /** A bit for each layer. */
  readonly layers: number;
  readonly position: number;
  /** How many intervals there were, or had begun by the position. */
  readonly count: number;
  readonly closings: number;
  readonly firstDerived: number;
  /** Whether all intervals below `count` began by the position. */
  readonly beganAll: boolean;
}

/** What is seen now. */
export function sightOf(intervals: Intervals, layers: number, position: number = open - 1): Sight {
  const last = Math.min(position, open - 1);
  const { closings, firstDerived } = intervals;
  return {
    layers,
    position: last,
    count: intervals.isOrdered ? intervals.countBy(last) : intervals.count,
    closings,
    firstDerived,
    beganAll: intervals.isOrdered || intervals.latestFrom <= last,
  };
}

/** What one snapshot sees. */
export class Visibility {
  readonly intervals: IntervalTable;
  readonly sight: Sight;
  readonly #layers: number;
  readonly #position: number;
  readonly #count: number;
  readonly #closings: number;
  readonly #firstDerived: number;
  readonly #beganAll: boolean;

  constructor(intervals: IntervalTable, sight: Sight) {
    this.intervals = intervals;
    this.sight = sight;
    this.#layers = sight.layers;
    this.#position = sight.position;
    this.#count = sight.count;
    this.#closings = sight.closings;
    this.#firstDerived = sight.firstDerived;
    this.#beganAll = sight.beganAll;
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
