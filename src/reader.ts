import type { NamedNode, Quad } from "@rdfjs/types";
import { DataFactory } from "n3";
import type { Limits } from "./config.ts";
import { type NearNames, nearNames } from "./configuration/near-names.ts";
import { ProvenanceError } from "./errors.ts";
import { readInstant } from "./instant.ts";
import type { StoreGraphs } from "./interop/store-graphs.ts";
import type { Journal } from "./journal/journal.ts";
import { type Iris, unsegment } from "./mapping/iris.ts";
import type { AlignmentHistory } from "./pipeline/alignments-in-force.ts";
import type { AskedEntailment } from "./pipeline/asked-entailment.ts";
import { AxiomChoice } from "./pipeline/axioms-in-force.ts";
import { type Description, descriptionOf, graphsOf, hasGraph } from "./pipeline/graphs-of-view.ts";
import { QueryGate, type QueryLimits, type RunningQuery } from "./pipeline/query-limits.ts";
import { type Reason, reasonsFor, type StatementPattern } from "./pipeline/reasons.ts";
import { isLargeStore } from "./pipeline/tasks/large.ts";
import type { TaskThreads } from "./pipeline/tasks/task-threads.ts";
import { type AskedUpstream, type Upstream, upstreamOf } from "./pipeline/upstream.ts";
import { defaultClockSkewMs, type PlausibilityReport } from "./plausibility/report.ts";
import { withIdentity } from "./quads/identity-view.ts";
import type { Mode, QuadStore, QuadView } from "./quads/quad-store.ts";
import type { Answer } from "./questions/answer.ts";
import { ask } from "./questions/ask.ts";
import { labelsOf } from "./questions/labels.ts";
import { packagedQuestions, questionOf } from "./questions/library.ts";
import type { Question } from "./questions/question.ts";
import type { QueryOptions, QueryResult, SparqlEngine, SparqlExplainer } from "./sparql/engine.ts";
import type { Explanation } from "./sparql/explanation.ts";
import { dcat, foaf, rdf } from "./vocabulary.ts";

/** What is asked of what the store knew, and of when. */
export interface AskedView {
  readonly mode: Mode;
  /** Canonical instant at which rules are evaluated: what `NOW()` answers. Default: the clock. */
  readonly at?: string;
  /** Canonical instant up to which records are seen. Default: all. */
  readonly recordedAsOf?: string;
  readonly signal?: AbortSignal;
}

/** What a question is asked with, beside its own parameters. */
export interface AskedQuestion extends AskedView, AskedEntailment {}

export interface AskedQuery
  extends AskedView,
    AskedEntailment,
    Pick<QueryOptions, "baseIri" | "defaultGraphs" | "namedGraphs" | "parameters"> {
  /** At most the server's limit; default: that. */
  readonly timeoutMs?: number;
}

export interface AskedExport extends AskedView {
  /** Only these graphs; empty: all but `graph/identity`, and `graph/log` too when canonical. */
  readonly graphs: readonly string[];
  readonly isCanonical: boolean;
}

export interface Stats {
  readonly records: number;
  readonly quads: number;
  readonly refusals: number;
  readonly queuedEvents: number;
  readonly lastReceivedSeconds: number;
}

/** An export names a graph of which nothing is known, in its mode and at its time. */
export class UnknownGraphError extends ProvenanceError {
  override readonly name = "UnknownGraphError";
  readonly code = "unknown-graph";

  constructor(graph: string) {
    super(`There is no graph <${graph}> in this mode, at this time`);
  }
}

/** No query of that id runs, or no more. */
class UnknownQueryError extends ProvenanceError {
  override readonly name = "UnknownQueryError";
  readonly code = "unknown-query";

  constructor(id: string) {
    super(`No query "${id}" runs`);
  }
}

interface Dependencies {
  readonly journal: Journal;
  readonly store: () => QuadStore;
  readonly alignments: AlignmentHistory;
  readonly iris: Iris;
  readonly limits: Limits;
  readonly clock: () => number;
  readonly createEngine: () => SparqlEngine & SparqlExplainer;
  /** Settles when what was acknowledged is indexed: who reads sees what he wrote. */
  readonly settled: () => Promise<void>;
  readonly tasks: TaskThreads;
}

/** Everything that a store answers. Nothing here writes. */
export class Reader {
  readonly #dependencies: Dependencies;
  #createdEngine: (SparqlEngine & SparqlExplainer) | undefined;
  readonly #library = packagedQuestions();
  readonly #gate: QueryGate;
  readonly #axioms: AxiomChoice;

  constructor(dependencies: Dependencies) {
    this.#dependencies = dependencies;
    this.#axioms = new AxiomChoice(dependencies.alignments);
    this.#gate = new QueryGate(dependencies.limits, dependencies.clock);
  }

