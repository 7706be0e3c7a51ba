import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { DataFactory } from "n3";
import { describe, expect, it } from "vitest";
import { compareCodePoints } from "../../src/code-points.ts";
import type { JournalRecord } from "../../src/journal/entry.ts";
import { DuplicateEntryError, RecordTargetError } from "../../src/journal/errors.ts";
import { hex } from "../../src/journal/hashing.ts";
import { parseStoreKey } from "../../src/journal/store-key.ts";
import { verifiesHead } from "../../src/journal/tree-head.ts";
import { nquadOf } from "../../src/quads/nquads.ts";
import { aDirectory, aFacet, aJournal, anEntry, bundleIri, facetIri, sameRandom } from "./builders.ts";

const options = (directory: string) => ({ directory, baseIri: "http://localhost:3030/id/" });

describe("append", () => {
  it("gives back what was put in, after another open too", async () => {
    const directory = aDirectory();
    const entry = anEntry(1, ["schema"]);
    const first = await aJournal(options(directory));

    const [record] = await first.append([entry]);
    const seen = contentOf(record);
    await first.close();
    const [read] = [...(await aJournal(options(directory))).records()];

    expect(record).toMatchObject({ position: 0, kind: "event", id: entry.id, isBatchEnd: true });
    expect(seen).toEqual({
      sender: "urn:tester",
      body: Buffer.from(entry.body).toString(),
      quads: entry.quads.map(nquadOf).sort(compareCodePoints),
      facets: [[facetIri("schema"), aFacet("schema").quads.map(nquadOf)]],
    });
    expect(contentOf(read)).toEqual(seen);
  });

  it("never lets receivedAt go back, and gives one to the whole batch", async () => {
    const times = [2000, 1000, 3000];
    const journal = await aJournal({ clock: () => times.shift() ?? 3000 });
    await journal.append([anEntry(1), anEntry(2)]);
    await journal.append([anEntry(3)]);

    const records = [...journal.records()];

    expect(records.map(({ receivedAt }) => receivedAt)).toEqual(
      [2, 2, 3].map((at) => `1970-01-01T00:00:0${at}Z`),
    );
    expect(records.map(({ isBatchEnd }) => isBatchEnd)).toEqual([false, true, true]);
    expect(journal.positionAt("1970-01-01T00:00:01.999999999Z")).toBe(-1);
    expect(journal.positionAt("1970-01-01T00:00:02Z")).toBe(1);
    expect(journal.positionAt("2999-01-01T00:00:00Z")).toBe(2);
  });

  it("refuses a second record of one id, and keeps nothing of the batch", async () => {
    const journal = await aJournal();
    await journal.append([anEntry(1)]);

    await expect(journal.append([anEntry(2), anEntry(1)])).rejects.toThrow(DuplicateEntryError);
    await expect(journal.append([anEntry(3), anEntry(3)])).rejects.toThrow(DuplicateEntryError);
    const [one, other] = await Promise.allSettled([
      journal.append([anEntry(4)]),
      journal.append([anEntry(4)]),
    ]);

    expect([one.status, other.status]).toEqual(["fulfilled", "rejected"]);
    expect(journal.size).toBe(2);
    expect(journal.positionOf(bundleIri(2))).toBeUndefined();
    expect(journal.positionOf(bundleIri(4))).toBe(1);
  });

  it("refuses a quad outside of its bundle, which a redaction would not know", async () => {
    const journal = await aJournal();

    const stray = { ...anEntry(1), quads: anEntry(2).quads };

    await expect(journal.append([stray])).rejects.toThrow(/in the graph/);
    expect(journal.size).toBe(0);
  });

  it("lists the configurations and the alignments, each by their positions", async () => {
    const journal = await aJournal();
    await journal.append([anEntry(1)]);
    await journal.append([
      { kind: "alignment", body: Buffer.from('{"name":"mine"}'), sender: "s" },
      { kind: "config", body: Buffer.from("{}"), sender: "s" },
      { kind: "alignment", body: Buffer.from('{"name":"ours"}'), sender: "s" },
    ]);

    expect(journal.settings("alignment")).toEqual([1, 3]);
    expect(journal.settings("config")).toEqual([2]);
    expect(journal.record(3)).toMatchObject({
      kind: "alignment",
      mediaType: "application/json",
      targets: [],
    });
    expect((await journal.verify()).problems).toEqual([]);
  });

  it("keeps configurations, remaps and receipts, each with its target", async () => {
    const journal = await aJournal();
    const [event] = await journal.append([anEntry(1, ["old"])]);
    const graph = DataFactory.namedNode(bundleIri(1));
    const quads = [DataFactory.quad(graph, graph, graph, graph)];
    const remap = {
      kind: "remap",
      target: 0,
      sender: "s",
      mapperVersion: "2",
      quads,
      facets: [aFacet("old", "new")],
    };

    const records = await journal.append([
      { kind: "config", body: Buffer.from("{}"), sender: "s" },
      { ...remap, kind: "remap" },
      { kind: "receipt", target: 0, sender: "s" },
    ]);

    expect(records.map(({ kind, targets }) => [kind, targets])).toEqual([
      ["config", []],
      ["remap", [0]],
      ["receipt", [0]],
    ]);
    expect(records[1]?.facets()[0]?.quads.map(({ object }) => object.value)).toEqual(["new"]);
    expect(event?.facets()[0]?.quads.map(({ object }) => object.value)).toEqual(["old"]);
    expect(journal.facet(facetIri("old"))?.quads[0]?.object.value).toBe("new");
    expect((await journal.verify()).problems).toEqual([]);
    await expect(journal.append([{ kind: "receipt", target: 1, sender: "s" }])).rejects.toThrow(
      RecordTargetError,
    );
    await expect(journal.append([{ kind: "receipt", target: 99, sender: "s" }])).rejects.toThrow(
      RecordTargetError,
    );
  });

  it("ends in the same root however a history is split into batches", async () => {
    const history = [1, 2, 3, 4, 5, 6, 7].map((n) => anEntry(n, [`f${n % 3}`]));
    const inOne = await aJournal({ clock: () => 5, random: sameRandom(), storeKey: Buffer.alloc(32) });
    await inOne.append(history);
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.integer({ min: 1, max: 4 }), { maxLength: 7 }),
        fc.boolean(),
        async (sizes, atOnce) => {
          const journal = await aJournal({
            clock: () => 5,
            random: sameRandom(),
            storeKey: Buffer.alloc(32),
          });
          const rest = [...history];

          const appends = [...sizes, 7]
            .map((size) => rest.splice(0, size))
            .map((batch) => () => journal.append(batch));
          if (atOnce) await Promise.all(appends.map((append) => append()));
          else for (const append of appends) await append();

          expect(hex(journal.head().root)).toBe(hex(inOne.head().root));
          expect((await journal.verify()).problems).toEqual([]);
          await journal.close();
        },
      ),
      { numRuns: 6 },
    );
  });

  it("signs a head at the end of each append", async () => {
    const journal = await aJournal();
    await journal.append([anEntry(1), anEntry(2)]);

    const head = journal.head();

    expect(head).toMatchObject({ size: 2, previous: 0 });
    expect(verifiesHead(head, journal.publicKey)).toBe(true);
    expect(verifiesHead({ ...head, size: 3 }, journal.publicKey)).toBe(false);
    expect(readFileSync(join(journal.directory, "signing-key.pub.pem"), "utf8")).toBe(journal.publicKey);
  });
});

