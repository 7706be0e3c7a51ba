import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { aHistory, inBatches } from "../laws/histories.ts";
import { aWorld, derivedRows, fromJson, type Input } from "./harness.ts";

const runs = { numRuns: 60 };
const mostEvents = 14;

/** Bundles of a generated history, each once. */
const aHistoryOfBundles = aHistory(mostEvents).map((events) => {
  const inputs = events.map(fromJson);
  return [...new Map(inputs.map((input) => [input.iri.value, input])).values()];
});

const anArrivalOfBundles = aHistoryOfBundles.chain((inputs) =>
  fc.record({
    inputs: fc.constant(inputs),
    order: fc.shuffledSubarray(inputs, { minLength: inputs.length }),
    size: fc.integer({ min: 1, max: inputs.length }),
  }),
);

async function rowsOf(batches: readonly (readonly Input[])[]): Promise<string[]> {
  const world = aWorld();
  for (const open of batches) await world.batch({ open });
  return derivedRows(world.store);
}

describe("the linker", () => {
  it("states the same, for the same reasons, whatever the order and the batches", async () => {
    await fc.assert(
      fc.asyncProperty(anArrivalOfBundles, async ({ inputs, order, size }) => {
        const expected = await rowsOf([inputs]);

        const actual = await rowsOf(inBatches(order, size));

        expect(actual).toEqual(expected);
      }),
      runs,
    );
  });

  it("forgets what is closed as if it had never been open", async () => {
    await fc.assert(
      fc.asyncProperty(anArrivalOfBundles, fc.nat(), async ({ order, size }, pick) => {
        const kept = order.filter((_, i) => i % 3 !== pick % 3);
        const gone = order.filter((_, i) => i % 3 === pick % 3);
        const expected = await rowsOf([kept]);

        const world = aWorld();
        for (const open of inBatches(order, size)) await world.batch({ open });
        for (const close of inBatches(gone, size)) await world.batch({ close });

        expect(derivedRows(world.store)).toEqual(expected);
      }),
      runs,
    );
  });

  it("holds at each position what a fresh linker states of the batches up to there", async () => {
    await fc.assert(
      fc.asyncProperty(anArrivalOfBundles, async ({ order, size }) => {
        const batches = inBatches(order, size);
        const world = aWorld();
        for (const open of batches) await world.batch({ open });

        for (const [i] of batches.entries())
          expect(derivedRows(world.store, i + 1)).toEqual(await rowsOf([batches.slice(0, i + 1).flat()]));
      }),
      { numRuns: 20 },
    );
  });
});
