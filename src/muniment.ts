import type { NamedNode, Quad } from "@rdfjs/types";
import { defaultLimits, type EngineName, type Limits } from "./config.ts";
import { canonicalConfiguration } from "./configuration/canonical-configuration.ts";
import { defaultConfiguration } from "./configuration/default-configuration.ts";
import type { NearNames } from "./configuration/near-names.ts";
import type { Configuration } from "./configuration.ts";
import type { ConstraintReport } from "./constraints/report.ts";
import { ProvenanceError } from "./errors.ts";
import type { EventOutcome, Origin, Receipt } from "./intake.ts";
import type { StoreGraphs } from "./interop/store-graphs.ts";
import type { Entry } from "./journal/entry.ts";
import { Journal } from "./journal/journal.ts";
import type { JournalOptions } from "./journal/open.ts";
import type { Iris } from "./mapping/iris.ts";
import { Parts } from "./parts.ts";
import type { AlignmentsInForce } from "./pipeline/alignments-in-force.ts";
import { configurationAt } from "./pipeline/configuration-in-force.ts";
import { damageOr } from "./pipeline/damage.ts";
import type { DryRunReport } from "./pipeline/dry-run.ts";
import { engineOf } from "./pipeline/engines.ts";
import type { Description } from "./pipeline/graphs-of-view.ts";
import type { CheckpointSizes } from "./pipeline/index-files/checkpoints.ts";
import {
  type PutAlignment,
  putAlignment,
  refuseUnknownAlignments,
  removeAlignment,
} from "./pipeline/put-alignment.ts";
import type { RunningQuery } from "./pipeline/query-limits.ts";
import type { Reason, StatementPattern } from "./pipeline/reasons.ts";
import type { RefusalList, Retried } from "./pipeline/refusal-list.ts";
import { type Remapped, remapEntries } from "./pipeline/remap.ts";
import { type DocumentTasks, documentTasks } from "./pipeline/tasks/document-tasks.ts";
import type { AskedUpstream, Upstream } from "./pipeline/upstream.ts";
import type { Verification } from "./pipeline/verify-store.ts";
import type { PlausibilityReport } from "./plausibility/report.ts";
import type { Principal, Received } from "./principal.ts";
import type { Answer } from "./questions/answer.ts";
import type { Question } from "./questions/question.ts";
import type { AskedExport, AskedQuery, AskedQuestion, AskedView, Stats } from "./reader.ts";
import type { QueryResult } from "./sparql/engine.ts";
import type { Explanation } from "./sparql/explanation.ts";

export type { EventOutcome, Origin, Receipt } from "./intake.ts";
export type { AskedExport, AskedQuery, AskedQuestion, AskedView, Stats } from "./reader.ts";

/** How a store is opened; what is absent is as it was, or the default. */
export interface MunimentOptions extends Omit<JournalOptions, "random" | "refusalLimits"> {
  /** A new configuration is recorded in the journal when it differs from the one in force. */
  readonly configuration?: Configuration;
  readonly limits?: Partial<Limits>;
  /** Default: `integer`. The journal is the same for both. */
  readonly engine?: EngineName;
  /** When the index is written to its files; only tests need others than the usual. */
  readonly checkpoints?: Partial<CheckpointSizes>;
  /** Removes the files of the index, so that it is made anew from the journal. */
  readonly isIndexRebuilt?: boolean;
  /**
   * Whether nobody asks it while it takes in, as when a command reads a file: then threads may take all cores but one, and
   * what is sent together is written in batches as large as may be. Default: false.
   */
  readonly isAlone?: boolean;
  /** Told of what is not as it should be and does no harm, such as an index that had to be made anew. Default: nobody is. */
  readonly notice?: (text: string) => void;
}

/** No record of the journal is a bundle of that IRI. */
export class UnknownBundleError extends ProvenanceError {
  override readonly name = "UnknownBundleError";
  readonly code = "unknown-bundle";

