/**
 * Tells the story of `README.md` as OpenLineage events and governance facts: `node story.mjs` writes `events.ndjson`
 * and `governance.ttl` beside itself (or into the directory that it is given), always the same bytes. Every person, bank and bureau in it is made up.
 */
import { createHash } from "node:crypto";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

const schema = "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent";
const facetSchema = (file, definition) =>
  `https://openlineage.io/spec/facets/${file}.json#/$defs/${definition}`;

const feed = { namespace: "bureau", name: "feed" };
const feedInS3 = { namespace: "s3://bureau-raw", name: "feed" };
const core = (table) => ({ namespace: "postgres://core.lumen.example:5432", name: `core.public.${table}` });
const lake = (name) => ({ namespace: "s3://lumen-lake", name: `credit/${name}` });
const scoring = (table) => ({
  namespace: "postgres://scoring.lumen.example:5432",
  name: `scoring.public.${table}`,
});
const registry = (name) => ({ namespace: "mlflow://models.lumen.example", name });
const macroSeries = { namespace: "https://statistics.example", name: "macro-series" };
const creditScore = registry("credit-score");

const airflow = "https://github.com/apache/airflow/tree/providers-openlineage/2.0.0";
const spark = "https://github.com/OpenLineage/OpenLineage/tree/1.40.0/integration/spark";
const trino = "https://github.com/trinodb/trino/tree/470/plugin/trino-openlineage";
const jobs = {
  deliver: {
    namespace: "bureau",
    name: "deliver",
    producer: "https://bureau.example/delivery/3.2",
    engine: "bureau-delivery",
  },
  curate: { namespace: "lumen", name: "credit.curate", producer: spark, engine: "spark" },
  features: { namespace: "lumen", name: "credit.features", producer: spark, engine: "spark" },
  trainingSet: { namespace: "lumen", name: "credit.training_set", producer: spark, engine: "spark" },
  train: {
    namespace: "lumen",
    name: "credit.train",
    producer: "https://trainer.lumen.example/4.1",
    engine: "svc-train",
  },
  automl: {
    namespace: "lumen",
    name: "credit.automl",
    producer: "https://automl.lumen.example/0.9",
    engine: "svc-automl",
  },
  score: {
    namespace: "lumen",
    name: "credit.score",
    producer: "https://scorer.lumen.example/2.0",
    engine: "svc-score",
  },
  review: { namespace: "lumen", name: "credit.review", producer: airflow, engine: "svc-review" },
  synthesize: { namespace: "lumen", name: "credit.synthesize", producer: spark, engine: "spark" },
  statistics: { namespace: "lumen", name: "credit.portfolio_stats", producer: airflow, engine: "airflow" },
  macroReport: { namespace: "lumen", name: "credit.macro_report", producer: airflow, engine: "airflow" },
  query: { namespace: "trino://query.lumen.example:8080", name: "adhoc", producer: trino, engine: "trino" },
};

const events = [];
const runs = {};

for (const day of daysFrom("2026-10-01", 37)) {
  run(jobs.deliver, {
    key: day,
    start: `${day}T04:00:00Z`,
    minutes: 5,
    outputs: [wrote(feed, { version: day, rows: 48_000 })],
  });
}
run(jobs.deliver, {
  key: "late-1018",
  start: "2026-10-21T11:20:00Z",
  minutes: 4,
  outputs: [wrote(feedInS3, { version: "late-1018", rows: 47_210 })],
});
run(jobs.deliver, {
  key: "redo-1028",
  start: "2026-11-05T09:00:00Z",
  minutes: 5,
  outputs: [wrote(feed, { version: "redo-1028", rows: 48_000 })],
});

