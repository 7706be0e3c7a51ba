import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DataFactory } from "n3";
import { onTestFinished } from "vitest";
import type { BundleEntry } from "../../src/journal/entry.ts";
import { sha256 } from "../../src/journal/hashing.ts";
import { Journal } from "../../src/journal/journal.ts";
import type { JournalOptions } from "../../src/journal/open.ts";
import type { FacetSnapshot } from "../../src/mapping/bundle.ts";

const base = "http://localhost:3030/id/";

/** A directory of its own, gone after the test. */
export function aDirectory(): string {
  const directory = mkdtempSync(join(tmpdir(), "muniment-journal-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
}

/** An open journal, closed after the test. */
export async function aJournal(options: Partial<JournalOptions> = {}): Promise<Journal> {
  const journal = await Journal.open({ directory: options.directory ?? aDirectory(), ...options });
  onTestFinished(() => journal.close().catch(() => undefined));
  return journal;
}

/** A source of "random" bytes that gives the same ones again. */
export function sameRandom(): (size: number) => Uint8Array {
  let count = 0;
  return (size) => sha256(Buffer.from(`random ${count++}`)).subarray(0, size);
}

export function bundleIri(n: number): string {
  return `${base}bundle/${String(n).padStart(64, "0")}`;
}

export function facetIri(name: string): string {
  return `${base}facet/${name}`;
}

/** A facet whose quads say its name. */
export function aFacet(name: string, value = name): FacetSnapshot {
  const iri = DataFactory.namedNode(facetIri(name));
  const facetName = DataFactory.namedNode("https://w3id.org/muniment/ns#facetName");
  return { iri, quads: [DataFactory.quad(iri, facetName, DataFactory.literal(value), iri)] };
}

/** An event that says its number; `facets` are names. */
export function anEntry(n: number, facets: readonly string[] = []): BundleEntry {
  const graph = DataFactory.namedNode(bundleIri(n));
  const used = DataFactory.namedNode("http://www.w3.org/ns/prov#used");
  return {
    kind: "event",
    id: graph.value,
    body: Buffer.from(`{"event":"number ${n} of the secret ${n}"}`),
    mediaType: "application/json",
    sender: "urn:tester",
    mapperVersion: "1",
    quads: [
      DataFactory.quad(
        DataFactory.namedNode(`${base}job/a/b/run/${n}`),
        used,
        DataFactory.namedNode(`${base}dataset/x/y`),
        graph,
      ),
      DataFactory.quad(
        graph,
        DataFactory.namedNode("http://www.w3.org/ns/prov#value"),
        DataFactory.literal(`secret quad ${n} \u{1f600}`),
        graph,
      ),
    ],
    facets: facets.map((name) => aFacet(name)),
  };
}
