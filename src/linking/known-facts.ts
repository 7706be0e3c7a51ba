import type { Quad_Object } from "@rdfjs/types";
import { DataFactory } from "n3";
import { compareCodePoints } from "../code-points.ts";
import type { Iris } from "../mapping/iris.ts";
import type { Block } from "../quads/quad-store.ts";
import { facetCell } from "./cells.ts";
import { EventLog, eventOrder, keepingEvents } from "./event-log.ts";
import { FacetHistory, keepingHistory } from "./facet-history.ts";
import { type BundleFacts, type Citation, factsOf, told } from "./facts.ts";
import type { Name, Names } from "./rest/names.ts";
import { keepingPlain, type Shelf } from "./rest/shelf.ts";
import type { Shelves } from "./rest/shelves.ts";
import type { ChangedFact, RunEvents } from "./rule.ts";
import { type SnapshotFacts, snapshotFacts } from "./snapshot-facts.ts";
import { type Fact, keepingSource, type Source, SupportedFacts } from "./supported.ts";
import { datasetThing, runOfWindow } from "./things.ts";
import type { Entry } from "./timeline.ts";

/** Told of each change in what is known. */
export interface FactListener {
  factChanged(predicate: string, fact: ChangedFact): void;
  eventsChanged(run: string): void;
  facetChanged(thing: string, name: string): void;
  mentioned(timeline: string, entry: Entry, change: "add" | "remove"): void;
}

/** Facets that tell of one read or write; a lasting dataset has no current one. */
const momentary: ReadonlySet<string> = new Set([
  "inputStatistics",
  "outputStatistics",
  "icebergScanReport",
  "icebergCommitReport",
  "subset",
  "columnLineage",
  "lineage",
  "lifecycleStateChange",
  "version",
]);

/** All that the open blocks say, in the form in which the rules ask for it. */
export class KnownFacts {
  readonly #iris: Iris;
  readonly #names: Names;
  /** By bundle. */
  readonly #sources: Shelf<Source>;
  readonly #facts: SupportedFacts;
  /** By run. */
  readonly #runs: Shelf<EventLog>;
  /** By `facetCell`. */
  readonly #histories: Shelf<FacetHistory>;
  /** By facet. */
  readonly #snapshots: Shelf<SnapshotFacts>;
  readonly #compareEvents: ReturnType<typeof eventOrder>;

  constructor(iris: Iris, eventHash: (bundle: string) => string, shelves: Shelves) {
    this.#iris = iris;
    this.#compareEvents = eventOrder(eventHash);
    this.#names = shelves.names;
    this.#sources = shelves.shelf("sources", keepingSource);
    this.#facts = new SupportedFacts(shelves);
    this.#runs = shelves.shelf("runs", keepingEvents(this.#compareEvents));
    this.#histories = shelves.shelf("histories", keepingHistory(this.#compareEvents));
    this.#snapshots = shelves.shelf("snapshots", keepingPlain<SnapshotFacts>());
  }

  of(subject: Name, predicate: string): readonly Fact[] {
    return this.#facts.of(subject, predicate);
  }
  find(subject: Name, predicate: string, object: string): Fact | undefined {
    return this.#facts.find(subject, predicate, DataFactory.namedNode(object));
  }
  timeOf(bundle: string): string | undefined {
    return this.#sources.get(this.#names.of(bundle))?.time;
  }
  run(run: Name): RunEvents | undefined {
    const log = this.#runs.get(run);
    const [start, standing] = [log?.start, log?.standing];
    return log === undefined || start === undefined || standing === undefined
      ? undefined
      : { start, standing, terminals: log.terminals };
  }
  /** The facet of a `facetCell`. */
  facet(cell: Name) {
    const current = this.#histories.get(cell)?.current;
    const content = current && this.#snapshots.get(this.#names.of(current.facet));
    if (current === undefined || content === undefined || content.isDeleted) return undefined;
    return { ...current, content };
  }

  /** Takes blocks out and in. A facet snapshot is there before and after the bundles that cite it. */
  change(closed: readonly Block[], opened: readonly Block[], listener: FactListener): void {
    const isFacet = ({ id }: Block) => id.startsWith(`${this.#iris.base}facet/`);
    const isBundle = ({ id }: Block) => id.startsWith(`${this.#iris.base}bundle/`);
    for (const block of opened.filter(isFacet)) {
      const snapshot = snapshotFacts(block.id, block.quads);
      if (snapshot !== undefined) this.#snapshots.set(this.#names.of(block.id), snapshot);
    }
    for (const block of closed.filter(isBundle)) this.#close(block, listener);
    for (const block of opened.filter(isBundle)) this.#open(block, listener);
    const openedIds = new Set(opened.map(({ id }) => id));
    for (const { id } of closed.filter(isFacet))
      if (!openedIds.has(id)) this.#snapshots.delete(this.#names.of(id));
  }

  #open(block: Block, listener: FactListener): void {
    const bundle = factsOf(block, this.#iris);
    const source = { bundle: block.id, ...(bundle.event === undefined ? {} : { time: bundle.event.time }) };
    this.#sources.set(this.#names.of(block.id), source);
    this.#changeAll(source, bundle, "add", listener);
  }

