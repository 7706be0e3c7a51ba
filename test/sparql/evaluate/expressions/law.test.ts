import fc from "fast-check";
import { describe, it } from "vitest";
import { asked, evaluated, shown } from "../fixtures.ts";
import { expectAnswers, numRuns, withCodePointOrder } from "../oracle.ts";
import { anExpression, aTable, illTyped, wellTyped } from "../pools.ts";

describe("an expression", () => {
  withCodePointOrder();

  it("is what Comunica says that it is", async () => {
    await fc.assert(fc.asyncProperty(anExpression(wellTyped, true), aTable(wellTyped), sameAnswer), {
      numRuns,
      seed: 7,
    });
  });

  it("is what Comunica says that it is, of ill-typed literals too", async () => {
    await fc.assert(fc.asyncProperty(anExpression(illTyped, false), aTable(illTyped), sameAnswer), {
      numRuns,
      seed: 7,
    });
  });
});

async function sameAnswer(expression: string, values: string): Promise<void> {
  const rows = await asked(`SELECT ?row (${expression} AS ?result) { ${values} }`).catch(breakdown);

  expectAnswers(evaluated(expression, values).map(shown), rows, values);
}

/** Comunica breaks down where it promotes an ill-typed number, and the query with it. */
function breakdown(error: unknown): never {
  fc.pre(!String(error).includes("[BigNumber Error]"));
  throw error;
}
