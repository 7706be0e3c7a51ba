import { describe, expect, it } from "vitest";
import { alignmentNames, isAlignmentName } from "../../src/alignments/names.ts";
import { MalformedParameterError } from "../../src/errors.ts";

describe("alignmentNames", () => {
  it("takes names with commas between them, each once", () => {
    expect(alignmentNames("p-plan, dcat,p-plan")).toEqual(["p-plan", "dcat"]);
    expect(alignmentNames("")).toEqual([]);
  });

  it.each(["P-Plan", "p-plan,", ",", "p plan", "prov-o", "-x", "a".repeat(65), "é"])("refuses %j", (list) => {
    expect(() => alignmentNames(list)).toThrow(MalformedParameterError);
  });
});

describe("isAlignmentName", () => {
  it("takes what can be a part of an IRI as it is", () => {
    expect(
      ["a", "0", "workflow-run-ro-crate", "a".repeat(64)].filter((name) => !isAlignmentName(name)),
    ).toEqual([]);
  });
});
