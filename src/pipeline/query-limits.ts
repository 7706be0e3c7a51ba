import { OperationalError } from "../errors.ts";
import type { QueryResult } from "../sparql/engine.ts";

/** The query ran longer than `queryTimeoutMs`, or than the client's own `timeout`. */
export class QueryTimeoutError extends OperationalError {
  override readonly name = "QueryTimeoutError";
  readonly code = "query-timeout";
}

/** As many queries run as may; try again shortly. */
export class TooManyQueriesError extends OperationalError {
  override readonly name = "TooManyQueriesError";
  readonly code = "too-many-queries";
}

/** Runs queries, at most so many at once, each with a time limit that holds from its start to its last row. */
export class QueryGate {
  readonly #concurrentQueries: number;
  #running = 0;

  constructor({ concurrentQueries }: { readonly concurrentQueries: number }) {
    this.#concurrentQueries = concurrentQueries;
  }

  /** @throws {QueryTimeoutError} also while the answer is being read. @throws {TooManyQueriesError} */
  async run(
    start: (signal: AbortSignal, checkTime: () => void) => Promise<QueryResult>,
    { timeoutMs, signal }: { readonly timeoutMs: number; readonly signal?: AbortSignal },
  ): Promise<QueryResult> {
    if (this.#running >= this.#concurrentQueries) {
      throw new TooManyQueriesError(`${this.#running} queries run, and no more may at once`);
    }
    this.#running += 1;
    const stop = new AbortController();
    const deadline = performance.now() + timeoutMs;
    const timeout = () =>
      new QueryTimeoutError(
        `The query was stopped after ${timeoutMs} ms; a narrower one, or a larger "timeout", may end`,
      );
    const checkTime = () => {
      if (performance.now() > deadline) throw timeout();
    };
    const timer = setTimeout(() => stop.abort(timeout()), timeoutMs);
    const abort = () => stop.abort(signal?.reason);
    signal?.addEventListener("abort", abort, { once: true });
    let isDone = false;
    const done = () => {
      if (isDone) return;
      isDone = true;
      clearTimeout(timer);
      signal?.removeEventListener("abort", abort);
      this.#running -= 1;
    };
    // An answer that nobody reads has no end of its own.
    stop.signal.addEventListener("abort", done, { once: true });
    try {
      const result = await rejectedOnAbort(start(stop.signal, checkTime), stop.signal);
      if (result.kind === "boolean") {
        done();
        return result;
      }
      const watch = <T>(items: AsyncIterable<T>) => watched(items, stop.signal, done);
      const { ids } = result;
      const watchedIds = ids === undefined ? {} : { ids: { ...ids, chunks: watch(ids.chunks) } };
      if (result.kind === "quads") return { ...result, quads: watch(result.quads), ...watchedIds };
      return { ...result, rows: watch(result.rows), ...watchedIds };
    } catch (error) {
      done();
      throw error;
    }
  }
}

async function* watched<T>(rows: AsyncIterable<T>, signal: AbortSignal, done: () => void): AsyncGenerator<T> {
  const iterator = rows[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await rejectedOnAbort(iterator.next(), signal);
      if (next.done === true) return;
      yield next.value;
    }
  } finally {
    done();
    void iterator.return?.();
  }
}

/** The promise, or the signal's reason if that comes first. */
function rejectedOnAbort<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  if (signal.aborted) return Promise.reject(signal.reason as Error);
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason as Error);
    signal.addEventListener("abort", abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
