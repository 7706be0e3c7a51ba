import { oncePer } from "../once-per.ts";
import type { JsonObject } from "./event.ts";
import {
  anyObject,
  type Breach,
  byType,
  type Check,
  closedObject,
  dateTime,
  flag,
  integer,
  listOf,
  mapOf,
  number,
  object,
  oneOf,
  positiveInteger,
  text,
  together,
  uri,
  uuid,
} from "./json-checks.ts";

/** What a facet stands at: `facets` of a run, job or dataset, `inputFacets` or `outputFacets`. */
export type FacetPlace = "run" | "job" | "dataset" | "input" | "output";

/**
 * How a facet breaks its schema; undefined when it does not, or when it is none of the specification's and has what
 * every facet has (specification 2-0-2, BaseFacet). A tombstone need not have the properties of what it removes.
 */
export function facetBreach(place: FacetPlace, name: string, facet: JsonObject): Breach | undefined {
  const known = breachesOf(facet);
  const found = known.find((each) => each.place === place && each.name === name);
  if (found !== undefined) return found.breach;
  const breach = breachIn(place, name, facet);
  known.push({ place, name, breach });
  return breach;
}

interface Found {
  readonly place: FacetPlace;
  readonly name: string;
  readonly breach: Breach | undefined;
}

/** What was found of a facet before, which may have been read with an earlier event (`recent-objects.ts`). */
const breachesOf: (facet: JsonObject) => Found[] = oncePer(() => []);

function breachIn(place: FacetPlace, name: string, facet: JsonObject): Breach | undefined {
  const base = place === "job" || place === "dataset" ? deletableFacet : anyFacet;
  const breach = base(facet);
  if (breach !== undefined || facet._deleted === true) return breach;
  const checks = checkOf[place];
  return Object.hasOwn(checks, name) ? checks[name]?.(facet) : undefined;
}

const anyFacet = object({ _producer: uri, _schemaURL: uri });
const deletableFacet = object({ _producer: uri, _schemaURL: uri }, { _deleted: flag });

const named = { namespace: text, name: text };
const owners = object({}, { owners: listOf(object({ name: text }, { type: text })) });
const documentation = object({ description: text }, { contentType: text });
const tags = object({}, { tags: listOf(object({ key: text, value: text }, { source: text })) });

const parentRun = object({ runId: uuid }, { facets: mapOf(anyFacet) });
const parentJob = object(named, { facets: mapOf(deletableFacet) });

const dependency = object(
  { job: object(named) },
  {
    run: object({ runId: uuid }),
    dependency_type: text,
    sequence_trigger_rule: text,
    status_trigger_rule: text,
  },
);

const transformations = listOf(object({ type: text }, { subtype: text, description: text, masking: flag }));

const inputFields = listOf(object({ ...named, field: text }, { transformations }));

const lineageInputs = listOf(
  byType({
    DATASET: object(named, { field: text, transformations }),
    JOB: together("namespace", "name", object({}, { ...named, runId: uuid, transformations })),
  }),
);
const lineageFields = mapOf(object({ inputs: lineageInputs }));

const schemaField: Check = (value) =>
  object(
    { name: text },
    { type: text, description: text, ordinal_position: integer, fields: listOf(schemaField) },
  )(value);

const qualityMetrics = object(
  {
    columnMetrics: mapOf(
      object(
        {},
        {
          nullCount: integer,
          distinctCount: integer,
          sum: number,
          count: number,
          min: number,
          max: number,
          quantiles: mapOf(number),
        },
      ),
    ),
  },
  { rowCount: integer, bytes: integer, fileCount: integer, lastUpdated: dateTime },
);

const qualityTest = {
  severity: text,
  description: text,
  expected: text,
  actual: text,
  content: text,
  contentType: text,
  params: anyObject,
};

const statistics = object({}, { rowCount: integer, size: integer, fileCount: integer });

const operand = byType({ field: object({ field: text }), literal: object({ value: text }) });
const condition: Check = (value) => anyCondition(value);
const anyCondition = byType({
  location: object({ locations: listOf(text) }),
  partition: object({ partitions: listOf(object({ dimensions: anyObject }, { identifier: text })) }),
  binary: object({ left: condition, right: condition, operator: text }),
  compare: object({ left: operand, right: operand, comparison: text }),
});

const numbers = (names: readonly string[]): Check =>
  object({}, Object.fromEntries(names.map((name) => [name, number])));

const scanMetrics = [
  "totalPlanningDuration",
  "resultDataFiles",
  "resultDeleteFiles",
  "totalDataManifests",
  "totalDeleteManifests",
  "scannedDataManifests",
  "skippedDataManifests",
  "totalFileSizeInBytes",
  "totalDeleteFileSizeInBytes",
  "skippedDataFiles",
  "skippedDeleteFiles",
  "scannedDeleteManifests",
  "skippedDeleteManifests",
  "indexedDeleteFiles",
  "equalityDeleteFiles",
  "positionalDeleteFiles",
];

const commitMetrics = [
  "totalDuration",
  "attempts",
  "addedDataFiles",
  "removedDataFiles",
  "totalDataFiles",
  "addedDeleteFiles",
  "addedEqualityDeleteFiles",
  "addedPositionalDeleteFiles",
  "addedDVs",
  "removedDeleteFiles",
  "removedEqualityDeleteFiles",
  "removedPositionalDeleteFiles",
  "removedDVs",
  "totalDeleteFiles",
  "addedRecords",
  "removedRecords",
  "totalRecords",
  "addedFilesSizeInBytes",
  "removedFilesSizeInBytes",
  "totalFilesSizeInBytes",
  "addedPositionalDeletes",
  "removedPositionalDeletes",
  "totalPositionalDeletes",
  "addedEqualityDeletes",
  "removedEqualityDeletes",
  "totalEqualityDeletes",
];

