import { getHeapStatistics } from "node:v8";
import { Worker } from "node:worker_threads";
import { packagePath } from "../../package-files.ts";
import type { PooledThread, ThreadListener } from "../../threads/thread-pool.ts";
import { refusalOfPlain } from "../preparation/refusal.ts";
import type { TaskOrder, TaskReport } from "./messages.ts";

/** Who waits for what comes of an order. */
interface Awaited {
  readonly order: TaskOrder;
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: unknown) => void;
}

/** A thread that does one task at a time. It keeps the process alive only while it does. */
export class TaskThread implements PooledThread {
  readonly #worker: Worker;
  readonly #listener: ThreadListener;
  #awaited: Awaited | undefined;
  #fault: Error | undefined;

  constructor(listener: ThreadListener) {
    this.#listener = listener;
    this.#worker = new Worker(packagePath("dist/pipeline/tasks/task-worker.js"), {
      execArgv: [],
      // As much as the task might take in the thread of the store.
      resourceLimits: { maxOldGenerationSizeMb: Math.ceil(getHeapStatistics().heap_size_limit / 2 ** 20) },
    });
    this.#worker.unref();
    this.#worker.on("message", (report: TaskReport) => this.#take(report));
    this.#worker.on("error", (error) => this.#end(error));
    this.#worker.on("exit", () => this.#end(new Error("The thread of a task has ended")));
  }

  /** What comes of a task. A signal ends the thread. @throws what the task throws, and the signal's reason. */
  async run(order: TaskOrder, signal?: AbortSignal): Promise<unknown> {
    const stop = () => {
      this.#awaited?.reject(signal?.reason);
      void this.terminate();
    };
    try {
      return await new Promise((resolve, reject) => {
        this.#awaited = { order, resolve, reject };
        if (this.#fault !== undefined) return reject(this.#fault);
        if (signal?.aborted) return stop();
        signal?.addEventListener("abort", stop, { once: true });
        this.#worker.ref();
        this.#worker.postMessage(order);
      });
    } finally {
      signal?.removeEventListener("abort", stop);
    }
  }

  async terminate(): Promise<void> {
    await this.#worker.terminate();
  }

  #take(report: TaskReport): void {
    if (report.kind === "ready") {
      this.#listener.onIdle();
      return;
    }
    const awaited = this.#awaited;
    this.#awaited = undefined;
    this.#worker.unref();
    if (report.kind === "done") awaited?.resolve(report.output);
    else awaited?.reject(refusalOfPlain(report.error));
    // What was redacted must not be found in the memory of a thread that sleeps.
    if (awaited?.order.view !== undefined) void this.terminate();
    else this.#listener.onIdle();
  }

  #end(error: Error): void {
    if (this.#fault !== undefined) return;
    this.#fault = error;
    this.#awaited?.reject(error);
    this.#listener.onEnd(error);
  }
}
