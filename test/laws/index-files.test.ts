import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ColumnPlace, Header } from "../../src/columns/header.ts";
import { widthOf } from "../../src/columns/typed-columns.ts";
import { defaultConfiguration } from "../../src/configuration/default-configuration.ts";
import type { Muniment, MunimentOptions } from "../../src/muniment.ts";
import { type AnyEvent, aHistory, anArrival } from "./histories.ts";
import { canonicalLines, ingest, openStore, send, sender, withStore } from "./store.ts";

const numRuns = Number(process.env.MUNIMENT_LAW_RUNS ?? 4);
const mostInputs = 10;
/** Every closing writes, and every batch does in the background. */
const always: Partial<MunimentOptions> = { checkpoints: { leastRecords: 0, mostRecords: 1 } };
const atTheEnd: Partial<MunimentOptions> = { checkpoints: { leastRecords: 0 } };

describe("a store that opens by reading its index", { timeout: numRuns * 60_000 }, () => {
  it("goes on as one that was never closed (law 4), a configuration and remaps included", async () => {
    await fc.assert(
      fc.asyncProperty(
        anArrival(mostInputs),
        fc.nat(),
        fc.boolean(),
        async ({ batches }, pick, isRemapped) => {
          const change = async (muniment: Muniment) => {
            await muniment.configure({ ...defaultConfiguration, ...otherwise }, sender);
            if (isRemapped) await muniment.remap();
          };
          await withStore(async (muniment) => {
            await withReopening(async (reopened) => {
              for (const [i, batch] of batches.entries()) {
                for (const each of [muniment, await reopened()]) {
                  if (i === pick % batches.length) await change(each);
                  await ingest(each, batch);
                }
              }
              const store = await reopened();

              expect(await canonicalLines(store)).toEqual(await canonicalLines(muniment));
              expect(store.configuration).toEqual(muniment.configuration);
              expect(await store.verify()).toMatchObject({
                isVerified: true,
                index: { missing: [], unexpected: [], damaged: [] },
              });
            });
          });
        },
      ),
      { numRuns },
    );
  });

  it("has nothing in any file of what was redacted, bundle, facet or dataset", async () => {
    await withStore(async (muniment, directory) => {
      for (let n = 0; n < 3; n++) await send(muniment, anEvent(n, `Kept${n}`));
      const { bundle } = await send(muniment, anEvent(3, "Revealing"));
      await muniment.settled();
      await muniment.close();
      const reopened = await openStore(directory, atTheEnd);
      expect(filesWith(directory, "Revealing").some((file) => file.startsWith("index/"))).toBe(true);

      await reopened.redact(bundle, "Art. 17", sender);

      const afterRedaction = filesWith(directory, "Revealing");
      const kept = filesWith(directory, "Kept1");
      await reopened.close();
      expect(afterRedaction).toEqual([]);
      expect(kept.some((file) => file.startsWith("index/"))).toBe(true);
      expect(filesWith(directory, "Revealing")).toEqual([]);
    }, atTheEnd);
  });

  it("is made anew from the journal, with a notice and never silently, when a file is damaged", async () => {
    await fc.assert(
      fc.asyncProperty(
        aHistory(4),
        fc.nat(),
        fc.nat({ max: 2 ** 30 }),
        fc.boolean(),
        async (history, file, place, isCut) => {
          await withStore(async (muniment, directory) => {
            await ingest(muniment, history);
            const before = await canonicalLines(muniment);
            await muniment.close();
            const files = readdirSync(join(directory, "index"));
            const name = files[file % files.length] ?? "";
            const hasChanged = damage(join(directory, "index", name), place, isCut);
            const notices: string[] = [];

            const reopened = await openStore(directory, {
              ...atTheEnd,
              notice: (text) => notices.push(text),
            });
            const after = await canonicalLines(reopened);
            const verification = await reopened.verify();
            await reopened.close();
            const again = await openStore(directory, atTheEnd);
            const healed = await again.verify();
            await again.close();

            expect(after).toEqual(before);
            if (hasChanged) expect(notices[0]).toContain(name);
            if (hasChanged) expect(verification).toMatchObject({ isVerified: false });
            expect(verification.index.damaged).toHaveLength(hasChanged ? 1 : 0);
            expect(healed).toMatchObject({ isVerified: true });
          }, atTheEnd);
        },
      ),
      { numRuns: numRuns * 2 },
    );
  });

  it("reads what the linker knows when somebody writes, and makes all anew where that is damaged", async () => {
    await withStore(async (muniment, directory) => {
      for (let n = 0; n < 3; n++) await send(muniment, anEvent(n, `Title${n}`));
      const before = await canonicalLines(muniment);
      await muniment.close();
      const files = readdirSync(join(directory, "index")).filter((name) => name.startsWith("linker."));
      for (const name of files) damage(join(directory, "index", name), 2 ** 20, false);
      const notices: string[] = [];
      const open = () => openStore(directory, { ...atTheEnd, notice: (text) => notices.push(text) });

      const reader = await open();
      const read = await canonicalLines(reader);
      await reader.close();
      const unread = [...notices];
      const writer = await open();
      await send(writer, anEvent(3, "Title3"));
      const after = await canonicalLines(writer);
      const verification = await writer.verify();
      await writer.close();

      expect(files).toHaveLength(1);
      expect([read, unread]).toEqual([before, []]);
      expect(notices).toEqual([expect.stringContaining(files[0] as string)]);
      expect(after.length).toBeGreaterThan(before.length);
      expect(verification).toMatchObject({
        isVerified: false,
        index: { damaged: [{}], missing: [], unexpected: [] },
      });
    }, atTheEnd);
  });

  it("writes the index while it goes on", async () => {
    await withStore(async (muniment, directory) => {
      const isWritten = async () => {
        await send(muniment, anEvent(0, "Title0"));
        await muniment.settled();
        return filesWith(directory, "Title0").some((file) => file.startsWith("index/"));
      };

      await expect.poll(isWritten, { timeout: 30_000 }).toBe(true);
    }, always);
  });

  it("makes the index anew when asked to", async () => {
    await withStore(async (muniment, directory) => {
      await send(muniment, anEvent(1, "Title"));
      const before = await canonicalLines(muniment);
      await muniment.close();
      const manifest = statSync(join(directory, "index/manifest.json")).mtimeMs;

      const reopened = await openStore(directory, { ...atTheEnd, isIndexRebuilt: true });
      const after = await canonicalLines(reopened);
      await reopened.close();

      expect(after).toEqual(before);
      expect(statSync(join(directory, "index/manifest.json")).mtimeMs).not.toBe(manifest);
    }, atTheEnd);
  });
});

