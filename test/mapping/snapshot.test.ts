import { DataFactory } from "n3";
import { describe, expect, it } from "vitest";
import { dcat, dcterms, mun, prov, rdf } from "../../src/vocabulary.ts";
import { aRunEvent, type FacetsInput, testIris as iris, testRunId } from "../builders.ts";
import { allQuads, mapped, objects, says, snapshot } from "./mapped.ts";

const run = iris.run({ namespace: "etl", name: "daily" }, testRunId);
const job = iris.job({ namespace: "etl", name: "daily" });

function jsonOf(runFacets: FacetsInput, name: string): unknown {
  const { iri, quads } = snapshot(mapped(aRunEvent({ runFacets })), name);
  return JSON.parse(objects(quads, iri, rdf.value)[0] ?? "null");
}

describe("a facet snapshot", () => {
  it("keeps an unknown facet whole, its schema with it", () => {
    const acme = { _schemaURL: "https://example.org/acme.json", deep: [{ b: 1, a: null }] };

    const result = mapped(aRunEvent({ runFacets: { acme } }));

    const { iri, quads } = snapshot(result, "acme");
    expect(objects(result.quads, run, mun.hadFacet)).toEqual([iri.value]);
    const value = DataFactory.literal(
      '{"_schemaURL":"https://example.org/acme.json","deep":[{"a":null,"b":1}]}',
      rdf.JSON,
    );
    expect(says(quads, iri, rdf.value, value)).toBe(true);
    expect(quads.every(({ graph }) => graph.equals(iri))).toBe(true);
  });

  it("has one address for one content, whatever the run, and another for another name", () => {
    const facets = { a: { x: 1 }, b: { x: 1 } };

    const [a, b] = mapped(aRunEvent({ runFacets: facets })).facets;
    const [again] = mapped(aRunEvent({ runId: "other", runFacets: facets })).facets;

    expect(again).toEqual(a);
    expect(a?.iri).not.toEqual(b?.iri);
  });

  it("of a tombstone says that the facet was deleted, and nothing more", () => {
    const { iri, quads } = snapshot(
      mapped(aRunEvent({ runFacets: { tags: { _deleted: true, tags: [{ key: "a" }] } } })),
      "tags",
    );

    expect(objects(quads, iri, mun.deleted)).toEqual(["true"]);
    expect(objects(quads, iri, dcterms.hasPart)).toEqual([]);
  });

  it("has its tags as nodes of its own", () => {
    const tags = [
      { key: "pii", value: "true", source: "CATALOG", field: "mail" },
      { key: "gdpr", value: true },
    ];

    const { iri, quads } = snapshot(mapped(aRunEvent({ runFacets: { tags: { tags } } })), "tags");

    const [first, second] = ["0", "1"].map((index) => iris.within(iri, "tag", index));
    if (first === undefined || second === undefined) throw new Error("no nodes");
    expect(objects(quads, iri, dcterms.hasPart)).toEqual([first.value, second.value]);
    expect(says(quads, first, rdf.type, mun.Tag)).toBe(true);
    expect(
      [mun.tagKey, mun.tagValue, mun.tagSource, mun.tagField].map((each) => objects(quads, first, each)[0]),
    ).toEqual(["pii", "true", "CATALOG", "mail"]);
    expect(objects(quads, second, mun.tagValue)).toEqual(["true"]);
  });

  it("has owners by their kind, with the names of persons behind keyed IRIs", () => {
    const names = ["user:jane.doe", "team:risk", "application:crm", "joe.bloggs", "***", "airflow"];
    const ownership = { owners: names.map((name) => ({ name, type: "MAINTAINER" })) };

    const result = mapped(aRunEvent({ job: { facets: { ownership } } }));

    const { iri, quads } = snapshot(result, "ownership");
    const agents = quads.filter(({ predicate }) => predicate.equals(prov.agent)).map(({ object }) => object);
    expect(agents).toEqual([
      iris.person("jane.doe"),
      iris.organization("risk"),
      iris.softwareAgent("crm"),
      iris.agent("joe.bloggs"),
    ]);
    expect(agents.map((agent) => objects(quads, agent, rdf.type)[0])).toEqual(
      [prov.Person, prov.Organization, prov.SoftwareAgent, prov.Agent].map(({ value }) => value),
    );
    expect(objects(quads, iris.within(iri, "owner", "0"), dcterms.type)).toEqual(["MAINTAINER"]);
    expect(objects(result.quads, job, mun.hadFacet)).toEqual([iri.value]);
    expect(result.identities).toEqual([
      { agent: iris.person("jane.doe"), name: "jane.doe" },
      { agent: iris.agent("joe.bloggs"), name: "joe.bloggs" },
    ]);
  });

  it("has as many owners as a text with commas names, and none of an empty name", () => {
    const ownership = { owners: [{ name: "team:risk, user:jane.doe," }] };

    const { iri, quads } = snapshot(mapped(aRunEvent({ job: { facets: { ownership } } })), "ownership");

    const nodes = [iris.within(iri, "owner", "0"), iris.within(iri, "owner", "0", "1")];
    expect(objects(quads, iri, dcterms.hasPart)).toEqual(nodes.map(({ value }) => value));
    expect(nodes.flatMap((node) => objects(quads, node, prov.agent))).toEqual([
      iris.organization("risk").value,
      iris.person("jane.doe").value,
    ]);
  });

  it("of Airflow names the owners of the DAG and the task as owners, of the job too, and not as who ran it", () => {
    const airflow = {
      dag: {
        dag_id: "d",
        owner: "jane.doe, joe.bloggs",
        owner_links: { "jane.doe": "mailto:jane.doe@example.org" },
      },
    };

    const result = mapped(aRunEvent({ runFacets: { airflow } }));

    const { iri, quads } = snapshot(result, "airflow");
    expect(quads.filter(({ predicate }) => predicate.equals(prov.agent)).map(({ object }) => object)).toEqual(
      [iris.agent("jane.doe"), iris.agent("joe.bloggs")],
    );
    expect(objects(result.quads, job, mun.hadFacet)).toEqual([iri.value]);
    expect(objects(result.quads, run, prov.wasAssociatedWith)).toEqual([]);
    expect(allQuads(result).some(({ object }) => /jane|joe/.test(object.value))).toBe(false);
  });

  it("has the name that a dataset had before, and its other names", () => {
    const facets = {
      lifecycleStateChange: {
        lifecycleStateChange: "RENAME",
        previousIdentifier: { namespace: "w", name: "old" },
      },
      symlinks: { identifiers: [{ namespace: "hive", name: "db.t", type: "TABLE" }] },
    };

    const result = mapped(aRunEvent({ outputs: [{ name: "report", facets }] }));

    const renamed = snapshot(result, "lifecycleStateChange");
    const previous = iris.within(renamed.iri, "previous");
    expect(objects(renamed.quads, renamed.iri, dcterms.type)).toEqual(["RENAME"]);
    expect(objects(renamed.quads, renamed.iri, dcterms.source)).toEqual([previous.value]);
    expect(objects(renamed.quads, previous, dcterms.identifier)).toEqual(["old"]);
    expect(objects(renamed.quads, previous, dcat.catalog)).toEqual(["w"]);
    const links = snapshot(result, "symlinks");
    const link = iris.within(links.iri, "symlink", "0");
    expect(objects(links.quads, link, dcterms.identifier)).toEqual(["db.t"]);
    expect(objects(links.quads, link, dcat.catalog)).toEqual(["hive"]);
    expect(objects(links.quads, link, dcterms.type)).toEqual(["TABLE"]);
  });

  it.each([
    ["version", { datasetVersion: "7" }, mun.versionId, "7"],
    ["icebergCommitReport", { snapshotId: 7 }, mun.versionId, "7"],
    ["icebergScanReport", { snapshotId: 7 }, mun.versionId, "7"],
    ["documentation", { description: "Orders." }, dcterms.description, "Orders."],
    ["dataSource", { name: "pg", uri: "postgres://h:1" }, dcat.accessURL, "postgres://h:1"],
    ["storage", { storageLayer: "iceberg", fileFormat: "parquet" }, dcterms.format, "parquet"],
    ["catalog", { framework: "iceberg", type: "hive", name: "c" }, dcterms.title, "c"],
    ["outputStatistics", { rowCount: 3, size: 10 }, dcat.byteSize, "10"],
    ["inputStatistics", { rowCount: 3 }, dcterms.extent, "3"],
    ["externalQuery", { externalQueryId: "q1", source: "bq" }, dcterms.identifier, "q1"],
    ["gcp_lineage", { displayName: "nightly" }, dcterms.title, "nightly"],
    ["gcp_dataproc", { appId: "a1" }, dcterms.identifier, "a1"],
    ["gcp_composer_run", { dagRunId: "r1" }, dcterms.identifier, "r1"],
    ["gcp_composer_job", { dagId: "d1" }, dcterms.identifier, "d1"],
  ] as const)("of %s has a typed property", (name, facet, property, value) => {
    const { iri, quads } = snapshot(
      mapped(aRunEvent({ outputs: [{ name: "report", facets: { [name]: facet } }] })),
      name,
    );

    expect(objects(quads, iri, property)).toEqual([value]);
  });

  it("has the levels of a hierarchy as nodes", () => {
    const hierarchy = { hierarchy: [{ type: "DATABASE", name: "db" }] };

    const { iri, quads } = snapshot(
      mapped(aRunEvent({ outputs: [{ name: "report", facets: { hierarchy } }] })),
      "hierarchy",
    );

    expect(objects(quads, iris.within(iri, "level", "0"), dcterms.identifier)).toEqual(["db"]);
  });

  it("has no data source where the URI is a mere word", () => {
    const result = mapped(
      aRunEvent({ outputs: [{ name: "report", facets: { dataSource: { name: "x", uri: "file" } } }] }),
    );

    const { iri, quads } = snapshot(result, "dataSource");
    expect(objects(quads, iri, dcat.accessURL)).toEqual([]);
  });
});

