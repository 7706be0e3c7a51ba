import { describe, expect, it } from "vitest";
import { dcat, dcterms, mun, prov, rdf } from "../../src/vocabulary.ts";
import { aDatasetEvent, aJobEvent, aRunEvent, testIris as iris, testRunId } from "../builders.ts";
import { mapped, objects, says, snapshot } from "./mapped.ts";

const job = { namespace: "etl", name: "daily" };
const otherJob = { namespace: "etl", name: "other" };
const run = iris.run(job, testRunId);
const orders = iris.dataset({ namespace: "warehouse", name: "orders" });
const report = iris.dataset({ namespace: "warehouse", name: "report" });
const version = iris.writtenVersion(report, run);
const ordersField = { namespace: "warehouse", name: "orders", field: "amount" };
const ordersDataset = { namespace: "warehouse", name: "orders", type: "DATASET" };
const reportDataset = { namespace: "warehouse", name: "report", type: "DATASET" };

function withOutput(facets: Record<string, Record<string, unknown>>) {
  return mapped(aRunEvent({ inputs: ["orders"], outputs: [{ name: "report", facets }] }));
}

describe("lineage of a run event", () => {
  it("claims no derivation from mere use", () => {
    const { quads } = mapped(aRunEvent({ inputs: ["orders"], outputs: ["report"] }));

    expect(quads.filter(({ predicate }) => predicate.equals(prov.wasDerivedFrom))).toEqual([]);
  });

  it("of columns derives the column of the version, and the whole, from the input as named", () => {
    const columnLineage = { fields: { total: { inputFields: [ordersField] } } };

    const { quads } = withOutput({ columnLineage });

    const column = iris.column(version, ["total"]);
    expect(objects(quads, version, prov.wasDerivedFrom)).toEqual([orders.value]);
    expect(objects(quads, column, prov.wasDerivedFrom)).toEqual([iris.column(orders, ["amount"]).value]);
    expect(says(quads, column, prov.specializationOf, iris.column(report, ["total"]))).toBe(true);
    expect(says(quads, column, dcterms.isPartOf, version)).toBe(true);
    expect(objects(quads, column, prov.qualifiedDerivation)).toEqual([]);
    expect(objects(quads, version, mun.lineageCoveredBy)).toEqual([]);
  });

  it("begins at the version that the input names", () => {
    const columnLineage = { fields: { total: { inputFields: [ordersField] } } };
    const inputs = [{ name: "orders", facets: { version: { datasetVersion: "7" } } }];

    const { quads } = mapped(aRunEvent({ inputs, outputs: [{ name: "report", facets: { columnLineage } }] }));

    const named = iris.namedVersion(orders, "7");
    expect(objects(quads, version, prov.wasDerivedFrom)).toEqual([named.value]);
    expect(objects(quads, iris.column(version, ["total"]), prov.wasDerivedFrom)).toEqual([
      iris.column(named, ["amount"]).value,
    ]);
  });

  it("qualifies what masks, is indirect or is described", () => {
    const transformations = [
      { type: "INDIRECT", subtype: "JOIN", description: "", masking: false },
      { type: "DIRECT", subtype: "TRANSFORMATION", description: "sha2(amount)", masking: true },
    ];
    const columnLineage = { fields: { total: { inputFields: [{ ...ordersField, transformations }] } } };

    const { quads } = withOutput({ columnLineage });

    const column = iris.column(version, ["total"]);
    const source = iris.column(orders, ["amount"]);
    const derivation = iris.within(column, "derivation", ...iris.partsOf(source).slice(1));
    expect(objects(quads, column, prov.qualifiedDerivation)).toEqual([derivation.value]);
    expect(says(quads, derivation, prov.entity, source)).toBe(true);
    expect(objects(quads, derivation, mun.masking)).toEqual(["true"]);
    expect(objects(quads, derivation, dcterms.type)).toEqual(["INDIRECT JOIN"]);
    expect(objects(quads, derivation, dcterms.description)).toEqual(["sha2(amount)"]);
  });

  it("reads the transformation that older producers give for a whole column", () => {
    const field = {
      inputFields: [ordersField],
      transformationType: "MASKED",
      transformationDescription: "hashed",
    };

    const { quads } = withOutput({ columnLineage: { fields: { total: field } } });

    const [derivation] = quads.filter(({ predicate }) => predicate.equals(prov.qualifiedDerivation));
    if (derivation === undefined) throw new Error("no derivation");
    expect(objects(quads, derivation.object, mun.masking)).toEqual(["true"]);
    expect(objects(quads, derivation.object, dcterms.description)).toEqual(["hashed"]);
  });

  it("of a whole dataset by a field derives the version from the column too", () => {
    const dataset = [{ ...ordersField, transformations: [{ type: "INDIRECT", subtype: "FILTER" }] }];

    const { quads } = withOutput({ columnLineage: { fields: {}, dataset } });

    expect(objects(quads, version, prov.wasDerivedFrom)).toEqual([
      orders.value,
      iris.column(orders, ["amount"]).value,
    ]);
  });

  it("in a lineage facet takes the place of columnLineage for that output, and covers it as a whole", () => {
    const stock = { ...ordersDataset, name: "stock" };
    const result = withOutput({
      lineage: { inputs: [stock], fields: { total: { inputs: [{ ...stock, field: "n" }] } } },
      columnLineage: { fields: { total: { inputFields: [ordersField] } } },
    });

    const source = iris.dataset(stock);
    expect(objects(result.quads, version, prov.wasDerivedFrom)).toEqual([source.value]);
    expect(objects(result.quads, iris.column(version, ["total"]), prov.wasDerivedFrom)).toEqual([
      iris.column(source, ["n"]).value,
    ]);
    expect(objects(result.quads, version, mun.lineageCoveredBy)).toEqual([
      snapshot(result, "lineage").iri.value,
    ]);
  });

  it("with empty inputs says that nothing went in; with fields alone it covers nothing as a whole", () => {
    const empty = withOutput({ lineage: { inputs: [] } });
    const fieldsOnly = withOutput({ lineage: { fields: {} } });

    expect(objects(empty.quads, version, mun.lineageCoveredBy)).toEqual([
      snapshot(empty, "lineage").iri.value,
    ]);
    expect(objects(empty.quads, version, prov.wasDerivedFrom)).toEqual([]);
    expect(objects(fieldsOnly.quads, version, mun.lineageCoveredBy)).toEqual([]);
  });

  it("is none where the facet was deleted", () => {
    const { quads } = withOutput({ lineage: { _deleted: true, inputs: [ordersDataset] } });

    expect(objects(quads, version, prov.wasDerivedFrom)).toEqual([]);
    expect(objects(quads, version, mun.lineageCoveredBy)).toEqual([]);
  });

  it("in the entries of the job is that of the outputs named there", () => {
    const lineage = { entries: [{ ...reportDataset, inputs: [ordersDataset] }] };

    const { quads } = mapped(aRunEvent({ job: { facets: { lineage } } }));

    expect(says(quads, version, prov.wasGeneratedBy, run)).toBe(true);
    expect(objects(quads, version, prov.wasDerivedFrom)).toEqual([orders.value]);
  });

  it("between jobs is a communication of two named runs, else a dependence of plans", () => {
    const inputs = [
      { type: "JOB", ...otherJob, runId: "9" },
      { type: "JOB", namespace: "etl", name: "third" },
    ];

    const { quads } = mapped(
      aRunEvent({ job: { facets: { lineage: { entries: [{ type: "JOB", inputs }] } } } }),
    );

    const third = iris.job({ namespace: "etl", name: "third" });
    expect(objects(quads, run, prov.wasInformedBy)).toEqual([iris.run(otherJob, "9").value]);
    expect(objects(quads, iris.job(job), mun.dependsOnJob)).toEqual([third.value]);
  });

  it("into the event's own job says what its run used", () => {
    const lineage = { entries: [{ type: "JOB", inputs: [ordersDataset] }] };

    expect(objects(mapped(aRunEvent({ job: { facets: { lineage } } })).quads, run, prov.used)).toEqual([
      orders.value,
    ]);
  });
});

