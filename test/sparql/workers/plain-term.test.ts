import { DataFactory } from "n3";
import { describe, expect, it } from "vitest";
import { plainTerm, termOfPlain } from "../../../src/sparql/workers/plain-term.ts";

const { namedNode, blankNode, literal } = DataFactory;

describe("plainTerm", () => {
  it.each([
    namedNode("http://x.example/a"),
    namedNode("_:no-blank-node"),
    blankNode("b0"),
    literal('a "quoted" text'),
    literal("7", namedNode("http://www.w3.org/2001/XMLSchema#integer")),
    literal("Wort", "de"),
    literal("سلام", { language: "ar", direction: "rtl" } as never),
  ])("is undone for $id", (term) => {
    const found = termOfPlain(structuredClone(plainTerm(term)));

    expect(found.equals(term)).toBe(true);
    expect(found.termType).toBe(term.termType);
  });

  it("has no variables", () => {
    expect(() => plainTerm(DataFactory.variable("x"))).toThrow("Variable");
  });
});
