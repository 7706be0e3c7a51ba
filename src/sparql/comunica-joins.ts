import { HashJoin } from "asyncjoin";

interface Ending {
  _end: (this: Ending, isDestroyed?: boolean) => void;
}

const mended = new WeakSet<Ending>();

/**
 * Has `HashJoin` of `asyncjoin` (1.2) end after what it is read in, as every other iterator does. It ends within `read`, at which a
 * `UnionIterator` of `asynciterator` (3.10), which goes over its sources, misses the one that follows and waits for it without an end:
 * so does a `UNION` and a path of alternatives. What was mended is not mended again.
 */
export function endJoinsAfterReading(): void {
  const join = HashJoin.prototype as unknown as Ending;
  if (mended.has(join)) return;
  mended.add(join);
  const endAtOnce = join._end;
  const ending = new WeakSet<Ending>();
  join._end = function (isDestroyed) {
    if (isDestroyed === true) return endAtOnce.call(this, true);
    if (ending.has(this)) return;
    ending.add(this);
    queueMicrotask(() => endAtOnce.call(this));
  };
}
