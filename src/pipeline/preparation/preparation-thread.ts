import { Worker } from "node:worker_threads";
import type { Configuration } from "../../configuration.ts";
import type { Principal, Received } from "../../principal.ts";
import type { PreparationData, PreparationOrder, PreparationReport } from "./messages.ts";
import type { Span } from "./packed-slice.ts";
import type { PreparedBody } from "./prepare-body.ts";
import { SliceReader } from "./slice-reader.ts";

/** A body to prepare. */
export interface SentBody {
  readonly received: Received;
  readonly sender: Principal;
}

export interface PreparationThreadOptions {
  /** The compiled program of the thread. */
  readonly file: string;
  readonly data: PreparationData;
  /** Called when it has begun: it takes orders from then on. */
  readonly onReady: () => void;
  /** Called when the thread is no more, after what it was asked has failed. */
  readonly onEnd: () => void;
}

/** Of an order that was not answered yet. */
interface Awaited {
  readonly bodies: readonly SentBody[];
  readonly resolve: (bodies: readonly PreparedBody[]) => void;
  readonly reject: (error: Error) => void;
}

/** A thread that prepares bodies, order by order. It keeps the process alive only while it does. */
export class PreparationThread {
  readonly #worker: Worker;
  readonly #options: PreparationThreadOptions;
  readonly #reader = new SliceReader();
  #awaited: Awaited[] = [];
  #configuration: Configuration | undefined;
  #isReady = false;
  #hasEnded = false;
  #whenDone: () => void = () => {};

  constructor(options: PreparationThreadOptions) {
    this.#options = options;
    this.#worker = new Worker(options.file, {
      workerData: options.data,
      execArgv: [],
    });
    this.#worker.unref();
    this.#worker.on("message", (report: PreparationReport) => this.#take(report));
    this.#worker.on("error", (error) => this.#end(error));
    this.#worker.on("exit", () => this.#end(new Error("The thread that prepared it has ended")));
  }

  get isReady(): boolean {
    return this.#isReady;
  }

  /** Orders that it has yet to answer. */
  get orders(): number {
    return this.#awaited.length;
  }

  /** What became of each body. Rejects when the thread ends before. */
  prepare(bodies: readonly SentBody[], configuration: Configuration): Promise<readonly PreparedBody[]> {
    return new Promise((resolve, reject) => {
      this.#awaited.push({ bodies, resolve, reject });
      this.#worker.ref();
      const order = {
        ...packed(bodies),
        ...(configuration === this.#configuration ? {} : { configuration }),
      };
      this.#configuration = configuration;
      this.#worker.postMessage(order, [order.bytes.buffer as ArrayBuffer]);
    });
  }

  /** Ends it once it has answered what it was asked. */
  async retire(): Promise<void> {
    if (this.#awaited.length > 0)
      await new Promise<void>((resolve) => {
        this.#whenDone = resolve;
      });
    await this.#worker.terminate();
  }

  #take(report: PreparationReport): void {
    if (report.kind === "ready") {
      this.#isReady = true;
      this.#options.onReady();
      return;
    }
    const awaited = this.#awaited.shift();
    if (awaited === undefined) return;
    try {
      awaited.resolve(this.#reader.read(report.slice, awaited.bodies));
    } catch (error) {
      awaited.reject(error as Error);
    }
    if (this.#awaited.length > 0) return;
    this.#worker.unref();
    this.#whenDone();
  }

  #end(error: Error): void {
    if (this.#hasEnded) return;
    this.#hasEnded = true;
    this.#isReady = false;
    for (const { reject } of this.#awaited.splice(0)) reject(error);
    this.#whenDone();
    this.#options.onEnd();
  }
}

/** The bodies one after another, in memory that can be handed over: theirs may be part of a pool. */
function packed(bodies: readonly SentBody[]): PreparationOrder {
  const length = bodies.reduce((sum, { received }) => sum + received.bytes.length, 0);
  const bytes = new Uint8Array(length);
  let at = 0;
  const spans = bodies.map(({ received, sender }) => {
    const span: Span = [at, at + received.bytes.length];
    bytes.set(received.bytes, at);
    at += received.bytes.length;
    return { span, sender: sender.id };
  });
  return { bytes, bodies: spans };
}
