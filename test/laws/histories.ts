import fc from "fast-check";

/**
 * Generated histories: what a handful of jobs say of a handful of datasets over some hours, with all that makes linking
 * hard: late events, one UUID under several jobs, two terminals, windows, named versions, renames there and back,
 * tombstones, symlinks, ties of time. An event is a JSON object as a producer would send it.
 */
export type AnyEvent = Readonly<Record<string, unknown>>;

const producer = "https://producer.example/1";
const schema = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs";
const facet = (file: string, content: object) => ({
  _producer: producer,
  _schemaURL: `https://openlineage.io/spec/facets/1-0-0/${file}.json#/$defs/${file}`,
  ...content,
});

const runIds = ["01900000-0000-7000-8000-000000000001", "01900000-0000-7000-8000-000000000002", "01900000-0000-7000-8000-000000000003", "01900000-0000-7000-8000-000000000004"];
const datasetNames = ["a", "b", "c", "d"];
const aName = fc.constantFrom(...datasetNames);
const aTime = fc.integer({ min: 0, max: 11 }).map((hour) => `2026-10-01T${String(hour).padStart(2, "0")}:00:00Z`);

const anInput = fc.record({ name: aName, version: fc.option(fc.constantFrom("v1", "v2"), { freq: 4 }), owner: fc.option(fc.constantFrom("user:ann", "team:risk"), { freq: 6 }) }).map(({ name, version, owner }) => ({
  namespace: "lake",
  name,
  facets: {
    ...(version === null ? {} : { version: facet("DatasetVersionDatasetFacet", { datasetVersion: version }) }),
    ...(owner === null ? {} : { ownership: facet("OwnershipDatasetFacet", { owners: [{ name: owner, type: "STEWARD" }] }) }),
  },
}));

const lifecycles = ["OVERWRITE", "TRUNCATE", "DROP", "CREATE", "ALTER", "RENAME"] as const;

const anOutput = fc
  .record({
    name: aName,
    version: fc.option(fc.constantFrom("v1", "v2"), { freq: 3 }),
    lifecycle: fc.option(fc.constantFrom(...lifecycles), { freq: 3 }),
    previous: aName,
    source: fc.option(aName, { freq: 2 }),
    masks: fc.boolean(),
    covers: fc.option(fc.array(aName, { maxLength: 2 }), { freq: 4 }),
    tag: fc.option(fc.constantFrom("pii", "public"), { freq: 4 }),
    isDeleted: fc.boolean(),
    alias: fc.option(aName, { freq: 8 }),
  })
  .map(({ name, version, lifecycle, previous, source, masks, covers, tag, isDeleted, alias }) => ({
    namespace: "lake",
    name,
    facets: {
      ...(version === null ? {} : { version: facet("DatasetVersionDatasetFacet", { datasetVersion: version }) }),
      ...(lifecycle === null
        ? {}
        : {
            lifecycleStateChange: facet("LifecycleStateChangeDatasetFacet", {
              lifecycleStateChange: lifecycle,
              ...(lifecycle === "RENAME" ? { previousIdentifier: { namespace: "lake", name: previous } } : {}),
            }),
          }),
      ...(source === null
        ? {}
        : {
            columnLineage: facet("ColumnLineageDatasetFacet", {
              fields: { x: { inputFields: [{ namespace: "lake", name: source, field: "y", transformations: [{ type: "DIRECT", masking: masks }] }] } },
            }),
          }),
      ...(covers === null ? {} : { lineage: facet("LineageDatasetFacet", { inputs: covers.map((input) => ({ namespace: "lake", name: input, type: "DATASET" })) }) }),
      ...(tag === null ? {} : { tags: isDeleted ? facet("TagsDatasetFacet", { _deleted: true }) : facet("TagsDatasetFacet", { tags: [{ key: tag, value: "true", source: "CONFIG" }] }) }),
      ...(alias === null ? {} : { symlinks: facet("SymlinksDatasetFacet", { identifiers: [{ namespace: "lake", name: alias, type: "TABLE" }] }) }),
    },
  }));