/** A configuration by which some of the same events are read otherwise. */
const otherwise: Partial<typeof defaultConfiguration> = {
  nameRewrites: [{ namespace: "lake", name: "a", newNamespace: "lake", newName: "b" }],
  serviceNames: [...defaultConfiguration.serviceNames, "ann"],
};

/** Hands over a store that is closed and opened again whenever it is asked for. */
async function withReopening(work: (reopened: () => Promise<Muniment>) => Promise<void>): Promise<void> {
  await withStore(async (first, directory) => {
    let muniment = first;
    try {
      await work(async () => {
        await muniment.close();
        muniment = await openStore(directory, atTheEnd);
        return muniment;
      });
    } finally {
      await muniment.close();
    }
  }, atTheEnd);
}

/** Flips a bit of a file or cuts it, and returns whether that changes what the file says. */
function damage(file: string, place: number, isCut: boolean): boolean {
  const before = readFileSync(file);
  const bit = place % (before.length * 8);
  const after = Buffer.from(isCut ? before.subarray(0, bit >> 3) : before);
  if (!isCut) after[bit >> 3] = (after[bit >> 3] as number) ^ (1 << (bit & 7));
  writeFileSync(file, after);
  if (file.endsWith(".columns")) return isCut || !isBetweenColumns(before, bit >> 3);
  try {
    return JSON.stringify(JSON.parse(after.toString())) !== JSON.stringify(JSON.parse(before.toString()));
  } catch {
    return true;
  }
}

/** Whether a byte of a file of columns is one of the zeros that make each column begin at a multiple of 64. */
function isBetweenColumns(bytes: Buffer, byte: number): boolean {
  const end = 32 + bytes.readUInt32LE(20);
  const header: Header = JSON.parse(bytes.toString("utf8", 32, end));
  const place = byte - Math.ceil(end / 64) * 64;
  const isIn = (column: ColumnPlace) =>
    place >= column.offset && place < column.offset + column.length * widthOf(column.type);
  return place >= 0 && !header.columns.some(isIn);
}

/** The files of a data directory that hold a text, by their paths in it. */
function filesWith(directory: string, text: string): string[] {
  return readdirSync(directory, { recursive: true, encoding: "utf8" }).filter((file) => {
    const path = join(directory, file);
    return existsSync(path) && statSync(path).isFile() && readFileSync(path).includes(text);
  });
}

function anEvent(n: number, title: string): AnyEvent {
  return {
    eventType: "COMPLETE",
    eventTime: `2026-10-01T0${n}:00:00Z`,
    producer: "https://producer.example/1",
    schemaURL: "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/RunEvent",
    run: { runId: `01900000-0000-7000-8000-00000000000${n}`, facets: {} },
    job: {
      namespace: "jobs",
      name: `job${title}`,
      facets: {
        documentation: {
          _producer: "https://producer.example/1",
          _schemaURL:
            "https://openlineage.io/spec/facets/1-1-0/DocumentationJobFacet.json#/$defs/DocumentationJobFacet",
          description: `Copies orders of ${title}`,
        },
      },
    },
    inputs: [{ namespace: "db", name: `in${title}` }],
    outputs: [{ namespace: "db", name: `out${title}` }],
  };
}
