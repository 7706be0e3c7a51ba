import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { defaultConfiguration } from "../../src/configuration/default-configuration.ts";
import type { Configuration } from "../../src/configuration.ts";
import { readInstant } from "../../src/instant.ts";
import type { Muniment } from "../../src/muniment.ts";
import { aHistory, anArrival, type Input, inBatches } from "./histories.ts";
import { canonicalLines, ingest, openStore, send, sender, withStore } from "./store.ts";

/** `MUNIMENT_LAW_RUNS=1000 npx vitest run test/laws` looks harder. */
const numRuns = Number(process.env.MUNIMENT_LAW_RUNS ?? 4);
const mostInputs = 10;

describe("the laws of the store (DESIGN §2)", { timeout: numRuns * 60_000 }, () => {
  it("1: ends in the same graph whatever the order, the batches, the repeats and the syntax of documents", async () => {
    await fc.assert(
      fc.asyncProperty(anArrival(mostInputs), async ({ history, batches }) => {
        const expected = await linesAfter([history]);

        expect(await linesAfter(batches)).toEqual(expected);
      }),
      { numRuns },
    );
  });

  it("2: adds no statement when an input comes again, and logs its receipt", async () => {
    await fc.assert(
      fc.asyncProperty(aHistory(mostInputs), async (history) => {
        await withStore(async (muniment) => {
          await ingest(muniment, history);
          const before = await canonicalLines(muniment);
          const { records } = muniment.stats();

          await ingest(muniment, history);

          expect(await canonicalLines(muniment)).toEqual(before);
          expect(muniment.stats().records).toBe(records + history.length);
        });
      }),
      { numRuns: Math.ceil(numRuns / 2) },
    );
  });

  it("4: shows the same after a rebuild, positions and reasons included, whatever was in force when", async () => {
    await fc.assert(
      fc.asyncProperty(anArrival(mostInputs), aChange, async ({ batches }, change) => {
        await withStore(async (muniment, directory) => {
          for (const [i, batch] of batches.entries()) {
            if (i === change.before) await muniment.configure(change.configuration, sender);
            await ingest(muniment, batch);
          }
          const live = await canonicalLines(muniment);

          const verification = await muniment.verify();
          await muniment.close();
          const reopened = await openStore(directory);
          const replayed = await canonicalLines(reopened);
          await reopened.close();

          expect(verification).toMatchObject({ isVerified: true, index: { missing: [], unexpected: [] } });
          expect(replayed).toEqual(live);
        });
      }),
      { numRuns },
    );
  });

  it("7: answers as recorded at a time as a fresh store would that was fed the log up to then", async () => {
    await fc.assert(
      fc.asyncProperty(
        aHistory(mostInputs),
        fc.integer({ min: 1, max: 4 }),
        aChange,
        async (history, size, change) => {
          const steps = inBatches(history, size);
          await withTicks(async (muniment, tick) => {
            const times: string[] = [];
            for (const [i, batch] of steps.entries()) {
              if (i === change.before) await muniment.configure(change.configuration, sender);
              await ingest(muniment, batch);
              times.push(tick());
            }
            for (const [i, recordedAsOf] of times.entries()) {
              const expected = await linesAfter(steps.slice(0, i + 1), change);

              expect(await canonicalLines(muniment, { recordedAsOf })).toEqual(expected);
            }
          });
        },
      ),
      { numRuns: Math.ceil(numRuns / 3) },
    );
  });

  it("7: sees nothing of what was redacted since, at any time, and takes it for known", async () => {
    await fc.assert(
      fc.asyncProperty(aHistory(6), fc.integer({ min: 1, max: 3 }), fc.nat(), async (history, size, pick) => {
        const inputs = distinct(history);
        const chosen = inputs[pick % inputs.length];
        if (chosen === undefined) throw new Error("An empty history");
        const steps = inBatches(inputs, size);
        await withTicks(async (muniment, tick) => {
          const times: string[] = [];
          for (const batch of steps) {
            await ingest(muniment, batch);
            times.push(tick());
          }

          await muniment.redact((await send(muniment, chosen)).bundle, "a test", sender);

          for (const [i, recordedAsOf] of times.entries()) {
            const rest = steps.slice(0, i + 1).map((batch) => batch.filter((input) => input !== chosen));
            expect(await canonicalLines(muniment, { recordedAsOf })).toEqual(await linesAfter(rest));
          }
          expect(await muniment.verify()).toMatchObject({ isVerified: true });
          expect(await send(muniment, chosen)).toMatchObject({ outcome: "duplicate" });
        });
      }),
      { numRuns: Math.ceil(numRuns / 3) },
    );
  });

  it("1: is the same whether a configuration was in force when an event came, or came later with a remap", async () => {
    await fc.assert(
      fc.asyncProperty(anArrival(mostInputs), fc.nat(), async ({ batches }, pick) => {
        const expected = await withStore(
          async (muniment) => {
            for (const batch of batches) await ingest(muniment, batch);
            return canonicalLines(muniment);
          },
          { configuration: mapsOtherwise },
        );
        await withTicks(async (muniment, tick) => {
          const at = pick % (batches.length + 1);
          for (const batch of batches.slice(0, at)) await ingest(muniment, batch);
          const before = await canonicalLines(muniment);
          const recordedAsOf = tick();

          await muniment.configure(mapsOtherwise, sender);
          await muniment.remap();
          for (const batch of batches.slice(at)) await ingest(muniment, batch);

          expect(await canonicalLines(muniment)).toEqual(expected);
          expect(await canonicalLines(muniment, { recordedAsOf })).toEqual(before);
          expect(await muniment.verify()).toMatchObject({ isVerified: true });
          expect(await muniment.remap()).toMatchObject({ changed: 0, refused: [] });
        });
      }),
      { numRuns: Math.ceil(numRuns / 2) },
    );
  });
});

