import type { QueryEngine } from "@comunica/query-sparql-rdfjs";
import type { Quad, Term } from "@rdfjs/types";
import type { Algebra } from "@traqula/algebra-transformations-1-1";
import { DataFactory } from "n3";
import type { QuadView } from "../quads/quad-store.ts";
import { type Dataset, datasetView } from "./dataset-view.ts";
import type { QueryOptions, QueryResult, SparqlEngine } from "./engine.ts";
import { MalformedQueryError, UnsupportedFunctionError } from "./errors.ts";
import type { QueryParser } from "./parse-query.ts";
import { answerOf, rewriteQuery } from "./rewrite-query.ts";

/**
 * Answers queries with stock Comunica: full SPARQL 1.1, and the oracle of every faster engine (law 5). Comunica and the
 * parser are loaded with the first query, since that takes a good part of a second.
 *
 * We parse the text ourselves and hand Comunica algebra: parameters go in as terms, the dataset becomes a view, and
 * what we refuse never reaches it.
 */
export function comunicaEngine(): SparqlEngine {
  let loading: Promise<Loaded> | undefined;

  return {
    async query(text, view, options = {}) {
      loading ??= load();
      const { engine, parse } = await loading;
      const { parameters, signal } = options;
      signal?.throwIfAborted();
      const parsed = parse(text, options.baseIri);
      const query = rewriteQuery(parsed.operation, {
        ...(parameters && { parameters: spokenOf(parameters, text) }),
        ...(options.predicates && { predicates: options.predicates }),
      });
      const { operation, dataset } = withoutFrom(query, options);
      const source = sourceOf(dataset === undefined ? view : datasetView(view, dataset), signal);
      const context = {
        sources: [source],
        queryTimestamp: options.now ?? new Date(),
        ...(parsed.baseIri !== undefined && { baseIRI: parsed.baseIri }),
      } as never;
      const answer = async () => resultOf(await engine.query(operation as never, context), operation, signal);
      try {
        return await unlessAborted(answer(), signal);
      } catch (error) {
        throw asOurOwn(error);
      }
    },
  };
}

interface Loaded {
  readonly engine: QueryEngine;
  readonly parse: QueryParser;
}

async function load(): Promise<Loaded> {
  const [comunica, { queryParser }] = await Promise.all([
    import("@comunica/query-sparql-rdfjs"),
    import("./parse-query.ts"),
  ]);
  return { engine: new comunica.QueryEngine(), parse: queryParser() };
}

/** The parameters that the query names: the algebra has variables of its own, which no parameter may reach. */
function spokenOf(parameters: Readonly<Record<string, Term>>, text: string): Record<string, Term> {
  const names = new Set(Array.from(text.matchAll(/[?$]([\p{L}\p{N}\p{M}_·‿⁀]+)/gu), ([, name]) => name));
  return Object.fromEntries(Object.entries(parameters).filter(([name]) => names.has(name)));
}

/** Takes the dataset clause off a query; the protocol's dataset, where given, replaces it (SPARQL Protocol §2.1.4). */
function withoutFrom(
  query: Algebra.Operation,
  { defaultGraphs, namedGraphs }: QueryOptions,
): { readonly operation: Algebra.Operation; readonly dataset: Dataset | undefined } {
  const clause = query.type === "from" ? query : undefined;
  const operation = clause === undefined ? query : clause.input;
  const nodes = (iris: readonly string[] = []) => iris.map((iri) => DataFactory.namedNode(iri));
  const given = { defaultGraphs: nodes(defaultGraphs), namedGraphs: nodes(namedGraphs) };
  if (given.defaultGraphs.length + given.namedGraphs.length > 0) return { operation, dataset: given };
  return {
    operation,
    dataset: clause && { defaultGraphs: clause.default, namedGraphs: clause.named },
  };
}

/** A view as Comunica reads it. Once the signal is given, every pattern ends, and with the patterns the query. */
function sourceOf(view: QuadView, signal: AbortSignal | undefined) {
  const pattern = (terms: readonly (Term | null | undefined)[]) =>
    [0, 1, 2, 3].map((i) => terms[i] ?? null) as unknown as Parameters<QuadView["match"]>;
  return {
    *match(...terms: readonly (Term | null | undefined)[]): Iterable<Quad> {
      for (const quad of view.match(...pattern(terms))) {
        if (signal?.aborted) return;
        yield quad;
      }
    },
    countQuads: (...terms: readonly (Term | null | undefined)[]) => view.estimate(...pattern(terms)),
  };
}

async function resultOf(
  result: Awaited<ReturnType<QueryEngine["query"]>>,
  operation: Algebra.Operation,
  signal: AbortSignal | undefined,
): Promise<QueryResult> {
  switch (result.resultType) {
    case "boolean":
      return { kind: "boolean", value: await result.execute() };
    case "quads":
      return { kind: "quads", quads: triplesOf(readAll(await result.execute(), signal)) };
    case "bindings": {
      const variables = answerOf(operation)?.variables ?? [];
      const rows = readAll(await result.execute(), signal);
      return { kind: "bindings", variables: variables.map(({ value }) => value), rows };
    }
    default:
      throw new Error(`Comunica answered a query with ${result.resultType}`);
  }
}

/** Leaves out what is no RDF, such as a literal that a template puts in subject position (SPARQL 1.1 §16.2). */
async function* triplesOf(quads: AsyncIterable<Quad>): AsyncIterable<Quad> {
  for await (const quad of quads)
    if ((quad.subject.termType as string) !== "Literal" && quad.predicate.termType === "NamedNode")
      yield quad;
}

interface Stream<Item> extends AsyncIterable<Item> {
  destroy(cause?: Error): void;
  on(event: "error", listener: () => void): unknown;
}

/** The items of a stream, which ends with its reader, or with the signal's reason. */
function readAll<Item>(stream: Stream<Item>, signal: AbortSignal | undefined): AsyncIterable<Item> {
  const stop = () => stream.destroy(signal?.reason);
  signal?.addEventListener("abort", stop, { once: true });
  // The reader hears of an error by its next item; a stream that nobody reads yet must not throw it.
  stream.on("error", () => {});
  return (async function* () {
    try {
      for await (const item of stream) {
        signal?.throwIfAborted();
        yield item;
      }
      signal?.throwIfAborted();
    } catch (error) {
      throw asOurOwn(error);
    } finally {
      signal?.removeEventListener("abort", stop);
      stream.destroy();
    }
  })();
}

/** What a promise settles to, unless the signal comes first. */
async function unlessAborted<Value>(
  promise: Promise<Value>,
  signal: AbortSignal | undefined,
): Promise<Value> {
  if (signal === undefined) return promise;
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
  const isMalformed = /^(Invalid regular expression|Found invalid relative IRI)/.test(error.message);
  return isMalformed ? new MalformedQueryError(error.message) : error;
}
