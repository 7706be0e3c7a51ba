import { EventEmitter } from "node:events";
import { AsyncIterator } from "asynciterator";
import { HashJoin } from "asyncjoin";

type Fail = (error: unknown) => void;

const running = new Set<Fail>();
const mended = new WeakSet<object>();

/** Has an evaluation be told of errors that nobody listens to, until what it answers is called. */
export function hearErrors(fail: Fail): () => void {
  running.add(fail);
  return () => running.delete(fail);
}

/**
 * Has an error of an iterator of `asynciterator` (3.10) that nobody listens to end the evaluation. An emitter throws such an error where it
 * stands, in a promise or a task of nobody's, and with that the process ends, with all that it does besides. Comunica listens too late to some
 * iterators (to joins, whose sources may fail at once), and no more to those of which it has had enough (the rest of a `UNION`
 * after `ASK` or a `LIMIT`).
 *
 * Nothing tells of which query an iterator is: all that Comunica evaluates in this thread end with the error. In a thread for queries that
 * is one, and with `--engine n3` as many as are asked at the same time.
 */
export function mendErrors(): void {
  // Comunica has the package by `require`, and we by `import`, which is another copy.
  for (const prototype of [AsyncIterator.prototype, iteratorOf(HashJoin.prototype)]) {
    if (mended.has(prototype)) continue;
    mended.add(prototype);
    (prototype as EventEmitter & { emit: EventEmitter["emit"] }).emit = emitHeard;
  }
}

function emitHeard(
  this: EventEmitter & { readonly done?: boolean },
  event: string | symbol,
  ...values: never[]
) {
  if (event !== "error" || this.listenerCount("error") > 0)
    return EventEmitter.prototype.emit.call(this, event, ...values);
  if (this.done !== true) for (const fail of running) fail(values[0]);
  return false;
}

/** What an iterator's class comes from that is an emitter, and no more. */
function iteratorOf(prototype: object): EventEmitter {
  const parent = Object.getPrototypeOf(prototype) as object | null;
  if (parent === null) throw new Error("The iterators of Comunica are no emitters of Node's");
  return parent === EventEmitter.prototype ? (prototype as EventEmitter) : iteratorOf(parent);
}