describe("substitution", () => {
  it("hides the user at the path of an extractor, and leaves the rest", () => {
    const facets = { spark_applicationDetails: { userName: "jane.doe", master: "yarn" } };

    expect(jsonOf(facets, "spark_applicationDetails")).toEqual({
      userName: iris.person("jane.doe").value,
      master: "yarn",
    });
  });

  it("keeps the name of a service, which is evidence and nobody's", () => {
    expect(jsonOf({ spark_applicationDetails: { userName: "root" } }, "spark_applicationDetails")).toEqual({
      userName: "root",
    });
  });

  it("withholds what stands where a name is expected and is none", () => {
    expect(jsonOf({ hive_session: { username: { first: "Jane" } } }, "hive_session")).toEqual({
      username: mun.withheld.value,
    });
  });

  it("hides names in the facets of a parent", () => {
    const parent = {
      run: { runId: "1", facets: { hive_session: { username: "jane.doe" } } },
      job: { namespace: "a", name: "b" },
    };

    expect(JSON.stringify(jsonOf({ parent }, "parent"))).not.toContain("jane");
  });

  it("withholds values whose name looks secret", () => {
    const facets = {
      environmentVariables: {
        environmentVariables: [
          { name: "DB_PASSWORD", value: "hunter2" },
          { name: "HOME", value: "/root" },
        ],
      },
      spark_properties: {
        properties: { "spark.hadoop.fs.s3a.secret.key": "hunter2", "spark.master": "yarn" },
      },
    };

    expect(jsonOf(facets, "environmentVariables")).toEqual({
      environmentVariables: [
        { name: "DB_PASSWORD", value: mun.withheld.value },
        { name: "HOME", value: "/root" },
      ],
    });
    expect(jsonOf(facets, "spark_properties")).toEqual({
      properties: { "spark.hadoop.fs.s3a.secret.key": mun.withheld.value, "spark.master": "yarn" },
    });
  });

  it("takes a column for a column, though it is called password", () => {
    const schema = { fields: [{ name: "password", type: "VARCHAR" }] };
    const columnLineage = {
      fields: { password: { inputFields: [{ namespace: "w", name: "t", field: "password" }] } },
    };

    const result = mapped(aRunEvent({ outputs: [{ name: "report", facets: { schema, columnLineage } }] }));

    const text = allQuads(result)
      .map(({ object }) => object.value)
      .join();
    expect(text).not.toContain(mun.withheld.value);
  });

  it("gives the size and key of a blob in its place, but keeps a long schema", () => {
    const plan = Array.from({ length: 4_000 }, (_, index) => ({ id: index }));
    const query = "x".repeat(20_000);
    const fields = Array.from({ length: 2_000 }, (_, index) => ({ name: `c${index}`, type: "INT" }));
    const facets = { "spark.logicalPlan": { plan, small: 1 }, sql: { query }, schema: { fields } };

    expect(jsonOf(facets, "spark.logicalPlan")).toEqual({
      plan: {
        "mun:bytes": JSON.stringify(plan).length,
        "mun:key": iris.keyedHash("facet", JSON.stringify(plan)),
      },
      small: 1,
    });
    expect(jsonOf(facets, "sql")).toEqual({
      query: { "mun:bytes": 20_000, "mun:key": iris.keyedHash("facet", query) },
    });
    expect(jsonOf(facets, "schema")).toEqual({ fields });
  });

  it("keeps a number beyond 2^53 as it was sent", () => {
    const icebergScanReport = { snapshotId: { exactDecimal: "3049729675574597004" } };

    const { iri, quads } = snapshot(
      mapped(aRunEvent({ runFacets: { icebergScanReport } })),
      "icebergScanReport",
    );

    expect(objects(quads, iri, rdf.value)).toEqual(['{"snapshotId":3049729675574597004}']);
    expect(objects(quads, iri, mun.versionId)).toEqual(["3049729675574597004"]);
  });
});
