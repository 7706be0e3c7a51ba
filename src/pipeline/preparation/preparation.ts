import { setTimeout } from "node:timers";
import type { Configuration } from "../../configuration.ts";
import { RecentObjects } from "../../events/recent-objects.ts";
import { type Seal, sealFor } from "../../journal/seal.ts";
import type { IrisOptions } from "../../mapping/iris.ts";
import { packagePath } from "../../package-files.ts";
import { OverloadedError } from "../committer.ts";
import type { PrepareContext, Prepared } from "../prepare.ts";
import { PreparationThread, type SentBody } from "./preparation-thread.ts";
import { type PreparedBody, prepareBody, type SealedInput, sealedInput } from "./prepare-body.ts";

export interface PreparationOptions {
  readonly keys: IrisOptions;
  /** What is the same for every body; the configuration may be another for the next. */
  readonly context: () => PrepareContext;
  readonly jsonDepth: number;
  readonly batchEvents: number;
  /** Most bodies that may wait. */
  readonly queuedEvents: number;
  /** Most threads; 0: none. */
  readonly threads: number;
  /** Slices that a thread is handed before it has answered. Default: the next, and not many, since what it has fails with it. */
  readonly orders?: number;
  /** The program of a thread; default: the one that the package ships. */
  readonly threadFile?: string;
}

/** A body that waits, or is being prepared. */
interface Job extends SentBody {
  readonly context: PrepareContext;
  readonly weight: number;
  readonly resolve: (prepared: PreparedBody) => void;
  readonly reject: (error: unknown) => void;
}

/** Jobs that were handed to someone, and how to settle them once that one is done. */
interface Slice {
  settle?: () => void;
}

/**
 * Prepares bodies: in this thread while few come, and in threads of its own once so many wait that starting one pays. Either
 * way by `prepareBody`, and each is given back in the order in which they came.
 */
export class Preparation {
  readonly #options: PreparationOptions;
  #seal: Seal;
  #recent = new RecentObjects();
  #waiting: Job[] = [];
  /** Oldest first. */
  #slices: Slice[] = [];
  #unsettled = 0;
  #isScheduled = false;
  #isBusyHere = false;
  readonly #threads = new Set<PreparationThread>();
  /** What has waited beside others since there were threads last. */
  #crowd = 0;
  #canStart = true;
  #idleTimer: NodeJS.Timeout | undefined;
  #whenIdle: (() => void)[] = [];

  constructor(options: PreparationOptions) {
    this.#options = options;
    this.#seal = sealFor(options.keys.storeKey);
  }

  /** Bodies that wait, and those that are being prepared. */
  get queued(): number {
    return this.#unsettled;
  }

