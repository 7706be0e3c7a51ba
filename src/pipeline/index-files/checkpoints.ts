import type { Columns } from "../../columns/columns.ts";
import type { ColumnsDamage } from "../../columns/errors.ts";
import { type IndexFiles, IndexNotWrittenError, type RestedIndex } from "./index-files.ts";

/** When the index is written to its files: numbers of journal records that are not in them yet. */
export interface CheckpointSizes {
  /** So many are replayed at the next opening rather than written at the end. */
  readonly leastRecords: number;
  /** So many, or a twentieth of all, are written in the background. */
  readonly mostRecords: number;
  /** After so long those are written that are more than a tenth of `mostRecords`. */
  readonly mostMs: number;
}

/** As measured in `docs/decisions/index-files.md`. */
const checkpointSizes: CheckpointSizes = {
  leastRecords: 100,
  mostRecords: 20_000,
  mostMs: 5 * 60_000,
};

/** Undefined where the index is in no state to be kept. */
type GiveColumns = () => Columns | undefined;

interface Dependencies {
  readonly files: IndexFiles;
  readonly clock: () => number;
  /** Told of what went wrong and does no harm. */
  readonly notice: (text: string) => void;
  readonly sizes: Partial<CheckpointSizes>;
}

/**
 * Sees to it that the index is in its files often enough that a store opens quickly whatever ended it. Nothing waits for it but the
 * end: the state is taken between two batches and is written while others follow.
 */
export class Checkpoints {
  readonly #files: IndexFiles;
  readonly #clock: () => number;
  readonly #notice: (text: string) => void;
  readonly #sizes: CheckpointSizes;
  #writing: Promise<void> | undefined;
  /** When, and up to where, it was tried last. */
  #at: number;
  #position = 0;

  constructor({ files, clock, notice, sizes }: Dependencies) {
    this.#files = files;
    this.#clock = clock;
    this.#notice = notice;
    this.#sizes = { ...checkpointSizes, ...sizes };
    this.#at = clock();
  }

  /** Begins to write where enough is new. To be called between two batches: `columns` gives what the index is now. */
  consider(position: number, columns: GiveColumns): void {
    if (this.#writing === undefined && this.#isDue(position)) void this.#begin(position, columns());
  }

  /** Writes what is new where that is worth while; settles when it is on the disk, as what is under way is. */
  async finish(position: number, columns: GiveColumns): Promise<void> {
    await this.#writing;
    const fresh = position - Math.max(this.#files.position, 0);
    if (fresh >= this.#sizes.leastRecords) await this.#begin(position, columns());
  }

  /** Removes the files: what they hold is to be destroyed. */
  async discard(): Promise<void> {
    await this.#writing;
    this.#files.discard();
    this.#position = 0;
  }

  /** What in the files is not as it was written. */
  async check(): Promise<ColumnsDamage[]> {
    await this.#writing;
    return this.#files.check();
  }

  #isDue(size: number): boolean {
    const { mostRecords, mostMs } = this.#sizes;
    const fresh = size - Math.max(this.#files.position, this.#position);
    if (fresh >= Math.max(mostRecords, size / 20)) return true;
    return fresh > mostRecords / 10 && this.#clock() - this.#at >= mostMs;
  }

  async #begin(position: number, columns: Columns | undefined): Promise<void> {
    if (columns === undefined) return;
    this.#at = this.#clock();
    this.#position = position;
    this.#writing = this.#write({ position, columns });
    try {
      await this.#writing;
    } finally {
      this.#writing = undefined;
    }
  }

  async #write(state: RestedIndex): Promise<void> {
    try {
      await this.#files.write(state);
    } catch (error) {
      if (!(error instanceof IndexNotWrittenError)) throw error;
      this.#notice(error.message);
    }
  }
}
