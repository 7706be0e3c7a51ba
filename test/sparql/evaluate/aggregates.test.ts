import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { compileAggregates } from "../../../src/sparql/evaluate/aggregates.ts";
import { algebraOf, asked, shown, tableOf, termOf } from "./fixtures.ts";
import { expectAnswers, numRuns, withCodePointOrder } from "./oracle.ts";
import { aTable, comparable } from "./pools.ts";

describe("an aggregate", () => {
  withCodePointOrder();

  it("is what Comunica says that it is", async () => {
    const terms = fc.constantFrom(...comparable);
    const cases = terms.chain((each) => fc.tuple(anAggregate(), aTable(each, 12)));

    await fc.assert(
      fc.asyncProperty(cases, async ([aggregate, values]) => {
        const rows = await asked(`SELECT (${aggregate} AS ?result) { ${values} }`);

        expectAnswers([shown(aggregated(aggregate, values))], rows, values);
      }),
      { numRuns: Math.ceil(numRuns / 3), seed: 7 },
    );
  });

  it("of nothing is what the specification says", () => {
    const of = (aggregate: string) => shown(aggregated(aggregate, "VALUES ?a { }"));

    expect(["COUNT(*)", "COUNT(?a)", "SUM(?a)", "AVG(?a)"].map(of)).toEqual(
      Array(4).fill('"0"^^xsd:integer'),
    );
    expect(of("GROUP_CONCAT(?a)")).toBe('""');
    expect(["MIN(?a)", "MAX(?a)", "SAMPLE(?a)"].map(of)).toEqual(["-", "-", "-"]);
  });

  it("finds the least and greatest of IRIs too, by the order of ORDER BY", () => {
    const values = 'VALUES ?a { :b 2 "x" :a }';

    expect(shown(aggregated("MIN(?a)", values))).toBe("urn:x:a");
    expect(shown(aggregated("MAX(?a)", values))).toBe('"x"');
  });

  it("passes over errors where it counts or samples, and fails of them else", () => {
    const of = (name: string) => shown(aggregated(`${name}(1 / ?a)`, "VALUES ?a { 0 UNDEF 1 2 }"));

    expect(of("COUNT")).toBe('"2"^^xsd:integer');
    expect(of("SAMPLE")).toBe('"1.0"^^xsd:decimal');
    expect(["SUM", "AVG", "MIN", "MAX", "GROUP_CONCAT"].map(of)).toEqual(Array(5).fill("-"));
  });

  it("adds up integers and decimals exactly", () => {
    const of = (name: string, values: string) => shown(aggregated(`${name}(?a)`, `VALUES ?a { ${values} }`));

    expect(of("SUM", "9007199254740993 1 1")).toBe('"9007199254740995"^^xsd:integer');
    expect(of("SUM", "9007199254740991 9007199254740991")).toBe('"18014398509481982"^^xsd:integer');
    expect(of("SUM", Array(10).fill("0.1").join(" "))).toBe('"1.0"^^xsd:decimal');
    expect(of("AVG", "1 2 2")).toBe('"1.6666666666666667"^^xsd:decimal');
    expect(of("SUM", '1 2.5 "1.5"^^xsd:float')).toBe('"5.0E0"^^xsd:float');
    expect(of("SUM", "1 :a")).toBe("-");
  });

  it("comes to the same beside others of the same values", () => {
    const aggregates = [
      "AVG(?a)",
      "SUM(?a)",
      "SUM(DISTINCT ?a)",
      "AVG(?b)",
      "AVG(DISTINCT ?a)",
      "COUNT(?a)",
      "SUM(?a + 0)",
    ];
    const sets = ["", "1 1 2", "1 2.5", '"x" 1', "UNDEF 3", '"1.5"^^xsd:float 1 1', "9007199254740993 1 1"];

    for (const set of sets) {
      const values = `VALUES (?a ?b) { ${set
        .split(" ")
        .map((each) => (each === "" ? "" : `(${each} ${each})`))
        .join(" ")} }`;
      const alone = aggregates.map((each) => shown(aggregated(each, values)));
      expect(together(aggregates, values).map(shown)).toEqual(alone);
    }
  });

  it("adds up what differs only, when it is DISTINCT", () => {
    const values = "VALUES (?a ?b) { (1 2) (1 2) (1 UNDEF) (1.0 2) }";

    expect(shown(aggregated("COUNT(DISTINCT *)", values))).toBe('"3"^^xsd:integer');
    expect(shown(aggregated("COUNT(DISTINCT ?a)", values))).toBe('"2"^^xsd:integer');
    expect(shown(aggregated("SUM(DISTINCT ?a)", values))).toBe('"2.0"^^xsd:decimal');
  });
});

function anAggregate(): fc.Arbitrary<string> {
  const names = fc.constantFrom("COUNT", "SUM", "AVG", "MIN", "MAX", "SAMPLE", "GROUP_CONCAT");
  const distinct = fc.constantFrom("", "DISTINCT ");
  const expressions = fc.constantFrom("?a", "?b", "?c", "STR(?a)", "(?a + 1)");
  const separator = fc.constantFrom("", '; SEPARATOR=", "', '; SEPARATOR=""');
  return fc
    .tuple(names, distinct, expressions, separator, fc.nat(20))
    .map(([name, isDistinct, expression, between, each]) => {
      if (each === 0) return `COUNT(${isDistinct}*)`;
      // COUNT and SAMPLE pass over errors, which fail them in Comunica.
      if (name === "COUNT" || name === "SAMPLE") return `${name}(${isDistinct}?a)`;
      return `${name}(${isDistinct}${expression}${name === "GROUP_CONCAT" ? between : ""})`;
    });
}

/** An aggregate over all rows of a VALUES clause, by our own evaluator. */
function aggregated(aggregate: string, values: string) {
  return together([aggregate], values)[0] as ReturnType<typeof together>[number];
}

/** Several, as one query has them. */
function together(aggregates: readonly string[], values: string) {
  const names = aggregates.map((each, i) => `(${each} AS ?result${i})`);
  let operation = algebraOf(`SELECT ${names.join(" ")} { ${values} }`);
  while (operation.type === "project" || operation.type === "extend") operation = operation.input;
  if (operation.type !== "group" || operation.input.type !== "values") throw new Error(operation.type);
  const { variables, columns, length, context } = tableOf(operation.input);
  const compiled = compileAggregates(operation.aggregates, variables, context);
  const accumulators = compiled.begin();
  for (let row = 0; row < length; row++) for (const each of accumulators) each.add(columns, row);
  return operation.aggregates.map((_, place) => termOf(compiled.value(accumulators, place), context.terms));
}
