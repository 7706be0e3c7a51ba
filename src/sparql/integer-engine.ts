import type { NamedNode, Quad, Term } from "@rdfjs/types";
import type { Algebra } from "@traqula/algebra-transformations-1-1";
import { DataFactory } from "n3";
import { entailedQuadView } from "../entailment/entailed-quad-view.ts";
import { entailedView } from "../entailment/entailed-view.ts";
import { oncePer } from "../once-per.ts";
import { type IdView, noTerm } from "../quads/id-view.ts";
import type { QuadView } from "../quads/quad-store.ts";
import { comunicaEvaluator } from "./comunica-engine.ts";
import type { QueryOptions, QueryResult, Solution, SparqlEngine, SparqlExplainer } from "./engine.ts";
import { NotNativeError, QueryTooLargeError } from "./errors.ts";
import { budgetOf } from "./evaluate/budget.ts";
import { evaluationOf } from "./evaluate/evaluate.ts";
import { planObserver } from "./evaluate/explain.ts";
import type { EvaluationContext, Operator } from "./evaluate/operator.ts";
import { inPortions } from "./evaluate/portions.ts";
import { queryTerms } from "./evaluate/query-terms.ts";
import type { QueryTerms, Rows } from "./evaluate/rows.ts";
import { refusalOf as refusalOfQuery } from "./evaluate/supports.ts";
import { explainedAnswer, explainedPlan } from "./explanation.ts";
import { observedParts, partEvaluator } from "./part-evaluator.ts";
import { type PreparedQuery, queryPreparer } from "./prepare-query.ts";
import { type SplitQuery, splitQuery } from "./split-query.ts";
import { inTurns } from "./turns.ts";

export interface IntegerEngineOptions {
  /** Bytes of intermediate rows that one query may hold; default 1 GiB. */
  readonly memoryBytes?: number;
  /** Whether Comunica answers what this engine does not; default true. Without, such a query is a `NotNativeError`. */
  readonly fallBack?: boolean;
  /** Whether Comunica reads the graphs that a view keeps apart; default true. Without, it is a `GraphApartError`. */
  readonly readsApart?: boolean;
}

/** The query names a graph that is kept apart, and another thread has it. */
export class GraphApartError extends Error {
  override readonly name = "GraphApartError";
}

/**
 * Answers queries over the numbers of a view in our own evaluator. Of a query that it refuses, it answers the largest parts that
 * it does not refuse, within Comunica; views without numbers go to Comunica whole.
 */
export function integerEngine({
  memoryBytes = 1024 * 1024 * 1024,
  fallBack = true,
  readsApart = true,
}: IntegerEngineOptions = {}): Required<Omit<SparqlEngine, "close">> & SparqlExplainer {
  const prepare = queryPreparer();
  const askComunica = comunicaEvaluator({ withParts: true });
  /** What was tried at once for nothing, and is not tried again. */
  const tookLong = new WeakSet<Algebra.Operation>();

  return {
    async query(text, view, options = {}) {
      const query = await prepare(text, options);
      options.signal?.throwIfAborted();
      if (!readsApart && speaksOf(view.graphsApart ?? [], query)) throw new GraphApartError();
      const refusal = refusalFor(query, view);
      if (refusal === undefined && view.ids !== undefined)
        return answerOf(query, contextFor(query, view.ids, options, memoryBytes));
      if (!fallBack) throw new NotNativeError(refusal ?? "");
      const { operation, parts } = splitFor(query, view);
      if (view.ids === undefined || (parts.length === 0 && options.axioms === undefined))
        return askComunica(query, view, options);
      const context = contextFor(query, view.ids, options, memoryBytes);
      const evaluator = parts.length === 0 ? undefined : partEvaluator(context);
      return askComunica(...forComunica({ ...query, operation }, view, options, context), evaluator);
    },
    async atOnce(text, view, options = {}) {
      if (text.length > mostTextAtOnce) return undefined;
      const query = await prepare(text, options);
      const { operation } = query;
      if (view.ids === undefined || refusalFor(query, view) !== undefined) return undefined;
      if (mayTakeLong(operation) || tookLong.has(operation)) return undefined;
      const checkTime = () => {
        throw new NotAtOnceError();
      };
      const found = foundAtOnce(
        query,
        contextFor(query, view.ids, { ...options, checkTime }, mostBytesAtOnce),
      );
      if (found === undefined) tookLong.add(operation);
      return found;
    },
    async explain(text, view, options = {}) {
      const begin = performance.now();
      const query = await prepare(text, options);
      if (!readsApart && speaksOf(view.graphsApart ?? [], query)) throw new GraphApartError();
      const refusal = refusalFor(query, view);
      if (refusal === undefined && view.ids !== undefined) {
        const observer = planObserver();
        const context = contextFor(query, view.ids, options, memoryBytes, observer.observe);
        return explainedPlan(evaluationOf(query.operation, context), observer, begin);
      }
      const { operation, parts, refused } = splitFor(query, view);
      const told = { reason: refusal ?? "", refused, begin };
      if (view.ids === undefined || (parts.length === 0 && options.axioms === undefined))
        return explainedAnswer(() => askComunica(query, view, options), told);
      const context = contextFor(query, view.ids, options, memoryBytes);
      const asked = forComunica({ ...query, operation }, view, options, context);
      const observer = parts.length === 0 ? undefined : observedParts(context);
      return explainedAnswer(() => askComunica(...asked, observer?.evaluator), told, observer);
    },
  };
}

