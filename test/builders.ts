import type { Configuration } from "../src/configuration.ts";
import type {
  Dataset,
  Facets,
  InputDataset,
  Job,
  JsonObject,
  JsonValue,
  Note,
  OutputDataset,
  ParsedEvent,
} from "../src/events/event.ts";
import { type Iris, irisOf } from "../src/mapping/iris.ts";

/** A dataset as a test names it: "orders" is of the namespace "warehouse". */
export type DatasetInput =
  | string
  | {
      readonly namespace?: string;
      readonly name: string;
      readonly facets?: FacetsInput;
      readonly inputFacets?: FacetsInput;
      readonly outputFacets?: FacetsInput;
    };
export type JobInput =
  | string
  | { readonly namespace?: string; readonly name?: string; readonly facets?: FacetsInput };
export type FacetsInput = Readonly<Record<string, Readonly<Record<string, unknown>>>>;

interface CommonInput {
  readonly eventTime?: string;
  readonly producer?: string;
  readonly notes?: readonly Note[];
}
export interface RunEventInput extends CommonInput {
  readonly eventType?: string;
  readonly runId?: string;
  readonly runFacets?: FacetsInput;
  readonly job?: JobInput;
  readonly inputs?: readonly DatasetInput[];
  readonly outputs?: readonly DatasetInput[];
}
export interface JobEventInput extends CommonInput {
  readonly job?: JobInput;
  readonly inputs?: readonly DatasetInput[];
  readonly outputs?: readonly DatasetInput[];
}
export interface DatasetEventInput extends CommonInput {
  readonly dataset?: DatasetInput;
}

/** The producer of every event that a builder makes, unless told. */
export const testProducer = "https://example.org/producer";
/** The run of every event that `aRunEvent` makes, unless told. */
export const testRunId = "0198f1d2-0000-7000-8000-000000000001";
/** A store key for tests: 32 times the byte 7. */
export const testStoreKey = new Uint8Array(32).fill(7);
/** IRIs under `http://localhost:3030/id/` with the test store key. */
export const testIris: Iris = irisOf({ baseIri: "http://localhost:3030/id/", storeKey: testStoreKey });

/** A configuration like the one a store begins with, for tests that do not care. */
export const testConfiguration: Configuration = {
  strict: false,
  nameRewrites: [],
  userExtractors: [
    { facet: "spark_applicationDetails", path: ["userName"] },
    { facet: "hive_session", path: ["username"] },
    { facet: "trino_query_context", path: ["user"] },
    { facet: "trino_query_context", path: ["principal"] },
  ],
  serviceNames: ["airflow", "root", "spark", "hadoop", "yarn"],
  secretNames: ["passw", "secret", "token", "credential", "api.?key"],
  dropSecrets: false,
  tagRules: [],
  replacingDatasets: [],
  alignments: [],
};

/** A run event, parsed: COMPLETE of the job `etl`/`daily`, unless told. */
export function aRunEvent(input: RunEventInput = {}): ParsedEvent {
  const { eventType = "COMPLETE", runId = testRunId, runFacets = {}, inputs = [], outputs = [] } = input;
  const job = aJob(input.job);
  const event = {
    kind: "RunEvent" as const,
    ...common(input),
    eventType,
    run: { runId, facets: facetsOf(runFacets) },
    job,
    inputs: inputs.map(anInput),
    outputs: outputs.map(anOutput),
  };
  const { kind: _, ...tree } = event;
  return { event, json: jsonOf(tree), notes: input.notes ?? [] };
}

/** A job event, parsed. */
export function aJobEvent(input: JobEventInput = {}): ParsedEvent {
  const { inputs = [], outputs = [] } = input;
  const event = {
    kind: "JobEvent" as const,
    ...common(input),
    job: aJob(input.job),
    inputs: inputs.map(anInput),
    outputs: outputs.map(anOutput),
  };
  const { kind: _, ...tree } = event;
  return { event, json: jsonOf(tree), notes: input.notes ?? [] };
}

/** A dataset event, parsed, about the dataset `orders`, unless told. */
export function aDatasetEvent(input: DatasetEventInput = {}): ParsedEvent {
  const event = {
    kind: "DatasetEvent" as const,
    ...common(input),
    dataset: aDataset(input.dataset ?? "orders"),
  };
  const { kind: _, ...tree } = event;
  return { event, json: jsonOf(tree), notes: input.notes ?? [] };
}

/** The JSON text of an event made by a builder, as a producer would send it. */
export function eventJson({ json }: ParsedEvent): string {
  const text = JSON.stringify(json, (_, value: unknown) =>
    isExactNumber(value) ? `@exact:${value.exactDecimal}@` : value,
  );
  return text.replace(/"@exact:([^"@]*)@"/g, "$1");
}

/** The same, as bytes. */
export function eventBytes(parsed: ParsedEvent): Uint8Array {
  return new TextEncoder().encode(eventJson(parsed));
}

function common({ eventTime = "2026-11-01T06:00:00Z", producer = testProducer }: CommonInput) {
  const schemaURL = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent";
  return { eventTime, producer, schemaURL };
}

function aJob(input: JobInput = "daily"): Job {
  const {
    namespace = "etl",
    name = "daily",
    facets = {},
  } = typeof input === "string" ? { name: input } : input;
  return { namespace, name, facets: facetsOf(facets) };
}

function aDataset(input: DatasetInput): Dataset {
  const { namespace = "warehouse", name, facets = {} } = typeof input === "string" ? { name: input } : input;
  return { namespace, name, facets: facetsOf(facets) };
}

function anInput(input: DatasetInput): InputDataset {
  const facets = typeof input === "string" ? {} : (input.inputFacets ?? {});
  return { ...aDataset(input), inputFacets: facetsOf(facets) };
}

function anOutput(input: DatasetInput): OutputDataset {
  const facets = typeof input === "string" ? {} : (input.outputFacets ?? {});
  return { ...aDataset(input), outputFacets: facetsOf(facets) };
}

function facetsOf(input: FacetsInput): Facets {
  return Object.fromEntries(Object.entries(input).map(([name, facet]) => [name, jsonOf(facet)]));
}

/** Plain data as the parser would hand it out: objects without prototype, nothing undefined. */
function jsonOf(value: object): JsonObject {
  const object: Record<string, JsonValue> = Object.create(null);
  for (const [key, member] of Object.entries(value)) {
    if (member !== undefined) object[key] = jsonValueOf(member);
  }
  return object;
}

function jsonValueOf(value: unknown): JsonValue {
  if (isExactNumber(value)) return { exactDecimal: value.exactDecimal };
  if (Array.isArray(value)) return value.map(jsonValueOf);
  if (typeof value === "object" && value !== null) return jsonOf(value);
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  return null;
}

/** A test writes a number beyond a double as `{ exactDecimal: "…" }`, the form that the parser gives it. */
function isExactNumber(value: unknown): value is { exactDecimal: string } {
  return typeof value === "object" && value !== null && "exactDecimal" in value;
}
