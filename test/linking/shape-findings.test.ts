import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packagedDescriptionShapes } from "../../src/pipeline/shapes.ts";
import { sh } from "../../src/vocabulary.ts";
import { aRunEvent } from "../builders.ts";
import { aHistory, inBatches } from "../laws/histories.ts";
import { aWorld, derivedRows, eventsOf, fromEvent, fromJson, type World } from "./harness.ts";

const shapes = packagedDescriptionShapes();
const messages = ({ store }: World) =>
  [...store.derived(null, sh.resultMessage, null)].map(({ quad }) => quad.object.value).sort();

describe("findings of shapes", () => {
  it("resolve when a later event mends them, and stay in the history", async () => {
    const world = aWorld({ shapes });
    await world.batch({ open: [fromEvent(aRunEvent())] });
    expect(messages(world)).toContainEqual(expect.stringContaining("No agent"));

    const engine = { processing_engine: { name: "spark", version: "3" } };
    await world.batch({ open: [fromEvent(aRunEvent({ eventType: "START", runFacets: engine }))] });

    expect(messages(world)).not.toContainEqual(expect.stringContaining("No agent"));
    expect([...world.store.derived(null, sh.focusNode, null, 1)]).toHaveLength(1);
  });

  it("cite a bundle that speaks of the thing", async () => {
    const world = aWorld({ shapes });
    const input = fromEvent(aRunEvent());
    await world.batch({ open: [input] });

    const [row] = [...world.store.derived(null, sh.focusNode, null)];
    expect(row).toMatchObject({ rule: "ActivityHasAgent", supports: [input.iri.value] });
  });

  it("converge, and go with what they are about", async () => {
    const events = aHistory(8)
      .map(eventsOf)
      .filter(({ length }) => length > 0);
    const aSplit = events.chain((history) => {
      const inputs = [...new Map(history.map(fromJson).map((input) => [input.iri.value, input])).values()];
      return fc.record({
        order: fc.shuffledSubarray(inputs, { minLength: inputs.length }),
        size: fc.integer({ min: 1, max: inputs.length }),
        gone: fc.subarray(inputs),
      });
    });
    await fc.assert(
      fc.asyncProperty(aSplit, async ({ order, size, gone }) => {
        const expected = aWorld({ shapes });
        await expected.batch({ open: order.filter((input) => !gone.includes(input)).reverse() });

        const actual = aWorld({ shapes });
        for (const open of inBatches(order, size)) await actual.batch({ open });
        await actual.batch({ close: gone });

        expect(derivedRows(actual.store)).toEqual(derivedRows(expected.store));
      }),
      { numRuns: 15 },
    );
  });
});
