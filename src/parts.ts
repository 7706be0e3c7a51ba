import { availableParallelism } from "node:os";
import type { Limits } from "./config.ts";
import { defaultConfiguration } from "./configuration/default-configuration.ts";
import type { Configuration } from "./configuration.ts";
import { Intake } from "./intake.ts";
import type { JournalRecord } from "./journal/entry.ts";
import type { Journal } from "./journal/journal.ts";
import { type Iris, irisOf } from "./mapping/iris.ts";
import { AlignmentHistory } from "./pipeline/alignments-in-force.ts";
import { Committer } from "./pipeline/committer.ts";
import type { Engine } from "./pipeline/engines.ts";
import { entriesOf } from "./pipeline/entries.ts";
import { eventHashes } from "./pipeline/event-hash.ts";
import type { CheckpointSizes } from "./pipeline/index-files/checkpoints.ts";
import { LiveIndex } from "./pipeline/live-index.ts";
import { Preparation } from "./pipeline/preparation/preparation.ts";
import type { SealedInput } from "./pipeline/preparation/prepare-body.ts";
import type { PrepareContext } from "./pipeline/prepare.ts";
import { packagedDescriptionShapes, structuralValidation } from "./pipeline/shapes.ts";
import { isLargeStore } from "./pipeline/tasks/large.ts";
import { preparedDocument } from "./pipeline/tasks/prepared-document.ts";
import { TaskThreads } from "./pipeline/tasks/task-threads.ts";
import { Reader } from "./reader.ts";
import { StoredValidity } from "./validity/stored-validity.ts";

/** What the parts of a store are made with: `MunimentOptions`, nothing left out. */
export interface PartsOptions {
  readonly limits: Limits;
  readonly engine: Engine;
  readonly clock: () => number;
  readonly checkpoints: Partial<CheckpointSizes>;
  readonly isAlone: boolean;
  readonly notice: (text: string) => void;
}

/** The parts of a store, each with what it needs of the others: what comes in, what keeps it, and what reads it. */
export class Parts {
  readonly journal: Journal;
  readonly iris: Iris;
  readonly limits: Limits;
  readonly alignments: AlignmentHistory;
  readonly index: LiveIndex;
  readonly tasks: TaskThreads;
  readonly validity: StoredValidity;
  readonly reader: Reader;
  readonly preparation: Preparation;
  readonly committer: Committer<SealedInput>;
  readonly intake: Intake;
  /** The one in force. */
  configuration: Configuration = defaultConfiguration;
  readonly #validate = structuralValidation();

  constructor(journal: Journal, { limits, engine, clock, checkpoints, isAlone, notice }: PartsOptions) {
    const shapes = packagedDescriptionShapes();
    this.journal = journal;
    this.iris = irisOf({ baseIri: journal.baseIri, storeKey: journal.storeKey });
    this.limits = limits;
    this.alignments = new AlignmentHistory(journal);
    this.index = new LiveIndex({
      journal,
      clock,
      checkpoints,
      notice,
      dependencies: {
        iris: this.iris,
        configuration: defaultConfiguration,
        eventHash: eventHashes(journal),
        shapes,
        createStore: (dependencies) => engine.createStore(dependencies),
      },
    });
    this.tasks = new TaskThreads(limits);
    this.validity = new StoredValidity(
      () => this.index.store,
      (view, signal) =>
        this.tasks.run(
          "checkStore",
          { mostQuads: limits.checkQuads },
          { view, signal, isLarge: isLargeStore(this.index.store) },
        ),
    );
    this.reader = new Reader({
      journal,
      store: () => this.index.store,
      alignments: this.alignments,
      iris: this.iris,
      limits,
      clock,
      createEngine: () => engine.createSparqlEngine(limits),
      settled: () => this.committer.settled(),
      tasks: this.tasks,
    });
    this.preparation = new Preparation({
      ...limits,
      keys: journal,
      // One core is for the index, and one for who sends and asks, if there is anybody (`docs/decisions/ingest-speed.md`).
      threads: Math.max(0, Math.min(limits.ingestThreads, availableParallelism() - (isAlone ? 1 : 2))),
      // So that the threads have enough to do while this one indexes a large batch, and cannot hand out more.
      ...(isAlone ? { orders: 64 } : {}),
      context: () => this.context,
    });
    this.committer = new Committer({
      isKnown: (id) => journal.positionOf(id) !== undefined,
      queuedEvents: limits.queuedEvents,
      ...(isAlone ? { noMoreComing: () => this.preparation.idle() } : {}),
      append: async (batch) => {
        const nextPosition = journal.size;
        const positionOf = (id: string) => journal.positionOf(id);
        const records = await journal.append(entriesOf(batch, { nextPosition, positionOf }));
        return () => this.indexed(records);
      },
    });
    this.intake = new Intake({
      journal,
      preparation: this.preparation,
      committer: this.committer,
      prepareDocument: (received, sender) =>
        preparedDocument(received, sender, {
          threads: this.tasks,
          keys: journal,
          context: this.context,
          sealed: (prepared) => this.preparation.sealed(prepared),
        }),
      context: () => this.context,
      view: () => this.reader.view({ mode: "exact" }),
      shapes,
      jsonDepth: limits.jsonDepth,
    });
  }

  /** What inputs are prepared with, from now on. */
  get context(): PrepareContext {
    return {
      iris: this.iris,
      configuration: this.configuration,
      validate: this.#validate,
      documentQuads: this.limits.documentQuads,
    };
  }

  /** Derives from what was appended. */
  async indexed(records: readonly JournalRecord[]): Promise<void> {
    await this.index.apply(records);
    this.validity.note();
  }
}
