import type { Quad } from "@rdfjs/types";
import { DataFactory } from "n3";
import { entailedTerms } from "../../entailment/entailed-terms.ts";
import { ontologyOf } from "../../entailment/ontology.ts";
import { OperationalError } from "../../errors.ts";
import { noTerm, type TermReader } from "../../quads/id-view.ts";
import type { QuadView } from "../../quads/quad-store.ts";
import { type ThreadListener, ThreadPool } from "../../threads/thread-pool.ts";
import type { IdRows, QueryOptions, Solution, SparqlEngine, SparqlExplainer } from "../engine.ts";
import { firstOwnTerm, type Rows } from "../evaluate/rows.ts";
import { integerEngine } from "../integer-engine.ts";
import type { PostedOptions, PostedRows } from "./messages.ts";
import { plainTerm } from "./plain-term.ts";
import { ReceivedTerms } from "./posted-terms.ts";
import { QueryThread, type ThreadAnswer } from "./query-thread.ts";

interface Options {
  /** Most threads. */
  readonly threads: number;
  /** Of one query. */
  readonly memoryBytes: number;
}

/**
 * The integer engine in threads, so that any query can be stopped and none holds up the server. A view that cannot be shared,
 * and a query that names a graph that is kept apart, are answered in this thread, by `here`.
 */
export function workerEngine(
  options: Options,
  here = integerEngine(options),
): SparqlEngine & SparqlExplainer {
  const { threads, memoryBytes } = options;
  const start = (listener: ThreadListener) => new QueryThread({ memoryBytes, ...listener });
  const pool = new ThreadPool({ threads, spare: 1, start });

  return {
    async query(text, view, asked = {}) {
      const { ids } = view;
      const { head, rows } = await answer(text, view, asked);
      if (ids === undefined || head.kind === "apart" || head.kind === "explained")
        return here.query(text, view, asked);
      if (head.kind === "boolean") return head;

      const received = receivedRows(rows, termsFor(ids.terms, asked));
      const withIds = head.isOfIds ? { ids: received } : {};
      if (head.kind === "quads") return { kind: "quads", quads: quadsOf(received), ...withIds };
      const { variables } = head;
      return { kind: "bindings", variables, rows: solutionsOf(received, variables), ...withIds };
    },
    async explain(text, view, asked = {}) {
      const { head } = await answer(text, view, asked, true);
      if (head.kind !== "explained") return here.explain(text, view, asked);
      const { explanation } = head;
      const reason: unknown = asked.signal?.reason;
      if (explanation.stopped === undefined || !(reason instanceof OperationalError)) return explanation;
      return { ...explanation, stopped: { code: reason.code, detail: reason.message } };
    },
    close: () => pool.close(),
  };

  async function answer(
    text: string,
    { ids, graphsApart = [] }: QuadView,
    asked: QueryOptions,
    isExplained = false,
  ): Promise<ThreadAnswer> {
    if (ids?.share === undefined) return { head: { kind: "apart" }, rows: noRows() };
    const { axioms } = asked;
    // Axioms that are refused are refused here, where the error is what it is.
    if (axioms !== undefined) ontologyOf(axioms);
    const query = { text, isExplained, options: postedOptions(asked), axioms, graphsApart };
    const thread = await pool.taken(asked.signal);
    return thread.answer(query, ids.share(), asked.signal);
  }
}

async function* noRows(): AsyncGenerator<never> {}

function postedOptions({
  parameters = {},
  predicates = {},
  defaultGraphs = [],
  namedGraphs = [],
  now,
  baseIri,
}: QueryOptions): PostedOptions {
  return {
    parameters: Object.entries(parameters).map(([name, value]) => [name, plainTerm(value)]),
    predicates,
    defaultGraphs,
    namedGraphs,
    now,
    baseIri,
  };
}

/** A term that follows, and that the store does not know, has the same number in every thread. */
function termsFor(store: TermReader, { axioms }: QueryOptions): TermReader {
  return axioms === undefined ? store : entailedTerms(store, ontologyOf(axioms));
}

/** The rows that come from a thread. Its own terms keep the numbers that it gave them, and come with the rows that have them first. */
function receivedRows(rows: AsyncIterable<PostedRows>, store: TermReader): IdRows {
  const own = new ReceivedTerms();
  return {
    chunks: withTermsKept(rows, own),
    terms: {
      term: (id) => (id < firstOwnTerm ? store : own).term(id),
      kind: (id) => (id < firstOwnTerm ? store : own).kind(id),
      ...(store.bytes === undefined ? {} : { bytes: store.bytes }),
      ownBytes: own,
    },
  };
}

async function* withTermsKept(rows: AsyncIterable<PostedRows>, terms: ReceivedTerms): AsyncGenerator<Rows> {
  for await (const { columns, length, own } of rows) {
    if (own !== undefined) terms.add(own);
    yield { columns, length };
  }
}

async function* solutionsOf(
  { chunks, terms }: IdRows,
  variables: readonly string[],
): AsyncGenerator<Solution> {
  const placeOf = new Map(variables.map((name, place) => [name, place]));
  for await (const { columns, length } of chunks)
    for (let row = 0; row < length; row++)
      yield {
        get(variable) {
          const place = placeOf.get(variable);
          const id = place === undefined ? noTerm : (columns[place]?.[row] ?? noTerm);
          return id === noTerm ? undefined : terms.term(id);
        },
      };
}

async function* quadsOf({ chunks, terms }: IdRows): AsyncGenerator<Quad> {
  for await (const { columns, length } of chunks)
    for (let row = 0; row < length; row++) {
      const [subject, predicate, object] = columns.map((column) => terms.term(column[row] ?? noTerm));
      yield DataFactory.quad(subject as never, predicate as never, object as never) as Quad;
    }
}
