import { DataFactory } from "n3";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "../../src/events/canonical-json.ts";
import { ai, dcterms, dqv, mls, mun, prov, rdf, xsd } from "../../src/vocabulary.ts";
import { aRunEvent, testIris as iris, testProducer, testRunId } from "../builders.ts";
import { mapped, objects, says, snapshot } from "./mapped.ts";

const job = { namespace: "etl", name: "daily" };
const run = iris.run(job, testRunId);
const orders = iris.dataset({ namespace: "warehouse", name: "orders" });
const report = iris.dataset({ namespace: "warehouse", name: "report" });
const version = iris.writtenVersion(report, run);
const engineFacets = { processing_engine: { name: "Spark", version: "3.5" } };

describe("the bundle of a run event", () => {
  it("is named by the keyed hash of the canonical event and tells its type, time, subject and producer", () => {
    const parsed = aRunEvent({ eventType: "START", eventTime: "2026-11-01T06:00:00.5Z" });

    const { iri, quads } = mapped(parsed);

    expect(iri).toEqual(iris.event(canonicalJson(parsed.json)));
    expect(says(quads, iri, rdf.type, prov.Bundle)).toBe(true);
    expect(says(quads, iri, mun.eventType, DataFactory.literal("START"))).toBe(true);
    expect(says(quads, iri, mun.eventTime, DataFactory.literal("2026-11-01T06:00:00.5Z", xsd.dateTime))).toBe(
      true,
    );
    expect(says(quads, iri, mun.about, run)).toBe(true);
    expect(says(quads, iri, prov.wasAttributedTo, iris.softwareAgent(testProducer))).toBe(true);
  });

  it("says what was accepted though it breaks the specification", () => {
    const note = { code: "missing-schema-url", pointer: "/schemaURL", message: "…" };

    const { iri, quads } = mapped(aRunEvent({ notes: [note] }));

    expect(objects(quads, iri, mun.acceptedWith)).toEqual(["missing-schema-url /schemaURL"]);
  });

  it("holds each quad once, in its own graph", () => {
    const { iri, quads } = mapped(aRunEvent({ inputs: ["orders", "orders"], outputs: ["report", "report"] }));

    const distinct = new Set(
      quads.map((quad) => `${quad.subject.value} ${quad.predicate.value} ${quad.object.value}`),
    );
    expect(distinct.size).toBe(quads.length);
    expect(quads.every(({ graph }) => graph.equals(iri))).toBe(true);
  });
});

