import { readFileSync } from "node:fs";
import { join } from "node:path";
import { writeQuads } from "../../src/interop/write.ts";
import { parseStoreKey } from "../../src/journal/store-key.ts";
import { Muniment } from "../../src/muniment.ts";
import { aDirectory } from "../cli/command-line.ts";
import { contentOf, type Item } from "./load.ts";

/** What is in a store: the canonical text of it all, and the items of which a bundle is there. */
export interface Content {
  readonly canonical: string;
  readonly items: readonly Item[];
}

/** Reads what the store of a directory holds, and verifies it; throws when the verification finds anything. */
export async function contentOfStore(directory: string): Promise<Content> {
  const muniment = await Muniment.open({ directory, create: false });
  try {
    const verification = await muniment.verify();
    if (!verification.isVerified) throw new Error(JSON.stringify(verification, null, 2));
    const canonical = await canonicalOf(muniment);
    return { canonical, items: itemsIn(canonical) };
  } finally {
    await muniment.close();
  }
}

/** The canonical text of a fresh store, with the same key, that took exactly these items, in the order of their numbers. */
export async function canonicalOfFresh(items: readonly Item[], original: string): Promise<string> {
  const storeKey = parseStoreKey(readFileSync(join(original, "store-key"), "utf8"));
  const muniment = await Muniment.open({ directory: join(aDirectory(), "store"), storeKey });
  try {
    await Promise.all(
      items.map((item) => {
        const bytes = contentOf(item);
        const sender = { id: "fresh" };
        return item.kind === "event"
          ? muniment.ingest({ bytes, mediaType: "application/json" }, sender)
          : muniment.ingestDocument({ bytes, mediaType: "text/turtle" }, sender);
      }),
    );
    return await canonicalOf(muniment);
  } finally {
    await muniment.close();
  }
}

async function canonicalOf(muniment: Muniment): Promise<string> {
  const quads = await muniment.export({ mode: "possible", graphs: [], isCanonical: true });
  let text = "";
  for await (const piece of writeQuads(quads, "canonical")) text += piece;
  return text;
}

function itemsIn(canonical: string): Item[] {
  const numbers = (pattern: RegExp) => [
    ...new Set([...canonical.matchAll(pattern)].map(([, digits]) => Number(digits))),
  ];
  const events = numbers(
    /^<[^>]+\/job\/crash\/job-(\d+)\/run\/[^>]+> <[^>]+#type> <[^>]+#Activity> <[^>]+\/bundle\//gm,
  );
  const documents = numbers(/^<https:\/\/example\.org\/document\/(\d+)> <[^>]+title> /gm);
  return [
    ...events.map((n): Item => ({ kind: "event", n })),
    ...documents.map((n): Item => ({ kind: "document", n })),
  ].sort((a, b) => a.n - b.n);
}