const aRunEvent = fc
  .record({
    eventType: fc.constantFrom("START", "RUNNING", "COMPLETE", "COMPLETE", "FAIL", "ABORT", "OTHER"),
    eventTime: aTime,
    runId: fc.constantFrom(...runIds),
    job: fc.constantFrom("j1", "j2", "j3"),
    isStreaming: fc.boolean(),
    engine: fc.option(fc.constantFrom("spark", "flink"), { freq: 3 }),
    user: fc.option(fc.constantFrom("ann", "bob", "airflow"), { freq: 3 }),
    sql: fc.option(fc.constantFrom("select 1", "select 2"), { freq: 3 }),
    parent: fc.option(fc.constantFrom(...runIds), { freq: 5 }),
    fails: fc.integer({ min: 0, max: 9 }),
    inputs: fc.uniqueArray(anInput, { maxLength: 2, selector: ({ name }) => name }),
    outputs: fc.uniqueArray(anOutput, { maxLength: 2, selector: ({ name }) => name }),
  })
  .map(
    ({ eventType, eventTime, runId, job, isStreaming, engine, user, sql, parent, fails, inputs, outputs }): AnyEvent => ({
      eventType,
      eventTime,
      producer,
      schemaURL: `${schema}/RunEvent`,
      run: {
        runId,
        facets: {
          ...(engine === null ? {} : { processing_engine: facet("ProcessingEngineRunFacet", { version: "1", name: engine }) }),
          ...(user === null ? {} : { spark_applicationDetails: facet("SparkApplicationDetailsFacet", { userName: user }) }),
          ...(parent === null ? {} : { parent: facet("ParentRunFacet", { run: { runId: parent }, job: { namespace: "jobs", name: "dag" } }) }),
          ...(fails > 0 ? {} : { extractionError: facet("ExtractionErrorRunFacet", { totalTasks: 1, failedTasks: 1, errors: [] }) }),
        },
      },
      job: {
        namespace: "jobs",
        name: job,
        facets: {
          ...(sql === null ? {} : { sql: facet("SQLJobFacet", { query: sql }) }),
          ...(job === "j3" && isStreaming
            ? {
                jobType: facet("JobTypeJobFacet", {
                  processingType: "STREAMING",
                  integration: "FLINK",
                  emissionPattern: { eventTrigger: "INTERVAL", eventContentMode: "COMPLETE_SNAPSHOT" },
                }),
              }
            : {}),
        },
      },
      inputs,
      outputs,
    }),
  );

const aDatasetEvent = fc.record({ eventTime: aTime, dataset: anOutput }).map(({ eventTime, dataset }): AnyEvent => ({ eventTime, producer, schemaURL: `${schema}/DatasetEvent`, dataset }));

const aJobEvent = fc
  .record({ eventTime: aTime, job: fc.constantFrom("j1", "j2"), inputs: fc.array(anInput, { maxLength: 1 }), outputs: fc.array(anOutput, { maxLength: 1 }) })
  .map(({ eventTime, job, inputs, outputs }): AnyEvent => ({ eventTime, producer, schemaURL: `${schema}/JobEvent`, job: { namespace: "jobs", name: job, facets: {} }, inputs, outputs }));

/** A history of `most` events, in no particular order. */
export function aHistory(most: number): fc.Arbitrary<readonly AnyEvent[]> {
  return fc.array(fc.oneof({ weight: 8, arbitrary: aRunEvent }, { weight: 1, arbitrary: aDatasetEvent }, { weight: 1, arbitrary: aJobEvent }), { minLength: 1, maxLength: most });
}

/** A history, and another way in which it may arrive: shuffled, with repeats, in other batches. */
export function anArrival(most: number): fc.Arbitrary<{ history: readonly AnyEvent[]; batches: readonly (readonly AnyEvent[])[] }> {
  return aHistory(most).chain((history) =>
    fc
      .record({
        order: fc.shuffledSubarray([...history], { minLength: history.length }),
        repeats: fc.subarray([...history]),
        size: fc.integer({ min: 1, max: history.length }),
      })
      .map(({ order, repeats, size }) => ({ history, batches: inBatches([...order, ...repeats], size) })),
  );
}

export function inBatches<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) => items.slice(i * size, (i + 1) * size));
}