describe("a run", () => {
  it("is an activity and its job a plan, and neither is the other or an entity", () => {
    const { quads } = mapped(aRunEvent());

    expect(objects(quads, run, rdf.type)).toEqual([prov.Activity.value]);
    expect(objects(quads, iris.job(job), rdf.type)).toEqual([prov.Plan.value]);
  });

  it("leaves the classes of lasting things that it names to the linker, which says them once", () => {
    const { quads } = mapped(
      aRunEvent({
        job: { facets: { sql: { query: "select 1" } } },
        runFacets: {
          ...engineFacets,
          parent: { run: { runId: "r" }, job: { namespace: "air", name: "dag" } },
        },
        inputs: ["orders"],
        outputs: ["report"],
      }),
    );

    const typed = quads.filter(({ predicate }) => predicate.equals(rdf.type)).map(({ subject }) => subject);
    expect(
      typed.filter((thing) => ![run, iris.job(job), version].some((each) => each.equals(thing))),
    ).toEqual(quads.filter(({ object }) => object.equals(prov.Bundle)).map(({ subject }) => subject));
  });

  it("states no time of its own: when it began and ended a later event may correct", () => {
    const { quads } = mapped(aRunEvent());

    const times = [prov.startedAtTime, prov.endedAtTime, prov.generatedAtTime].map(({ value }) => value);
    expect(quads.filter(({ predicate }) => times.includes(predicate.value))).toEqual([]);
  });

  it("is associated with the engine, in the role of operator, by the job as its plan", () => {
    const { quads } = mapped(aRunEvent({ runFacets: engineFacets }));

    const spark = iris.softwareAgent("spark");
    const association = iris.within(run, "association", ...iris.partsOf(spark));
    expect(says(quads, run, prov.wasAssociatedWith, spark)).toBe(true);
    expect(says(quads, run, prov.qualifiedAssociation, association)).toBe(true);
    expect(says(quads, association, prov.agent, spark)).toBe(true);
    expect(says(quads, association, prov.hadPlan, iris.job(job))).toBe(true);
    expect(says(quads, association, prov.hadRole, mun["role-operator"])).toBe(true);
  });

  it("takes the integration of the job for the engine where none is named", () => {
    const facets = { jobType: { processingType: "BATCH", integration: "DBT" } };

    const { quads } = mapped(aRunEvent({ job: { facets } }));

    expect(objects(quads, run, prov.wasAssociatedWith)).toEqual([iris.softwareAgent("dbt").value]);
  });

  it("is associated with the engine as the user ran it, which acted for the person", () => {
    const runFacets = { ...engineFacets, spark_applicationDetails: { userName: "jane.doe" } };

    const { quads, identities } = mapped(aRunEvent({ runFacets }));

    const person = iris.person("jane.doe");
    const agent = iris.softwareAgentAs("spark", "jane.doe");
    expect(objects(quads, run, prov.wasAssociatedWith)).toEqual([agent.value]);
    expect(says(quads, agent, prov.specializationOf, iris.softwareAgent("spark"))).toBe(true);
    expect(says(quads, agent, prov.actedOnBehalfOf, person)).toBe(true);
    expect(says(quads, person, rdf.type, prov.Person)).toBe(true);
    expect(objects(quads, iris.softwareAgent("spark"), prov.actedOnBehalfOf)).toEqual([]);
    expect(identities).toEqual([{ agent: person, name: "jane.doe" }]);
  });

  it("is associated with the person where no engine is known, and with nobody where neither is", () => {
    const user = mapped(aRunEvent({ runFacets: { hive_session: { username: "jane.doe" } } }));
    const nobody = mapped(aRunEvent());

    expect(objects(user.quads, run, prov.wasAssociatedWith)).toEqual([iris.person("jane.doe").value]);
    expect(objects(nobody.quads, run, prov.wasAssociatedWith)).toEqual([]);
  });

  it.each(["***", "root", " Airflow "])("takes the user %o for no person, and says so", (userName) => {
    const runFacets = { ...engineFacets, spark_applicationDetails: { userName } };

    const { iri, quads, identities } = mapped(aRunEvent({ runFacets }));

    expect(objects(quads, run, prov.wasAssociatedWith)).toEqual([iris.softwareAgent("spark").value]);
    expect(objects(quads, iri, mun.acceptedWith)).toEqual([
      "service-user /run/facets/spark_applicationDetails/userName",
    ]);
    expect(identities).toEqual([]);
  });

  it("reads the users of the configured table", () => {
    const userExtractors = [{ facet: "acme_session", path: ["who", "login"] }];

    const { quads } = mapped(aRunEvent({ runFacets: { acme_session: { who: { login: "jane.doe" } } } }), {
      userExtractors,
    });

    expect(objects(quads, run, prov.wasAssociatedWith)).toEqual([iris.person("jane.doe").value]);
  });

  it.each(["parent", "parentRun"])(
    "is part of its parent (%s), which started it, and of the root",
    (name) => {
      const reference = (runId: string, jobName: string) => ({
        run: { runId },
        job: { namespace: "air", name: jobName },
      });
      const facet = {
        ...reference("0198F1D2-0000-7000-8000-00000000000A", "dag.task"),
        root: reference("r", "dag"),
      };

      const { quads } = mapped(aRunEvent({ runFacets: { [name]: facet } }));

      const parent = iris.run({ namespace: "air", name: "dag.task" }, "0198f1d2-0000-7000-8000-00000000000a");
      const root = iris.run({ namespace: "air", name: "dag" }, "r");
      const start = iris.within(run, "start", ...iris.partsOf(parent));
      expect(objects(quads, run, dcterms.isPartOf)).toEqual([parent.value, root.value]);
      expect(objects(quads, run, prov.qualifiedStart)).toEqual([start.value]);
      expect(says(quads, start, prov.hadActivity, parent)).toBe(true);
      expect(objects(quads, run, prov.wasInformedBy)).toEqual([]);
    },
  );

  it("is no part of itself", () => {
    const parent = { run: { runId: testRunId }, job };

    expect(objects(mapped(aRunEvent({ runFacets: { parent } })).quads, run, dcterms.isPartOf)).toEqual([]);
  });

  it("was scheduled after the runs, or the jobs, that it depends on", () => {
    const jobDependencies = {
      upstream: [
        { job: { namespace: "etl", name: "a" }, run: { runId: "1" } },
        { job: { namespace: "etl", name: "b" } },
      ],
      downstream: [{ job: { namespace: "etl", name: "c" }, run: { runId: "3" } }],
    };

    const { quads } = mapped(aRunEvent({ runFacets: { jobDependencies } }));

    expect(objects(quads, run, mun.scheduledAfter)).toEqual([
      iris.run({ namespace: "etl", name: "a" }, "1").value,
    ]);
    expect(says(quads, iris.job(job), mun.scheduledAfter, iris.job({ namespace: "etl", name: "b" }))).toBe(
      true,
    );
    expect(says(quads, iris.run({ namespace: "etl", name: "c" }, "3"), mun.scheduledAfter, run)).toBe(true);
  });

  it("has nominal times, which are no times of the activity", () => {
    const nominalTime = { nominalStartTime: "2026-11-01T05:00:00+01:00", nominalEndTime: "soon" };

    const { quads } = mapped(aRunEvent({ runFacets: { nominalTime } }));

    expect(
      says(quads, run, mun.nominalStart, DataFactory.literal("2026-11-01T04:00:00Z", xsd.dateTime)),
    ).toBe(true);
    expect(objects(quads, run, mun.nominalEnd)).toEqual([]);
  });

  it("used a set of parameters, which is an entity and no dataset", () => {
    const executionParameters = { parameters: [{ key: "date", value: "2026-11-01" }] };

    const { quads } = mapped(aRunEvent({ runFacets: { executionParameters } }));

    const parameters = iris.within(run, "parameters");
    expect(says(quads, run, prov.used, parameters)).toBe(true);
    expect(objects(quads, parameters, rdf.type)).toEqual([prov.Entity.value]);
  });

  it("says that its lineage is incomplete when extraction failed", () => {
    const { quads } = mapped(
      aRunEvent({ runFacets: { extractionError: { totalTasks: 2, failedTasks: 1 } } }),
    );

    expect(objects(quads, run, mun.incompleteLineage)).toEqual(["true"]);
  });

  it("is a window of the run, with versions of its own, when each event is a complete snapshot", () => {
    const facets = {
      jobType: { emissionPattern: { eventTrigger: "PERIODIC", eventContentMode: "COMPLETE_SNAPSHOT" } },
    };

    const { iri, quads } = mapped(
      aRunEvent({ eventType: "RUNNING", job: { facets }, inputs: ["orders"], outputs: ["report"] }),
    );

    const window = iris.window(run, "2026-11-01T06:00:00Z");
    const written = iris.writtenVersion(report, run, "2026-11-01T06:00:00Z");
    expect(says(quads, iri, mun.about, window)).toBe(true);
    expect(says(quads, window, dcterms.isPartOf, run)).toBe(true);
    expect(says(quads, window, prov.used, orders)).toBe(true);
    expect(says(quads, written, prov.wasGeneratedBy, window)).toBe(true);
    expect(says(quads, run, rdf.type, prov.Activity)).toBe(true);
  });
});