/** What is longer is not parsed where others wait. */
const mostTextAtOnce = 4_096;
const mostBytesAtOnce = 1024 * 1024;

class NotAtOnceError extends Error {
  override readonly name = "NotAtOnceError";
}

function foundAtOnce(query: PreparedQuery, context: EvaluationContext): QueryResult | undefined {
  try {
    return answerOf(query, context, true);
  } catch (error) {
    if (error instanceof NotAtOnceError || error instanceof QueryTooLargeError) return undefined;
    throw error;
  }
}

/** Why Comunica answers a query over a view; undefined when we do. */
function refusalFor(query: PreparedQuery, { ids, graphsApart = [] }: QuadView): string | undefined {
  if (ids === undefined) return "the store keeps no numbers (--engine n3)";
  return speaksOf(graphsApart, query) ? graphApart : refusalOf(query.operation);
}

/** What of a query that is refused is native after all: nothing, where the whole reads a graph that has no numbers. */
function splitFor({ operation, dataset }: PreparedQuery, { ids, graphsApart = [] }: QuadView): SplitQuery {
  if (ids === undefined || speaksOf(graphsApart, dataset)) return { operation, parts: [], refused: [] };
  const refusal = (part: Algebra.Operation) => (speaksOf(graphsApart, part) ? graphApart : refusalOf(part));
  return splitQuery(operation, refusal);
}

const graphApart = "a graph that is kept apart";

/** What Comunica is asked: where quads follow from others, over a view that has them all. */
function forComunica(
  query: PreparedQuery,
  view: QuadView,
  options: QueryOptions,
  context: EvaluationContext,
): [PreparedQuery, QuadView, QueryOptions] {
  const { axioms, ...others } = options;
  if (axioms === undefined) return [query, view, options];
  return [{ ...query, dataset: undefined }, entailedQuadView(context.view, view, query.dataset), others];
}

function contextFor(
  { dataset, baseIri }: PreparedQuery,
  ids: IdView,
  { axioms, signal, checkTime, now }: QueryOptions,
  memoryBytes: number,
  observe: EvaluationContext["observe"] = (operator) => operator,
): EvaluationContext {
  const stored = dataset === undefined ? ids : ids.dataset(idsOf(dataset, ids));
  const check = () => {
    signal?.throwIfAborted();
    checkTime?.();
  };
  const budget = budgetOf({ check, bytes: memoryBytes }, () => new QueryTooLargeError(memoryBytes));
  const view = axioms === undefined ? stored : entailedView(stored, axioms, budget);
  return {
    view,
    terms: queryTerms(view.terms, (bytes) => budget.hold(bytes)),
    budget,
    now: now ?? new Date(),
    ...(baseIri === undefined ? {} : { baseIri }),
    observe,
  };
}