describe("lineage without a run", () => {
  it("is only declared, in a job event", () => {
    const lineage = {
      entries: [
        { ...reportDataset, inputs: [ordersDataset] },
        { type: "JOB", inputs: [{ type: "JOB", ...otherJob, runId: "9" }] },
      ],
    };

    const { iri, quads } = mapped(aJobEvent({ job: { facets: { lineage } } }));

    expect(says(quads, iri, mun.about, iris.job(job))).toBe(true);
    expect(objects(quads, report, mun.declaredSource)).toEqual([orders.value]);
    expect(objects(quads, iris.job(job), mun.dependsOnJob)).toEqual([iris.job(otherJob).value]);
    const observed = [prov.wasDerivedFrom, prov.wasInformedBy, prov.wasGeneratedBy, prov.used];
    expect(quads.filter(({ predicate }) => observed.some((each) => each.equals(predicate)))).toEqual([]);
    expect(quads.some(({ object }) => object.equals(prov.Activity))).toBe(false);
  });

  it("is only declared, in a dataset event", () => {
    const facets = { lineage: { inputs: [ordersDataset] }, schema: { fields: [{ name: "a" }] } };

    const result = mapped(aDatasetEvent({ dataset: { name: "report", facets } }));

    expect(says(result.quads, result.iri, mun.about, report)).toBe(true);
    expect(objects(result.quads, result.iri, mun.eventType)).toEqual([]);
    expect(objects(result.quads, report, mun.declaredSource)).toEqual([orders.value]);
    expect(objects(result.quads, report, mun.hadFacet)).toEqual(
      ["lineage", "schema"].map((name) => snapshot(result, name).iri.value),
    );
    expect(objects(result.quads, report, rdf.type)).toEqual([prov.Entity.value, dcat.Dataset.value]);
  });

  it("hangs the facets of a job event's datasets on the lasting ones", () => {
    const inputs = [{ name: "orders", facets: { dataSource: { name: "pg" } } }];

    const result = mapped(aJobEvent({ inputs }));

    expect(objects(result.quads, orders, mun.hadFacet)).toEqual([snapshot(result, "dataSource").iri.value]);
  });
});
