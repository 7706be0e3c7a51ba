import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { readInstant } from "../../src/instant.ts";
import { aHistory, anArrival, inBatches } from "./histories.ts";
import { canonicalLines, hashOf, ingest, openStore, sender, withStore } from "./store.ts";

const runs = { numRuns: Number(process.env["MUNIMENT_LAW_RUNS"] ?? 40) };
const mostEvents = 10;

describe("the laws of the store (DESIGN §2)", { timeout: 600_000 }, () => {
  it("1: ends in the same graph whatever the order, the batches and the repeats", async () => {
    await fc.assert(
      fc.asyncProperty(anArrival(mostEvents), async ({ history, batches }) => {
        const expected = await withStore(async (muniment) => {
          await ingest(muniment, history);
          return canonicalLines(muniment);
        });

        const actual = await withStore(async (muniment) => {
          for (const batch of batches) await ingest(muniment, batch);
          return canonicalLines(muniment);
        });

        expect(actual).toEqual(expected);
      }),
      runs,
    );
  });

  it("2: adds no statement when an event comes again, and logs its receipt", async () => {
    await fc.assert(
      fc.asyncProperty(aHistory(mostEvents), async (history) => {
        await withStore(async (muniment) => {
          await ingest(muniment, history);
          const before = await canonicalLines(muniment);
          const { records } = muniment.stats();

          await ingest(muniment, history);

          expect(await canonicalLines(muniment)).toEqual(before);
          expect(muniment.stats().records).toBe(records + history.length);
        });
      }),
      { numRuns: 10 },
    );
  });

  it("4: shows the same after a rebuild, positions and reasons included", async () => {
    await fc.assert(
      fc.asyncProperty(anArrival(mostEvents), async ({ batches }) => {
        await withStore(async (muniment, directory) => {
          for (const batch of batches) await ingest(muniment, batch);
          const live = await canonicalLines(muniment);

          const verification = await muniment.verify();
          await muniment.close();
          const reopened = await openStore(directory);
          const replayed = await canonicalLines(reopened);
          await reopened.close();

          expect(verification).toMatchObject({ isVerified: true, index: { missing: [], unexpected: [] } });
          expect(hashOf(replayed)).toBe(hashOf(live));
        });
      }),
      runs,
    );
  });

  it("7: answers as recorded at a time as a fresh store would that was fed the log up to then", async () => {
    await fc.assert(
      fc.asyncProperty(aHistory(mostEvents), fc.integer({ min: 1, max: 4 }), async (history, size) => {
        const batches = inBatches(history, size);
        let now = Date.parse("2026-11-01T00:00:00Z");
        await withStore(
          async (muniment) => {
            const times: string[] = [];
            for (const batch of batches) {
              now += 1_000;
              await ingest(muniment, batch);
              times.push(readInstant(new Date(now).toISOString())?.instant ?? "");
            }
            for (const [i, recordedAsOf] of times.entries()) {
              const asRecorded = await canonicalLines(muniment, { recordedAsOf });
              const fresh = await withStore(async (other) => {
                for (const batch of batches.slice(0, i + 1)) await ingest(other, batch);
                return canonicalLines(other);
              });
              expect(asRecorded).toEqual(fresh);
            }
          },
          { clock: () => now },
        );
      }),
      { numRuns: Math.ceil(runs.numRuns / 4) },
    );
  });

  it("7: sees nothing of what was redacted since, at any time", async () => {
    await fc.assert(
      fc.asyncProperty(aHistory(6), fc.nat(), async (history, pick) => {
        await withStore(async (muniment) => {
          await ingest(muniment, history);
          const events = [...new Map(history.map((event) => [JSON.stringify(event), event])).values()];
          const chosen = events[pick % events.length];
          const [receipt] = await muniment.ingestAll({ bytes: Buffer.from(JSON.stringify(chosen)), mediaType: "application/json" }, sender);
          if (receipt === undefined || receipt.outcome === "refused") throw new Error("Not taken");

          await muniment.redact(receipt.bundle, "a test", sender);

          const rest = await withStore(async (other) => {
            await ingest(other, events.filter((event) => event !== chosen));
            return canonicalLines(other);
          });
          expect(await canonicalLines(muniment)).toEqual(rest);
          expect(await muniment.verify()).toMatchObject({ isVerified: true });
          const [again] = await muniment.ingestAll({ bytes: Buffer.from(JSON.stringify(chosen)), mediaType: "application/json" }, sender);
          expect(again).toMatchObject({ outcome: "duplicate" });
        });
      }),
      { numRuns: 15 },
    );
  });
});