  #close(block: Block, listener: FactListener): void {
    const name = this.#names.of(block.id);
    const source = this.#sources.get(name);
    if (source === undefined) return;
    this.#changeAll(source, factsOf(block, this.#iris), "remove", listener);
    this.#sources.delete(name);
  }

  #changeAll(
    source: Source,
    { event, facts, citations }: BundleFacts,
    change: Change,
    listener: FactListener,
  ): void {
    for (const { subject, predicate, object } of facts)
      this.#changeFact(source, subject, predicate, object, change, listener);
    if (event === undefined) return;

    const { about, time, type } = event;
    const happened = { bundle: source.bundle, time, ...(type === undefined ? {} : { type }) };
    const run = runOfWindow(about, this.#iris.base);
    for (const activity of run === undefined ? [about] : [about, run])
      this.#changeRun(activity, happened, change, listener);
    for (const citation of citations) this.#changeFacet({ ...source, time }, citation, change, listener);
  }

  #changeFact(
    source: Source,
    subject: string,
    predicate: string,
    object: Quad_Object,
    change: Change,
    listener: FactListener,
  ): void {
    if (this.#facts[change](source, subject, predicate, object))
      listener.factChanged(predicate, { subject, object, isOfEvent: source.time !== undefined });
  }

  #changeRun(
    run: string,
    event: Parameters<EventLog["add"]>[0],
    change: Change,
    listener: FactListener,
  ): void {
    if (!isRun(run, this.#iris)) return;
    const name = this.#names.of(run);
    const log = this.#runs.get(name) ?? new EventLog(this.#compareEvents);
    log[change](event);
    if (log.start === undefined) this.#runs.delete(name);
    else this.#runs.set(name, log);
    listener.eventsChanged(run);
  }

  #changeFacet(
    source: Required<Source>,
    { thing, facet, rank, isIndirect }: Citation,
    change: Change,
    listener: FactListener,
  ): void {
    const { bundle, time } = source;
    const snapshot = this.#snapshots.get(this.#names.of(facet));
    if (snapshot === undefined) return;
    const { name } = snapshot;
    if (name === "symlinks" && !snapshot.isDeleted)
      this.#changeAliases(source, thing, snapshot, change, listener);
    if (snapshot.columns.length > 0) this.#changeColumns(source, thing, facet, snapshot, change, listener);
    if (isIndirect && momentary.has(name)) return;

    const key = facetCell(this.#names, thing, name);
    const history = this.#histories.get(key) ?? new FacetHistory(this.#compareEvents);
    const isChanged = history[change]({ bundle, time, facet, rank });
    if (history.isEmpty) this.#histories.delete(key);
    else this.#histories.set(key, history);
    if (isChanged) listener.facetChanged(thing, name);
  }

  #changeAliases(
    source: Required<Source>,
    dataset: string,
    { symlinks }: SnapshotFacts,
    change: Change,
    listener: FactListener,
  ): void {
    if (datasetThing(dataset, this.#iris.base)?.kind !== "dataset") return;
    const state = (subject: string, predicate: string, iri: string) =>
      this.#changeFact(source, subject, predicate, DataFactory.namedNode(iri), change, listener);
    for (const symlink of symlinks) {
      const other = this.#iris.dataset(symlink).value;
      if (other === dataset) continue;
      state(dataset, told.symlink, other);
      state(`aliases ${dataset}`, told.alias, other);
      state(`aliases ${other}`, told.alias, dataset);
      const { bundle, time } = source;
      const entry = { id: bundle, run: bundle, at: time, start: time, isCommitted: true };
      listener.mentioned(aliasTimeline(dataset, other), entry, change);
    }
  }

  /**
   * The columns of a dataset, each with the earliest event that cites a schema with it. An event that cites a known
   * schema later than another costs O(1), however many columns the schema has.
   */
  #changeColumns(
    source: Source,
    dataset: string,
    facet: string,
    { columns }: SnapshotFacts,
    change: Change,
    listener: FactListener,
  ): void {
    if (datasetThing(dataset, this.#iris.base)?.kind !== "dataset") return;
    const cited = `schemas ${dataset}`;
    const earliest = () => {
      const support = this.find(this.#names.of(cited), told.schema, facet)?.support;
      return support === undefined ? undefined : this.#sources.get(this.#names.of(support));
    };
    const before = earliest();
    this.#facts[change](source, cited, told.schema, DataFactory.namedNode(facet));
    const after = earliest();
    if (before === after) return;
    for (const path of columns) {
      const whole = path.includes("/") ? `${dataset}/column/${path.replace(/\/[^/]*$/, "")}` : dataset;
      const column = [`${dataset}/column/${path}`, told.columnOf, DataFactory.namedNode(whole)] as const;
      if (after !== undefined) this.#changeFact(after, ...column, "add", listener);
      if (before !== undefined) this.#changeFact(before, ...column, "remove", listener);
    }
  }
}

/** The timeline of the events that say that two names are of one dataset, whichever they say of which. */
export function aliasTimeline(a: string, b: string): string {
  return `alias ${[a, b].sort(compareCodePoints).join(" ")}`;
}

type Change = "add" | "remove";

function isRun(iri: string, iris: Iris): boolean {
  return iri.startsWith(`${iris.base}job/`) && iri.split("/run/").length > 1;
}