/** `isWhole`: with all rows found when it returns. */
function answerOf({ operation }: PreparedQuery, context: EvaluationContext, isWhole = false): QueryResult {
  const { terms } = context;
  const evaluation = evaluationOf(operation, context);
  if (evaluation.kind === "boolean") return { kind: "boolean", value: hasRows(evaluation.operator) };
  const whole = isWhole ? [...evaluation.operator.rows()] : undefined;
  const operator = whole === undefined ? evaluation.operator : { ...evaluation.operator, rows: () => whole };
  const ids = { chunks: chunksOf(operator), terms, ...(whole && { whole }) };
  if (evaluation.kind === "quads") return { kind: "quads", quads: quadsOf(operator, terms), ids };
  const { variables } = evaluation;
  return { kind: "bindings", variables, rows: solutionsOf(operator, variables, terms), ids };
}

function idsOf(
  { defaultGraphs, namedGraphs }: NonNullable<PreparedQuery["dataset"]>,
  { terms }: IdView,
): Parameters<IdView["dataset"]>[0] {
  const known = (graphs: readonly Term[]) =>
    graphs.map((each) => terms.idOf(each)).filter((id) => id !== noTerm);
  return { defaultGraphs: known(defaultGraphs), namedGraphs: known(namedGraphs) };
}

/** Whether a query names one of these, wherever. */
function speaksOf(iris: readonly string[], part: unknown): boolean {
  if (typeof part !== "object" || part === null) return false;
  const named = irisOf(part);
  return iris.some((each) => named.has(each));
}

/** What is known of algebra that is asked again. */
const irisOf = oncePer(collectedIris);
const refusalOf = oncePer(refusalOfQuery);
/** Whether one step of it may take long, which no budget can see: a regular expression can backtrack without end. */
const mayTakeLong = oncePer(hasRegularExpression);

function collectedIris(part: object, into: Set<string> = new Set()): ReadonlySet<string> {
  if ("termType" in part && part.termType === "NamedNode") into.add((part as NamedNode).value);
  else
    for (const each of Object.values(part))
      if (typeof each === "object" && each !== null) collectedIris(each, into);
  return into;
}

function hasRegularExpression(part: object): boolean {
  if ("operator" in part && (part.operator === "regex" || part.operator === "replace")) return true;
  return Object.values(part).some(
    (each) => typeof each === "object" && each !== null && hasRegularExpression(each),
  );
}

function hasRows(operator: Operator): boolean {
  for (const { length } of operator.rows()) if (length > 0) return true;
  return false;
}

/** Begins to evaluate when the first chunk is asked for. */
function chunksOf(operator: Operator): AsyncIterable<Rows> {
  return inTurns(inPortions(operator));
}

async function* solutionsOf(
  operator: Operator,
  variables: readonly string[],
  terms: QueryTerms,
): AsyncIterable<Solution> {
  for await (const chunk of chunksOf(operator))
    for (let row = 0; row < chunk.length; row++) yield solutionOf(chunk, row, variables, terms);
}

function solutionOf(
  { columns }: Rows,
  row: number,
  variables: readonly string[],
  terms: QueryTerms,
): Solution {
  return {
    get(variable) {
      const id = columns[variables.indexOf(variable)]?.[row] ?? noTerm;
      return id === noTerm ? undefined : terms.term(id);
    },
  };
}

async function* quadsOf(operator: Operator, terms: QueryTerms): AsyncIterable<Quad> {
  for await (const { columns, length } of chunksOf(operator))
    for (let row = 0; row < length; row++) {
      const [subject, predicate, object] = columns.map((column) => terms.term(column[row] ?? noTerm));
      yield DataFactory.quad(subject as never, predicate as never, object as never) as Quad;
    }
}
