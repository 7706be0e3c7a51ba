import { Worker } from "node:worker_threads";
import type { Axiom } from "../../entailment/axioms.ts";
import { packagePath } from "../../package-files.ts";
import type { SharedView } from "../../quads/segments/shared-view.ts";
import type { PooledThread, ThreadListener } from "../../threads/thread-pool.ts";
import { QueryTooLargeError } from "../errors.ts";
import { AxiomsPatcher } from "./axioms-patch.ts";
import type { Head, Order, PostedQuery, PostedRows, Report, ThreadData } from "./messages.ts";
import { errorOfPlain } from "./plain-error.ts";
import { ViewPatcher } from "./view-patch.ts";

/** A query for whichever thread is idle. */
export interface ThreadQuery extends Omit<PostedQuery, "number" | "view" | "axioms"> {
  readonly axioms: readonly Axiom[] | undefined;
}

/** The head of an answer, and its rows. */
export interface ThreadAnswer {
  readonly head: Head;
  /** Who begins to read them reads them to their end, or returns. */
  readonly rows: AsyncIterable<PostedRows>;
}

export interface ThreadOptions extends ThreadListener {
  /** Bytes of intermediate rows that one query may hold; the objects that it makes may take as much again. */
  readonly memoryBytes: number;
}

/** A query that a thread answers: what it reported and nobody read yet. */
interface Answering {
  readonly number: number;
  /** Whether it has something to say when it is stopped too. */
  readonly isAwaited: boolean;
  readonly reports: Report[];
  fault?: Error;
  /** Tells the reader that there is more to see. */
  wake: () => void;
  /** No longer listens to the signal. */
  leave: () => void;
}

/** How long a thread has to notice that its query is stopped, before it is ended itself. */
const graceMs = 200;
/** A thread that has taken more memory is ended after its query. */
const mostHeldBytes = 256 * 2 ** 20;
/** What the program itself takes of a thread's heap, and more. */
const baseHeapMb = 128;

/** A thread that answers one query at a time. It keeps the process alive only while it answers. */
export class QueryThread implements PooledThread {
  readonly #worker: Worker;
  readonly #options: ThreadOptions;
  readonly #patcher = new ViewPatcher();
  readonly #axioms = new AxiomsPatcher();
  readonly #stopped = new Int32Array(new SharedArrayBuffer(4));
  #queries = 0;
  #answering: Answering | undefined;
  #grace: NodeJS.Timeout | undefined;
  #fault: Error | undefined;
  #isEnding = false;

  constructor(options: ThreadOptions) {
    this.#options = options;
    const { memoryBytes } = options;
    this.#worker = new Worker(packagePath("dist/sparql/workers/thread/query-worker.cjs"), {
      workerData: { memoryBytes, stopped: this.#stopped } satisfies ThreadData,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: Math.ceil(memoryBytes / 2 ** 20) + baseHeapMb },
    });
    this.#worker.unref();
    this.#worker.on("message", (report: Report) => this.#take(report));
    this.#worker.on("error", (error) => this.#end(error));
    this.#worker.on("exit", () => this.#end(new Error("The thread of a query has ended")));
  }

  /** Answers a query. @throws what the query throws, and the signal's reason. */
  async answer(query: ThreadQuery, view: SharedView, signal?: AbortSignal): Promise<ThreadAnswer> {
    const number = ++this.#queries;
    const stop = () => {
      this.#stop(answering);
      answering.wake();
    };
    const leave = () => signal?.removeEventListener("abort", stop);
    const isAwaited = query.isExplained;
    const answering: Answering = { number, isAwaited, reports: [], wake: () => {}, leave };
    if (this.#fault !== undefined) throw this.#fault;
    this.#answering = answering;
    this.#worker.ref();
    signal?.addEventListener("abort", stop, { once: true });
    const axioms = this.#axioms.patchFor(query.axioms);
    const posted = { ...query, number, axioms, view: this.#patcher.patchFor(view) };
    this.#post({ kind: "query", query: posted });

    const first = await this.#next(answering, signal);
    if (first.kind !== "head") throw new Error("An answer begins with its head");
    return { head: first.head, rows: this.#rows(answering, signal) };
  }

  /** It may still report that its query is over, and takes no other. */
  async terminate(): Promise<void> {
    this.#isEnding = true;
    await this.#worker.terminate();
  }

  /** When they are left before their end, the query is stopped. */
  async *#rows(answering: Answering, signal: AbortSignal | undefined): AsyncGenerator<PostedRows> {
    try {
      for (;;) {
        const report = await this.#next(answering, signal);
        if (report.kind !== "rows") return;
        yield report;
        this.#post({ kind: "taken" });
      }
    } finally {
      this.#stop(answering);
    }
  }

  async #next(answering: Answering, signal: AbortSignal | undefined): Promise<Report> {
    for (;;) {
      if (!answering.isAwaited) signal?.throwIfAborted();
      const report = answering.reports.shift();
      if (report?.kind === "error") throw errorOfPlain(report.error);
      if (report !== undefined) return report;
      if (answering.fault !== undefined) {
        signal?.throwIfAborted();
        throw answering.fault;
      }
      await new Promise<void>((resolve) => {
        answering.wake = resolve;
      });
    }
  }

  #take(report: Report): void {
    if (report.kind === "ready" && !this.#isEnding) this.#options.onIdle();
    const answering = this.#answering;
    if (answering?.number !== report.number) return;
    answering.reports.push(report);
    if (report.kind === "end" || report.kind === "error") {
      this.#leave(answering);
      this.#worker.unref();
      // It would collect its garbage when it next needs memory, which may be never.
      if (report.heldBytes > mostHeldBytes) void this.terminate();
      else if (!this.#isEnding) this.#options.onIdle();
    }
    answering.wake();
  }

  #stop(answering: Answering): void {
    if (this.#answering !== answering) return;
    const { number } = answering;
    if (Atomics.exchange(this.#stopped, 0, number) === number) return;
    // It may be waiting for its reader.
    this.#post({ kind: "taken" });
    this.#grace = setTimeout(() => void this.terminate(), graceMs);
  }

  #end(error: Error): void {
    if (this.#fault !== undefined) return;
    const isOutOfMemory = "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";
    this.#fault = isOutOfMemory ? new QueryTooLargeError(this.#options.memoryBytes) : error;
    const answering = this.#answering;
    if (answering !== undefined) {
      answering.fault = this.#fault;
      this.#leave(answering);
      answering.wake();
    }
    this.#options.onEnd(this.#fault);
  }

  #leave(answering: Answering): void {
    clearTimeout(this.#grace);
    answering.leave();
    this.#answering = undefined;
  }

  #post(order: Order): void {
    this.#worker.postMessage(order);
  }
}
