import { expect, it } from "vitest";
import type { Muniment } from "../../src/muniment.ts";
import { canonicalLines, hashOf, openStore, withStore } from "../laws/store.ts";
import { acceptedEvents } from "./accepted-events.ts";
import { describeCorpus } from "./corpus.ts";

const seeds = [1, 2];

describeCorpus("the laws over all accepted events of the corpora (DESIGN §2)", () => {
  it("end in one graph in any order and batches with repeats, after a rebuild, and verified", async () => {
    const events = acceptedEvents();
    const facts: string[] = [];

    const expected = await withStore(async (muniment) => {
      const began = performance.now();
      for (const batch of inBatchesOf(events, () => 64)) await send(muniment, batch);
      facts.push(`${events.length} events in batches of 64: ${rate(events.length, began)}`);
      const { records, quads } = muniment.stats();
      facts.push(`${records} records, ${quads} quads`);
      return canonicalLines(muniment);
    });
    // Without blank nodes, the sorted lines are RDFC-1.0 itself.
    expect(expected.filter((line) => line.includes("_:"))).toEqual([]);

    for (const seed of seeds) {
      const random = randomOf(seed);
      const repeats = events.filter(() => random() < 0.2);
      const arrival = shuffled([...events, ...repeats], random);
      const isOneByOne = seed === seeds[0];
      const sizeOf = isOneByOne ? () => 1 : () => 1 + Math.floor(random() * 100);

      await withStore(async (muniment, directory) => {
        const began = performance.now();
        for (const batch of inBatchesOf(arrival, sizeOf)) await send(muniment, batch);
        facts.push(
          `shuffled by ${seed}, ${isOneByOne ? "one by one" : "in random batches"}: ${rate(arrival.length, began)}`,
        );
        const live = await canonicalLines(muniment);
        expect(hashOf(live) === hashOf(expected) ? [] : difference(live, expected)).toEqual([]);

        const verifying = performance.now();
        expect(await muniment.verify()).toMatchObject({
          isVerified: true,
          index: { missing: [], unexpected: [] },
        });
        facts.push(`verified in ${seconds(verifying)}`);

        await muniment.close();
        const opening = performance.now();
        const reopened = await openStore(directory);
        facts.push(`opened in ${seconds(opening)}`);
        const replayed = await canonicalLines(reopened);
        await reopened.close();
        expect(hashOf(replayed)).toBe(hashOf(live));
      });
    }
    console.info(facts.join("\n"));
  });
});

async function send(muniment: Muniment, batch: readonly Uint8Array[]): Promise<void> {
  const bytes = Buffer.from(`[${batch.map((event) => Buffer.from(event).toString("utf8")).join(",")}]`);
  const outcomes = await muniment.ingestAll({ bytes, mediaType: "application/json" }, { id: "test" });
  expect(outcomes.filter(({ outcome }) => outcome === "refused")).toEqual([]);
  await muniment.settled();
}

function* inBatchesOf<T>(items: readonly T[], sizeOf: () => number): Generator<readonly T[]> {
  for (let i = 0; i < items.length; ) {
    const size = sizeOf();
    yield items.slice(i, i + size);
    i += size;
  }
}

/** Fisher and Yates. */
function shuffled<T>(items: readonly T[], random: () => number): T[] {
  const keyed = items.map((item) => ({ item, key: random() }));
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
}

/** A small generator of pseudo-random numbers (mulberry32), so that a shuffle can be had again. */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function difference(actual: readonly string[], expected: readonly string[]): string[] {
  const [theirs, ours] = [new Set(expected), new Set(actual)];
  return [
    ...actual.filter((line) => !theirs.has(line)).map((line) => `+ ${line}`),
    ...expected.filter((line) => !ours.has(line)).map((line) => `- ${line}`),
  ].slice(0, 40);
}

function rate(count: number, began: number): string {
  const ms = performance.now() - began;
  return `${(ms / 1000).toFixed(1)} s, ${Math.round((count / ms) * 1000)} events/s`;
}

function seconds(began: number): string {
  return `${((performance.now() - began) / 1000).toFixed(1)} s`;
}
