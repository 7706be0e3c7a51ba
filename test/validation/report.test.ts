import { DataFactory, Store } from "n3";
import { describe, expect, it } from "vitest";
import { toReportJson, toReportQuads } from "../../src/validation/report.ts";
import { structuralShapes } from "../../src/validation/structural.ts";
import { rdf, sh } from "../../src/vocabulary.ts";
import { bundleOf, ex, shipped } from "./turtle.ts";

const shapes = structuralShapes(shipped("structural"));
const aBadBundle = () => shapes.validate(bundleOf(`ex:r prov:used "orders" ; prov:endedAtTime "noon"@en .`));

describe("toReportJson", () => {
  it("gives values as SPARQL results do", async () => {
    const json = toReportJson(await aBadBundle());

    expect(json.conforms).toBe(false);
    expect(json.findings[0]).toMatchObject({
      focusNode: ex("r").value,
      severity: "Violation",
      value: { type: "literal", value: "noon", "xml:lang": "en" },
    });
    expect(json.findings.at(-1)?.value).toEqual({ type: "literal", value: "orders" });
  });

  it("is the same text for the same input", async () => {
    expect(JSON.stringify(toReportJson(await aBadBundle()))).toBe(
      JSON.stringify(toReportJson(await aBadBundle())),
    );
  });
});

describe("toReportQuads", () => {
  it("is a SHACL report with a result for each finding", async () => {
    const report = await aBadBundle();

    const store = new Store(toReportQuads(report, ex("report")));

    expect(store.getObjects(ex("report"), sh.conforms, null).map(({ value }) => value)).toEqual(["false"]);
    expect(store.countQuads(null, rdf.type, sh.ValidationResult, null)).toBe(report.findings.length);
    for (const property of [
      sh.focusNode,
      sh.resultSeverity,
      sh.sourceConstraintComponent,
      sh.sourceShape,
      sh.resultMessage,
    ]) {
      expect(store.countQuads(null, property, null, null)).toBe(report.findings.length);
    }
  });

  it("conforms when there is nothing to say", () => {
    const quads = toReportQuads({ conforms: true, findings: [] });

    expect(quads.map(({ object }) => object.value)).toEqual([sh.ValidationReport.value, "true"]);
    expect(quads[0]?.subject).toEqual(DataFactory.blankNode("report"));
  });
});
