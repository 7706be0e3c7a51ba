import { DataFactory, Store } from "n3";
import { describe, expect, it } from "vitest";
import { checkConstraints } from "../../src/constraints/check.ts";
import { parseProvN } from "../../src/interop/prov-n/parse.ts";
import { constraintReportQuads } from "../../src/validation/constraint-results.ts";
import { mun, rdf, sh } from "../../src/vocabulary.ts";

const recommendation = "http://www.w3.org/TR/2013/REC-prov-constraints-20130430/#";
const reportOf = (...lines: readonly string[]) =>
  checkConstraints(parseProvN(`document prefix ex <http://example.org/> ${lines.join("\n")} endDocument`));
const results = (...lines: readonly string[]) => {
  const store = new Store(constraintReportQuads(reportOf(...lines)));
  return store.getSubjects(rdf.type, sh.ValidationResult, null).map((result) => {
    const value = (property: typeof sh.focusNode) => store.getObjects(result, property, null)[0];
    return {
      focusNode: value(sh.focusNode),
      shape: value(sh.sourceShape)?.value,
      component: value(sh.sourceConstraintComponent),
      severity: value(sh.resultSeverity),
      message: value(sh.resultMessage)?.value,
    };
  });
};

describe("a report of PROV-CONSTRAINTS as SHACL", () => {
  it("conforms when the document is valid", () => {
    const store = new Store(constraintReportQuads(reportOf("entity(ex:e)")));

    expect(store.getObjects(null, sh.conforms, null).map(({ value }) => value)).toEqual(["true"]);
    expect(store.countQuads(null, sh.result, null, null)).toBe(0);
  });

  it("has a result for each violation, which names the thing, the constraint and the reason", () => {
    expect(results("entity(ex:e)", "activity(ex:e)")).toEqual([
      {
        focusNode: DataFactory.namedNode("http://example.org/e"),
        shape: `${recommendation}entity-activity-disjoint`,
        component: mun.ProvConstraintComponent,
        severity: sh.Violation,
        message:
          "Constraint 55 (entity-activity-disjoint): ex:e would be an entity (as an entity) and an activity (as an activity) at once.",
      },
    ]);
  });

  it.each([
    [
      ["activity(ex:a, 2012-01-01T00:00:00Z, -)", "activity(ex:a, 2013-01-01T00:00:00Z, -)"],
      "a",
      "key-object",
    ],
    [["used(ex:u; ex:a, ex:e, -)", "used(ex:u; ex:b, ex:e, -)"], "u", "key-properties"],
    [
      ["wasGeneratedBy(ex:g; ex:e, ex:a, -)", "wasGeneratedBy(ex:h; ex:e, ex:a, -)"],
      "e",
      "unique-generation",
    ],
    [
      ["activity(ex:a, 2012-01-01T00:00:00Z, -)", "wasStartedBy(ex:a, -, -, 2013-01-01T00:00:00Z)"],
      "a",
      "unique-startTime",
    ],
    [["entity(ex:e)", "wasDerivedFrom(ex:e, ex:e)"], "e", "derivation-generation-generation-ordering"],
    [["wasDerivedFrom(ex:e, ex:d, -, ex:g, -)"], "e", "impossible-unspecified-derivation-generation-use"],
    [["specializationOf(ex:e, ex:e)"], "e", "impossible-specialization-reflexive"],
    [["used(ex:i; ex:a, ex:e, -)", "entity(ex:i)"], "i", "impossible-object-property-overlap"],
    [
      ["hadMember(ex:c, ex:e)", "entity(ex:c, [prov:type='prov:EmptyCollection'])"],
      "c",
      "membership-empty-collection",
    ],
  ])("is about what clashes: %j", (lines, local, name) => {
    const [first] = results(...lines);

    expect(first?.focusNode?.value).toBe(`http://example.org/${local}`);
    expect(first?.shape).toBe(recommendation + name);
  });

  it("is about a blank node where nothing that clashes has a name", () => {
    const named = { id: "_:x", args: {}, attributes: [] };
    const statements = [
      { type: "entity", ...named },
      { type: "activity", ...named },
    ] as const;

    const store = new Store(
      constraintReportQuads(checkConstraints({ prefixes: {}, statements, bundles: [] })),
    );

    expect(store.getObjects(null, sh.focusNode, null).map(({ termType }) => termType)).toEqual(["BlankNode"]);
  });
});