/** Properties and kinds by place and facet: the 38 core facets, and those of gcp and iceberg in the registry. */
const checkOf: Readonly<Record<FacetPlace, Readonly<Record<string, Check>>>> = {
  run: {
    environmentVariables: object({ environmentVariables: listOf(object({ name: text, value: text })) }),
    errorMessage: object({ message: text, programmingLanguage: text }, { stackTrace: text }),
    executionParameters: object(
      {},
      { parameters: listOf(closedObject({ key: text }, { name: text, description: text, value: text })) },
    ),
    externalQuery: object({ externalQueryId: text, source: text }),
    extractionError: object({
      totalTasks: integer,
      failedTasks: integer,
      errors: listOf(object({ errorMessage: text }, { stackTrace: text, task: text, taskNumber: integer })),
    }),
    jobDependencies: object(
      {},
      { upstream: listOf(dependency), downstream: listOf(dependency), trigger_rule: text },
    ),
    nominalTime: object({ nominalStartTime: dateTime }, { nominalEndTime: dateTime }),
    parent: object({ run: parentRun, job: parentJob }, { root: object({ run: parentRun, job: parentJob }) }),
    processing_engine: object({ version: text }, { name: text, openlineageAdapterVersion: text }),
    tags,
    test: object({ tests: listOf(object({ name: text, status: text }, { ...qualityTest, type: text })) }),
    gcp_composer_run: object({ dagRunId: text }),
    gcp_dataproc: object(
      { appId: text, appName: text, projectId: text },
      {
        batchId: text,
        batchUuid: text,
        clusterName: text,
        clusterUuid: text,
        jobId: text,
        jobUuid: text,
        queryNodeName: text,
        jobType: text,
        sessionId: text,
        sessionUuid: text,
      },
    ),
  },
  job: {
    documentation,
    jobType: object(
      { processingType: text, integration: text },
      {
        jobType: text,
        emissionPattern: object(
          { eventTrigger: text, eventContentMode: text },
          { windowDuration: positiveInteger },
        ),
      },
    ),
    lineage: object({
      entries: listOf(
        byType({
          DATASET: object(named, { inputs: lineageInputs, fields: lineageFields }),
          JOB: together("namespace", "name", object({}, { ...named, runId: uuid, inputs: lineageInputs })),
        }),
      ),
    }),
    ownership: owners,
    sourceCode: object({ language: text, sourceCode: text }),
    sourceCodeLocation: object(
      { type: text, url: uri },
      { repoUrl: text, path: text, version: text, tag: text, branch: text, pullRequestNumber: text },
    ),
    sql: object({ query: text }, { dialect: text }),
    tags,
    gcp_composer_job: object(
      { environmentName: text, dagId: text, airflowVersion: text, composerVersion: text },
      { operator: text, taskId: text },
    ),
    gcp_lineage: object({}, { displayName: text, origin: object({}, { sourceType: text, name: text }) }),
  },
  dataset: {
    catalog: object(
      { framework: text, type: text, name: text },
      { metadataUri: text, warehouseUri: text, source: text, catalogProperties: mapOf(text) },
    ),
    columnLineage: object(
      {
        fields: mapOf(object({ inputFields }, { transformationDescription: text, transformationType: text })),
      },
      { dataset: inputFields },
    ),
    dataQualityMetrics: qualityMetrics,
    dataSource: object({}, { name: text, uri }),
    datasetType: object({ datasetType: text }, { subType: text }),
    documentation,
    hierarchy: object({ hierarchy: listOf(object({ type: text, name: text })) }),
    lifecycleStateChange: object(
      { lifecycleStateChange: oneOf("ALTER", "CREATE", "DROP", "OVERWRITE", "RENAME", "TRUNCATE") },
      { previousIdentifier: object(named) },
    ),
    lineage: object({}, { inputs: lineageInputs, fields: lineageFields }),
    ownership: owners,
    schema: object({}, { fields: listOf(schemaField) }),
    storage: object({ storageLayer: text }, { fileFormat: text }),
    symlinks: object({}, { identifiers: listOf(object({ ...named, type: text })) }),
    tags: object({}, { tags: listOf(object({ key: text, value: text }, { source: text, field: text })) }),
    version: object({ datasetVersion: text }),
  },
  input: {
    dataQualityAssertions: object({
      assertions: listOf(
        object({ assertion: text, success: flag }, { ...qualityTest, column: text, name: text }),
      ),
    }),
    dataQualityMetrics: qualityMetrics,
    inputStatistics: statistics,
    subset: object({ inputCondition: condition }),
    icebergScanReport: object(
      {},
      {
        snapshotId: number,
        filterDescription: text,
        schemaId: number,
        projectedFieldNames: listOf(text),
        scanMetrics: numbers(scanMetrics),
        metadata: anyObject,
      },
    ),
  },
  output: {
    outputStatistics: statistics,
    subset: object({ outputCondition: condition }),
    icebergCommitReport: object(
      {},
      {
        snapshotId: number,
        sequenceNumber: number,
        operation: text,
        commitMetrics: numbers(commitMetrics),
        metadata: anyObject,
      },
    ),
  },
};
