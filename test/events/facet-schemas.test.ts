import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../src/events/event.ts";
import { type FacetPlace, facetBreach } from "../../src/events/facet-schemas.ts";

const base = { _producer: "https://example.org/producer", _schemaURL: "https://example.org/facet.json" };
const breachOf = (place: FacetPlace, name: string, facet: JsonObject) =>
  facetBreach(place, name, { ...base, ...facet })?.path.join("/");

describe("facetBreach", () => {
  it("passes a facet that it does not know, and asks of it what every facet has", () => {
    expect(facetBreach("run", "custom", { ...base, anything: [1] })).toBeUndefined();
    expect(facetBreach("run", "custom", { _producer: base._producer })?.expected).toContain("_schemaURL");
    expect(facetBreach("run", "constructor", base)).toBeUndefined();
  });

  it.each<[FacetPlace, string, JsonObject, string | undefined]>([
    ["run", "nominalTime", { nominalStartTime: "2026-10-20T00:00:00Z" }, undefined],
    ["run", "nominalTime", { nominalStartTime: "2026-10-20" }, "nominalStartTime"],
    [
      "run",
      "nominalTime",
      { nominalStartTime: "2026-10-20T00:00:00Z", nominalEndTime: null },
      "nominalEndTime",
    ],
    ["run", "parent", { run: { runId: "x" }, job: { namespace: "x", name: "y" } }, "run/runId"],
    ["run", "executionParameters", { parameters: [{ key: "a", other: 1 }] }, "parameters/0/other"],
    ["job", "sourceCodeLocation", { type: "git", url: "src/main" }, "url"],
    [
      "job",
      "jobType",
      { processingType: "BATCH", integration: "SPARK", emissionPattern: {} },
      "emissionPattern",
    ],
    ["job", "lineage", { entries: [{ type: "JOB", namespace: "x" }] }, "entries/0"],
    ["dataset", "dataSource", { name: "x", uri: "bigquery" }, "uri"],
    ["dataset", "schema", { fields: [{ name: "a", fields: [{ type: "x" }] }] }, "fields/0/fields/0"],
    ["dataset", "lineage", { inputs: [{ namespace: "x", name: "y", type: "TABLE" }] }, "inputs/0/type"],
    [
      "dataset",
      "columnLineage",
      { fields: { c: { inputFields: [{ namespace: "x" }] } } },
      "fields/c/inputFields/0",
    ],
    ["dataset", "lifecycleStateChange", { lifecycleStateChange: "GONE" }, "lifecycleStateChange"],
    [
      "input",
      "subset",
      { inputCondition: { type: "binary", operator: "AND", left: {}, right: {} } },
      "inputCondition/left/type",
    ],
    ["input", "icebergScanReport", { snapshotId: { exactDecimal: "3049729675574597004" } }, undefined],
    ["output", "outputStatistics", { rowCount: 1.5 }, "rowCount"],
    ["output", "outputStatistics", { rowCount: { exactDecimal: "12345678901234567890" } }, undefined],
  ])("checks %s facet %s %j", (place, name, facet, path) => {
    expect(breachOf(place, name, facet)).toBe(path);
  });

  it("asks of a tombstone only what every facet has", () => {
    expect(breachOf("dataset", "version", { _deleted: true })).toBeUndefined();
    expect(breachOf("dataset", "version", {})).toBe("");
    expect(breachOf("job", "sql", { _deleted: "yes" })).toBe("_deleted");
  });
});
