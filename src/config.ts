import { availableParallelism } from "node:os";

/**
 * What the process is told from outside and what changes no statement: where data lives, ports, limits. Only this
 * file reads the environment. Every limit has a name, a default and an effect; `docs/http-api.md` lists them.
 */
export interface Limits {
  /** Bytes of one request body or input line after decompression; beyond: `body-too-large`. */
  readonly bodyBytes: number;
  /** Events in one array or batch; beyond: `batch-too-large`. */
  readonly batchEvents: number;
  /** Nesting of JSON; beyond: `malformed-json`. */
  readonly jsonDepth: number;
  /** Milliseconds of one query; beyond: `query-timeout`. */
  readonly queryTimeoutMs: number;
  /** Rows or triples of one query's answer; beyond: `too-many-rows`. */
  readonly queryRows: number;
  /** Bytes of intermediate rows that one query may hold; beyond: `query-too-large`. */
  readonly queryMemoryBytes: number;
  /** Threads that answer queries, so that any can be stopped; 0: none, which one command and its one query are quicker with. */
  readonly queryThreads: number;
  /** Threads that prepare events once many wait, always fewer than there are cores; 0: none. */
  readonly ingestThreads: number;
  /** Threads for what takes seconds: large documents, and checks of the whole store; 0: none, as for one command. */
  readonly taskThreads: number;
  /** Large documents and checks of the store that wait for a thread; beyond: `overloaded`, with `Retry-After`. */
  readonly queuedTasks: number;
  /** Rows of one answer of a question; beyond, the answer is cut and says so. */
  readonly answerRows: number;
  /** Queries that run at once; beyond: `too-many-queries`, with `Retry-After`. */
  readonly concurrentQueries: number;
  /** Events that wait for the disk; beyond: `overloaded`, with `Retry-After`. */
  readonly queuedEvents: number;
  /** Quads of one posted document; beyond: `malformed-rdf`. */
  readonly documentQuads: number;
  /** Quads that a syntax of PROV may need in memory, those of an export's top level or of one bundle; beyond: `export-too-large`. */
  readonly exportQuads: number;
  /** Quads of a store that state PROV and that a check of the whole needs in memory; beyond: `check-too-large`. */
  readonly checkQuads: number;
  /** PROV documents of the store that are made at once; beyond: `too-many-exports`, with `Retry-After`. */
  readonly concurrentExports: number;
  /** Quads of one answer of `/provenance`; beyond, the answer is cut and says so. */
  readonly provenanceQuads: number;
  /** Bytes of one SPARQL query; beyond: `body-too-large`. */
  readonly queryBytes: number;
  /** Bytes of a request's line and headers; beyond: `header-too-large`. */
  readonly headerBytes: number;
  /** Milliseconds in which a request's headers must have come; beyond: `request-timeout`. */
  readonly headersTimeoutMs: number;
  /** Milliseconds in which a whole request must have come; beyond: `request-timeout`. */
  readonly requestTimeoutMs: number;
  /** Connections at once; more are closed as they come. */
  readonly connections: number;
}

export const defaultLimits: Limits = {
  bodyBytes: 32 * 1024 * 1024,
  batchEvents: 10_000,
  jsonDepth: 512,
  queryTimeoutMs: 30_000,
  queryRows: 10_000_000,
  queryMemoryBytes: 1024 * 1024 * 1024,
  queryThreads: 0,
  ingestThreads: 4,
  taskThreads: 0,
  queuedTasks: 16,
  answerRows: 10_000,
  concurrentQueries: 8,
  queuedEvents: 20_000,
  documentQuads: 200_000,
  exportQuads: 500_000,
  checkQuads: 1_000_000,
  concurrentExports: 2,
  provenanceQuads: 100_000,
  queryBytes: 1024 * 1024,
  headerBytes: 64 * 1024,
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 60_000,
  connections: 1_000,
};

/** The threads of a server: as many as there are cores, and some more, since what waits for its reader keeps its thread. */
export const serverQueryThreads = Math.max(4, availableParallelism());

/** Those for tasks of a server: two, so that a document does not wait until the whole store is checked. */
export const serverTaskThreads = 2;

/** What keeps and queries the quads: our own over numbers, or `N3.Store` and stock Comunica, which are its oracle. */
export const engineNames = ["integer", "n3"] as const;
export type EngineName = (typeof engineNames)[number];

/** The store key that the environment gives (`MUNIMENT_STORE_KEY`, 64 hex digits), if it does. */
export function storeKeyFromEnvironment(): string | undefined {
  return process.env.MUNIMENT_STORE_KEY;
}
