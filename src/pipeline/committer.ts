import { setImmediate } from "node:timers/promises";
import { OperationalError } from "../errors.ts";

/** One input that is ready for the journal. */
export interface Submission {
  /** The keyed IRI of its bundle: what makes it a duplicate of another. */
  readonly id: string;
  readonly sizeBytes: number;
}

export type SubmissionOutcome = "accepted" | "duplicate";

interface Dependencies<S extends Submission> {
  /** Whether a bundle of that IRI is in the journal, redacted or not. */
  readonly isKnown: (id: string) => boolean;
  /** Makes the batch durable, in one transaction; settles when it is on the disk. */
  readonly append: (
    batch: readonly { submission: S; outcome: SubmissionOutcome }[],
  ) => Promise<() => Promise<void>>;
  readonly queuedEvents: number;
  /**
   * Settles when nothing is on its way any more. Given, a batch that is not full waits for it, since large batches are indexed for less;
   * absent, whoever is there does not wait for others.
   */
  readonly noMoreComing?: () => Promise<void>;
}

const mostInBatch = 512;
const mostBatchBytes = 16 * 1024 * 1024;

/** More waits for the disk than the limit `queuedEvents` allows; try again shortly. */
export class OverloadedError extends OperationalError {
  override readonly name = "OverloadedError";
  readonly code = "overloaded";
}

interface Waiting<S> {
  readonly submission: S;
  readonly resolve: (outcome: SubmissionOutcome) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Group commit: whoever waits while the disk works shares the next transaction. A submission settles when it is durable;
 * the index follows before the next batch is taken, and `settled` waits for it. One thing at a time touches the journal.
 */
export class Committer<S extends Submission> {
  readonly #dependencies: Dependencies<S>;
  #queue: Waiting<S>[] = [];
  /** Ends when the batches and exclusive tasks that are scheduled so far are done. */
  #work: Promise<void> = Promise.resolve();
  #isScheduled = false;
  #queuedBytes = 0;
  #whenFull: () => void = () => undefined;
  #submitted = 0;
  #finished = 0;

  constructor(dependencies: Dependencies<S>) {
    this.#dependencies = dependencies;
  }

  get queued(): number {
    return this.#queue.length;
  }

  /** Settles once the submission is durable. @throws {OverloadedError} */
  submit(submission: S): Promise<SubmissionOutcome> {
    if (this.#queue.length >= this.#dependencies.queuedEvents) {
      return Promise.reject(
        new OverloadedError(`${this.#queue.length} events wait for the disk, and no more may`),
      );
    }
    return new Promise((resolve, reject) => {
      this.#submitted += 1;
      this.#queue.push({ submission, resolve, reject });
      this.#queuedBytes += submission.sizeBytes;
      if (this.#isFull) this.#whenFull();
      this.#schedule();
    });
  }

  /** Settles when all that was submitted before is durable and indexed; what comes meanwhile is not waited for. */
  async settled(): Promise<void> {
    const awaited = this.#submitted;
    do await this.#work;
    while (this.#finished < awaited);
  }

  /** Runs something alone, between batches. */
  exclusively<T>(work: () => Promise<T>): Promise<T> {
    const done = this.#work.then(work);
    this.#work = done.then(
      () => undefined,
      () => undefined,
    );
    return done;
  }

  /** One batch at a time, so that others have their turn while events keep coming. */
  #schedule(): void {
    if (this.#isScheduled) return;
    this.#isScheduled = true;
    this.#work = this.#work.then(async () => {
      await this.#gathered();
      this.#isScheduled = false;
      const waiting = this.#take();
      if (this.#queue.length > 0) this.#schedule();
      await this.#commit(waiting);
      this.#finished += waiting.length;
    });
  }

  get #isFull(): boolean {
    return this.#queue.length >= mostInBatch || this.#queuedBytes >= mostBatchBytes;
  }

  async #gathered(): Promise<void> {
    const { noMoreComing } = this.#dependencies;
    if (noMoreComing === undefined || this.#isFull) return;
    const full = new Promise<void>((resolve) => {
      this.#whenFull = resolve;
    });
    await Promise.race([full, noMoreComing()]);
  }

  #take(): Waiting<S>[] {
    let count = 0;
    let sizeBytes = 0;
    while (count < this.#queue.length && count < mostInBatch && sizeBytes < mostBatchBytes) {
      sizeBytes += this.#queue[count]?.submission.sizeBytes ?? 0;
      count += 1;
    }
    this.#queuedBytes -= sizeBytes;
    return this.#queue.splice(0, count);
  }

  async #commit(waiting: readonly Waiting<S>[]): Promise<void> {
    const seen = new Set<string>();
    const batch = waiting.map(({ submission }) => {
      const isDuplicate = seen.has(submission.id) || this.#dependencies.isKnown(submission.id);
      seen.add(submission.id);
      return { submission, outcome: isDuplicate ? ("duplicate" as const) : ("accepted" as const) };
    });
    let index: () => Promise<void>;
    try {
      index = await this.#dependencies.append(batch);
    } catch (error) {
      for (const { reject } of waiting) reject(error);
      return;
    }
    for (const [i, { resolve }] of waiting.entries()) resolve(batch[i]?.outcome ?? "accepted");
    // Indexing holds the event loop: let the acknowledgements go out first.
    await setImmediate();
    await index();
  }
}
