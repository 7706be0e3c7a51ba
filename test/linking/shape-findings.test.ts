import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { packagedDescriptionShapes } from "../../src/pipeline/shapes.ts";
import { integerQuadStore } from "../../src/quads/integer-quad-store.ts";
import { n3QuadStore } from "../../src/quads/n3-quad-store.ts";
import { sh } from "../../src/vocabulary.ts";
import { aRunEvent } from "../builders.ts";
import { aHistory, inBatches } from "../laws/histories.ts";
import {
  aWorld,
  derivedRows,
  eventsOf,
  fromEvent,
  fromJson,
  fromTurtle,
  iris,
  type World,
} from "./harness.ts";

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

  it("are the same of a store that keeps numbers, whatever it sorts when", async () => {
    const aSplit = aHistory(8)
      .map(eventsOf)
      .filter(({ length }) => length > 0)
      .chain((history) => {
        const inputs = [...new Map(history.map(fromJson).map((input) => [input.iri.value, input])).values()];
        return fc.record({
          inputs: fc.constant(inputs),
          size: fc.integer({ min: 1, max: inputs.length }),
          gone: fc.subarray(inputs),
          tailRows: fc.constantFrom(1, 64, 4096),
          isRead: fc.boolean(),
        });
      });
    await fc.assert(
      fc.asyncProperty(aSplit, async ({ inputs, size, gone, tailRows, isRead }) => {
        const expected = aWorld({ shapes });
        const sizes = { tailRows, smallestRows: 16, factor: 2 };
        const actual = aWorld({ shapes, store: integerQuadStore({ iris, sizes }) });
        const changes = [
          ...inBatches(inputs, size).map((open) => ({ open })),
          { close: gone },
          { open: gone },
        ];
        for (const change of changes) {
          await expected.batch(change);
          await actual.batch(change);
          // Whoever reads has the tail sorted.
          const read = isRead ? [...actual.store.view({ mode: "exact" }).graphs()] : [];
          expect(read.length).toBeLessThan(1000);

          expect(derivedRows(actual.store)).toEqual(derivedRows(expected.store));
        }
      }),
      { numRuns: 15 },
    );
  });

  it("are looked for again where the type of a neighbour is another now", async () => {
    for (const store of [n3QuadStore({ iris }), integerQuadStore({ iris })]) {
      const world = aWorld({ shapes, store });
      const version = await fromTurtle(":v prov:specializationOf :d .");
      const dataset = await fromTurtle(":d a dcat:Dataset .");
      const again = await fromTurtle(':d a dcat:Dataset ; rdfs:label "again" .');
      const found = () =>
        messages(world).filter((message) => message.includes("where this version came from"));

      await world.batch({ open: [version] });
      expect(found()).toHaveLength(0);
      await world.batch({ open: [dataset] });
      expect(found()).toHaveLength(1);
      await world.batch({ open: [again], close: [dataset] });
      expect(found()).toHaveLength(1);
      await world.batch({ close: [again] });
      expect(found()).toHaveLength(0);
    }
  });
});
