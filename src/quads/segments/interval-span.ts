import { layerOfInterval, numberOfInterval, open } from "./intervals.ts";

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
