import type { Explanation } from "../explanation.ts";
import type { AxiomsPatch } from "./axioms-patch.ts";
import type { PlainError } from "./plain-error.ts";
import type { PlainTerm } from "./plain-term.ts";
import type { PostedTerms } from "./posted-terms.ts";
import type { ViewPatch } from "./view-patch.ts";

/** What a thread is started with. */
export interface ThreadData {
  readonly memoryBytes: number;
  /** One number in shared memory: that of the query that is to stop, which a thread sees within a loop too. */
  readonly stopped: Int32Array;
}

/** What the main thread says: a query, or that it took a chunk of rows. */
export type Order = { readonly kind: "query"; readonly query: PostedQuery } | { readonly kind: "taken" };

/** A query as it is posted. */
export interface PostedQuery {
  readonly number: number;
  readonly text: string;
  /** Whether to tell how it is answered, in place of the answer. */
  readonly isExplained: boolean;
  readonly options: PostedOptions;
  readonly view: ViewPatch;
  readonly axioms: AxiomsPatch;
  /** Graphs that the thread does not have, by their names. */
  readonly graphsApart: readonly string[];
}

/** `QueryOptions` without what cannot be posted. */
export interface PostedOptions {
  readonly parameters: readonly (readonly [name: string, value: PlainTerm])[];
  readonly predicates: Readonly<Record<string, string>>;
  readonly defaultGraphs: readonly string[];
  readonly namedGraphs: readonly string[];
  readonly now: Date | undefined;
  readonly baseIri: string | undefined;
}

/** What a thread says: that it has started; and of the query of a number the head of the answer, rows, the end or an error. */
export type Report = { readonly number: number } & (
  | { readonly kind: "ready" }
  | { readonly kind: "head"; readonly head: Head }
  | ({ readonly kind: "rows" } & PostedRows)
  | ({ readonly kind: "end" } & Held)
  | ({ readonly kind: "error"; readonly error: PlainError } & Held)
);

/** The memory that the thread has taken, garbage included. */
interface Held {
  readonly heldBytes: number;
}

/** What an answer is, before its rows; `apart`: it cannot be found here, since the query names a graph apart. */
export type Head =
  | { readonly kind: "boolean"; readonly value: boolean }
  | { readonly kind: "bindings"; readonly variables: readonly string[]; readonly isOfIds: boolean }
  | { readonly kind: "quads"; readonly isOfIds: boolean }
  | { readonly kind: "explained"; readonly explanation: Explanation }
  | { readonly kind: "apart" };

/** A chunk of rows, with those terms of the query's own that no chunk before had. */
export interface PostedRows {
  readonly columns: readonly Uint32Array[];
  readonly length: number;
  readonly own: PostedTerms | undefined;
}

/** So many chunks are on their way at most: the thread waits for its reader. */
export const chunksUnderWay = 4;
