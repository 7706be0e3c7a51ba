/** A thread as its pool knows it: it does one thing at a time, for whom it was taken. */
export interface PooledThread {
  terminate(): Promise<void>;
}

/** What a thread tells its pool. */
export interface ThreadListener {
  /** It has started, or is done with what it was taken for: it can be taken. */
  readonly onIdle: () => void;
  /** It is no more. */
  readonly onEnd: (fault: Error) => void;
}

export interface PoolOptions<Thread extends PooledThread> {
  /** Most threads. */
  readonly threads: number;
  /** How many idle ones stand ready beside those that are wanted. */
  readonly spare: number;
  readonly start: (listener: ThreadListener) => Thread;
}

/** Who waits for a thread. */
interface Waiter<Thread> {
  readonly take: (thread: Thread) => void;
  readonly fail: (fault: Error) => void;
}

/** A thread that nobody uses for so long is ended, but for the spare ones: it holds the memory of what it read last. */
const idleMs = 30_000;

/**
 * Threads for whoever needs one. With a spare one it is started at once, and another whenever none is idle, so that nobody waits for a
 * thread to start until there are as many as may be; then all wait for each other, in their order.
 */
export class ThreadPool<Thread extends PooledThread> {
  readonly #options: PoolOptions<Thread>;
  readonly #threads = new Set<Thread>();
  #starting = 0;
  #idle: Thread[] = [];
  #waiting: Waiter<Thread>[] = [];
  #isClosed = false;
  readonly #timerOf = new Map<Thread, NodeJS.Timeout>();

  constructor(options: PoolOptions<Thread>) {
    this.#options = options;
    this.#keepSpare();
  }

  /** A thread that is idle, or the next that will be; it is taken until it says that it is idle again. @throws the signal's reason. */
  async taken(signal?: AbortSignal): Promise<Thread> {
    signal?.throwIfAborted();
    if (this.#isClosed) throw new Error("The threads have ended");
    const idle = this.#idle.pop();
    if (idle !== undefined) {
      clearTimeout(this.#timerOf.get(idle));
      this.#keepSpare();
      return idle;
    }
    return new Promise((resolve, reject) => {
      const take = (thread: Thread) => {
        signal?.removeEventListener("abort", leave);
        resolve(thread);
      };
      const waiter: Waiter<Thread> = { take, fail: reject };
      const leave = () => {
        this.#waiting = this.#waiting.filter((each) => each !== waiter);
        reject(signal?.reason as Error);
      };
      signal?.addEventListener("abort", leave, { once: true });
      this.#waiting.push(waiter);
      this.#keepSpare();
    });
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    for (const { fail } of this.#waiting.splice(0)) fail(new Error("The threads have ended"));
    await Promise.all(Array.from(this.#threads, (thread) => thread.terminate()));
  }

  #keepSpare(): void {
    if (this.#isClosed) return;
    const wanted = this.#waiting.length + this.#options.spare;
    while (this.#idle.length + this.#starting < wanted && this.#threads.size < this.#options.threads)
      this.#start();
  }

  #start(): void {
    let isStarting = true;
    const started = () => {
      if (isStarting) this.#starting--;
      isStarting = false;
    };
    const thread: Thread = this.#options.start({
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

  #offer(thread: Thread): void {
    const next = this.#waiting.shift();
    if (next !== undefined) {
      next.take(thread);
      return;
    }
    this.#idle.push(thread);
    const end = () => {
      if (this.#idle.length > this.#options.spare && this.#idle.includes(thread)) {
        this.#forget(thread);
        void thread.terminate();
      }
    };
    this.#timerOf.set(thread, setTimeout(end, idleMs).unref());
  }

  #forget(thread: Thread): void {
    this.#threads.delete(thread);
    this.#idle = this.#idle.filter((each) => each !== thread);
    clearTimeout(this.#timerOf.get(thread));
    this.#timerOf.delete(thread);
  }
}
