import { facetKind } from "./cells.ts";
import { EventLog, type EventOrder, eventOrder, keepingEvents, type RunEventFact } from "./event-log.ts";
import { FacetHistory, keepingHistory, sayingOrder } from "./facet-history.ts";
import {
  aliasesOf,
  type BundleFacts,
  type Citation,
  type EventFact,
  FactReader,
  schemasOf,
  told,
} from "./facts.ts";
import type { Naming } from "./naming.ts";
import type { NumberedBlock } from "./numbered-block.ts";
import type { Name, Names } from "./rest/names.ts";
import { keepingPlain, type Shelf } from "./rest/shelf.ts";
import type { Shelves } from "./rest/shelves.ts";
import type { ChangedFact, RunEvents } from "./rule.ts";
import { type SnapshotFacts, snapshotFacts } from "./snapshot-facts.ts";
import { Sources } from "./sources.ts";
import { type Fact, SupportedFacts } from "./supported.ts";
import type { Entry } from "./timeline.ts";

/** Told of each change in what is known. */
export interface FactListener {
  factChanged(predicate: Name, fact: ChangedFact): void;
  eventsChanged(run: Name): void;
  /** The facet of a `facetCell`. */
  facetChanged(cell: Name): void;
  mentioned(timeline: Name, entry: Entry, change: "add" | "remove"): void;
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
  readonly #naming: Naming;
  readonly #names: Names;
  readonly #reader: FactReader;
  readonly #sources: Sources;
  readonly #facts: SupportedFacts;
  /** By run. */
  readonly #runs: Shelf<EventLog>;
  /** By `facetCell`. */
  readonly #histories: Shelf<FacetHistory>;
  /** By facet. */
  readonly #snapshots: Shelf<SnapshotFacts>;
  readonly #compareEvents: EventOrder;
  readonly #compareSayings: ReturnType<typeof sayingOrder>;
  readonly #facetKinds = new Map<string, Name>();

  constructor(naming: Naming, eventHash: (bundle: string) => string, shelves: Shelves) {
    const { names } = naming;
    this.#naming = naming;
    this.#names = names;
    this.#reader = new FactReader(naming);
    this.#compareEvents = eventOrder(names, eventHash);
    this.#sources = new Sources(shelves);
    this.#facts = new SupportedFacts(shelves, this.#sources);
    this.#runs = shelves.shelf("runs", keepingEvents(names, this.#compareEvents));
    this.#compareSayings = sayingOrder(names, this.#compareEvents);
    this.#histories = shelves.shelf("histories", keepingHistory(this.#compareSayings));
    this.#snapshots = shelves.shelf("snapshots", keepingPlain<SnapshotFacts>());
  }