  /** What becomes of the events of a body. @throws {OverloadedError} */
  prepare(body: SentBody): Promise<PreparedBody> {
    if (this.#unsettled >= this.#options.queuedEvents)
      return Promise.reject(new OverloadedError(`${this.#unsettled} bodies wait, and no more may`));
    return new Promise((resolve, reject) => {
      clearTimeout(this.#idleTimer);
      this.#unsettled += 1;
      const weight = 1 + body.received.bytes.length / bytesOfWeight;
      this.#waiting.push({ ...body, context: this.#options.context(), weight, resolve, reject });
      this.#schedule();
    });
  }

  /** What was prepared already, such as a posted document, sealed. @throws {UnwritableTermError} */
  sealed(prepared: Prepared): SealedInput {
    return sealedInput(prepared, this.#seal);
  }

  /** Forgets what it remembers of earlier events, such as their facets. */
  forget(): void {
    this.#seal = sealFor(this.#options.keys.storeKey);
    this.#recent = new RecentObjects();
    void this.#retireThreads();
  }

  /** Settles when nothing waits, and nothing is being prepared. */
  async idle(): Promise<void> {
    if (this.#unsettled > 0) await new Promise<void>((resolve) => this.#whenIdle.push(resolve));
  }

  /** Waits for what is under way, and ends the threads. */
  async close(): Promise<void> {
    await this.idle();
    clearTimeout(this.#idleTimer);
    this.#canStart = false;
    await this.#retireThreads();
  }

  /** Later in this turn of the event loop, so that what comes together is prepared together. */
  #schedule(): void {
    if (this.#isScheduled || this.#waiting.length === 0) return;
    this.#isScheduled = true;
    setImmediate(() => {
      this.#isScheduled = false;
      this.#handOut();
    });
  }

  #handOut(): void {
    this.#noteCrowd();
    while (this.#waiting.length > 0) {
      const thread = this.#freestThread();
      if (thread === undefined) break;
      const jobs = this.#take();
      const configuration = jobs[0]?.context.configuration as Configuration;
      this.#follow(jobs, thread.prepare(jobs, configuration));
    }
    if (this.#waiting.length === 0) return;
    this.#startThread();
    const threads = [...this.#threads];
    const isLeftToThread = threads.length > 0 && (this.#waiting[0]?.weight ?? 0) >= muchWeight;
    if (this.#isBusyHere || isLeftToThread || threads.some(({ isReady }) => isReady)) return;
    this.#isBusyHere = true;
    const jobs = this.#take();
    const done = this.#preparedHere(jobs).finally(() => {
      this.#isBusyHere = false;
    });
    this.#follow(jobs, done);
  }

  async #preparedHere(jobs: readonly Job[]): Promise<PreparedBody[]> {
    const { jsonDepth, batchEvents } = this.#options;
    const lasting = { jsonDepth, batchEvents, seal: this.#seal, recent: this.#recent };
    const prepared: PreparedBody[] = [];
    for (const { received, sender, context } of jobs)
      prepared.push(await prepareBody(received, sender, { ...context, ...lasting }));
    return prepared;
  }

  #noteCrowd(): void {
    const weight = this.#waiting.reduce((sum, job) => sum + job.weight, 0);
    if (this.#waiting.length >= fewest || weight >= muchWeight) this.#crowd += weight;
  }

  #freestThread(): PreparationThread | undefined {
    const { orders: mostOrders = usualOrders } = this.#options;
    const free = [...this.#threads].filter(({ isReady, orders }) => isReady && orders < mostOrders);
    return free.sort((a, b) => a.orders - b.orders)[0];
  }

  /** One at a time, when those that there are have enough to do. */
  #startThread(): void {
    const threads = [...this.#threads];
    if (!this.#canStart || this.#crowd < muchWeight || threads.length >= this.#options.threads) return;
    if (threads.some(({ isReady }) => !isReady)) return;
    let hasBegun = false;
    const { keys, jsonDepth, batchEvents } = this.#options;
    const data = { baseIri: keys.baseIri, storeKey: Uint8Array.from(keys.storeKey), jsonDepth, batchEvents };
    const thread: PreparationThread = new PreparationThread({
      file: this.#options.threadFile ?? packagePath("dist/pipeline/preparation/preparation-worker.js"),
      data,
      onReady: () => {
        hasBegun = true;
        this.#schedule();
      },
      onEnd: () => {
        const wasRetired = !this.#threads.delete(thread);
        // One that cannot even begin is not tried again: this thread can do the same.
        if (!hasBegun && !wasRetired) this.#canStart = false;
        this.#schedule();
      },
    });
    this.#threads.add(thread);
  }

  async #retireThreads(): Promise<void> {
    this.#crowd = 0;
    const threads = [...this.#threads];
    this.#threads.clear();
    await Promise.all(threads.map((thread) => thread.retire()));
  }

  /** The next jobs, of one configuration: few enough that nobody waits long for them. */
  #take(): Job[] {
    const configuration = this.#waiting[0]?.context.configuration;
    let count = 0;
    let weight = 0;
    while (count < mostInSlice && weight < muchWeight) {
      const job = this.#waiting[count];
      if (job === undefined || job.context.configuration !== configuration) break;
      weight += job.weight;
      count += 1;
    }
    return this.#waiting.splice(0, count);
  }

  /** Settles jobs when they and all before them are done. */
  #follow(jobs: readonly Job[], done: Promise<readonly PreparedBody[]>): void {
    const slice: Slice = {};
    this.#slices.push(slice);
    const settleBy = (settle: (job: Job, i: number) => void) => {
      slice.settle = () => {
        this.#unsettled -= jobs.length;
        jobs.forEach(settle);
      };
      this.#settleInOrder();
      this.#schedule();
    };
    done.then(
      (prepared) =>
        settleBy(({ resolve, reject }, i) => {
          const body = prepared[i];
          if (body === undefined) reject(new Error("A body was not prepared"));
          else resolve(body);
        }),
      (error: unknown) => settleBy(({ reject }) => reject(error)),
    );
  }

  #settleInOrder(): void {
    while (this.#slices[0]?.settle !== undefined) this.#slices.shift()?.settle?.();
    if (this.#unsettled > 0) return;
    for (const resolve of this.#whenIdle.splice(0)) resolve();
    clearTimeout(this.#idleTimer);
    if (this.#threads.size > 0)
      this.#idleTimer = setTimeout(() => void this.#retireThreads(), idleMs).unref();
  }
}

/** Bodies that wait at once, and fewer are no reason for a thread. */
const fewest = 4;
/** So many bodies, or bytes, that a thread pays, and that one slice has at most. */
const muchWeight = 64;
const bytesOfWeight = 16 * 1024;
const mostInSlice = 16;
const usualOrders = 2;
/** Threads that nobody needs for so long are ended. */
const idleMs = 30_000;