  /** Made when first asked for: it costs as much as opening a small store. */
  get #engine(): SparqlEngine & SparqlExplainer {
    this.#createdEngine ??= this.#dependencies.createEngine();
    return this.#createdEngine;
  }

  get questions(): readonly Question[] {
    return [...this.#library.values()];
  }

  /** Has threads ready before the first query comes, where there are to be any. */
  start(): void {
    if (this.#dependencies.limits.queryThreads > 0) this.#createdEngine ??= this.#dependencies.createEngine();
  }

  /** Stops every query and ends the threads, so that nothing is read any more that was there before. */
  async stop(reason: string): Promise<void> {
    this.#gate.stopAll(reason);
    const engine = this.#createdEngine;
    this.#createdEngine = undefined;
    await engine?.close?.();
  }

  get running(): readonly RunningQuery[] {
    return this.#gate.running;
  }

  stopQuery(id: string): void {
    if (!this.#gate.stop(id)) throw new UnknownQueryError(id);
  }

  async query(text: string, asked: AskedQuery): Promise<QueryResult> {
    const view = await this.view(asked);
    const options = await this.#optionsOf(asked);
    return this.#answered(text, view, options, () => this.#limitsOf(text, asked));
  }

  async explain(text: string, asked: AskedQuery): Promise<Explanation> {
    const view = await this.view(asked);
    const options = await this.#optionsOf(asked);
    const explanations: Explanation[] = [];
    const explain = async (signal: AbortSignal, checkTime: () => void): Promise<QueryResult> => {
      explanations.push(await this.#engine.explain(text, view, { ...options, signal, checkTime }));
      return { kind: "boolean", value: true };
    };
    await this.#gate.run(explain, { ...this.#limitsOf(text, asked), isAwaited: true });
    return explanations[0] as Explanation;
  }

  async ask(id: string, input: Readonly<Record<string, string>>, asked: AskedQuestion): Promise<Answer> {
    const { store, iris, limits, clock } = this.#dependencies;
    const question = questionOf(this.#library, id);
    const { mode, recordedAsOf, signal } = asked;
    const position = this.#positionOf(recordedAsOf);
    const at = asked.at ?? readInstant(new Date(clock()).toISOString())?.instant ?? "";
    const view = await this.view(asked);
    const chosen = await this.#axioms.at(asked, position);
    return ask(question, input, {
      view,
      store: store(),
      engine: { query: (text, seen, options) => this.#limited(text, seen, options) },
      iris,
      mode,
      at,
      nameOf: (iri) => this.nameOf(iri),
      limits: { rows: limits.answerRows },
      ...(chosen && { entailment: { ...chosen, kind: chosen.entailment } }),
      ...(recordedAsOf === undefined ? {} : { recordedAsOf }),
      ...(position === undefined ? {} : { position }),
      ...(signal === undefined ? {} : { signal }),
    });
  }

  /** The view of a mode at a time, once what was acknowledged is in it. `graph/identity` can be read by its name. */
  async view({ mode, recordedAsOf }: Pick<AskedView, "mode" | "recordedAsOf">): Promise<QuadView> {
    const { settled, store, iris } = this.#dependencies;
    await settled();
    const position = this.#positionOf(recordedAsOf);
    const view = store().view({ mode, ...(position === undefined ? {} : { position }) });
    return withIdentity(view, iris.identityGraph, () => this.#identityQuads());
  }

  async export(asked: AskedExport): Promise<Iterable<Quad>> {
    const { names, quadsOf } = await this.exportGraphs(asked);
    return allOf(names, quadsOf);
  }

  /** The same, graph by graph. */
  async exportGraphs({ graphs, isCanonical, ...asked }: AskedExport): Promise<StoreGraphs> {
    const view = await this.view(asked);
    const { iris } = this.#dependencies;
    for (const graph of graphs)
      if (graph !== iris.identityGraph.value && !hasGraph(view, graph)) throw new UnknownGraphError(graph);
    const isWanted = (graph: string) => !(isCanonical && graph === iris.logGraph.value);
    return graphsOf(view, graphs.length > 0 ? [...new Set(graphs)] : [...view.graphs()].filter(isWanted));
  }

  async describe(node: NamedNode, asked: AskedView): Promise<Description> {
    return descriptionOf(node, await this.view(asked));
  }

  async upstream(node: NamedNode, { steps, ...asked }: AskedUpstream & AskedView): Promise<Upstream> {
    const view = await this.view(asked);
    const mostQuads = this.#dependencies.limits.provenanceQuads;
    return upstreamOf(node, view, { mostQuads, ...(steps === undefined ? {} : { steps }) });
  }

  /** Names for people of these IRIs. */
  async labels(iris: Iterable<string>, asked: AskedView): Promise<Readonly<Record<string, string>>> {
    const view = await this.view(asked);
    return labelsOf(iris, { view, iris: this.#dependencies.iris, nameOf: (iri) => this.nameOf(iri) });
  }

  async statements({
    mode,
    recordedAsOf,
    ...pattern
  }: StatementPattern & AskedView): Promise<readonly Reason[]> {
    const { journal, store } = this.#dependencies;
    const view = await this.view({ mode, ...(recordedAsOf === undefined ? {} : { recordedAsOf }) });
    const positionOf = (graph: string) => journal.positionOf(graph);
    return reasonsFor(pattern, { store: store(), view, positionOf }, this.#positionOf(recordedAsOf));
  }

  /** What clocks say in the current graph and can hardly be. */
  async plausibility({ signal }: Pick<AskedView, "signal">): Promise<PlausibilityReport> {
    const { clock, iris, limits, store, tasks } = this.#dependencies;
    const view = await this.view({ mode: "exact" });
    const asked = {
      nowMs: clock(),
      clockSkewMs: defaultClockSkewMs,
      base: iris.base,
      mostQuads: limits.checkQuads,
    };
    return tasks.run("storePlausibility", asked, { view, signal, isLarge: isLargeStore(store()) });
  }

  nameOf(iri: string): string | undefined {
    return this.#dependencies.journal.nameOf(iri);
  }

  async nearNames(): Promise<readonly NearNames[]> {
    const view = await this.view({ mode: "asserted" });
    const prefix = `${this.#dependencies.iris.base}dataset/`;
    const datasets = [...view.match(null, rdf.type, dcat.Dataset, DataFactory.defaultGraph())].flatMap(
      ({ subject }) => {
        const [namespace, name, ...more] = subject.value.startsWith(prefix)
          ? subject.value.slice(prefix.length).split("/")
          : [];
        return namespace === undefined || name === undefined || more.length > 0
          ? []
          : [{ namespace: unsegment(namespace), name: unsegment(name) }];
      },
    );
    return nearNames(datasets);
  }

  stats(): Omit<Stats, "queuedEvents"> {
    const { journal, store } = this.#dependencies;
    const last = journal.size === 0 ? 0 : Date.parse(journal.record(journal.size - 1).receivedAt) / 1000;
    return {
      records: journal.size,
      quads: store().size,
      refusals: journal.refusalCounts().kept,
      lastReceivedSeconds: last,
    };
  }

  /** What is found at once never runs beside others: it needs no place for long, and no time limit. */
  async #answered(
    text: string,
    view: QuadView,
    options: QueryOptions,
    limits: () => QueryLimits,
  ): Promise<QueryResult> {
    this.#gate.refuseIfFull();
    const found = await this.#engine.atOnce?.(text, view, options);
    if (found !== undefined && hasAtMost(this.#dependencies.limits.queryRows, found)) return found;
    return this.#gate.run(
      (signal, checkTime) => this.#engine.query(text, view, { ...options, signal, checkTime }),
      limits(),
    );
  }

  async #optionsOf(asked: AskedQuery): Promise<QueryOptions> {
    const { at, baseIri, defaultGraphs = [], namedGraphs = [], parameters } = asked;
    return {
      now: new Date(at ?? this.#dependencies.clock()),
      ...(baseIri === undefined ? {} : { baseIri }),
      ...(defaultGraphs.length === 0 ? {} : { defaultGraphs }),
      ...(namedGraphs.length === 0 ? {} : { namedGraphs }),
      ...(parameters === undefined ? {} : { parameters }),
      ...(await this.#axiomsOf(asked)),
    };
  }

  #limitsOf(text: string, { signal, timeoutMs }: AskedQuery): QueryLimits {
    const { queryRows, queryTimeoutMs } = this.#dependencies.limits;
    return {
      text,
      timeoutMs: timeoutMs ?? queryTimeoutMs,
      mostRows: queryRows,
      ...(signal === undefined ? {} : { signal }),
    };
  }

  /** A query of a question: bounded in number and in time like any other. */
  #limited(text: string, view: QuadView, { signal, ...options }: QueryOptions = {}): Promise<QueryResult> {
    const { queryTimeoutMs: timeoutMs } = this.#dependencies.limits;
    return this.#answered(text, view, options, () => ({
      text,
      timeoutMs,
      ...(signal === undefined ? {} : { signal }),
    }));
  }

  /** What follows in a query, by axioms as they were when it asks. */
  async #axiomsOf(asked: AskedQuery): Promise<Pick<QueryOptions, "axioms">> {
    const chosen = await this.#axioms.at(asked, this.#positionOf(asked.recordedAsOf));
    return chosen === undefined ? {} : { axioms: chosen.axioms };
  }

  #positionOf(recordedAsOf: string | undefined): number | undefined {
    return recordedAsOf === undefined ? undefined : this.#dependencies.journal.positionAt(recordedAsOf);
  }

  *#identityQuads(): Iterable<Quad> {
    const { journal, iris } = this.#dependencies;
    for (const { agent, name } of journal.identities()) {
      yield DataFactory.quad(agent, foaf.name, DataFactory.literal(name), iris.identityGraph);
    }
  }
}

function hasAtMost(mostRows: number, result: QueryResult): boolean {
  if (result.kind === "boolean") return true;
  return (result.ids?.whole ?? []).reduce((rows, { length }) => rows + length, 0) <= mostRows;
}

function* allOf(names: readonly string[], quadsOf: StoreGraphs["quadsOf"]): Iterable<Quad> {
  for (const name of names) yield* quadsOf(name);
}
