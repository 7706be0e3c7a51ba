import { OperationalError } from "../errors.ts";
import type { QueryResult } from "../sparql/engine.ts";
import { QueryStoppedError } from "../sparql/errors.ts";
import type { Rows } from "../sparql/evaluate/rows.ts";

/** The query ran longer than `queryTimeoutMs`, or than the client's own `timeout`. */
export class QueryTimeoutError extends OperationalError {
  override readonly name = "QueryTimeoutError";
  readonly code = "query-timeout";
}

/** The answer has more rows or triples than `queryRows`. */
class TooManyRowsError extends OperationalError {
  override readonly name = "TooManyRowsError";
  readonly code = "too-many-rows";
}

/** As many queries run as may; try again shortly. */
export class TooManyQueriesError extends OperationalError {
  override readonly name = "TooManyQueriesError";
  readonly code = "too-many-queries";
}

/** A query that runs, or whose answer is being read. */
export interface RunningQuery {
  readonly id: string;
  readonly text: string;
  /** When it began. */
  readonly since: Date;
  /** Rows or triples that its reader was given. */
  readonly rows: number;
}

export interface QueryLimits {
  readonly timeoutMs: number;
  /** Most rows or triples of the answer; default: any number. */
  readonly mostRows?: number;
  /** Ends the query when its asker goes away. */
  readonly signal?: AbortSignal;
  /** For the list of running queries. */
  readonly text?: string;
  /** Whether a stopped query has still something to say, and is awaited until it has. */
  readonly isAwaited?: boolean;
}

interface Running {
  readonly id: string;
  readonly text: string;
  readonly since: Date;
  rows: number;
  readonly stop: AbortController;
}

/** Runs queries, at most so many at once, each with a time limit that holds from its start to its last row. */
export class QueryGate {
  readonly #concurrentQueries: number;
  readonly #clock: () => number;
  readonly #running = new Map<string, Running>();
  #begun = 0;

  constructor({ concurrentQueries }: { readonly concurrentQueries: number }, clock = Date.now) {
    this.#concurrentQueries = concurrentQueries;
    this.#clock = clock;
  }

  /** The queries that run, oldest first. */
  get running(): readonly RunningQuery[] {
    return Array.from(this.#running.values(), ({ id, text, since, rows }) => ({ id, text, since, rows }));
  }

  /** Stops a query; whether there was one of that id. */
  stop(id: string): boolean {
    const running = this.#running.get(id);
    running?.stop.abort(new QueryStoppedError("The query was stopped by its id"));
    return running !== undefined;
  }

  stopAll(reason: string): void {
    for (const { stop } of [...this.#running.values()]) stop.abort(new QueryStoppedError(reason));
  }

  /** @throws {TooManyQueriesError} when as many queries run as may. */
  refuseIfFull(): void {
    if (this.#running.size >= this.#concurrentQueries)
      throw new TooManyQueriesError(`${this.#running.size} queries run, and no more may at once`);
  }

  /** @throws {QueryTimeoutError} also while the answer is being read, like {TooManyRowsError}. @throws {TooManyQueriesError} */
  async run(
    start: (signal: AbortSignal, checkTime: () => void) => Promise<QueryResult>,
    { timeoutMs, mostRows = Number.POSITIVE_INFINITY, signal, text = "", isAwaited = false }: QueryLimits,
  ): Promise<QueryResult> {
    this.refuseIfFull();
    const stop = new AbortController();
    this.#begun += 1;
    const running = { id: `${this.#begun}`, text, since: new Date(this.#clock()), rows: 0, stop };
    this.#running.set(running.id, running);
    const deadline = performance.now() + timeoutMs;
    const timeout = () =>
      new QueryTimeoutError(
        `The query was stopped after ${timeoutMs} ms; a narrower one may end, or one with more time, at most the limit "queryTimeoutMs"`,
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
      this.#running.delete(running.id);
    };
    // An answer that nobody reads has no end of its own.
    stop.signal.addEventListener("abort", done, { once: true });
    try {
      const started = start(stop.signal, checkTime);
      const result = await (isAwaited ? started : rejectedOnAbort(started, stop.signal));
      if (result.kind === "boolean") {
        done();
        return result;
      }
      const counted = (rows: number) => {
        const length = Math.min(rows, mostRows - running.rows);
        running.rows += length;
        return length;
      };
      const tooMany = () => new TooManyRowsError(`The answer has more than ${mostRows} rows`);
      const watchedItems = <T>(items: AsyncIterable<T>) =>
        watched(items, { signal: stop.signal, done, tooMany }, (item) =>
          counted(1) === 1 ? item : undefined,
        );
      const watchedChunks = (chunks: AsyncIterable<Rows>) =>
        watched(chunks, { signal: stop.signal, done, tooMany }, (chunk) => {
          const length = counted(chunk.length);
          if (length === chunk.length) return chunk;
          return length === 0 ? undefined : { ...chunk, length };
        });
      const { ids } = result;
      const withIds = ids === undefined ? {} : { ids: { ...ids, chunks: watchedChunks(ids.chunks) } };
      if (result.kind === "quads") return { ...result, quads: watchedItems(result.quads), ...withIds };
      return { ...result, rows: watchedItems(result.rows), ...withIds };
    } catch (error) {
      done();
      throw error;
    }
  }
}

interface Watching {
  readonly signal: AbortSignal;
  readonly done: () => void;
  readonly tooMany: () => Error;
}

/** The items as they come; the first that `allowed` does not let pass as it is ends them, after what is left of it. */
async function* watched<T>(
  rows: AsyncIterable<T>,
  { signal, done, tooMany }: Watching,
  allowed: (item: T) => T | undefined,
): AsyncGenerator<T> {
  const iterator = rows[Symbol.asyncIterator]();
  try {
    for (;;) {
      const next = await rejectedOnAbort(iterator.next(), signal);
      if (next.done === true) return;
      const passed = allowed(next.value);
      if (passed !== undefined) yield passed;
      if (passed !== next.value) throw tooMany();
    }
  } finally {
    done();
    void iterator.return?.();
  }
}

/** The promise, or the signal's reason if that comes first. */
function rejectedOnAbort<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const abort = () => reject(signal.reason as Error);
    // The promise is listened to all the same: it may fail for the same reason, and nobody else would hear of that.
    if (signal.aborted) abort();
    else signal.addEventListener("abort", abort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener("abort", abort));
  });
}