  of(subject: Name, predicate: Name): readonly Fact[] {
    return this.#facts.of(subject, predicate);
  }
  find(subject: Name, predicate: Name, object: Name): Fact | undefined {
    return this.#facts.find(subject, predicate, object);
  }
  timeOf(bundle: Name): Name | undefined {
    return this.#sources.timeOf(bundle);
  }
  run(run: Name): RunEvents | undefined {
    const log = this.#runs.get(run);
    const [start, standing] = [log?.start, log?.standing];
    return log === undefined || start === undefined || standing === undefined
      ? undefined
      : { start, standing, terminals: log.terminals };
  }
  /** `facetCell`, of a name that is mostly one of few. */
  facetCell(thing: Name, name: string): Name {
    let kind = this.#facetKinds.get(name);
    if (kind === undefined) {
      kind = facetKind(this.#names, this.#names.of(name));
      if (this.#facetKinds.size < rememberedKinds) this.#facetKinds.set(name, kind);
    }
    return this.#names.pair(kind, thing);
  }
  /** The facet of a `facetCell`. */
  facet(cell: Name) {
    const current = this.#histories.get(cell)?.current;
    const content = current && this.#snapshots.get(current.facet);
    if (current === undefined || content === undefined || content.isDeleted) return undefined;
    return { ...current, content };
  }

  /** Takes blocks out and in. A facet snapshot is there before and after the bundles that cite it. */
  change(closed: readonly NumberedBlock[], opened: readonly NumberedBlock[], listener: FactListener): void {
    const { base } = this.#naming.iris;
    const isFacet = ({ id }: NumberedBlock) => id.startsWith(`${base}facet/`);
    const isBundle = ({ id }: NumberedBlock) => id.startsWith(`${base}bundle/`);
    for (const block of opened.filter(isFacet)) {
      const snapshot = snapshotFacts(block.id, block.quads);
      if (snapshot !== undefined) this.#snapshots.set(this.#names.iri(block.id), snapshot);
    }
    for (const block of closed.filter(isBundle)) this.#close(block, listener);
    for (const block of opened.filter(isBundle)) this.#open(block, listener);
    const openedIds = new Set(opened.map(({ id }) => id));
    for (const { id } of closed.filter(isFacet))
      if (!openedIds.has(id)) this.#snapshots.delete(this.#names.iri(id));
  }

  #open(block: NumberedBlock, listener: FactListener): void {
    const facts = this.#reader.read(block);
    const bundle = this.#names.iri(block.id);
    this.#sources.add(bundle, facts.event?.time);
    this.#changeAll(bundle, facts, "add", listener);
  }

  #close(block: NumberedBlock, listener: FactListener): void {
    const bundle = this.#names.iri(block.id);
    if (!this.#sources.has(bundle)) return;
    this.#changeAll(bundle, this.#reader.read(block), "remove", listener);
    this.#sources.remove(bundle);
  }

  #changeAll(
    bundle: Name,
    { event, facts, citations }: BundleFacts,
    change: Change,
    listener: FactListener,
  ): void {
    const isOfEvent = event !== undefined;
    for (const { subject, predicate, object } of facts)
      if (this.#facts[change](bundle, subject, predicate, object))
        listener.factChanged(predicate, { subject, object, isOfEvent });
    if (event === undefined) return;

    const { about, type } = event;
    const happened = { bundle, time: event.time, ...(type === undefined ? {} : { type }) };
    const run = this.#naming.things.runOfWindow(about);
    for (const activity of run === undefined ? [about] : [about, run])
      this.#changeRun(activity, happened, change, listener);
    for (const citation of citations) this.#changeFacet(bundle, event, citation, change, listener);
  }

  /** Of what an event says. */
  #changeFact(
    bundle: Name,
    subject: Name,
    predicate: Name,
    object: Name,
    change: Change,
    listener: FactListener,
  ): void {
    if (this.#facts[change](bundle, subject, predicate, object))
      listener.factChanged(predicate, { subject, object, isOfEvent: true });
  }

  #changeRun(run: Name, event: RunEventFact, change: Change, listener: FactListener): void {
    if (!isRun(this.#names.text(run), this.#naming.iris.base)) return;
    const log = this.#runs.get(run) ?? new EventLog(this.#names, this.#compareEvents);
    log[change](event);
    if (log.start === undefined) this.#runs.delete(run);
    else this.#runs.set(run, log);
    listener.eventsChanged(run);
  }

  #changeFacet(
    bundle: Name,
    { time }: EventFact,
    { thing, facet, rank, isIndirect }: Citation,
    change: Change,
    listener: FactListener,
  ): void {
    const snapshot = this.#snapshots.get(facet);
    if (snapshot === undefined) return;
    const { name } = snapshot;
    if (name === "symlinks" && !snapshot.isDeleted)
      this.#changeAliases(bundle, time, thing, snapshot, change, listener);
    if (snapshot.columns.length > 0) this.#changeColumns(bundle, thing, facet, snapshot, change, listener);
    if (isIndirect && momentary.has(name)) return;

    const cell = this.facetCell(thing, name);
    const known = this.#histories.get(cell);
    const history = known ?? new FacetHistory(this.#compareSayings);
    const isChanged = history[change]({ bundle, time, facet, rank });
    if (history.isEmpty) this.#histories.delete(cell);
    else if (known === undefined) this.#histories.set(cell, history);
    if (isChanged) listener.facetChanged(cell);
  }

  #changeAliases(
    bundle: Name,
    time: Name,
    dataset: Name,
    { symlinks }: SnapshotFacts,
    change: Change,
    listener: FactListener,
  ): void {
    const names = this.#names;
    if (this.#naming.things.of(dataset)?.kind !== "dataset") return;
    const state = (subject: Name, predicate: string, object: Name) =>
      this.#changeFact(bundle, subject, names.word(predicate), object, change, listener);
    for (const symlink of symlinks) {
      const other = names.iri(this.#naming.iris.dataset(symlink).value);
      if (other === dataset) continue;
      state(dataset, told.symlink, other);
      state(aliasesOf(names, dataset), told.alias, other);
      state(aliasesOf(names, other), told.alias, dataset);
      const entry = { id: bundle, run: bundle, at: time, start: time, isCommitted: true };
      listener.mentioned(aliasTimeline(names, dataset, other), entry, change);
    }
  }

  /**
   * The columns of a dataset, each with the earliest event that cites a schema with it. An event that cites a known
   * schema later than another costs O(1), however many columns the schema has.
   */
  #changeColumns(
    bundle: Name,
    dataset: Name,
    facet: Name,
    { columns }: SnapshotFacts,
    change: Change,
    listener: FactListener,
  ): void {
    const names = this.#names;
    if (this.#naming.things.of(dataset)?.kind !== "dataset") return;
    const cited = schemasOf(names, dataset);
    const schema = names.word(told.schema);
    const earliest = () => this.find(cited, schema, facet)?.support;
    const before = earliest();
    this.#facts[change](bundle, cited, schema, facet);
    const after = earliest();
    if (before === after) return;
    const columnOf = names.word(told.columnOf);
    for (const path of columns) {
      const column = names.iri(`${names.text(dataset)}/column/${path}`);
      const above = path.includes("/") ? path.replace(/\/[^/]*$/, "") : undefined;
      const whole = above === undefined ? dataset : names.iri(`${names.text(dataset)}/column/${above}`);
      if (after !== undefined) this.#changeFact(after, column, columnOf, whole, "add", listener);
      if (before !== undefined) this.#changeFact(before, column, columnOf, whole, "remove", listener);
    }
  }
}

/** The timeline of the events that say that two names are of one dataset, whichever they say of which. */
export function aliasTimeline(names: Names, a: Name, b: Name): Name {
  return names.pair(names.word("alias"), names.pair(Math.min(a, b), Math.max(a, b)));
}

type Change = "add" | "remove";

const rememberedKinds = 1000;

function isRun(iri: string, base: string): boolean {
  return iri.startsWith(`${base}job/`) && iri.split("/run/").length > 1;
}
