import { DataFactory } from "n3";
import { describe, expect, it } from "vitest";
import type { IndexRecord } from "../../src/pipeline/index-writer.ts";
import { emptyIndex, type Index } from "../../src/pipeline/open-index.ts";
import { packagedDescriptionShapes } from "../../src/pipeline/shapes.ts";
import { integerQuadStore } from "../../src/quads/integer-quad-store.ts";
import { testConfiguration, testIris } from "../builders.ts";

describe("an index", () => {
  it("gives what it is made of between batches", async () => {
    const index = anIndex();

    await index.writer.apply([aBundle(0)]);

    expect(index.columns?.()).toBeDefined();
  });

  it("never gives what it is made of once a batch is in it by half, though others follow", async () => {
    const index = anIndex();
    await index.writer.apply([aBundle(0)]);

    await expect(index.writer.apply([{ ...aBundle(0), position: 1 }])).rejects.toThrow("open already");
    const afterFault = index.columns?.();
    await index.writer.apply([aBundle(2)]);
    const afterNext = index.columns?.();

    expect([afterFault, afterNext]).toEqual([undefined, undefined]);
  });
});

function anIndex(): Index {
  return emptyIndex({
    iris: testIris,
    configuration: testConfiguration,
    eventHash: (bundle) => bundle,
    shapes: packagedDescriptionShapes(),
    createStore: integerQuadStore,
  });
}

function aBundle(position: number): IndexRecord {
  const bundle = DataFactory.namedNode(`${testIris.base}event/${position}`);
  return {
    kind: "bundle",
    bundle,
    quads: [],
    facets: [],
    position,
    receivedAt: "2026-10-21T00:00:00.000Z",
    sender: "urn:tester",
  };
}