  constructor(bundle: string) {
    super(`There is no bundle ${bundle}`);
  }
}

/**
 * A provenance store in a directory. What comes in is parsed, mapped to PROV-O, validated, appended to the journal and
 * indexed, in that order: `intake.ts`. What goes out comes from `reader.ts`.
 */
export class Muniment {
  /** What is done with documents that are not taken in, or not yet. */
  readonly documents: DocumentTasks;
  readonly #parts: Parts;
  #closing: Promise<void> | undefined;

  /** Opens the store of a directory, or creates one: reads its index, or where there is none makes it from the journal. */
  static async open({
    configuration,
    limits,
    engine = "integer",
    checkpoints = {},
    isIndexRebuilt = false,
    isAlone = false,
    notice = () => undefined,
    ...options
  }: MunimentOptions): Promise<Muniment> {
    const journal = await Journal.open(options);
    try {
      const parts = new Parts(journal, {
        limits: { ...defaultLimits, ...limits },
        engine: engineOf[engine],
        clock: options.clock ?? Date.now,
        checkpoints,
        isAlone,
        notice,
      });
      if (isIndexRebuilt) await parts.index.discardFiles();
      await parts.index.open();
      parts.configuration =
        configurationAt(journal, parts.index.configurationPosition) ?? defaultConfiguration;
      const muniment = new Muniment(parts);
      await muniment.configure(configuration ?? parts.configuration, { id: "muniment" });
      parts.reader.start();
      return muniment;
    } catch (error) {
      const cause = await damageOr(error, journal);
      await journal.close();
      throw cause;
    }
  }

  private constructor(parts: Parts) {
    this.#parts = parts;
    this.documents = documentTasks(parts.tasks, parts.limits.documentQuads);
  }

  get iris(): Iris {
    return this.#parts.iris;
  }

  get limits(): Limits {
    return this.#parts.limits;
  }

  /**
   * Takes in one OpenLineage event; settles once it is durable.
   * @throws {MalformedEventError} @throws {InvalidBundleError} and keeps what it refuses.
   */
  ingest(received: Received, sender: Principal, origin?: Origin): Promise<Receipt> {
    return this.#parts.intake.ingest(received, sender, origin);
  }

  /** Takes in an event or an array of events; settles once all that is accepted is durable. One bad event spoils no other. */
  ingestAll(received: Received, sender: Principal, origin?: Origin): Promise<EventOutcome[]> {
    return this.#parts.intake.ingestAll(received, sender, origin);
  }

  /**
   * Takes in a posted RDF document as a bundle; settles once it is durable.
   * @throws {MalformedRdfError} and the rest of DESIGN §6, and keeps what it refuses.
   */
  ingestDocument(received: Received, sender: Principal, origin?: Origin): Promise<Receipt> {
    return this.#parts.intake.ingestDocument(received, sender, origin);
  }