describe("a job's version", () => {
  const sourceCodeLocation = { type: "git", url: "https://example.org/repo/daily.py", version: "abc" };
  const versionsOf = (facets: Record<string, Record<string, unknown>>) =>
    mapped(aRunEvent({ job: { facets }, runFacets: engineFacets }))
      .quads.filter(
        ({ predicate, object }) => predicate.equals(prov.specializationOf) && object.equals(iris.job(job)),
      )
      .map(({ subject }) => subject);

  it("is a plan, a specialization of the job, at the location of its code, and the plan of the run", () => {
    const { quads } = mapped(aRunEvent({ job: { facets: { sourceCodeLocation } }, runFacets: engineFacets }));

    const [jobVersion] = versionsOf({ sourceCodeLocation });
    if (jobVersion === undefined) throw new Error("no version");
    expect(says(quads, jobVersion, prov.specializationOf, iris.job(job))).toBe(true);
    expect(objects(quads, jobVersion, prov.atLocation)).toEqual(["https://example.org/repo/daily.py"]);
    expect(
      quads.filter(({ predicate }) => predicate.equals(prov.hadPlan)).map(({ object }) => object),
    ).toEqual([jobVersion]);
  });

  it("differs with the code and with nothing else", () => {
    const [first] = versionsOf({ sql: { query: "SELECT 1", _producer: "https://example.org/1" } });
    const [again] = versionsOf({ sql: { query: "SELECT 1", _producer: "https://example.org/2" } });
    const [other] = versionsOf({ sql: { query: "SELECT 2" } });

    expect(again).toEqual(first);
    expect(other).not.toEqual(first);
  });

  it("is the plan of an association of its own, for a qualified association has one plan", () => {
    const plain = mapped(aRunEvent({ runFacets: engineFacets })).quads;
    const versioned = mapped(
      aRunEvent({ runFacets: engineFacets, job: { facets: { sourceCodeLocation } } }),
    ).quads;

    const plans = [...plain, ...versioned].filter(({ predicate }) => predicate.equals(prov.hadPlan));
    expect(new Set(plans.map(({ subject }) => subject.value)).size).toBe(2);
  });

  it("has no location where the URL is no IRI", () => {
    const { quads } = mapped(aRunEvent({ job: { facets: { sourceCodeLocation: { url: "not an iri" } } } }));

    expect(quads.filter(({ predicate }) => predicate.equals(prov.atLocation))).toEqual([]);
  });
});

