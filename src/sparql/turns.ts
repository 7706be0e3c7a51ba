import { setImmediate } from "node:timers/promises";

/** How long a thread may work for one answer before it looks after others. */
const turnMs = 0.5;

/**
 * The same items, between which the event loop has its turn every half a millisecond or so, whatever it takes to make and to use them:
 * a long answer, even to a reader that never waits, holds up nobody else.
 */
export async function* inTurns<T>(items: Iterable<T> | AsyncIterable<T>): AsyncGenerator<T> {
  let end = performance.now() + turnMs;
  // What is there already need not be waited for.
  if (Symbol.iterator in items)
    for (const item of items) {
      yield item;
      if (performance.now() >= end) end = await nextTurn();
    }
  else
    for await (const item of items) {
      yield item;
      if (performance.now() >= end) end = await nextTurn();
    }
}

/** When the turn ends that comes after all others had theirs. */
async function nextTurn(): Promise<number> {
  await setImmediate();
  return performance.now() + turnMs;
}
