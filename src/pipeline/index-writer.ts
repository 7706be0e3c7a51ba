import type { NamedNode, Quad } from "@rdfjs/types";
import { DataFactory } from "n3";
import { type Columns, partOf, under } from "../columns/columns.ts";
import { columnAt } from "../columns/typed-columns.ts";
import type { Configuration } from "../configuration.ts";
import { compareInstants } from "../instant.ts";
import type { Linker } from "../linking/linker.ts";
import type { FacetSnapshot } from "../mapping/bundle.ts";
import type { Iris } from "../mapping/iris.ts";
import { createDictionary, type Dictionary } from "../quads/dictionary/dictionary.ts";
import type { Block, QuadStore } from "../quads/quad-store.ts";
import { dcterms, mun, xsd } from "../vocabulary.ts";
import { Citations } from "./citations.ts";

/** What a journal record asks of the index. The live path and a replay hand in the same, so they end in the same graph (law 4). */
export type IndexRecord = RecordPlace &
  (
    | {
        readonly kind: "bundle";
        readonly bundle: NamedNode;
        readonly quads: readonly Quad[];
        readonly facets: readonly FacetSnapshot[];
      }
    | {
        readonly kind: "remap";
        readonly bundle: NamedNode;
        readonly quads: readonly Quad[];
        readonly facets: readonly FacetSnapshot[];
      }
    | { readonly kind: "receipt"; readonly bundle: NamedNode }
    | { readonly kind: "config"; readonly configuration: Configuration }
    /** Of a redaction, and of what it destroyed, nothing is left to index; of an alignment, nothing is until a query asks. */
    | { readonly kind: "nothing" }
  );

interface RecordPlace {
  readonly position: number;
  /** A canonical instant. */
  readonly receivedAt: string;
  readonly sender: string;
}

interface Dependencies {
  readonly store: QuadStore & { readonly dictionary?: Dictionary };
  /** Or what reads it, once somebody writes. */
  readonly linker: Linker | (() => Promise<Linker>);
  readonly iris: Iris;
  /** What a writer over the same store gave; absent: of an empty store. */
  readonly columns?: Columns | undefined;
}

/**
 * Brings the quad store up to the journal, one batch at a time: bundles and facet snapshots are opened and closed, the log
 * graph grows, and the linker derives. All that a batch derives holds from the batch's last position on; its records share
 * one `receivedAt`, so no question as of a time can see half a batch.
 */
export class IndexWriter {
  readonly #store: QuadStore;
  readonly #readLinker: (() => Promise<Linker>) | undefined;
  #reading: Promise<Linker> | undefined;
  #linker: Linker | undefined;
  readonly #iris: Iris;
  readonly #citations: Citations;
  /** The position of the configuration in force; -1 before the first. */
  configurationPosition = -1;
  /** Whether all batches are whole in the index: not within one, and never again after one that could not be applied. */
  isWhole = true;

