import type { QueryEngine } from "@comunica/query-sparql-rdfjs";
import type { Quad, Term } from "@rdfjs/types";
import type { Algebra } from "@traqula/algebra-transformations-1-1";
import { materialisedView } from "../entailment/materialised-view.ts";
import type { QuadView } from "../quads/quad-store.ts";
import type { hearErrors } from "./comunica-errors.ts";
import { silenceRule } from "./comunica-rules.ts";
import { datasetView } from "./dataset-view.ts";
import type { QueryOptions, QueryResult, SparqlEngine, SparqlExplainer } from "./engine.ts";
import { MalformedQueryError, UnsupportedFunctionError } from "./errors.ts";
import { explainedAnswer } from "./explanation.ts";
import { type PartEvaluator, type PartsOfQuery, partEvaluatorKey } from "./part-evaluator.ts";
import { type PreparedQuery, queryPreparer } from "./prepare-query.ts";
import { answerOf, rewriteQuery } from "./rewrite-query.ts";

/**
 * Answers queries with stock Comunica: full SPARQL 1.2, and the oracle of every faster engine (law 5). Comunica is loaded
 * with the first query, since that takes a good part of a second.
 */
export function comunicaEngine(): SparqlEngine & SparqlExplainer {
  const prepare = queryPreparer();
  const answer = comunicaEvaluator();
  return {
    query: async (text, view, options = {}) => answer(await prepare(text, options), view, options),
    async explain(text, view, options = {}) {
      const begin = performance.now();
      const query = await prepare(text, options);
      return explainedAnswer(() => answer(query, view, options), {
        reason: "--engine n3",
        refused: [],
        begin,
      });
    },
  };
}

/** Answers a query that is parsed and rewritten, over a view; `parts` evaluates what is native in it. */
export type Evaluator = (
  query: PreparedQuery,
  view: QuadView,
  options: QueryOptions,
  parts?: PartEvaluator,
) => Promise<QueryResult>;

/**
 * We hand Comunica algebra: parameters went in as terms, the dataset becomes a view, and what we refuse never reaches it. With
 * `withParts`, native operations may stand in the algebra (`split-query.ts`); without, it is Comunica as it comes.
 */
export function comunicaEvaluator({ withParts = false } = {}): Evaluator {
  let loading: Promise<LoadedEngine> | undefined;

  return async ({ operation, dataset, baseIri }, view, options, parts) => {
    const { axioms, checkTime, signal: given, now } = options;
    loading ??= loaded(withParts);
    const { engine, hearErrors } = await loading;
    given?.throwIfAborted();
    const failure = new AbortController();
    const signal = given === undefined ? failure.signal : AbortSignal.any([given, failure.signal]);
    const check = () => {
      given?.throwIfAborted();
      checkTime?.();
    };
    const stated = dataset === undefined ? view : datasetView(view, dataset);
    const seen = axioms === undefined ? stated : materialisedView(view, { axioms, dataset, check });
    const fail = (error: unknown) => failure.abort(error);
    const source = sourceOf(seen, signal, fail);
    const context = {
      sources: [source],
      queryTimestamp: now ?? new Date(),
      ...(baseIri !== undefined && { baseIRI: baseIri }),
      ...(parts !== undefined && { [partEvaluatorKey]: { ...parts, fail } satisfies PartsOfQuery }),
    } as never;
    // A copy: what is prepared is kept for the next time, and Comunica may write on what it is given.
    const own = rewriteQuery(operation, {});
    const ended = hearErrors(fail);
    signal.addEventListener("abort", ended, { once: true });
    const answer = async () => resultOf(await engine.query(own as never, context), operation, signal, ended);
    try {
      return await unlessAborted(answer(), signal);
    } catch (error) {
      ended();
      throw asOurOwn(error);
    }
  };
}

interface LoadedEngine {
  readonly engine: QueryEngine;
  readonly hearErrors: typeof hearErrors;
}

async function loaded(withParts: boolean): Promise<LoadedEngine> {
  const comunica = await import("@comunica/query-sparql-rdfjs");
  const engine = new comunica.QueryEngine();
  // It takes a condition to what need not bind its variables, and drops it where nothing does, as where EXISTS puts them in.
  silenceRule(engine, "filter-pushdown");
  // Of a union of patterns that nothing matches it leaves a union of nothing, which takes all away in MINUS and NOT EXISTS.
  silenceRule(engine, "prune-empty-source-operations");
  (await import("./comunica-joins.ts")).mendJoins(engine);
  (await import("./comunica-conditions.ts")).mendConditions(engine);
  (await import("./comunica-paths.ts")).mendPaths(engine);
  (await import("./comunica-variables.ts")).mendVariables(engine);
  const { hearErrors, mendErrors } = await import("./comunica-errors.ts");
  mendErrors();
  if (withParts) (await import("./native-in-comunica.ts")).evaluateNatively(engine);
  return { engine, hearErrors };
}

