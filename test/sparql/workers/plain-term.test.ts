import { DataFactory } from "n3";
import { describe, expect, it } from "vitest";
import { plainTerm, termOfPlain } from "../../../src/sparql/workers/plain-term.ts";

const aTripleTerm = DataFactory.quad(
  DataFactory.namedNode("urn:x:s"),
  DataFactory.namedNode("urn:x:p"),
  DataFactory.literal("Wort", "de"),
);

describe("plainTerm", () => {
  it.each([
    DataFactory.namedNode("http://x.example/a"),
    DataFactory.namedNode("_:no-blank-node"),
    DataFactory.blankNode("b0"),
    DataFactory.literal('a "quoted" text'),
    DataFactory.literal("7", DataFactory.namedNode("http://www.w3.org/2001/XMLSchema#integer")),
    DataFactory.literal("Wort", "de"),
    DataFactory.literal("سلام", { language: "ar", direction: "rtl" } as never),
    aTripleTerm,
    DataFactory.quad(DataFactory.blankNode("b0"), DataFactory.namedNode("urn:x:p"), aTripleTerm as never),
  ])("is undone for %o", (term) => {
    const found = termOfPlain(structuredClone(plainTerm(term)));

    expect(found.equals(term)).toBe(true);
    expect(found.termType).toBe(term.termType);
  });

  it("has no variables", () => {
    expect(() => plainTerm(DataFactory.variable("x"))).toThrow("Variable");
  });
});
