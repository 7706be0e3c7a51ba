import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Muniment, type MunimentOptions } from "../../src/muniment.ts";
import type { Mode } from "../../src/quads/quad-store.ts";
import { nquadOf } from "../../src/quads/nquads.ts";
import { compareCodePoints } from "../../src/code-points.ts";
import type { AnyEvent } from "./histories.ts";

export const sender = { id: "test" };
const storeKey = new Uint8Array(32).fill(7);

/** Opens a store in a fresh directory, hands it over, and removes it. */
export async function withStore<T>(work: (muniment: Muniment, directory: string) => Promise<T>, options: Partial<MunimentOptions> = {}): Promise<T> {
  const directory = mkdtempSync(join(tmpdir(), "muniment-law-"));
  try {
    const muniment = await openStore(directory, options);
    try {
      return await work(muniment, directory);
    } finally {
      await muniment.close();
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** Every store of a law has the same key, so that equal events get equal IRIs. */
export function openStore(directory: string, options: Partial<MunimentOptions> = {}): Promise<Muniment> {
  return Muniment.open({ directory, storeKey, ...options });
}

/** Sends one batch, and waits until it can be queried. */
export async function ingest(muniment: Muniment, events: readonly AnyEvent[]): Promise<void> {
  const bytes = Buffer.from(JSON.stringify(events));
  const outcomes = await muniment.ingestAll({ bytes, mediaType: "application/json" }, sender);
  const refused = outcomes.find(({ outcome }) => outcome === "refused");
  if (refused !== undefined) throw new Error(`Refused: ${JSON.stringify(refused)}`);
  await muniment.settled();
}

/** The lines of the canonical export: everything but `graph/log` and `graph/identity`. */
export async function canonicalLines(muniment: Muniment, { mode = "possible", recordedAsOf }: { mode?: Mode; recordedAsOf?: string } = {}): Promise<string[]> {
  const asked = { mode, graphs: [], isCanonical: true, ...(recordedAsOf === undefined ? {} : { recordedAsOf }) };
  return [...(await muniment.export(asked))].map(nquadOf).sort(compareCodePoints);
}

export function hashOf(lines: readonly string[]): string {
  return createHash("sha256").update(lines.join("")).digest("hex");
}
