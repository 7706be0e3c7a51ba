/**
 * OpenLineage events (specification 2-0-2) as plain data, after parsing. Names are those of the specification.
 */

/** A number whose text a double would change: kept as the producer wrote it. */
export interface ExactNumber {
  readonly exactDecimal: string;
}

/** A JSON value, parsed without loss. Objects have no prototype, so every key is a key. */
export type JsonValue = null | boolean | string | number | ExactNumber | readonly JsonValue[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: JsonValue;
}

/** Facets by name, each still the tree that the producer sent; `mapping/facets` knows what they mean. */
export type Facets = Readonly<Record<string, JsonObject>>;

export interface Run {
  /** As sent, but in lower case when it is a UUID. */
  readonly runId: string;
  readonly facets: Facets;
}

export interface Job {
  readonly namespace: string;
  readonly name: string;
  readonly facets: Facets;
}

export interface Dataset {
  readonly namespace: string;
  readonly name: string;
  readonly facets: Facets;
}

export interface InputDataset extends Dataset {
  readonly inputFacets: Facets;
}

export interface OutputDataset extends Dataset {
  readonly outputFacets: Facets;
}

interface AnyEvent {
  /** Canonical instant; see `instant.ts`. */
  readonly eventTime: string;
  /** Absent when the producer sent none, which is accepted with a note. */
  readonly producer?: string;
  readonly schemaURL?: string;
}

export interface RunEvent extends AnyEvent {
  readonly kind: "RunEvent";
  /** START, RUNNING, COMPLETE, ABORT, FAIL or OTHER in the specification; absent or of another name where a producer says so. */
  readonly eventType?: string;
  readonly run: Run;
  readonly job: Job;
  readonly inputs: readonly InputDataset[];
  readonly outputs: readonly OutputDataset[];
}

export interface JobEvent extends AnyEvent {
  readonly kind: "JobEvent";
  readonly job: Job;
  readonly inputs: readonly InputDataset[];
  readonly outputs: readonly OutputDataset[];
}

export interface DatasetEvent extends AnyEvent {
  readonly kind: "DatasetEvent";
  readonly dataset: Dataset;
}

export type Event = RunEvent | JobEvent | DatasetEvent;

/** Something that breaks the specification and is accepted all the same; `strict` refuses it. */
export interface Note {
  /** Stable: `missing-schema-url`, `run-id-not-uuid`… */
  readonly code: string;
  /** Where, as an RFC 6901 JSON pointer. */
  readonly pointer: string;
  /** What was expected, for a person. */
  readonly message: string;
}

/** One event as parsed: what it says, the tree that it came from, and what it breaks. */
export interface ParsedEvent {
  readonly event: Event;
  readonly json: JsonObject;
  readonly notes: readonly Note[];
}
