import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { ConstraintReport } from "../../src/constraints/report.ts";
import type { Muniment } from "../../src/muniment.ts";
import { aRunEvent, eventJson } from "../builders.ts";
import { aHistory, inBatches } from "./histories.ts";
import { ingest, openStore, withStore } from "./store.ts";

const numRuns = Number(process.env.MUNIMENT_LAW_RUNS ?? 4);

describe("whether a store is valid by PROV-CONSTRAINTS", { timeout: numRuns * 60_000 }, () => {
  it("is the same after every batch as when it is opened anew and checked as a whole", async () => {
    await fc.assert(
      fc.asyncProperty(aHistory(12), fc.integer({ min: 1, max: 4 }), async (history, size) => {
        await withStore(async (muniment, directory) => {
          const reports = [await muniment.check()];
          for (const batch of inBatches(history, size)) {
            await ingest(muniment, batch);
            reports.push(await muniment.check());
          }
          await muniment.remap();
          const remapped = await muniment.check();
          await muniment.close();

          expect(inShort(await wholeOf(directory))).toEqual(inShort(remapped));
          expect(inShort(reports.at(-1) as ConstraintReport)).toEqual(inShort(remapped));
        });
      }),
      { numRuns },
    );
  });

  it("is told by 42 where producers say of two versions that each came from the other", async () => {
    const version = (datasetVersion: string) => ({ version: { datasetVersion } });
    const ran = (
      runId: string,
      [read, readVersion]: [string, string],
      [wrote, wroteVersion]: [string, string],
    ) =>
      aRunEvent({
        runId,
        inputs: [{ name: read, facets: version(readVersion) }],
        outputs: [{ name: wrote, facets: { ...version(wroteVersion), ...columns(read) } }],
      });
    await withStore(async (muniment) => {
      const one = ran("0198f1d2-0000-7000-8000-000000000001", ["x", "2"], ["y", "5"]);
      const other = ran("0198f1d2-0000-7000-8000-000000000002", ["y", "5"], ["x", "2"]);
      for (const event of [one, other]) {
        const received = { bytes: Buffer.from(eventJson(event)), mediaType: "application/json" };
        await muniment.ingest(received, { id: "test" });
      }

      expect(await constraintsOf(muniment)).toContain(42);
    });
  });

  it("is told after a redaction of what is left", async () => {
    await withStore(async (muniment) => {
      const bundles = [];
      for (const type of ["Entity", "Activity"]) {
        const text = `<http://example.org/x> a <http://www.w3.org/ns/prov#${type}> .`;
        const received = { bytes: Buffer.from(text), mediaType: "text/turtle" };
        bundles.push((await muniment.ingestDocument(received, { id: "test" })).bundle);
        await muniment.check();
      }
      const both = await constraintsOf(muniment);

      await muniment.redact(bundles[0] ?? "", "a test", { id: "test" });

      expect(both).toEqual([55]);
      expect(await constraintsOf(muniment)).toEqual([]);
    });
  });
});

const columns = (source: string) => ({
  columnLineage: {
    fields: {
      n: {
        inputFields: [
          { namespace: "warehouse", name: source, field: "n", transformations: [{ type: "DIRECT" }] },
        ],
      },
    },
  },
});

async function constraintsOf(muniment: Muniment): Promise<number[]> {
  return (await muniment.check()).violations.map(({ constraint }) => constraint);
}

async function wholeOf(directory: string): Promise<ConstraintReport> {
  const muniment = await openStore(directory);
  try {
    return await muniment.check();
  } finally {
    await muniment.close();
  }
}

function inShort({ valid, violations }: ConstraintReport) {
  return { valid, constraints: [...new Set(violations.map(({ constraint }) => String(constraint)))].sort() };
}
