import fc from "fast-check";
import { describe, it } from "vitest";
import { compileAggregate } from "../../../src/sparql/evaluate/aggregates.ts";
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
      { numRuns, seed: 7 },
    );
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
      return `${name}(${isDistinct}${expression}${name === "GROUP_CONCAT" ? between : ""})`;
    });
}

/** An aggregate over all rows of a VALUES clause, by our own evaluator. */
function aggregated(aggregate: string, values: string) {
  const operation = algebraOf(`SELECT (${aggregate} AS ?result) { ${values} }`);
  if (operation.type !== "project" || operation.input.type !== "extend") throw new Error(operation.type);
  const group = operation.input.input;
  if (group.type !== "group" || group.input.type !== "values" || group.aggregates[0] === undefined)
    throw new Error(group.type);
  const { variables, columns, length, context } = tableOf(group.input);
  const accumulator = compileAggregate(group.aggregates[0], variables, context)();
  for (let row = 0; row < length; row++) accumulator.add(columns, row);
  return termOf(accumulator.value(), context.terms);
}
