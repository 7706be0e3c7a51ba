import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { OverloadedError } from "../../../src/pipeline/committer.ts";
import { Preparation, type PreparationOptions } from "../../../src/pipeline/preparation/preparation.ts";
import type { PreparedBody } from "../../../src/pipeline/preparation/prepare-body.ts";
import { testStoreKey } from "../../builders.ts";
import { mixedBodies, numbered, received, sender, testContext } from "./builders.ts";

describe("Preparation", () => {
  it("gives back in their order what threads prepared, as this thread would have", async () => {
    const here = aPreparation({ threads: 0 });
    const elsewhere = aPreparation({ threads: 2 });
    const bodies = Array.from({ length: 40 }, (_, round) => [...mixedBodies, numbered(round)]).flat();
    const order: number[] = [];

    const first = await all(elsewhere, bodies, (i) => order.push(i));
    const second = await all(elsewhere, bodies);
    const expected = await all(here, bodies);

    expect(order).toEqual(bodies.map((_, i) => i));
    expect(first.map(outcomes)).toEqual(expected.map(outcomes));
    expect(second.map(outcomes)).toEqual(expected.map(outcomes));
  });

  it("does it here when no thread can start", async () => {
    const preparation = aPreparation({ threads: 2, threadFile: "/nowhere/thread.js" });
    const bodies = Array.from({ length: 200 }, (_, n) => numbered(n));

    const prepared = await all(preparation, bodies);

    expect(prepared.every(({ inputs }) => inputs[0]?.kind === "ready")).toBe(true);
  });

  it("starts threads again after it forgot while one was starting", async () => {
    const starts = aProgram("");
    const preparation = aPreparation({
      threads: 1,
      threadFile: aProgram(`
        import { appendFileSync } from "node:fs";
        appendFileSync(${JSON.stringify(starts)}, "+");
        setInterval(() => {}, 1_000);
      `),
    });
    const bodies = Array.from({ length: 200 }, (_, n) => numbered(n));

    for (const expected of ["+", "++", "+++", "++++"]) {
      await all(preparation, bodies);
      await vi.waitFor(() => expect(readFileSync(starts, "utf8")).toBe(expected), { timeout: 5_000 });
      preparation.forget();
    }
  });

  it("fails what a thread had when it ended, and nothing else", async () => {
    const preparation = aPreparation({
      threads: 1,
      threadFile: aProgram(`
        import { parentPort } from "node:worker_threads";
        parentPort.on("message", () => process.exit());
        parentPort.postMessage({ kind: "ready" });
      `),
    });
    const bodies = Array.from({ length: 2_000 }, (_, n) => numbered(n));

    const settled = await Promise.allSettled(
      bodies.map((bytes) => preparation.prepare({ received: received(bytes), sender })),
    );

    const failed = settled.filter(({ status }) => status === "rejected");
    expect(failed.length).toBeGreaterThan(0);
    expect(failed[0]).toMatchObject({ reason: { message: "The thread that prepared it has ended" } });
  });

  it("lets no more wait than may", async () => {
    const preparation = aPreparation({ threads: 0, queuedEvents: 3 });

    const settled = await Promise.allSettled(
      Array.from({ length: 5 }, (_, n) => preparation.prepare({ received: received(numbered(n)), sender })),
    );

    expect(settled.map(({ status }) => status)).toEqual([
      "fulfilled",
      "fulfilled",
      "fulfilled",
      "rejected",
      "rejected",
    ]);
    expect(settled[4]).toMatchObject({ reason: expect.any(OverloadedError) });
  });

  it("is closed when all was prepared that was asked before", async () => {
    const preparation = aPreparation({ threads: 1 });
    let prepared = 0;
    const bodies = Array.from({ length: 150 }, (_, n) => numbered(n));
    const under = bodies.map((bytes) =>
      preparation.prepare({ received: received(bytes), sender }).then(() => {
        prepared += 1;
      }),
    );

    await preparation.close();

    expect(prepared).toBe(150);
    await Promise.all(under);
  });
});

function aPreparation(options: Partial<PreparationOptions>): Preparation {
  const preparation = new Preparation({
    keys: { baseIri: testContext.iris.base, storeKey: testStoreKey },
    context: () => testContext,
    jsonDepth: testContext.jsonDepth,
    batchEvents: testContext.batchEvents,
    queuedEvents: 10_000,
    threads: 0,
    ...options,
  });
  onTestFinished(() => preparation.close());
  return preparation;
}

function all(
  preparation: Preparation,
  bodies: readonly Uint8Array[],
  onDone: (i: number) => void = () => {},
) {
  return Promise.all(
    bodies.map(async (bytes, i) => {
      const prepared = await preparation.prepare({ received: received(bytes), sender });
      onDone(i);
      return prepared;
    }),
  );
}

function outcomes({ isArray, inputs }: PreparedBody) {
  return {
    isArray,
    inputs: inputs.map((prepared) => {
      if (prepared.kind === "fault") return prepared;
      if (prepared.kind === "refused")
        return { ...Object.fromEntries(Object.entries(prepared.error)), message: prepared.error.message };
      const { id, notes, sealed } = prepared.input;
      return {
        id,
        notes,
        text: Buffer.from(sealed.text).toString(),
        facets: sealed.facets.map(({ key }) => key),
      };
    }),
  };
}

function aProgram(text: string): string {
  const directory = mkdtempSync(join(tmpdir(), "muniment-thread-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const file = join(directory, "thread.mjs");
  writeFileSync(file, text);
  return file;
}
