import type { Quad, Term } from "@rdfjs/types";
import type { Axiom } from "../entailment/axioms.ts";
import type { TermBytes, TermId, TermReader } from "../quads/id-view.ts";
import type { QuadView } from "../quads/quad-store.ts";
import type { Rows } from "./evaluate/rows.ts";
import type { Explanation } from "./explanation.ts";

/** One row of a SELECT's answer. */
export interface Solution {
  /** What a variable is bound to; undefined where it is unbound. */
  get(variable: string): Term | undefined;
}

/** What a SPARQL query answers, streamed. */
export type QueryResult =
  | {
      readonly kind: "bindings";
      readonly variables: readonly string[];
      readonly rows: AsyncIterable<Solution>;
      /** The same rows as numbers, a column for each variable. Read these or `rows`, not both. */
      readonly ids?: IdRows;
    }
  | { readonly kind: "boolean"; readonly value: boolean }
  | {
      readonly kind: "quads";
      readonly quads: AsyncIterable<Quad>;
      /** The same triples as numbers, each once, in three columns. Read these or `quads`, not both. */
      readonly ids?: IdRows;
    };

/** An answer as numbers, for those who write many rows. */
export interface IdRows {
  readonly chunks: AsyncIterable<Rows>;
  /** The same chunks, where all of them were found at once. Read these or `chunks`, not both. */
  readonly whole?: readonly Rows[];
  /** Reads the terms of a chunk from when it has come: they may come with it. */
  readonly terms: AnswerTerms;
}

/** The terms of an answer by their numbers, which are those of the store, or of the query's own terms. */
export interface AnswerTerms extends Pick<TermReader, "term" | "kind" | "bytes"> {
  readonly ownBytes?: OwnTermBytes;
}

/** Those of the query's own terms that are there as bytes. */
export interface OwnTermBytes extends TermBytes {
  has(id: TermId): boolean;
}

export interface QueryOptions {
  /** Values of variables, substituted as terms wherever the query speaks of the variable, sub-queries included. */
  readonly parameters?: Readonly<Record<string, Term>>;
  /** Predicates to ask for instead of others, by IRI: how `mode=possible` asks for the weaker edge. */
  readonly predicates?: Readonly<Record<string, string>>;
  /** The graphs of the protocol's `default-graph-uri` and `named-graph-uri`, which replace those of the query. */
  readonly defaultGraphs?: readonly string[];
  readonly namedGraphs?: readonly string[];
  /** By what axioms quads follow from those of the view; absent: nothing follows. A list that is given again costs less. */
  readonly axioms?: readonly Axiom[];
  /** What `NOW()` answers; default: the clock. */
  readonly now?: Date;
  /** What relative IRIs of the query are relative to; without it, they are refused. */
  readonly baseIri?: string;
  /** Ends the query, between rows; its error is the signal's reason. */
  readonly signal?: AbortSignal;
  /** Ends the query inside a step too, which no signal reaches: throws when the time is up. */
  readonly checkTime?: () => void;
}

/** Answers SPARQL 1.2 queries over a view. Part of the store's two seams: see `docs/architecture.md`. */
export interface SparqlEngine {
  /**
   * @throws {MalformedQueryError} when the text is no SPARQL 1.2 query.
   * @throws {UpdateRefusedError} when it is an update.
   * @throws {ServiceRefusedError} when it asks another server.
   * @throws {ParameterNotFreeError} when a parameter is given for what the query computes.
   * @throws {UnsupportedAxiomError} when what follows by the axioms could not be expanded.
   * @throws {UnsupportedFunctionError} when it calls a function that there is not; in `rows`, if only a row shows it.
   */
  query(text: string, view: QuadView, options?: QueryOptions): Promise<QueryResult>;
  /**
   * The whole answer, if it is found within some tenths of a millisecond; undefined for every other query, for one that
   * Comunica answers, and for one of which a single step may take long. @throws as `query`.
   */
  atOnce?(text: string, view: QuadView, options?: QueryOptions): Promise<QueryResult | undefined>;
  /** Ends what it keeps running; it answers no more. */
  close?(): Promise<void>;
}

/** Answers queries and tells how, in place of what. */
export interface SparqlExplainer {
  /** Runs the query. A limit that ends our own evaluation is told in the explanation. @throws as `SparqlEngine.query`. */
  explain(text: string, view: QuadView, options?: QueryOptions): Promise<Explanation>;
}
