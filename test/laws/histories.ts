import fc from "fast-check";
import { irisOf } from "../../src/mapping/iris.ts";
import { storeKey } from "./store-key.ts";

/**
 * Generated histories: what a handful of jobs say of a handful of datasets over some hours, with all that makes linking
 * hard: late events, one UUID under several jobs, two terminals, windows, named versions, renames there and back,
 * tombstones, symlinks, ties of time. An event is a JSON object as a producer would send it.
 */
export type AnyEvent = Readonly<Record<string, unknown>>;

/** A posted document, as the lines of its N-Triples, whose one blank node is `_:node`. */
export interface Document {
  readonly lines: readonly string[];
  readonly isSentAnew: boolean;
}

export type Input = AnyEvent | Document;

export function isDocument(input: Input): input is Document {
  return "lines" in input;
}

/** What is sent of a document: N-Quads, or Turtle with its statements turned round and the node under another label. */
export function textOf({ lines, isSentAnew }: Document): {
  readonly text: string;
  readonly mediaType: string;
} {
  if (!isSentAnew) return { text: lines.join("\n"), mediaType: "application/n-quads" };
  const text = lines.toReversed().join("\n# again\n").replaceAll("_:node", "_:other");
  return { text, mediaType: "text/turtle" };
}

const producer = "https://producer.example/1";
const schema = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs";
const facet = (file: string, content: object) => ({
  _producer: producer,
  _schemaURL: `https://openlineage.io/spec/facets/1-0-0/${file}.json#/$defs/${file}`,
  ...content,
});

const runIds = [
  "01900000-0000-7000-8000-000000000001",
  "01900000-0000-7000-8000-000000000002",
  "01900000-0000-7000-8000-000000000003",
  "01900000-0000-7000-8000-000000000004",
];
const datasetNames = ["a", "b", "c", "d"];
const aName = fc.constantFrom(...datasetNames);
const aTime = fc
  .integer({ min: 0, max: 11 })
  .map((hour) => `2026-10-01T${String(hour).padStart(2, "0")}:00:00Z`);