describe("an input", () => {
  it("is what the run used, without a usage where there is nothing to qualify", () => {
    const { quads } = mapped(aRunEvent({ inputs: ["orders"] }));

    expect(objects(quads, run, prov.used)).toEqual([orders.value]);
    expect(objects(quads, run, prov.qualifiedUsage)).toEqual([]);
  });

  it("has its facets on the usage: they are what the run saw", () => {
    const inputs = [
      {
        name: "orders",
        facets: { dataSource: { name: "pg", uri: "file" } },
        inputFacets: { inputStatistics: { rowCount: 3 } },
      },
    ];

    const result = mapped(aRunEvent({ inputs }));

    const usage = iris.within(run, "usage", "warehouse", "orders");
    expect(objects(result.quads, run, prov.qualifiedUsage)).toEqual([usage.value]);
    expect(says(result.quads, usage, prov.entity, orders)).toBe(true);
    expect(objects(result.quads, usage, mun.hadFacet)).toEqual(
      ["dataSource", "inputStatistics"].map((name) => snapshot(result, name).iri.value),
    );
    expect(objects(result.quads, orders, mun.hadFacet)).toEqual([]);
  });

  it.each([
    ["a version facet", { facets: { version: { datasetVersion: "42" } } }, "42"],
    [
      "an Iceberg scan",
      { inputFacets: { icebergScanReport: { snapshotId: { exactDecimal: "3049729675574597004" } } } },
      "3049729675574597004",
    ],
  ])("is the named version where %s names one", (_, facets, id) => {
    const { quads } = mapped(aRunEvent({ inputs: [{ name: "orders", ...facets }] }));

    const named = iris.namedVersion(orders, id);
    expect(objects(quads, run, prov.used)).toEqual([named.value]);
    expect(says(quads, named, prov.specializationOf, orders)).toBe(true);
    expect(objects(quads, named, mun.versionId)).toEqual([id]);
    expect(
      says(quads, iris.within(run, "usage", "warehouse", "orders", "version", id), prov.entity, named),
    ).toBe(true);
  });

  it("of a part of a dataset is an entity that specializes it and was used", () => {
    const subset = { inputCondition: { type: "partition", partitions: [] } };

    const { quads } = mapped(aRunEvent({ inputs: [{ name: "orders", inputFacets: { subset } }] }));

    const part = iris.within(run, "subset", "input", "warehouse", "orders");
    expect(says(quads, run, prov.used, part)).toBe(true);
    expect(says(quads, part, prov.specializationOf, orders)).toBe(true);
  });

  it("that was measured has a quality measurement, generated by the run", () => {
    const inputFacets = { dataQualityMetrics: { rowCount: 3, columnMetrics: { a: { nullCount: 0 } } } };

    const { quads } = mapped(aRunEvent({ inputs: [{ name: "orders", inputFacets }] }));

    const measurement = iris.within(run, "measurement", "dataQualityMetrics", "warehouse", "orders");
    expect(says(quads, measurement, rdf.type, dqv.QualityMeasurement)).toBe(true);
    expect(says(quads, measurement, dqv.computedOn, orders)).toBe(true);
    expect(says(quads, measurement, prov.wasGeneratedBy, run)).toBe(true);
  });
});

