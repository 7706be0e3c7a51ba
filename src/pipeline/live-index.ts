import { type ColumnsDamage, DamagedColumnsError } from "../columns/errors.ts";
import type { JournalRecord } from "../journal/entry.ts";
import type { Journal } from "../journal/journal.ts";
import type { QuadStore } from "../quads/quad-store.ts";
import { type CheckpointSizes, Checkpoints } from "./index-files/checkpoints.ts";
import { faultOf, IndexFiles } from "./index-files/index-files.ts";
import { indexAnew, type Opening, openIndex } from "./index-files/open.ts";
import { emptyIndex, type Index, type IndexDependencies } from "./open-index.ts";
import { indexRecordOf, replay } from "./replay.ts";
import { type Verification, verifyStore } from "./verify-store.ts";

interface LiveIndexOptions {
  readonly journal: Journal;
  readonly dependencies: IndexDependencies;
  readonly clock: () => number;
  readonly checkpoints: Partial<CheckpointSizes>;
  /** Told of what is not as it should be and does no harm. */
  readonly notice: (text: string) => void;
}

/** The index of an open journal, and its files: one call at a time of what changes it. */
export class LiveIndex {
  readonly #opening: Opening;
  readonly #checkpoints: Checkpoints;
  #index: Index;
  /** What was found damaged, and made anew. */
  #found: readonly ColumnsDamage[] = [];

  constructor({ journal, dependencies, clock, checkpoints, notice }: LiveIndexOptions) {
    const files = new IndexFiles(journal);
    this.#opening = { journal, dependencies, notice, files };
    this.#checkpoints = new Checkpoints({ files, clock, notice, sizes: checkpoints });
    this.#index = emptyIndex(dependencies);
  }

  get store(): QuadStore {
    return this.#index.store;
  }

  /** The position of the configuration in force; -1 before the first. */
  get configurationPosition(): number {
    return this.#index.writer.configurationPosition;
  }

  /** Brings it up to the journal, from its files where they can be used. */
  async open(): Promise<void> {
    const { index, damage } = await openIndex(this.#opening);
    this.#index = index;
    this.#found = damage === undefined ? [] : [damage];
    // What took long to replay shall not be replayed again, though nothing new comes.
    this.#considerFiles();
  }

  /** Indexes records that the journal has. What only writing needs is read before; where that is damaged, the index is made anew. */
  async apply(records: readonly JournalRecord[]): Promise<void> {
    const { journal } = this.#opening;
    try {
      await this.#index.writer.apply(records.map((record) => indexRecordOf(record, journal)));
    } catch (error) {
      if (!(error instanceof DamagedColumnsError)) throw error;
      this.#found = [...this.#found, error.damage];
      this.#index = await indexAnew(this.#opening, faultOf(error));
    }
    this.#considerFiles();
  }

  /** Reads what only writing needs, which the first `apply` would. @throws {DamagedColumnsError} and `apply` mends it */
  async readyToWrite(): Promise<void> {
    await this.#index.writer.ready();
  }

  /** Removes the files: what they hold is to be destroyed. */
  async discardFiles(): Promise<void> {
    await this.#checkpoints.discard();
  }

  /** Forgets all. */
  clear(): void {
    this.#index = emptyIndex(this.#opening.dependencies);
  }

  /** Indexes the whole journal, after `clear`, and writes the files. */
  async refill(): Promise<void> {
    await replay(this.#opening.journal, this.#index.writer);
    await this.writeFiles();
  }

  /** Writes what is new to the files, where that is worth while; settles when it is on the disk. */
  async writeFiles(): Promise<void> {
    await this.#checkpoints.finish(this.#opening.journal.size, this.#columns);
  }

  /** Checks the log, the files of the index, and every index against a rebuild. */
  async verify(onProgress?: (done: number, size: number) => void): Promise<Verification> {
    const { journal, dependencies } = this.#opening;
    await this.apply([]);
    const damaged = [...this.#found, ...(await this.#checkpoints.check())];
    return verifyStore(journal, this.store, emptyIndex(dependencies), { damaged, onProgress });
  }

  #considerFiles(): void {
    this.#checkpoints.consider(this.#opening.journal.size, this.#columns);
  }

  readonly #columns = () => this.#index.columns?.();
}