const anInput = fc
  .record({
    name: aName,
    version: fc.option(fc.constantFrom("v1", "v2"), { freq: 4 }),
    owner: fc.option(fc.constantFrom("user:ann", "team:risk"), { freq: 6 }),
  })
  .map(({ name, version, owner }) => ({
    namespace: "lake",
    name,
    facets: {
      ...(version === null
        ? {}
        : { version: facet("DatasetVersionDatasetFacet", { datasetVersion: version }) }),
      ...(owner === null
        ? {}
        : { ownership: facet("OwnershipDatasetFacet", { owners: [{ name: owner, type: "STEWARD" }] }) }),
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
      ...(version === null
        ? {}
        : { version: facet("DatasetVersionDatasetFacet", { datasetVersion: version }) }),
      ...(lifecycle === null
        ? {}
        : {
            lifecycleStateChange: facet("LifecycleStateChangeDatasetFacet", {
              lifecycleStateChange: lifecycle,
              ...(lifecycle === "RENAME"
                ? { previousIdentifier: { namespace: "lake", name: previous } }
                : {}),
            }),
          }),
      ...(source === null
        ? {}
        : {
            columnLineage: facet("ColumnLineageDatasetFacet", {
              fields: {
                x: {
                  inputFields: [
                    {
                      namespace: "lake",
                      name: source,
                      field: "y",
                      transformations: [{ type: "DIRECT", masking: masks }],
                    },
                  ],
                },
              },
            }),
          }),
      ...(covers === null
        ? {}
        : {
            lineage: facet("LineageDatasetFacet", {
              inputs: covers.map((input) => ({ namespace: "lake", name: input, type: "DATASET" })),
            }),
          }),
      ...(tag === null
        ? {}
        : {
            tags: isDeleted
              ? facet("TagsDatasetFacet", { _deleted: true })
              : facet("TagsDatasetFacet", { tags: [{ key: tag, value: "true", source: "CONFIG" }] }),
          }),
      ...(alias === null
        ? {}
        : {
            symlinks: facet("SymlinksDatasetFacet", {
              identifiers: [{ namespace: "lake", name: alias, type: "TABLE" }],
            }),
          }),
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
    ({
      eventType,
      eventTime,
      runId,
      job,
      isStreaming,
      engine,
      user,
      sql,
      parent,
      fails,
      inputs,
      outputs,
    }): AnyEvent => ({
      eventType,
      eventTime,
      producer,
      schemaURL: `${schema}/RunEvent`,
      run: {
        runId,
        facets: {
          ...(engine === null
            ? {}
            : { processing_engine: facet("ProcessingEngineRunFacet", { version: "1", name: engine }) }),
          ...(user === null
            ? {}
            : { spark_applicationDetails: facet("SparkApplicationDetailsFacet", { userName: user }) }),
          ...(parent === null
            ? {}
            : {
                parent: facet("ParentRunFacet", {
                  run: { runId: parent },
                  job: { namespace: "jobs", name: "dag" },
                }),
              }),
          ...(fails > 0
            ? {}
            : {
                extractionError: facet("ExtractionErrorRunFacet", {
                  totalTasks: 1,
                  failedTasks: 1,
                  errors: [],
                }),
              }),
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

const iris = irisOf({ baseIri: "http://localhost:3030/id/", storeKey });
const dpv = "https://w3id.org/dpv#";
const provNs = "http://www.w3.org/ns/prov#";
const a = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>";

/** What a document may speak of: a dataset, one of its columns, the version that a run wrote of it, the run, its job. */
const aPlace = fc
  .record({ name: aName, job: fc.constantFrom("j1", "j2", "j3"), runId: fc.constantFrom(...runIds) })
  .map(({ name, job, runId }) => {
    const named = { namespace: "jobs", name: job };
    const dataset = iris.dataset({ namespace: "lake", name });
    const run = iris.run(named, runId);
    const text = ({ value }: { readonly value: string }) => `<${value}>`;
    return {
      dataset: text(dataset),
      column: text(iris.column(dataset, ["y"])),
      job: text(iris.job(named)),
      run: text(run),
      version: text(iris.writtenVersion(dataset, run)),
    };
  });

/** What a data-protection officer states, what a notebook says that it did, and an assessment with a blank node. */
const aDocument = fc
  .record({
    here: aPlace,
    there: aPlace,
    kind: fc.constantFrom(
      "scope",
      "basis",
      "derivation",
      "anonymisation",
      "carries",
      "activity",
      "node",
      "influencer",
      "class",
      "instance",
      "time",
    ),
  })
  .map(({ here, there, kind }): Document => {
    const lines: Record<typeof kind, readonly string[]> = {
      scope: [
        `${here.dataset} <${dpv}hasPersonalData> <${dpv}PersonalData> .`,
        `${there.column} <${dpv}hasPersonalData> <${dpv}SensitivePersonalData> .`,
      ],
      basis: [
        `${here.job} <${dpv}hasLegalBasis> <${dpv}Consent> .`,
        `${there.run} <${dpv}hasPurpose> <${dpv}Marketing> .`,
      ],
      derivation: [
        `${here.version} <${provNs}wasDerivedFrom> ${there.version} .`,
        `<https://example.org/report> <${provNs}wasDerivedFrom> ${here.version} .`,
      ],
      anonymisation: [
        `${here.run} <${dpv}hasProcessing> <${dpv}Anonymise> .`,
        `${here.dataset} <${dpv}hasAssessment> _:node .`,
        `_:node <${dpv}hasOutcome> "positive" .`,
        `_:node <http://purl.org/dc/terms/valid> "2027" .`,
      ],
      carries: [`${here.version} <https://w3id.org/muniment/ns#carriesDataFrom> ${there.dataset} .`],
      activity: [
        `<https://example.org/notebook> ${a} <${provNs}Activity> .`,
        `<https://example.org/notebook> <${provNs}qualifiedUsage> _:node .`,
        `_:node <${provNs}entity> ${here.version} .`,
        `${there.version} <${provNs}wasInfluencedBy> <https://example.org/notebook> .`,
      ],
      node: [
        `${here.run} <${provNs}qualifiedUsage> <https://example.org/use> .`,
        `${here.version} <${provNs}qualifiedRevision> <https://example.org/use> .`,
      ],
      influencer: [`<https://example.org/use> <${provNs}entity> ${there.version} .`],
      class: [
        `<https://example.org/Step> <http://www.w3.org/2000/01/rdf-schema#subClassOf> <${provNs}Activity> .`,
        `<https://example.org/step> ${a} <https://example.org/Step> .`,
      ],
      instance: [`<https://example.org/step> <http://www.w3.org/2000/01/rdf-schema#label> "step" .`],
      time: [
        `${here.run} <${provNs}endedAtTime> "2026-10-01T05:00:00Z"^^<http://www.w3.org/2001/XMLSchema#dateTime> .`,
      ],
    };
    return { lines: lines[kind], isSentAnew: false };
  });

const aDatasetEvent = fc.record({ eventTime: aTime, dataset: anOutput }).map(
  ({ eventTime, dataset }): AnyEvent => ({
    eventTime,
    producer,
    schemaURL: `${schema}/DatasetEvent`,
    dataset,
  }),
);

const aJobEvent = fc
  .record({
    eventTime: aTime,
    job: fc.constantFrom("j1", "j2"),
    inputs: fc.array(anInput, { maxLength: 1 }),
    outputs: fc.array(anOutput, { maxLength: 1 }),
  })
  .map(
    ({ eventTime, job, inputs, outputs }): AnyEvent => ({
      eventTime,
      producer,
      schemaURL: `${schema}/JobEvent`,
      job: { namespace: "jobs", name: job, facets: {} },
      inputs,
      outputs,
    }),
  );

/** A history of at most `most` events, without documents. */
export function anEventHistory(most: number): fc.Arbitrary<readonly AnyEvent[]> {
  return fc.array(fc.oneof({ weight: 8, arbitrary: aRunEvent }, aDatasetEvent, aJobEvent), {
    minLength: 1,
    maxLength: most,
  });
}

/** A history of at most `most` inputs, in no particular order: events, and now and then a posted document. */
export function aHistory(most: number): fc.Arbitrary<readonly Input[]> {
  return fc.array(
    fc.oneof(
      { weight: 8, arbitrary: aRunEvent },
      { weight: 1, arbitrary: aDatasetEvent },
      { weight: 1, arbitrary: aJobEvent },
      { weight: 3, arbitrary: aDocument },
    ),
    { minLength: 1, maxLength: most },
  );
}

/** A history, and another way in which it may arrive: shuffled, with repeats, in other batches. */
export function anArrival(
  most: number,
): fc.Arbitrary<{ history: readonly Input[]; batches: readonly (readonly Input[])[] }> {
  return aHistory(most).chain((history) =>
    fc
      .record({
        order: fc.shuffledSubarray([...history], { minLength: history.length }),
        repeats: fc.subarray([...history]),
        size: fc.integer({ min: 1, max: history.length }),
      })
      .map(({ order, repeats, size }) => ({
        history,
        batches: inBatches([...order, ...repeats.map(sentAnew)], size),
      })),
  );
}

/** The same input once more: a document in another syntax, order and with other labels of its blank nodes. */
function sentAnew(input: Input): Input {
  return isDocument(input) ? { ...input, isSentAnew: true } : input;
}

export function inBatches<T>(items: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  );
}