for (const { sunday, deliveredDays } of [
  { sunday: "2026-10-04", deliveredDays: daysFrom("2026-10-01", 4) },
  { sunday: "2026-10-11", deliveredDays: daysFrom("2026-10-05", 7) },
  { sunday: "2026-10-18", deliveredDays: daysFrom("2026-10-12", 7) },
  { sunday: "2026-10-25", deliveredDays: daysFrom("2026-10-19", 7) },
  { sunday: "2026-11-01", deliveredDays: daysFrom("2026-10-26", 7) },
]) {
  const deliveries = [
    ...deliveredDays.map((day) => [feed, day]),
    ...(sunday === "2026-10-25" ? [[feedInS3, "late-1018"]] : []),
  ];
  const sources = [...new Set(deliveries.map(([dataset]) => dataset))];
  run(jobs.curate, {
    key: sunday,
    start: `${sunday}T20:00:00Z`,
    minutes: 55,
    inputs: [
      ...deliveries.map(([dataset, version]) => readVersion(dataset, version)),
      read(core("customers")),
    ],
    outputs: [wrote(lake("curated"), { from: [...sources, core("customers")], rows: 310_000 })],
  });
  run(jobs.features, {
    key: sunday,
    start: `${sunday}T22:00:00Z`,
    minutes: 50,
    inputs: [read(lake("curated"))],
    outputs: [
      wrote(lake("features"), {
        from: [lake("curated")],
        fields: { income_band: [lake("curated"), "income"], arrears_12m: [lake("curated"), "arrears"] },
        rows: 310_000,
      }),
    ],
  });
}

for (const [monday, version] of [
  ["2026-10-12", "v41"],
  ["2026-10-26", "v42"],
  ["2026-11-02", "v43"],
]) {
  run(jobs.trainingSet, {
    key: monday,
    start: `${monday}T06:00:00Z`,
    minutes: 40,
    inputs: [read(lake("features")), read(core("repayments"))],
    outputs: [
      wrote(lake("training-set"), {
        version: monday,
        from: [lake("features"), core("repayments")],
        rows: 120_000,
      }),
    ],
  });
  run(jobs.train, {
    key: version,
    start: `${monday}T08:00:00Z`,
    minutes: 180,
    inputs: [read(lake("training-set"))],
    outputs: [wroteModel(creditScore, version, [lake("training-set")])],
  });
}
run(jobs.train, {
  key: "aborted",
  start: "2026-10-23T02:00:00Z",
  minutes: 9,
  end: "ABORT",
  inputs: [readVersion(feed, "2026-10-23")],
});
run(jobs.automl, {
  key: "c1",
  start: "2026-11-03T14:00:00Z",
  minutes: 95,
  inputs: [readVersion(lake("training-set"), "2026-10-12")],
  outputs: [wroteModel(registry("credit-score-challenger"), "c1", [lake("training-set")])],
});
run(jobs.train, {
  key: "v44",
  start: "2026-11-04T09:00:00Z",
  minutes: 70,
  inputs: [readVersion(creditScore, "v42"), read(core("customers")), read(core("repayments"))],
  outputs: [wroteModel(creditScore, "v44", [creditScore, core("customers"), core("repayments")])],
});

for (const [day, model, decisions, overrides] of [
  ["2026-10-13", "v41", 812, 6],
  ["2026-10-27", "v42", 790, 41],
  ["2026-10-29", "v42", 655, undefined],
  ["2026-11-02", "v43", 701, 12],
  ["2026-11-05", "v44", 640, 9],
]) {
  run(jobs.score, {
    key: day,
    start: `${day}T13:00:00Z`,
    minutes: 20,
    inputs: [readVersion(creditScore, model), read(core("applications"))],
    outputs: [wrote(scoring("decisions"), { from: [creditScore, core("applications")], rows: decisions })],
  });
  if (overrides === undefined) continue;
  run(jobs.review, {
    key: day,
    start: `${day}T15:00:00Z`,
    minutes: 120,
    inputs: [read(scoring("decisions"))],
    outputs: [
      wrote(scoring("decisions_reviewed"), { from: [scoring("decisions")], rows: decisions, overrides }),
    ],
  });
}

