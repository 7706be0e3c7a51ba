import { readFileSync } from "node:fs";
import { join } from "node:path";
import { DataFactory } from "n3";
import { describe, expect, it } from "vitest";
import { DuplicateEntryError } from "../../src/journal/errors.ts";
import { hex } from "../../src/journal/hashing.ts";
import { consistencyProof, verifiesConsistency } from "../../src/journal/merkle.ts";
import { aDirectory, aFacet, aJournal, anEntry, bundleIri, facetIri } from "./builders.ts";

const why = { reason: "Art. 17", sender: "urn:dpo" };

describe("redact", () => {
  it("destroys what the record said and keeps leaf and id, after another open too", async () => {
    const directory = aDirectory();
    const journal = await aJournal({ directory });
    await journal.append([anEntry(1), anEntry(2)]);
    const leaf = hex(journal.record(0).leaf);

    const redaction = await journal.redact(0, why);
    await journal.close();
    const again = await aJournal({ directory });

    expect(redaction).toMatchObject({ kind: "redaction", position: 2, targets: [0], isBatchEnd: true });
    expect(Buffer.from(again.record(2).body() ?? []).toString()).toBe('{"reason":"Art. 17","targets":[0]}');
    expect(again.record(0)).toMatchObject({ isRedacted: true, id: bundleIri(1), kind: "event" });
    expect(again.record(0).sender).toBeUndefined();
    expect(again.record(0).body()).toBeUndefined();
    expect([...again.record(0).quads(), ...again.record(0).facets()]).toEqual([]);
    expect(hex(again.record(0).leaf)).toBe(leaf);
    expect(again.positionOf(bundleIri(1))).toBe(0);
    await expect(again.append([anEntry(1)])).rejects.toThrow(DuplicateEntryError);
    expect((await again.verify()).problems).toEqual([]);
  });

  it("leaves no byte of it in the file", async () => {
    const journal = await aJournal();
    const file = join(journal.directory, "journal.mdb");
    const secrets = (n: number) => [`number ${n} of the secret`, `secret quad ${n} `, `"only in ${n}"`];
    for (let n = 1; n <= 30; n++)
      await journal.append([{ ...anEntry(n), facets: [aFacet(`f${n}`, `only in ${n}`)] }]);
    const salted = readFileSync(file);
    expect(secrets(7).every((text) => salted.includes(text))).toBe(true);

    await journal.redact(6, why);

    const bytes = readFileSync(file);
    expect(secrets(7).filter((text) => bytes.includes(text))).toEqual([]);
    expect(secrets(8).every((text) => bytes.includes(text))).toBe(true);
  });

  it("keeps a record that was handed out before from showing it", async () => {
    const journal = await aJournal();
    const [record] = await journal.append([anEntry(1, ["a"])]);

    await journal.redact(0, why);

    expect(record?.body()).toBeUndefined();
    expect([...(record?.quads() ?? []), ...(record?.facets() ?? [])]).toEqual([]);
  });

  it("only grows the tree: the head from before is still a prefix", async () => {
    const journal = await aJournal();
    for (let n = 1; n <= 5; n++) await journal.append([anEntry(n)]);
    const before = journal.head();

    await journal.redact(2, why);

    const proof = consistencyProof(before.size, journal.size, journal.readNode);
    expect(verifiesConsistency(before, journal.head(), proof)).toBe(true);
  });

  it("destroys a facet with the last record that cites it, and not before", async () => {
    const journal = await aJournal();
    await journal.append([anEntry(1, ["shared", "own"]), anEntry(2, ["shared"])]);

    await journal.redact(0, why);
    expect(journal.facet(facetIri("own"))).toBeUndefined();
    expect(journal.facet(facetIri("shared"))?.quads).toHaveLength(1);
    expect((await journal.verify()).problems).toEqual([]);

    await journal.redact(1, why);
    expect(journal.facet(facetIri("shared"))).toBeUndefined();
    expect((await journal.verify()).problems).toEqual([]);
  });

  it("takes the remaps of the record with it", async () => {
    const journal = await aJournal();
    await journal.append([anEntry(1)]);
    const graph = DataFactory.namedNode(bundleIri(1));
    const quads = [DataFactory.quad(graph, graph, graph, graph)];
    await journal.append([{ kind: "remap", target: 0, sender: "s", mapperVersion: "2", quads, facets: [] }]);

    const { targets } = await journal.redact(0, why);

    expect(targets).toEqual([0, 1]);
    expect(journal.record(1)).toMatchObject({ kind: "remap", isRedacted: true, targets: [] });
    expect((await journal.verify()).problems).toEqual([]);
  });

  it.each([
    ["a record that is none", 9],
    ["a fraction", 0.5],
    ["a configuration", 1],
    ["what was redacted before", 0],
  ])("refuses %s and appends nothing", async (_, position) => {
    const journal = await aJournal();
    await journal.append([anEntry(1), { kind: "config", body: Buffer.from("{}"), sender: "s" }]);
    await journal.redact(0, why);

    await expect(journal.redact(position, why)).rejects.toMatchObject({ code: "record-target-invalid" });
    expect(journal.size).toBe(3);
  });
});
