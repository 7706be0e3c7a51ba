import { closeSync, fsyncSync, openSync, renameSync } from "node:fs";
import { join } from "node:path";
import { decode } from "cborg";
import { DataFactory } from "n3";
import type { FacetSnapshot, Identity } from "../mapping/bundle.ts";
import type { BatchContext, PreparedBatch } from "./batch.ts";
import { prepareBatch, targetsBody } from "./batch.ts";
import type { Entry, JournalRecord, SettingKind } from "./entry.ts";
import { JournalDamagedError, RecordTargetError } from "./errors.ts";
import type { Frontier, ReadNode } from "./merkle.ts";
import { frontierAt, rootOfFrontier } from "./merkle.ts";
import type { JournalOptions, OpenedDirectory } from "./open.ts";
import { openDirectory } from "./open.ts";
import { PendingRecords } from "./pending-records.ts";
import { facetKeysAt, readFacet, readPositions, readRecord } from "./record.ts";
import type { KeptRefusal, Refusal, RefusalCounts } from "./refusals.ts";
import {
  defaultRefusalLimits,
  deleteRefusal,
  readRefusalCounts,
  readRefusals,
  writeRefusal,
} from "./refusals.ts";
import { type Seal, sealFor } from "./seal.ts";
import { syncDirectory } from "./store-key.ts";
import type { Tables } from "./tables.ts";
import { journalFile, nodeNumber, openTables } from "./tables.ts";
import type { SignedTreeHead } from "./tree-head.ts";
import type { VerificationReport, VerifyOptions } from "./verify.ts";
import { verifyTables } from "./verify.ts";
import { destroyRecord, writeBatch } from "./write.ts";
import { writeErrorOr } from "./write-error.ts";
import { writtenRecords } from "./written-records.ts";

/**
 * The log of everything received, in order: durable, append-only, tamper-evident (RFC 6962), and the only source of
 * truth. `docs/log-format.md` says what its leaves commit to and how a stranger checks them.
 *
 * Writers queue up; appends that wait together share one transaction, so that they share one `fdatasync`.
 */
export class Journal {
  readonly directory: string;
  readonly baseIri: string;
  readonly storeKey: Uint8Array;
  /** Ed25519, PEM (SubjectPublicKeyInfo): checks the heads. */
  readonly publicKey: string;
  readonly #opened: OpenedDirectory;
  readonly #options: JournalOptions;
  #seal: Seal;
  #tables: Tables;
  #head: SignedTreeHead;
  #frontier: Frontier;
  #queue: Promise<unknown> = Promise.resolve();
  #waiting: WaitingAppend[] = [];
  #closing: Promise<void> | undefined;

  private constructor(opened: OpenedDirectory, options: JournalOptions) {
    this.directory = options.directory;
    this.baseIri = opened.baseIri;
    this.storeKey = opened.storeKey;
    this.publicKey = opened.signer.publicKey;
    this.#opened = opened;
    this.#options = options;
    this.#seal = sealFor(opened.storeKey, options.random);
    this.#tables = opened.tables;
    this.#head = opened.head;
    this.#frontier = frontierAt(opened.head.size, this.#readNode);
  }

  /**
   * Opens the journal of a directory for writing, or creates one.
   * @throws {JournalLockedError} when another process holds the directory.
   * @throws {JournalDamagedError} when a file is not as it was written.
   */
  static async open(options: JournalOptions): Promise<Journal> {
    const opened = await openDirectory(options);
    try {
      const journal = new Journal(opened, options);
      if (opened.tables.meta.doesExist("mustCompact")) await journal.compact();
      return journal;
    } catch (error) {
      await opened.tables.root.close();
      await opened.lock.release();
      throw error;
    }
  }