run(jobs.synthesize, {
  key: "2026-10-27",
  start: "2026-10-27T09:00:00Z",
  minutes: 30,
  inputs: [read(lake("training-set"))],
  outputs: [wrote(lake("synthetic"), { from: [lake("training-set")], rows: 50_000 })],
});
run(jobs.statistics, {
  key: "2026-10-28",
  start: "2026-10-28T07:00:00Z",
  minutes: 10,
  inputs: [read(lake("curated"))],
  outputs: [wrote(lake("portfolio-stats"), { from: [lake("curated")], rows: 96 })],
});
run(jobs.macroReport, {
  key: "2026-10-30",
  start: "2026-10-30T09:00:00Z",
  minutes: 6,
  inputs: [read(feed), read(macroSeries)],
  outputs: [wrote(lake("macro-report"), { rows: 40 })],
});
run(jobs.query, {
  key: "p-0a11",
  start: "2026-10-22T22:15:30Z",
  minutes: 1,
  user: "p-0a11",
  inputs: [readVersion(feed, "2026-10-22")],
});

events.sort((a, b) => (a.eventTime === b.eventTime ? 0 : a.eventTime < b.eventTime ? -1 : 1));
write("events.ndjson", `${events.map((event) => JSON.stringify(event)).join("\n")}\n`);
write("governance.ttl", governance());

/** A run and its two events: START, and the end, which alone lists what it wrote, as most producers do. */
function run(job, { key, start, minutes, end = "COMPLETE", user, inputs = [], outputs = [] }) {
  const { namespace, name, producer, engine } = job;
  const facet = (file, definition, content) => ({
    _producer: producer,
    _schemaURL: facetSchema(file, definition),
    ...content,
  });
  const runId = uuid(`${namespace}/${name}/${key}`);
  const runFacets = {
    processing_engine: facet("1-1-1/ProcessingEngineRunFacet", "ProcessingEngineRunFacet", {
      version: "1.0",
      name: engine,
    }),
    ...(user === undefined
      ? {}
      : {
          trino_query_context: {
            _producer: producer,
            _schemaURL: "https://trino.example/query-context.json",
            user,
          },
        }),
  };
  const jobFacets = {
    jobType: facet("2-0-4/JobTypeJobFacet", "JobTypeJobFacet", {
      processingType: "BATCH",
      integration: engine.toUpperCase(),
      jobType: "JOB",
    }),
  };
  const after = (passed) => new Date(Date.parse(start) + passed * 60_000).toISOString().replace(".000Z", "Z");
  const event = (eventType, passed, read, written) => ({
    eventType,
    eventTime: after(passed),
    producer,
    schemaURL: schema,
    run: { runId, facets: runFacets },
    job: { namespace, name, facets: jobFacets },
    inputs: read.map((input) => input(facet)),
    outputs: written.map((output) => output(facet)),
  });
  events.push(event("START", 0, inputs, []), event(end, minutes, inputs, outputs));
  runs[`${name} ${key}`] = `job/${segment(namespace)}/${segment(name)}/run/${runId}`;
}

/** An input of which the producer names no version: the linker finds the one that was there at the start. */
function read(dataset) {
  return () => ({ ...dataset, facets: {} });
}

/** An input of a version that the producer names. */
function readVersion(dataset, datasetVersion) {
  return (facet) => ({ ...dataset, facets: { version: versionFacet(facet, datasetVersion) } });
}