  constructor({ store, linker, iris, columns }: Dependencies) {
    this.#store = store;
    if (typeof linker === "function") this.#readLinker = linker;
    else this.#linker = linker;
    this.#iris = iris;
    this.#citations = new Citations(
      store.dictionary ?? createDictionary(),
      columns && partOf(columns, "citations"),
    );
    if (columns !== undefined) this.configurationPosition = configurationPositionIn(columns);
  }

  /** What derives; undefined as long as it was not needed. */
  get linker(): Linker | undefined {
    return this.#linker;
  }

  /** What derives, once nothing has to be read any more before a batch is applied. @throws {DamagedColumnsError} always, once it did */
  async ready(): Promise<Linker> {
    this.#reading ??= this.#readLinker?.();
    this.#linker ??= await this.#reading;
    if (this.#linker === undefined) throw new Error("An index has a linker, or what reads it");
    return this.#linker;
  }

  /** What it knows beside the store and the linker. */
  columns(): Columns {
    const configuration = Float64Array.of(this.configurationPosition);
    return { configuration, ...under("citations", this.#citations.columns()) };
  }

  /** Indexes one batch of records, in the order of the journal. @throws {DamagedColumnsError} before anything is indexed */
  async apply(records: readonly IndexRecord[]): Promise<void> {
    const linker = await this.ready();
    const last = records.at(-1);
    if (last === undefined) return;
    const wasWhole = this.isWhole;
    this.isWhole = false;
    const opened = new Map<string, Block>();
    const closed: Block[] = [];

    for (const record of records) {
      switch (record.kind) {
        case "remap":
          this.#close(record.bundle.value, record.position, opened, closed);
          this.#open(record, opened);
          break;
        case "bundle":
          this.#open(record, opened);
          this.#log(record.bundle, record, record.quads);
          break;
        case "receipt":
          this.#log(record.bundle, record, this.#store.block(record.bundle.value)?.quads ?? []);
          break;
        case "config":
          this.configurationPosition = record.position;
          await linker.reconfigure(record.configuration, last.position);
          break;
        case "nothing":
          break;
      }
    }
    await linker.link({ position: last.position, opened: [...opened.values()], closed });
    this.isWhole = wasWhole;
  }

  #open(
    { bundle, quads, facets, position }: IndexRecord & { kind: "bundle" | "remap" },
    opened: Map<string, Block>,
  ): void {
    for (const facet of facets) {
      if (!this.#citations.add(facet.iri.value)) continue;
      const block = { id: facet.iri.value, quads: facet.quads };
      opened.set(block.id, this.#store.open(block, position));
    }
    const block = { id: bundle.value, quads };
    opened.set(block.id, this.#store.open(block, position));
  }

  #close(bundle: string, position: number, opened: Map<string, Block>, closed: Block[]): void {
    const release = (id: string): Block => {
      const block = this.#store.close(id, position);
      if (!opened.delete(id)) closed.push(block);
      return block;
    };
    for (const facet of this.#facetsOf(release(bundle))) if (this.#citations.remove(facet)) release(facet);
  }

  /** The snapshots that the bundle of an event cites: those that it names, since it names no others. */
  #facetsOf({ quads }: Block): Set<string> {
    const prefix = `${this.#iris.base}facet/`;
    const named = quads.filter(
      ({ object }) => object.termType === "NamedNode" && object.value.startsWith(prefix),
    );
    return new Set(named.map(({ object }) => object.value));
  }

  /** Recording metadata: when, where in the log, by whom, and how long after the event. */
  #log(bundle: NamedNode, { position, receivedAt, sender }: RecordPlace, stated: readonly Quad[]): void {
    const { logGraph } = this.#iris;
    const quads = [
      DataFactory.quad(bundle, mun.receivedAt, DataFactory.literal(receivedAt, xsd.dateTime), logGraph),
      DataFactory.quad(bundle, mun.position, DataFactory.literal(String(position), xsd.integer), logGraph),
      DataFactory.quad(bundle, dcterms.contributor, this.#iris.agent(sender), logGraph),
    ];
    const eventTime = stated.find(
      ({ subject, predicate }) => predicate.equals(mun.eventTime) && subject.equals(bundle),
    )?.object.value;
    if (eventTime !== undefined) {
      const lag = DataFactory.literal(String(lagSeconds(eventTime, receivedAt)), xsd.decimal);
      quads.push(DataFactory.quad(bundle, mun.recordedLagSeconds, lag, logGraph));
    }
    this.#store.open({ id: `log:${position}`, quads }, position);
  }
}

/** The position of the configuration in force, among the columns of a writer; -1 where there is none. */
export function configurationPositionIn(columns: Columns): number {
  return columnAt(columns, "configuration", "float64")[0] as number;
}

/** Seconds from the event to its receipt, to the millisecond; negative when a producer's clock runs ahead. */
function lagSeconds(eventTime: string, received: string): number {
  if (compareInstants(eventTime, received) === 0) return 0;
  return (Date.parse(received) - Date.parse(eventTime.replace(/(\.\d{3})\d+/, "$1"))) / 1000;
}
