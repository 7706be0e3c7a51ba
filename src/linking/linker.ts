import type { Quad } from "@rdfjs/types";
import type { Columns } from "../columns/columns.ts";
import type { Configuration } from "../configuration.ts";
import type { Iris } from "../mapping/iris.ts";
import type { QuadTeller } from "../quads/current-statements.ts";
import type { Block, QuadStore } from "../quads/quad-store.ts";
import type { DescriptionShapes } from "../validation/description-shapes.ts";
import { Engine } from "./engine.ts";
import { KnownFacts } from "./known-facts.ts";
import { type FlushedQuads, StatementLedger } from "./ledger.ts";
import { type NumberedBlock, numbered, tellQuads } from "./numbered-block.ts";
import { Shelves, type ShelvesOptions } from "./rest/shelves.ts";
import type { RowQuads } from "./row-quads.ts";
import { rules } from "./rules.ts";
import { ShapeFindings } from "./shape-findings.ts";
import { ThingsByName } from "./things-by-name.ts";
import type { ToldQuads } from "./touched-things.ts";

export interface LinkerOptions {
  readonly store: QuadStore;
  readonly iris: Iris;
  readonly configuration: Configuration;
  /** Absent: no findings about shapes. */
  readonly shapes?: DescriptionShapes;
  /** Lower-case hex of the plain SHA-256 of the canonical event; called only on ties (DESIGN §4). */
  readonly eventHash: (bundleIri: string) => string;
  /** What it knows beside the store; absent: of an empty store. */
  readonly rest?: Omit<ShelvesOptions, "dictionary">;
}

/** Blocks that came and went, and the position of the batch's last record. */
export interface LinkedBatch {
  readonly position: number;
  readonly opened: readonly Block[];
  readonly closed: readonly Block[];
}

/**
 * Derives what follows from the set of open bundles, and from nothing else: the same set ends in the same derived
 * statements, in whatever order and batches it came (DESIGN §2, law 1). `docs/linking.md` has every rule.
 */
export class Linker {
  readonly #shelves: Shelves;
  readonly #facts: KnownFacts;
  readonly #ledger: StatementLedger;
  readonly #engine: Engine;
  readonly #shapes: ShapeFindings | undefined;
  /** Whether the store tells the numbers of what it opens. */
  readonly #hasNumbers: boolean;
  #configuration: Configuration;

  constructor({ store, iris, configuration, shapes, eventHash, rest }: LinkerOptions) {
    this.#configuration = configuration;
    this.#hasNumbers = store.dictionary !== undefined;
    const shelves = new Shelves({ dictionary: store.dictionary, ...rest });
    this.#shelves = shelves;
    const naming = { iris, names: shelves.names, things: new ThingsByName(iris, shelves.names) };
    this.#facts = new KnownFacts(naming, eventHash, shelves);
    this.#ledger = new StatementLedger(iris, shelves, store);
    this.#engine = new Engine({ rules, facts: this.#facts, ledger: this.#ledger, naming, shelves });
    this.#shapes =
      shapes === undefined
        ? undefined
        : new ShapeFindings({ shapes, store, naming, ledger: this.#ledger, shelves });
  }

  /** Brings the derived statements up to date, after the store has opened and closed these blocks. */
  async link(batch: LinkedBatch): Promise<void> {
    const { position } = batch;
    const [opened, closed] = [batch.opened, batch.closed].map((blocks) =>
      blocks.map((block) => numbered(block, this.#shelves.names)),
    ) as [NumberedBlock[], NumberedBlock[]];
    this.#facts.change(closed, opened, this.#engine);
    await this.#judge(opened, closed, this.#derive(position), position);
    this.#shelves.settle();
  }

  /** Derives anew what a change of the configuration concerns, from a position on. */
  async reconfigure(configuration: Configuration, position: number): Promise<void> {
    this.#configuration = configuration;
    this.#engine.configurationChanged();
    await this.#judge([], [], this.#derive(position), position);
    this.#shelves.settle();
  }

  /** What it knows beside the store, to rest in a file; take it before the terms of the store. */
  columns(): Columns {
    return this.#shelves.columns();
  }

  #derive(position: number) {
    this.#engine.settle(this.#configuration);
    return this.#ledger.flush(position);
  }

  async #judge(
    opened: readonly NumberedBlock[],
    closed: readonly NumberedBlock[],
    derived: FlushedQuads,
    position: number,
  ): Promise<void> {
    const changed = {
      opened: this.#told(opened, derived.opened),
      closed: this.#told(closed, derived.closed),
    };
    await this.#shapes?.update(changed, position);
  }

  #told(blocks: readonly NumberedBlock[], derived: RowQuads): ToldQuads {
    const quads = both(quadsOf(blocks), derived.quads);
    if (!this.#hasNumbers) return { quads };
    const tell = (take: QuadTeller) => {
      for (const block of blocks) tellQuads(block, take);
      derived.tell(take);
    };
    return { quads, tell };
  }
}

function* quadsOf(blocks: readonly Block[]): Iterable<Quad> {
  for (const { id, quads } of blocks) if (!id.startsWith("log:")) yield* quads;
}

function* both(first: Iterable<Quad>, second: Iterable<Quad>): Iterable<Quad> {
  yield* first;
  yield* second;
}