/** An output that replaces what was there. `from` is stated as derivation; without it nothing is known but the use. */
function wrote(dataset, { version, from, fields, rows, overrides, type }) {
  const dataset_ = (source) => ({ ...source, type: "DATASET" });
  return (facet) => ({
    ...dataset,
    facets: {
      lifecycleStateChange: facet(
        "1-0-1/LifecycleStateChangeDatasetFacet",
        "LifecycleStateChangeDatasetFacet",
        {
          lifecycleStateChange: "OVERWRITE",
        },
      ),
      ...(version === undefined ? {} : { version: versionFacet(facet, version) }),
      ...(type === undefined
        ? {}
        : {
            datasetType: facet("1-0-1/DatasetTypeDatasetFacet", "DatasetTypeDatasetFacet", {
              datasetType: type,
            }),
          }),
      ...(from === undefined
        ? {}
        : {
            lineage: facet("1-0-0/LineageFacet", "LineageDatasetFacet", {
              inputs: from.map(dataset_),
              ...(fields === undefined ? {} : { fields: fieldEntries(fields, dataset_) }),
            }),
          }),
    },
    outputFacets: {
      ...(rows === undefined
        ? {}
        : {
            outputStatistics: facet(
              "1-0-2/OutputStatisticsOutputDatasetFacet",
              "OutputStatisticsOutputDatasetFacet",
              {
                rowCount: rows,
              },
            ),
          }),
      ...(overrides === undefined
        ? {}
        : {
            lumen_review: {
              _producer: airflow,
              _schemaURL: "https://lumen.example/review-facet.json",
              overrides,
            },
          }),
    },
  });
}

function wroteModel(dataset, version, from) {
  return wrote(dataset, { version, from, type: "MODEL" });
}

function fieldEntries(fields, dataset_) {
  const entries = Object.entries(fields).map(([target, [source, field]]) => [
    target,
    {
      inputs: [
        { ...dataset_(source), field, transformations: [{ type: "DIRECT", subtype: "TRANSFORMATION" }] },
      ],
    },
  ]);
  return Object.fromEntries(entries);
}

function versionFacet(facet, datasetVersion) {
  return facet("1-0-1/DatasetVersionDatasetFacet", "DatasetVersionDatasetFacet", { datasetVersion });
}