describe("open", () => {
  it("fixes the base IRI at creation", async () => {
    const directory = aDirectory();
    await (await aJournal({ directory, baseIri: "https://prov.example/" })).close();

    await expect(aJournal({ directory, baseIri: "https://other.example/" })).rejects.toMatchObject({
      code: "base-iri-differs",
    });
    expect((await aJournal({ directory })).baseIri).toBe("https://prov.example/");
  });

  it.each(["http://e", "id/", "http://e/ /", "http://e/?a/"])("refuses the base IRI %j", async (baseIri) => {
    await expect(aJournal({ baseIri })).rejects.toMatchObject({ code: "base-iri-invalid" });
  });

  it("makes a store key that only its owner can read, and knows it again", async () => {
    const directory = aDirectory();
    const { storeKey, close } = await aJournal({ directory }).then((journal) => ({
      storeKey: journal.storeKey,
      close: () => journal.close(),
    }));
    await close();

    const file = join(directory, "store-key");

    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(directory, "signing-key.pem")).mode & 0o777).toBe(0o600);
    expect(hex(parseStoreKey(readFileSync(file, "utf8")))).toBe(hex(storeKey));
    await expect(aJournal({ directory, storeKey: Buffer.alloc(32, 1) })).rejects.toMatchObject({
      code: "store-key-differs",
    });
    expect(hex((await aJournal({ directory })).storeKey)).toBe(hex(storeKey));
  });

  it("asks again for a key that was handed in", async () => {
    const directory = aDirectory();
    await (await aJournal({ directory, storeKey: Buffer.alloc(32, 7) })).close();

    await expect(aJournal({ directory })).rejects.toMatchObject({ code: "store-key-missing" });
  });

  it.each(["", "ab", "zz".repeat(32)])("refuses the store key %j", (text) => {
    expect(() => parseStoreKey(text)).toThrow(/64 hex digits/);
  });

  it("creates nothing when it is told not to", async () => {
    const directory = aDirectory();

    await expect(aJournal({ directory, create: false })).rejects.toMatchObject({ code: "no-journal" });
  });

  it("lets one writer in, and the next when that is gone", async () => {
    const directory = aDirectory();
    const journal = await aJournal({ directory });

    await expect(aJournal({ directory })).rejects.toMatchObject({
      code: "data-directory-locked",
      pid: process.pid,
    });
    await journal.close();

    expect((await aJournal({ directory })).size).toBe(0);
  });
});

