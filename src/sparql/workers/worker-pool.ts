import type { SharedView } from "../../quads/segments/shared-view.ts";
import { QueryThread, type ThreadAnswer, type ThreadQuery } from "./query-thread.ts";

export interface PoolOptions {
  /** Most threads. */
  readonly threads: number;
  readonly memoryBytes: number;
}

/** A query that waits for a thread. */
interface Waiter {
  readonly take: (thread: QueryThread) => void;
  readonly fail: (fault: Error) => void;
}

/** A thread that nobody uses for so long is ended, but for one: it holds the memory of the view that it read last. */
const idleMs = 30_000;

/**
 * Threads that answer queries. One is started at once, and another whenever none is idle, so that no query waits for a
 * thread to start until there are as many as may be; then queries wait for each other, in their order.
 */
export class WorkerPool {
  readonly #options: PoolOptions;
  readonly #threads = new Set<QueryThread>();
  #starting = 0;
  #idle: QueryThread[] = [];
  #waiting: Waiter[] = [];
  #isClosed = false;
  readonly #timerOf = new Map<QueryThread, NodeJS.Timeout>();

  constructor(options: PoolOptions) {
    this.#options = options;
    this.#keepSpare();
  }

  /** @throws what the query throws, and the signal's reason. */
  async answer(query: ThreadQuery, view: () => SharedView, signal?: AbortSignal): Promise<ThreadAnswer> {
    const thread = await this.#taken(signal);
    return thread.answer(query, view(), signal);
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await Promise.all(Array.from(this.#threads, (thread) => thread.terminate()));
  }

  #taken(signal: AbortSignal | undefined): Promise<QueryThread> {
    signal?.throwIfAborted();
    const idle = this.#idle.pop();
    if (idle !== undefined) {
      clearTimeout(this.#timerOf.get(idle));
      this.#keepSpare();
      return Promise.resolve(idle);
    }
    return new Promise((resolve, reject) => {
      const take = (thread: QueryThread) => {
        signal?.removeEventListener("abort", leave);
        resolve(thread);
      };
      const waiter: Waiter = { take, fail: reject };
      const leave = () => {
        this.#waiting = this.#waiting.filter((each) => each !== waiter);
        reject(signal?.reason as Error);
      };
      signal?.addEventListener("abort", leave, { once: true });
      this.#waiting.push(waiter);
      this.#keepSpare();
    });
  }

  #keepSpare(): void {
    if (this.#isClosed) return;
    const wanted = this.#waiting.length + 1;
    while (this.#idle.length + this.#starting < wanted && this.#threads.size < this.#options.threads)
      this.#start();
  }

  #start(): void {
    let isStarting = true;
    const started = () => {
      if (isStarting) this.#starting--;
      isStarting = false;
    };
    const thread: QueryThread = new QueryThread({
      memoryBytes: this.#options.memoryBytes,
      onIdle: () => {
        started();
        this.#offer(thread);
      },
      onEnd: (fault) => {
        const hasStarted = !isStarting;
        started();
        this.#forget(thread);
        if (hasStarted) this.#keepSpare();
        else for (const { fail } of this.#waiting.splice(0)) fail(fault);
      },
    });
    this.#starting++;
    this.#threads.add(thread);
  }

  #offer(thread: QueryThread): void {
    const next = this.#waiting.shift();
    if (next !== undefined) {
      next.take(thread);
      return;
    }
    this.#idle.push(thread);
    const end = () => {
      if (this.#idle.length > 1 && this.#idle.includes(thread)) {
        this.#forget(thread);
        void thread.terminate();
      }
    };
    this.#timerOf.set(thread, setTimeout(end, idleMs).unref());
  }

  #forget(thread: QueryThread): void {
    this.#threads.delete(thread);
    this.#idle = this.#idle.filter((each) => each !== thread);
    clearTimeout(this.#timerOf.get(thread));
    this.#timerOf.delete(thread);
  }
}