/** What the data-protection officer states: IRIs of datasets, jobs and runs are those of any store with the default base. */
function governance() {
  const dataset = ({ namespace, name }) => `<dataset/${segment(namespace)}/${segment(name)}>`;
  const job = ({ namespace, name }) => `<job/${segment(namespace)}/${segment(name)}>`;
  const training = ["v41", "v42", "v43", "v44"].map((version) => [`credit.train ${version}`, "svc-train"]);
  const trained = [...training, ["credit.automl c1", "svc-automl"]].map(
    ([key, agent]) => `<${runs[key]}> prov:qualifiedAssociation <${runs[key]}/trainer> .
<${runs[key]}/trainer> a prov:Association ; prov:agent <agent/software/${agent}> ; prov:hadRole mun:role-trainer .`,
  );
  const creditJobs = [
    jobs.curate,
    jobs.features,
    jobs.trainingSet,
    jobs.train,
    jobs.score,
    jobs.review,
    jobs.synthesize,
  ];
  return `# What the data-protection officer of Lumen Bank DAC states about the data of the credit score. All of it is made up.
# Written by story.mjs. IRIs are relative to the default base of a store.
@base <http://localhost:3030/id/> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@prefix mun: <https://w3id.org/muniment/ns#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix dpv: <https://w3id.org/dpv#> .
@prefix pd: <https://w3id.org/dpv/pd#> .
@prefix eu-gdpr: <https://w3id.org/dpv/legal/eu/gdpr#> .
@prefix legal-eu: <https://w3id.org/dpv/legal/eu#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .

# Scope, categories and origin of the data.
${dataset(feed)} dpv:hasApplicableLaw legal-eu:law-GDPR ; dpv:hasPersonalData pd:CreditRecord, pd:Income ;
  mun:sourceType "third-party" ; prov:wasAttributedTo <agent/organization/veridata-bureau> .
${dataset(feedInS3)} prov:alternateOf ${dataset(feed)} ; dpv:hasApplicableLaw legal-eu:law-GDPR ;
  dpv:hasPersonalData pd:CreditRecord, pd:Income .
${dataset(core("customers"))} dpv:hasApplicableLaw legal-eu:law-GDPR ; dpv:hasPersonalData pd:Age, pd:Income ;
  prov:wasAttributedTo <agent/organization/lumen-bank> .
${dataset(core("repayments"))} dpv:hasApplicableLaw legal-eu:law-GDPR ; dpv:hasPersonalData pd:CreditRecord ;
  prov:wasAttributedTo <agent/organization/lumen-bank> .
${dataset(core("applications"))} dpv:hasApplicableLaw legal-eu:law-GDPR ; dpv:hasPersonalData pd:Income ;
  prov:wasAttributedTo <agent/organization/lumen-bank> .

# Who answers for whom. Nobody answers for svc-automl.
<agent/organization/veridata-bureau> a prov:Organization ; rdfs:label "VeriData Bureau Ltd" .
<agent/organization/lumen-bank> a prov:Organization ; rdfs:label "Lumen Bank DAC" .
<agent/organization/team-risk> a prov:Organization ; rdfs:label "team-risk" ; prov:actedOnBehalfOf <agent/organization/lumen-bank> .
<https://lumen.example/staff/p-7f3a> a prov:Person ; rdfs:label "p-7f3a" ; prov:actedOnBehalfOf <agent/organization/team-risk> .
<https://lumen.example/staff/p-19bc> a prov:Person ; rdfs:label "p-19bc" ; prov:actedOnBehalfOf <agent/organization/lumen-bank> .
<agent/software/svc-train> a prov:SoftwareAgent ; prov:actedOnBehalfOf <https://lumen.example/staff/p-7f3a> .
<agent/software/svc-score> a prov:SoftwareAgent ; prov:actedOnBehalfOf <agent/organization/team-risk> .
<agent/software/svc-review> a prov:SoftwareAgent ; prov:actedOnBehalfOf <https://lumen.example/staff/p-19bc> .
<agent/software/bureau-delivery> a prov:SoftwareAgent ; prov:actedOnBehalfOf <agent/organization/veridata-bureau> .
<agent/software/svc-automl> a prov:SoftwareAgent .

# In which role.
${trained.join("\n")}

# On which legal basis and for which purpose: a contract for scoring, a legitimate interest for the statistics.
${creditJobs.map((each) => `${job(each)} dpv:hasLegalBasis eu-gdpr:A6-1-b ; dpv:hasPurpose dpv:CreditChecking .`).join("\n")}
${job(jobs.statistics)} dpv:hasLegalBasis eu-gdpr:A6-1-f ; dpv:hasPurpose dpv:InternalResourceOptimisation .

# The portfolio statistics were anonymised, and that was assessed.
<${runs["credit.portfolio_stats 2026-10-28"]}> dpv:hasProcessing dpv:Anonymise .
${dataset(lake("portfolio-stats"))} dpv:hasAssessment <https://lumen.example/assessment/anonymisation-7> .
<https://lumen.example/assessment/anonymisation-7> a dpv:Assessment ; rdfs:label "Anonymisation assessment 7" ;
  dpv:hasOutcome <https://lumen.example/outcome#AnonymisationEffective> ;
  dcterms:valid "2026-07-01/2027-07-01" .
`;
}

function daysFrom(first, count) {
  return Array.from({ length: count }, (_, i) =>
    new Date(Date.parse(`${first}T00:00:00Z`) + i * 86_400_000).toISOString().slice(0, 10),
  );
}

/** A UUID of the text, so that the story is the same whenever it is written. */
function uuid(text) {
  const hex = createHash("sha256").update(text).digest("hex");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join("-");
}

function segment(text) {
  return encodeURIComponent(text);
}

function write(file, text) {
  writeFileSync(join(process.argv[2] ?? import.meta.dirname, file), text);
}