  /** Waits for what is under way, closes the files and gives the directory free. */
  close(): Promise<void> {
    this.#closing ??= this.#exclusively(async () => {
      await this.#tables.root.close();
      await this.#opened.lock.release();
    });
    return this.#closing;
  }

  /** Number of records. */
  get size(): number {
    return this.#head.size;
  }

  /**
   * Appends all entries or none, and settles once they are on the disk.
   * @throws {DuplicateEntryError} when an id is in the journal already.
   * @throws {RecordTargetError} when a target is not there, or was redacted.
   */
  append(entries: readonly Entry[]): Promise<JournalRecord[]> {
    if (entries.length === 0) return Promise.resolve([]);
    return new Promise((resolve, reject) => {
      this.#waiting.push({ entries, resolve, reject });
      if (this.#waiting.length === 1) this.#exclusively(() => this.#appendWaiting()).catch(reject);
    });
  }

  /** The position of the bundle with this IRI, whether redacted or not. */
  positionOf(id: string): number | undefined {
    const bytes = Buffer.byteLength(id) > 1900 ? undefined : this.#tables.ids.get(id);
    return bytes === undefined ? undefined : Number(decode(bytes));
  }

  /** The record at a position. */
  record(position: number): JournalRecord {
    return readRecord(this.#tablesNow, position);
  }

  /** The records from `from` to before `to`, in order; those appended meanwhile are not among them. */
  *records(from = 0, to = this.size): Iterable<JournalRecord> {
    for (let position = from; position < to; position++) yield readRecord(this.#tablesNow, position);
  }

  /** The positions of the records of a kind, in order: of configurations, or of alignments. */
  settings(kind: SettingKind): readonly number[] {
    return [...this.#tables.settings.getRange()]
      .filter(({ value }) => value.toString() === kind)
      .map(({ key }) => key);
  }

  /** The last position received at or before an instant; -1 where there is none. O(log n). */
  positionAt(instant: string): number {
    const at = Date.parse(instant);
    if (Number.isNaN(at)) throw new RangeError(`Not an instant: ${instant}`);
    let low = 0;
    let high = this.size;
    while (low < high) {
      const middle = Math.floor((low + high) / 2);
      if (Date.parse(readRecord(this.#tablesNow, middle).receivedAt) <= at) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** The facet of this IRI, as the last record that cites it has it; undefined where none does. */
  facet(iri: string): FacetSnapshot | undefined {
    const keys = [...this.#tables.facets.getKeys({ start: `${iri} `, end: `${iri}!` })];
    const [only] = keys;
    if (only === undefined) return undefined;
    if (keys.length === 1) return readFacet(this.#tablesNow, only);
    for (let position = this.size - 1; position >= 0; position--) {
      const cited = facetKeysAt(this.#tables, position).find((key) => keys.includes(key));
      if (cited !== undefined) return readFacet(this.#tablesNow, cited);
    }
    return undefined;
  }

  /** The names behind keyed agents. */
  *identities(): Iterable<Identity> {
    for (const iri of [...this.#tables.identities.getKeys()]) {
      const name = this.#tables.identities.get(iri)?.toString();
      if (name !== undefined) yield { agent: DataFactory.namedNode(iri), name };
    }
  }

  /** The name behind a keyed agent; undefined where none is known. */
  nameOf(agent: string): string | undefined {
    return Buffer.byteLength(agent) > 1900 ? undefined : this.#tables.identities.get(agent)?.toString();
  }

  /** Forgets the name behind a keyed agent; false where none was known. Rewrites the file, see `compact`. */
  eraseIdentity(agent: string): Promise<boolean> {
    return this.#exclusively(async () => {
      const isKnown = this.#tables.identities.doesExist(agent);
      if (!isKnown) return false;
      await this.#transact(() => {
        this.#tables.identities.removeSync(agent);
        this.#tables.meta.putSync("mustCompact", Buffer.of(1));
      });
      await this.#compact();
      return true;
    });
  }

  /** The newest signed tree head. */
  head(): SignedTreeHead {
    return this.#head;
  }

  /** Hashes of full subtrees: what proofs are made of. */
  get readNode(): ReadNode {
    return this.#readNode;
  }

  /**
   * Destroys what an event or document said, with its remaps: bytes, quads, sender, salt, and each facet that nothing
   * else cites. A record says so and why; leaf and keyed id stay. Rewrites the file, see `compact`.
   * @throws {RecordTargetError} when it is no event and no document, or was redacted before.
   */
  redact(position: number, { reason, sender }: { reason: string; sender: string }): Promise<JournalRecord> {
    return this.#exclusively(async () => {
      const bundle = bundleAt(this.#tablesNow, this.size, position);
      if (bundle === undefined) throw new RecordTargetError(position, "is no event and no document");
      if (bundle.isRedacted) throw new RecordTargetError(position, "was redacted before");
      const targets = [position, ...readPositions(this.#tables.remaps.get(position))];
      const entry = { kind: "redaction", body: targetsBody({ reason, targets }), sender } as const;
      const batch = prepareBatch([entry], this.#context(this.#frontier, this.#head.at, new PendingRecords()));
      const head = this.#signed(batch, this.#head.size);
      await this.#transact(() => {
        writeBatch(this.#tables, batch, head);
        for (const target of targets) destroyRecord(this.#tables, target);
        this.#tables.meta.putSync("mustCompact", Buffer.of(1));
      });
      this.#seal = sealFor(this.storeKey, this.#options.random);
      this.#advance(batch, head);
      await this.#compact();
      return readRecord(this.#tablesNow, batch.frontier.size - 1);
    });
  }

  /**
   * Writes the file anew without the pages that LMDB freed, which still hold what was destroyed, and puts it in the
   * place of the old one. What a disk, a snapshot or a backup keeps of the old blocks is beyond it.
   */
  compact(): Promise<void> {
    return this.#exclusively(() => this.#compact());
  }

  /** Recomputes everything that can be recomputed, and reports every difference. Repairs nothing. */
  verify(options: VerifyOptions = {}): Promise<VerificationReport> {
    return this.#exclusively(() =>
      verifyTables(
        this.#tables,
        { head: this.#head, publicKey: this.publicKey, directory: this.directory },
        options,
      ),
    );
  }

  /** Keeps an input that was not stored, with the reason. Bounded: the oldest gives way, unless it `replaces` one. */
  refuse(refusal: Refusal & { readonly replaces?: number }): Promise<KeptRefusal> {
    const { clock = Date.now, refusalLimits = defaultRefusalLimits } = this.#options;
    return this.#exclusively(() =>
      this.#transact(() => writeRefusal(this.#tables, refusal, clock(), refusalLimits)),
    );
  }

  /** The refusals that are kept, oldest first. */
  refusals(): Iterable<KeptRefusal> {
    return readRefusals(this.#tables);
  }

  /** How many are kept, and how many had to give way. */
  refusalCounts(): RefusalCounts {
    return readRefusalCounts(this.#tables);
  }

  /** Forgets a refusal, once it was retried or is not wanted; false where there is none. */
  removeRefusal(id: number): Promise<boolean> {
    return this.#exclusively(() => this.#transact(() => deleteRefusal(this.#tables, id)));
  }

  readonly #tablesNow = () => this.#tables;

  readonly #readNode: ReadNode = (level, index) => {
    const hash = this.#tables.nodes.get(nodeNumber(level, index));
    if (hash?.length === 32) return hash;
    throw new JournalDamagedError(
      join(this.directory, journalFile),
      `tree node ${level}/${index} is missing`,
    );
  };

  async #appendWaiting(): Promise<void> {
    const waiting = this.#waiting.splice(0);
    const ready: ReadyAppend[] = [];
    const pending = new PendingRecords();
    for (const append of waiting) {
      const before = ready.at(-1);
      const frontier = before?.batch.frontier ?? this.#frontier;
      const receivedAt = before?.batch.receivedAt ?? this.#head.at;
      try {
        const batch = prepareBatch(append.entries, this.#context(frontier, receivedAt, pending));
        ready.push({ append, batch, head: this.#signed(batch, before?.head.size ?? this.#head.size) });
        pending.add(batch);
      } catch (error) {
        append.reject(error);
      }
    }
    try {
      await this.#transact(() => {
        for (const { batch, head } of ready) writeBatch(this.#tables, batch, head);
      });
    } catch (error) {
      for (const { append } of ready) append.reject(error);
      return;
    }
    for (const { append, batch, head } of ready) {
      this.#advance(batch, head);
      append.resolve(writtenRecords(this.#tablesNow, batch));
    }
  }

  /** What a batch sees: the journal, and the batches that go before it in the same transaction. */
  #context(frontier: Frontier, lastReceivedAt: number, pending: PendingRecords): BatchContext {
    const { clock = Date.now } = this.#options;
    return {
      frontier,
      receivedAt: Math.max(Math.floor(clock()), lastReceivedAt),
      seal: this.#seal,
      positionOf: (id) => pending.positionOf.get(id) ?? this.positionOf(id),
      bundleAt: (position) => {
        const id = pending.idAt.get(position);
        return id === undefined ? bundleAt(this.#tablesNow, this.size, position) : { id, isRedacted: false };
      },
    };
  }

  #signed({ frontier, receivedAt }: PreparedBatch, previous: number): SignedTreeHead {
    const root = rootOfFrontier(frontier);
    return this.#opened.signer.sign({ size: frontier.size, root, at: receivedAt, previous });
  }

  #advance(batch: PreparedBatch, head: SignedTreeHead): void {
    this.#frontier = batch.frontier;
    this.#head = head;
  }

  /** Runs `write` in a transaction of its own, which is undone when it throws; settles once that is on the disk. */
  async #transact<T>(write: () => T): Promise<T> {
    try {
      const result = await this.#tables.root.childTransaction(write);
      await this.#tables.root.flushed;
      return result;
    } catch (error) {
      throw await writeErrorOr(error, this.directory);
    }
  }

  async #compact(): Promise<void> {
    const file = join(this.directory, journalFile);
    const copy = `${file}.compact`;
    await this.#tables.root.backup(copy, true);
    const descriptor = openSync(copy, "r+");
    fsyncSync(descriptor);
    closeSync(descriptor);
    await this.#tables.root.close();
    renameSync(copy, file);
    syncDirectory(this.directory);
    this.#tables = openTables(file);
    await this.#transact(() => this.#tables.meta.removeSync("mustCompact"));
  }

  /** Runs one task after another, in the order in which they were asked for. */
  #exclusively<T>(task: () => Promise<T>): Promise<T> {
    const run = this.#queue.then(task);
    this.#queue = run.catch(() => undefined);
    return run;
  }
}

interface WaitingAppend {
  readonly entries: readonly Entry[];
  readonly resolve: (records: JournalRecord[]) => void;
  readonly reject: (reason: unknown) => void;
}

interface ReadyAppend {
  readonly append: WaitingAppend;
  readonly batch: PreparedBatch;
  readonly head: SignedTreeHead;
}

function bundleAt(
  tablesNow: () => Tables,
  size: number,
  position: number,
): { id: string; isRedacted: boolean } | undefined {
  if (!Number.isSafeInteger(position) || position < 0 || position >= size) return undefined;
  const { id, isRedacted } = readRecord(tablesNow, position);
  return id === undefined ? undefined : { id, isRedacted };
}