  /**
   * Records a configuration and derives with it from now on. Does nothing when it is the one on record.
   * @throws {UnknownAlignmentError} when it switches on an alignment that there is not.
   */
  async configure(configuration: Configuration, sender: Principal): Promise<void> {
    const body = canonicalConfiguration(configuration);
    const onRecord = configurationAt(this.#parts.journal, this.#parts.index.configurationPosition);
    if (onRecord !== undefined && body === canonicalConfiguration(onRecord)) return;
    await refuseUnknownAlignments(configuration, this.#parts.alignments);
    await this.#append([{ kind: "config", body: Buffer.from(body), sender: sender.id }]);
    this.#parts.configuration = configuration;
  }

  get configuration(): Configuration {
    return this.#parts.configuration;
  }

  /** What an input would be told if it were sent; nothing is written. `isMerged`: with what the store knows of the same things. */
  validate(
    received: Received,
    options: { readonly kind: "events" | "document"; readonly isMerged: boolean },
  ): Promise<DryRunReport[]> {
    return this.#parts.intake.validate(received, options);
  }

  /** The alignments that there were at a time, and those that the configuration switched on; default: now. */
  async alignments({ recordedAsOf }: Pick<AskedView, "recordedAsOf"> = {}): Promise<AlignmentsInForce> {
    await this.settled();
    return this.#parts.alignments.at(
      recordedAsOf === undefined ? undefined : this.#parts.journal.positionAt(recordedAsOf),
    );
  }

  /** Records an alignment of the store's own, in the place of the one of that name; throws as `put-alignment.ts` says. */
  putAlignment(name: string, received: Received, sender: Principal): Promise<PutAlignment> {
    return putAlignment(name, received, sender, this.#alignmentWriting);
  }

  /** Records that an alignment of the store's own is no more. */
  removeAlignment(name: string, sender: Principal): Promise<void> {
    return removeAlignment(name, sender, this.#alignmentWriting);
  }

  /** The inputs that were refused, oldest first; the list is bounded, and says how many it dropped. */
  refusals(): RefusalList {
    return this.#parts.intake.refusals();
  }

  /** Takes note of an input that was refused before its bytes could be read: too large, or not decompressible. */
  noteRefusal(error: ProvenanceError, mediaType: string, sender: Principal, origin?: Origin): Promise<void> {
    return this.#parts.intake.noteRefusal(error, mediaType, sender, origin);
  }

  /** Tries every refused input again, with the code and configuration of today; what is accepted leaves the list. */
  retry(): Promise<Retried> {
    return this.#parts.intake.retry();
  }

  /** Maps every stored event anew; where the statements differ, both stay visible, each at its time (DESIGN §1). */
  async remap(): Promise<Remapped> {
    await this.settled();
    const { entries, summary } = await remapEntries(this.#parts.journal, this.#parts.context, "muniment");
    for (let i = 0; i < entries.length; i += 512) await this.#append(entries.slice(i, i + 512));
    return summary;
  }

  /** Destroys what a bundle said, and rebuilds the indexes without it; its leaf and keyed IRI stay (DESIGN §4). */
  async redact(bundle: string, reason: string, sender: Principal): Promise<void> {
    await this.#parts.committer.exclusively(async () => {
      const position = this.#parts.journal.positionOf(bundle);
      if (position === undefined) throw new UnknownBundleError(bundle);
      // First, so that no crash leaves files that still have what the journal has no more.
      await this.#parts.index.discardFiles();
      await this.#parts.journal.redact(position, { reason, sender: sender.id });
      this.#parts.preparation.forget();
      this.#parts.index.clear();
      await this.#parts.reader.stop("The query was stopped, since what it reads was redacted: ask again");
      this.#parts.tasks.stopReading("The check was stopped, since what it reads was redacted: ask again");
      await this.#parts.index.refill();
      this.#parts.reader.start();
    });
  }

  /** Checks the log, the files of the index, and every index against a rebuild. */
  verify(onProgress?: (done: number, size: number) => void): Promise<Verification> {
    return this.#parts.committer.exclusively(() => this.#parts.index.verify(onProgress));
  }

  /** Answers a SPARQL 1.2 query over what was acknowledged before it arrived. */
  query(text: string, asked: AskedQuery): Promise<QueryResult> {
    return this.#parts.reader.query(text, asked);
  }

  /** Answers a query like `query`, and tells how in place of what: its plan as it ran. */
  explain(text: string, asked: AskedQuery): Promise<Explanation> {
    return this.#parts.reader.explain(text, asked);
  }

  /** The queries that run, those of questions included, oldest first. */
  runningQueries(): readonly RunningQuery[] {
    return this.#parts.reader.running;
  }

  /** Stops a query. @throws {UnknownQueryError} */
  stopQuery(id: string): void {
    this.#parts.reader.stopQuery(id);
  }

  /** Asks a question of the library; `input` is as a user writes it. */
  ask(id: string, input: Readonly<Record<string, string>>, asked: AskedQuestion): Promise<Answer> {
    return this.#parts.reader.ask(id, input, asked);
  }

  get questions(): readonly Question[] {
    return this.#parts.reader.questions;
  }

  /** The quads in view; names of persons only when their graph is named. */
  export(asked: AskedExport): Promise<Iterable<Quad>> {
    return this.#parts.reader.export(asked);
  }

  /** The same, graph by graph. */
  exportGraphs(asked: AskedExport): Promise<StoreGraphs> {
    return this.#parts.reader.exportGraphs(asked);
  }

  /** The quads in view in which a node is subject, object or graph, each once. */
  describe(node: NamedNode, asked: AskedView): Promise<Description> {
    return this.#parts.reader.describe(node, asked);
  }

  /** What is said of a node and of all that it came from. */
  upstream(node: NamedNode, asked: AskedUpstream & AskedView): Promise<Upstream> {
    return this.#parts.reader.upstream(node, asked);
  }

  /** Names for people of these IRIs, such as `bureau/feed · 2026-10-21` of a version. */
  labels(iris: Iterable<string>, asked: AskedView): Promise<Readonly<Record<string, string>>> {
    return this.#parts.reader.labels(iris, asked);
  }

  /** Why statements hold: who states them, or which rule derived them from which bundles. */
  statements(asked: StatementPattern & AskedView): Promise<readonly Reason[]> {
    return this.#parts.reader.statements(asked);
  }

  /**
   * Whether the current default graph, all graphs merged as one document, is valid by W3C's PROV-CONSTRAINTS.
   * @throws {CheckTooLargeError} and the signal's reason.
   */
  async check({ signal }: Pick<AskedView, "signal"> = {}): Promise<ConstraintReport> {
    await this.settled();
    return this.#parts.validity.check(signal);
  }

  /** What clocks say in it and can hardly be, which is not W3C's. */
  plausibility(asked: Pick<AskedView, "signal"> = {}): Promise<PlausibilityReport> {
    return this.#parts.reader.plausibility(asked);
  }

  /** The name of a person behind a keyed IRI. */
  nameOf(iri: string): string | undefined {
    return this.#parts.reader.nameOf(iri);
  }

  /** Datasets whose names differ so little that they may be one. */
  nearNames(): Promise<readonly NearNames[]> {
    return this.#parts.reader.nearNames();
  }

  /** Counts for `/readyz` and `/metrics`. */
  stats(): Stats {
    const queuedEvents = this.#parts.preparation.queued + this.#parts.committer.queued;
    return { ...this.#parts.reader.stats(), queuedEvents };
  }

  /**
   * Reads what only writing needs, and an opening leaves: a third of the index. The first write would, and wait for it. Where it is
   * damaged, the index is made anew.
   */
  async readyToWrite(): Promise<void> {
    await this.#parts.index
      .readyToWrite()
      .catch(() => this.#parts.committer.exclusively(() => this.#parts.indexed([])));
  }

  /** Settles when all that was acknowledged before can be queried. */
  settled(): Promise<void> {
    return this.#parts.committer.settled();
  }

  /** Finishes what is under way and gives the directory free. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await this.#parts.tasks.close();
    await this.#parts.preparation.close();
    await this.settled();
    await this.#parts.reader.stop("The query was stopped, since the store is closed");
    await this.#parts.index.writeFiles();
    await this.#parts.journal.close();
  }

  get #alignmentWriting(): Parameters<typeof removeAlignment>[2] {
    return {
      history: this.#parts.alignments,
      exclusively: (task) => this.#parts.committer.exclusively(task),
      append: async (entries) => this.#parts.indexed(await this.#parts.journal.append(entries)),
    };
  }

  #append(entries: readonly Entry[]): Promise<void> {
    return this.#parts.committer.exclusively(async () =>
      this.#parts.indexed(await this.#parts.journal.append(entries)),
    );
  }
}
