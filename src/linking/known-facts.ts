import { DataFactory } from "n3";
import { compareCodePoints } from "../code-points.ts";
import type { Iris } from "../mapping/iris.ts";
import type { Block } from "../quads/quad-store.ts";
import { EventLog, eventOrder } from "./event-log.ts";
import { FacetHistory } from "./facet-history.ts";
import { type BundleFacts, type Citation, factsOf, told } from "./facts.ts";
import type { ChangedFact, RunEvents } from "./rule.ts";
import { type SnapshotFacts, snapshotFacts } from "./snapshot-facts.ts";
import { type Fact, SupportedFacts } from "./supported.ts";
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
  readonly #times = new Map<string, string>();
  readonly #facts: SupportedFacts;
  readonly #runs = new Map<string, EventLog>();
  readonly #histories = new Map<string, FacetHistory>();
  readonly #snapshots = new Map<string, SnapshotFacts>();
  readonly #compareEvents: ReturnType<typeof eventOrder>;

  constructor(iris: Iris, eventHash: (bundle: string) => string) {
    this.#iris = iris;
    this.#facts = new SupportedFacts((bundle) => this.#times.get(bundle));
    this.#compareEvents = eventOrder(eventHash);
  }

  of(subject: string, predicate: string): readonly Fact[] {
    return this.#facts.of(subject, predicate);
  }
  timeOf(bundle: string): string | undefined {
    return this.#times.get(bundle);
  }
  run(run: string): RunEvents | undefined {
    const log = this.#runs.get(run);
    const [start, standing] = [log?.start, log?.standing];
    return log === undefined || start === undefined || standing === undefined
      ? undefined
      : { start, standing, terminals: log.terminals };
  }
  facet(thing: string, name: string) {
    const current = this.#histories.get(`${name} ${thing}`)?.current;
    const content = current && this.#snapshots.get(current.facet);
    if (current === undefined || content === undefined || content.isDeleted) return undefined;
    return { ...current, content };
  }

  /** Takes blocks out and in. A facet snapshot is there before and after the bundles that cite it. */
  change(closed: readonly Block[], opened: readonly Block[], listener: FactListener): void {
    const isFacet = ({ id }: Block) => id.startsWith(`${this.#iris.base}facet/`);
    const isBundle = ({ id }: Block) => id.startsWith(`${this.#iris.base}bundle/`);
    for (const block of opened.filter(isFacet)) {
      const snapshot = snapshotFacts(block.id, block.quads);
      if (snapshot !== undefined) this.#snapshots.set(block.id, snapshot);
    }
    for (const block of closed.filter(isBundle)) this.#close(block, listener);
    for (const block of opened.filter(isBundle)) this.#open(block, listener);
    const openedIds = new Set(opened.map(({ id }) => id));
    for (const { id } of closed.filter(isFacet)) if (!openedIds.has(id)) this.#snapshots.delete(id);
  }

  #open(block: Block, listener: FactListener): void {
    const bundle = factsOf(block, this.#iris);
    if (bundle.event !== undefined) this.#times.set(block.id, bundle.event.time);
    this.#changeAll(block.id, bundle, "add", listener);
  }

  #close(block: Block, listener: FactListener): void {
    this.#changeAll(block.id, factsOf(block, this.#iris), "remove", listener);
    this.#times.delete(block.id);
  }

  #changeAll(
    id: string,
    { event, facts, citations }: BundleFacts,
    change: Change,
    listener: FactListener,
  ): void {
    const isOfEvent = event !== undefined;
    for (const { subject, predicate, object } of facts)
      if (this.#facts[change](id, subject, predicate, object))
        listener.factChanged(predicate, { subject, object, isOfEvent });
    if (event === undefined) return;

    const { about, time, type } = event;
    const happened = { bundle: id, time, ...(type === undefined ? {} : { type }) };
    const run = runOfWindow(about, this.#iris.base);
    for (const activity of run === undefined ? [about] : [about, run])
      this.#changeRun(activity, happened, change, listener);
    for (const citation of citations) this.#changeFacet(id, time, citation, change, listener);
  }

  #changeRun(
    run: string,
    event: Parameters<EventLog["add"]>[0],
    change: Change,
    listener: FactListener,
  ): void {
    if (!isRun(run, this.#iris)) return;
    const log = this.#runs.get(run) ?? new EventLog(this.#compareEvents);
    log[change](event);
    if (log.start === undefined) this.#runs.delete(run);
    else this.#runs.set(run, log);
    listener.eventsChanged(run);
  }

  #changeFacet(
    bundle: string,
    time: string,
    { thing, facet, rank, isIndirect }: Citation,
    change: Change,
    listener: FactListener,
  ): void {
    const snapshot = this.#snapshots.get(facet);
    if (snapshot === undefined) return;
    const { name } = snapshot;
    if (name === "symlinks" && !snapshot.isDeleted)
      this.#changeAliases({ bundle, time, dataset: thing }, snapshot, change, listener);
    if (isIndirect && momentary.has(name)) return;

    const key = `${name} ${thing}`;
    const history = this.#histories.get(key) ?? new FacetHistory(this.#compareEvents);
    const isChanged = history[change]({ bundle, time, facet, rank });
    if (history.isEmpty) this.#histories.delete(key);
    else this.#histories.set(key, history);
    if (isChanged) listener.facetChanged(thing, name);
  }

  #changeAliases(
    { bundle, time, dataset }: { readonly bundle: string; readonly time: string; readonly dataset: string },
    { symlinks }: SnapshotFacts,
    change: Change,
    listener: FactListener,
  ): void {
    if (datasetThing(dataset, this.#iris.base)?.kind !== "dataset") return;
    const state = (subject: string, predicate: string, iri: string) => {
      const object = DataFactory.namedNode(iri);
      if (this.#facts[change](bundle, subject, predicate, object))
        listener.factChanged(predicate, { subject, object, isOfEvent: true });
    };
    for (const symlink of symlinks) {
      const other = this.#iris.dataset(symlink).value;
      if (other === dataset) continue;
      state(dataset, told.symlink, other);
      state(`aliases ${dataset}`, told.alias, other);
      state(`aliases ${other}`, told.alias, dataset);
      const entry = { id: bundle, run: bundle, at: time, start: time, isCommitted: true };
      listener.mentioned(aliasTimeline(dataset, other), entry, change);
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
