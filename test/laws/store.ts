import { createHash } from "node:crypto";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { compareCodePoints } from "../../src/code-points.ts";
import { Muniment, type MunimentOptions, type Receipt } from "../../src/muniment.ts";
import { nquadOf } from "../../src/quads/nquads.ts";
import type { Mode } from "../../src/quads/quad-store.ts";
import { type Input, isDocument, textOf } from "./histories.ts";
import { storeKey } from "./store-key.ts";

export const sender = { id: "test" };

/** Opens a store in a fresh directory, hands it over, and removes it. */
export async function withStore<T>(
  work: (muniment: Muniment, directory: string) => Promise<T>,
  options: Partial<MunimentOptions> = {},
): Promise<T> {
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

/** Sends inputs at once, so that they share a batch, waits until they can be queried, and returns their bundles. */
export async function ingest(muniment: Muniment, inputs: readonly Input[]): Promise<string[]> {
  const receipts = await Promise.all(inputs.map((input) => send(muniment, input)));
  await muniment.settled();
  return receipts.map(({ bundle }) => bundle);
}

/** Sends one input. */
export function send(muniment: Muniment, input: Input): Promise<Receipt> {
  if (!isDocument(input))
    return muniment.ingest(
      { bytes: Buffer.from(JSON.stringify(input)), mediaType: "application/json" },
      sender,
    );
  const { text, mediaType } = textOf(input);
  return muniment.ingestDocument({ bytes: Buffer.from(text), mediaType }, sender);
}

/** The lines of the canonical export: everything but `graph/log` and `graph/identity`. */
export async function canonicalLines(
  muniment: Muniment,
  { mode = "possible", recordedAsOf }: { mode?: Mode; recordedAsOf?: string } = {},
): Promise<string[]> {
  const asked = {
    mode,
    graphs: [],
    isCanonical: true,
    ...(recordedAsOf === undefined ? {} : { recordedAsOf }),
  };
  return [...(await muniment.export(asked))].map(nquadOf).sort(compareCodePoints);
}

export function hashOf(lines: readonly string[]): string {
  return createHash("sha256").update(lines.join("")).digest("hex");
}