describe("an output", () => {
  it("has a version of the dataset that the run generated; the dataset itself is never generated", () => {
    const { quads } = mapped(aRunEvent({ outputs: ["report"] }));

    expect(says(quads, version, rdf.type, prov.Entity)).toBe(true);
    expect(says(quads, version, prov.specializationOf, report)).toBe(true);
    expect(says(quads, version, prov.wasGeneratedBy, run)).toBe(true);
    expect(objects(quads, report, prov.wasGeneratedBy)).toEqual([]);
  });

  it("bears the ids that facets give the version", () => {
    const facets = { version: { datasetVersion: "v1" } };
    const outputFacets = { icebergCommitReport: { snapshotId: { exactDecimal: "3049729675574597004" } } };

    const { quads } = mapped(aRunEvent({ outputs: [{ name: "report", facets, outputFacets }] }));

    expect(objects(quads, version, mun.versionId)).toEqual(["v1", "3049729675574597004"]);
  });

  it("has its facets on the version, and the columns of its schema in the snapshot alone", () => {
    const fields = [{ name: "id" }, { name: "address", fields: [{ name: "city" }] }];

    const result = mapped(aRunEvent({ outputs: [{ name: "report", facets: { schema: { fields } } }] }));

    expect(objects(result.quads, version, mun.hadFacet)).toEqual([snapshot(result, "schema").iri.value]);
    expect(result.quads.filter(({ predicate }) => predicate.equals(dcterms.isPartOf))).toEqual([]);
  });

  it("of the type MODEL is a trained model, and the run one of training", () => {
    const facets = { datasetType: { datasetType: "MODEL" } };

    const { quads } = mapped(aRunEvent({ outputs: [{ name: "report", facets }] }));

    expect(objects(quads, version, rdf.type)).toEqual(
      [prov.Entity, mls.Model, ai.TrainedModel].map(({ value }) => value),
    );
    expect(says(quads, run, rdf.type, mls.Run)).toBe(true);
  });

  it("of what dbt calls a model is none", () => {
    const trains = (integration: string) =>
      says(
        mapped(aRunEvent({ job: { facets: { jobType: { integration, jobType: "MODEL" } } } })).quads,
        run,
        rdf.type,
        mls.Run,
      );

    expect([trains("DBT"), trains("MLFLOW")]).toEqual([false, true]);
  });
});

describe("dataset names", () => {
  it("are rewritten wherever a dataset is named", () => {
    const named = { namespace: "s3a://lake", name: "orders" };
    const target = { namespace: "s3a://lake", name: "report" };
    const facets = {
      columnLineage: { fields: { a: { inputFields: [{ ...named, field: "a" }] } } },
      symlinks: { identifiers: [{ ...named, type: "TABLE" }] },
      lifecycleStateChange: { lifecycleStateChange: "RENAME", previousIdentifier: named },
    };
    const jobFacets = {
      lineage: { entries: [{ type: "DATASET", ...target, inputs: [{ type: "DATASET", ...named }] }] },
    };
    const nameRewrites = [{ namespace: "s3a://(.*)", newNamespace: "s3://$1" }];

    const result = mapped(
      aRunEvent({ inputs: [named], outputs: [{ ...target, facets }], job: { facets: jobFacets } }),
      { nameRewrites },
    );

    const text = [...result.quads, ...result.facets.flatMap(({ quads }) => quads)]
      .map(({ subject, object }) => `${subject.value} ${object.value}`)
      .join("\n");
    expect(text).toContain("s3://lake");
    expect(text).not.toContain("s3a");
  });
});
