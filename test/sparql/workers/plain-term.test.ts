import { DataFactory } from "n3";
import { describe, expect, it } from "vitest";
import { plainTerm, termOfPlain } from "../../../src/sparql/workers/plain-term.ts";

describe("plainTerm", () => {
  it.each([
    DataFactory.namedNode("http://x.example/a"),
    DataFactory.namedNode("_:no-blank-node"),
    DataFactory.blankNode("b0"),
    DataFactory.literal('a "quoted" text'),
    DataFactory.literal("7", DataFactory.namedNode("http://www.w3.org/2001/XMLSchema#integer")),
    DataFactory.literal("Wort", "de"),
    DataFactory.literal("سلام", { language: "ar", direction: "rtl" } as never),
  ])("is undone for $id", (term) => {
    const found = termOfPlain(structuredClone(plainTerm(term)));

    expect(found.equals(term)).toBe(true);
    expect(found.termType).toBe(term.termType);
  });

  it("has no variables", () => {
    expect(() => plainTerm(DataFactory.variable("x"))).toThrow("Variable");
  });
});