describe("refusals", () => {
  const refusal = (text: string) => ({
    bytes: Buffer.from(text),
    mediaType: "application/json",
    sender: "s",
    code: "malformed-event",
    detail: "d",
    pointer: "/run",
  });

  it("are kept until they are removed", async () => {
    const journal = await aJournal({ clock: () => 9 });
    await journal.refuse(refusal("a"));
    const { id } = await journal.refuse({ ...refusal("b"), file: "f.ndjson", line: 3 });

    expect([...journal.refusals()]).toMatchObject([
      { code: "malformed-event", at: 9 },
      { file: "f.ndjson", line: 3 },
    ]);
    expect(await journal.removeRefusal(id)).toBe(true);
    expect(await journal.removeRefusal(id)).toBe(false);
    expect(journal.refusalCounts()).toEqual({ kept: 1, sizeBytes: 1, dropped: 0 });
  });

  it("make room for newer ones, and count those that went", async () => {
    const journal = await aJournal({ refusalLimits: { count: 3, sizeBytes: 10 } });

    for (const text of ["1", "2", "3", "4", "123456789", "a text that alone is too long"]) {
      await journal.refuse(refusal(text));
    }

    const kept = [...journal.refusals()].map(({ bytes, sizeBytes }) => [
      Buffer.from(bytes).toString(),
      sizeBytes,
    ]);
    expect(kept).toEqual([
      ["4", 1],
      ["123456789", 9],
      ["", 29],
    ]);
    expect(journal.refusalCounts()).toEqual({ kept: 3, sizeBytes: 10, dropped: 3 });
  });

  it("drop nothing for one that takes the place of another", async () => {
    const journal = await aJournal({ refusalLimits: { count: 2, sizeBytes: 10 } });
    await journal.refuse(refusal("1"));
    const { id } = await journal.refuse(refusal("2"));

    await journal.refuse({ ...refusal("2"), replaces: id });

    expect(Array.from(journal.refusals(), ({ bytes }) => Buffer.from(bytes).toString())).toEqual(["1", "2"]);
    expect(journal.refusalCounts()).toEqual({ kept: 2, sizeBytes: 2, dropped: 0 });
  });
});

describe("identities", () => {
  it("are kept apart, and can be erased without a trace", async () => {
    const journal = await aJournal();
    const agent = DataFactory.namedNode("http://localhost:3030/id/agent/person/ab");
    await journal.append([{ ...anEntry(1), identities: [{ agent, name: "Ada Unmistakable" }] }]);
    expect([...journal.identities()]).toMatchObject([{ name: "Ada Unmistakable" }]);

    expect(await journal.eraseIdentity(agent.value)).toBe(true);

    expect([...journal.identities()]).toEqual([]);
    expect(readFileSync(join(journal.directory, "journal.mdb")).includes("Ada Unmistakable")).toBe(false);
    expect((await journal.verify()).problems).toEqual([]);
  });
});

function contentOf(record: JournalRecord | undefined) {
  return {
    sender: record?.sender,
    body: Buffer.from(record?.body() ?? []).toString(),
    quads: record?.quads().map(nquadOf),
    facets: record?.facets().map(({ iri, quads }) => [iri.value, quads.map(nquadOf)]),
  };
}