/** A change of what is derived, not of what is mapped, before some batch. */
interface Change {
  readonly before: number;
  readonly configuration: Configuration;
}

const aChange: fc.Arbitrary<Change> = fc.record({
  before: fc.integer({ min: 0, max: 5 }),
  configuration: fc
    .record({
      tagRules: fc.subarray([
        tagRule("public-is-name", "public", "https://w3id.org/dpv/pd#Name"),
        tagRule("pii-is-health", "pii", "https://w3id.org/dpv/pd#Health"),
      ]),
      replacingDatasets: fc.subarray([
        { namespace: "lake", name: "a" },
        { namespace: "lake", name: "[bc]" },
      ]),
    })
    .map((members) => ({ ...defaultConfiguration, ...members })),
});

function tagRule(id: string, key: string, object: string) {
  return { id, key, property: "https://w3id.org/dpv#hasPersonalData", object };
}

/** Names a dataset otherwise, takes another for nobody, and makes another person of a facet: other quads and other facets. */
const mapsOtherwise: Configuration = {
  ...defaultConfiguration,
  nameRewrites: [{ namespace: "lake", name: "a", newNamespace: "lake", newName: "b" }],
  serviceNames: [...defaultConfiguration.serviceNames, "ann"],
  secretNames: [...defaultConfiguration.secretNames, "^query$"],
};

/** What a fresh store shows that takes in these batches. */
function linesAfter(batches: readonly (readonly Input[])[], change?: Change): Promise<string[]> {
  return withStore(async (muniment) => {
    for (const [i, batch] of batches.entries()) {
      if (i === change?.before) await muniment.configure(change.configuration, sender);
      await ingest(muniment, batch);
    }
    return canonicalLines(muniment);
  });
}

/** A store whose clock stands still until the next tick, which tells the time that ended. */
function withTicks(work: (muniment: Muniment, tick: () => string) => Promise<void>): Promise<void> {
  let now = Date.parse("2026-11-01T00:00:00Z");
  const tick = () => {
    const ended = new Date(now).toISOString();
    now += 1_000;
    return readInstant(ended)?.instant ?? "";
  };
  return withStore((muniment) => work(muniment, tick), { clock: () => now });
}

/** Each input once, as the store tells them apart: by content. */
function distinct(history: readonly Input[]): readonly Input[] {
  return [...new Map(history.map((input) => [JSON.stringify(input), input])).values()];
}