/**
 * A view as Comunica reads it. Once the signal is given, every pattern ends, and with the patterns the query. What reading throws
 * goes to `fail`, which is to give the signal: from here it would reach nobody who waits.
 */
function sourceOf(view: QuadView, signal: AbortSignal, fail: (error: unknown) => void) {
  const pattern = (terms: readonly (Term | null | undefined)[]) =>
    [0, 1, 2, 3].map((i) => terms[i] ?? null) as unknown as Parameters<QuadView["match"]>;
  return {
    *match(...terms: readonly (Term | null | undefined)[]): Iterable<Quad> {
      try {
        for (const quad of view.match(...pattern(terms))) {
          if (signal.aborted) return;
          yield quad;
        }
      } catch (error) {
        fail(error);
      }
    },
    countQuads(...terms: readonly (Term | null | undefined)[]): number {
      try {
        return view.estimate(...pattern(terms));
      } catch (error) {
        fail(error);
        return 0;
      }
    },
  };
}

async function resultOf(
  result: Awaited<ReturnType<QueryEngine["query"]>>,
  operation: Algebra.Operation,
  signal: AbortSignal,
  ended: () => void,
): Promise<QueryResult> {
  switch (result.resultType) {
    case "boolean": {
      const value = await result.execute();
      ended();
      return { kind: "boolean", value };
    }
    case "quads":
      return { kind: "quads", quads: triplesOf(readAll(await result.execute(), signal, ended)) };
    case "bindings": {
      const variables = answerOf(operation)?.variables ?? [];
      const rows = readAll(await result.execute(), signal, ended);
      return { kind: "bindings", variables: variables.map(({ value }) => value), rows };
    }
    default:
      throw new Error(`Comunica answered a query with ${result.resultType}`);
  }
}

/** Leaves out what is no RDF, such as a literal or a triple term that a template puts in subject position (SPARQL 1.2 §16.2). */
async function* triplesOf(quads: AsyncIterable<Quad>): AsyncIterable<Quad> {
  for await (const quad of quads)
    if (isNode(quad.subject) && quad.predicate.termType === "NamedNode") yield quad;
}

function isNode({ termType }: Term): boolean {
  return termType === "NamedNode" || termType === "BlankNode";
}

interface Stream<Item> extends AsyncIterable<Item> {
  destroy(cause?: Error): void;
  on(event: "error", listener: (error: Error) => void): unknown;
}

/** The items of a stream, which ends with its reader, or with the signal's reason. */
function readAll<Item>(stream: Stream<Item>, signal: AbortSignal, ended: () => void): AsyncIterable<Item> {
  const stop = () => stream.destroy(signal.reason);
  signal.addEventListener("abort", stop, { once: true });
  // A stream that nobody reads yet must not throw its error, nor end as if there were none.
  let failure: Error | undefined;
  stream.on("error", (error) => {
    failure ??= error;
  });
  return (async function* () {
    try {
      for await (const item of stream) {
        signal.throwIfAborted();
        yield item;
      }
      signal.throwIfAborted();
      if (failure !== undefined) throw failure;
    } catch (error) {
      throw asOurOwn(error);
    } finally {
      ended();
      signal.removeEventListener("abort", stop);
      stream.destroy();
    }
  })();
}

/** What a promise settles to, unless the signal comes first. */
async function unlessAborted<Value>(promise: Promise<Value>, signal: AbortSignal): Promise<Value> {
  const { promise: aborted, reject } = deferred();
  const stop = () => reject(signal.reason);
  signal.addEventListener("abort", stop, { once: true });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener("abort", stop);
  }
}

function deferred() {
  let reject: (reason: unknown) => void = () => {};
  const promise = new Promise<never>((_, rejected) => {
    reject = rejected;
  });
  return { promise, reject };
}

/** A fault of the query that Comunica tells in words only. */
function asOurOwn(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const called = /no configured actor was able to evaluate function (\S+)/.exec(error.message)?.[1];
  if (called !== undefined) return new UnsupportedFunctionError(called);
  const isMalformed =
    /^(Invalid regular expression|Found invalid relative IRI|The number of args does not match)/.test(
      error.message,
    );
  return isMalformed ? new MalformedQueryError(error.message) : error;
}
