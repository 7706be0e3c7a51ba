import type { QuadView } from "../../quads/quad-store.ts";
import { QueryStoppedError } from "../../sparql/errors.ts";
import { ThreadPool } from "../../threads/thread-pool.ts";
import { OverloadedError } from "../committer.ts";
import type { TaskOrder } from "./messages.ts";
import { TaskThread } from "./task-thread.ts";
import { doTask, type TaskInput, type TaskName, type TaskOutput } from "./tasks.ts";

interface Options {
  /** Most threads; 0: none, and every task is done in this one. */
  readonly taskThreads: number;
  /** Tasks that may wait for a thread; beyond: `overloaded`. */
  readonly queuedTasks: number;
}

interface TaskOptions {
  /** Whether it would hold this thread for long. */
  readonly isLarge: boolean;
  /** What it reads of the store. */
  readonly view?: QuadView;
  readonly signal?: AbortSignal | undefined;
}

/** Does tasks: in this thread what is small, or cannot be done in another, and in threads of their own what is large. */
export class TaskThreads {
  readonly #options: Options;
  readonly #pool: ThreadPool<TaskThread>;
  readonly #underWay = new Set<Promise<unknown>>();
  #reading = new AbortController();

  constructor(options: Options) {
    this.#options = options;
    this.#pool = new ThreadPool({
      threads: options.taskThreads,
      spare: 0,
      start: (listener) => new TaskThread(listener),
    });
  }

  /** Whether there are any: else all is done in this thread. */
  get areThere(): boolean {
    return this.#options.taskThreads > 0;
  }

  /** @throws what the task throws, the signal's reason, and {OverloadedError}. */
  run<Name extends TaskName>(
    name: Name,
    input: TaskInput<Name>,
    { isLarge, view, signal }: TaskOptions,
  ): Promise<TaskOutput<Name>> {
    const isShared = view === undefined || view.ids?.share !== undefined;
    if (!isLarge || !this.areThere || !isShared) return doTask(name, input, view);

    const output = this.#inThread({ name, input, ...sharedBy(view) }, signal);
    const settled = output.then(
      () => {},
      () => {},
    );
    this.#underWay.add(settled);
    void settled.finally(() => this.#underWay.delete(settled));
    return output as Promise<TaskOutput<Name>>;
  }

  async #inThread(order: TaskOrder, signal: AbortSignal | undefined): Promise<unknown> {
    const waiting = this.#underWay.size - this.#options.taskThreads;
    if (waiting >= this.#options.queuedTasks)
      throw new OverloadedError(`${waiting} tasks wait for a thread, and no more may`);
    const signals = [signal ?? [], order.view === undefined ? [] : this.#reading.signal].flat();
    const stop = AbortSignal.any(signals);
    const thread = await this.#pool.taken(stop);
    return thread.run(order, stop);
  }

  /** Ends what reads the store: what it reads is no more. */
  stopReading(reason: string): void {
    this.#reading.abort(new QueryStoppedError(reason));
    this.#reading = new AbortController();
  }

  /** Waits for what is under way, and ends the threads. */
  async close(): Promise<void> {
    await Promise.all(this.#underWay);
    await this.#pool.close();
  }
}

function sharedBy(view: QuadView | undefined): Pick<TaskOrder, "view"> {
  const shared = view?.ids?.share?.();
  return shared === undefined ? {} : { view: shared };
}
