import { join } from "node:path";
import fc from "fast-check";
import type { Database } from "lmdb";
import { describe, expect, it } from "vitest";
import { decodeRow, encodeRow, isRedactedRow } from "../../src/journal/row.ts";
import type { Tables } from "../../src/journal/tables.ts";
import { openTables } from "../../src/journal/tables.ts";
import { aDirectory, aJournal, anEntry, facetIri } from "./builders.ts";

type TableName = Exclude<keyof Tables, "root" | "meta" | "identities" | "refusals">;

describe("verify", () => {
  it("finds nothing wrong with a journal as it was written, and says how far it is", async () => {
    const journal = await aJournal();
    await journal.append([anEntry(1, ["a"]), anEntry(2, ["a", "b"])]);
    const steps: number[] = [];

    const report = await journal.verify({ onProgress: (done) => steps.push(done) });

    expect(report).toMatchObject({ size: 2, redacted: 0, problems: [] });
    expect(steps.at(-1)).toBe(2);
  });

  it("finds every changed, shortened or lengthened value of the log", async () => {
    const names = [
      "records",
      "bodies",
      "quads",
      "nodes",
      "heads",
      "ids",
      "facets",
      "citations",
      "remaps",
      "settings",
    ] as const;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...names),
        fc.nat(),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async (...pick) => {
          const [name, key, at, flip] = pick;
          const directory = await aHistory();
          const found = await tampered(directory, (tables) => change(tables, name, key, at, flip));

          expect(found).not.toEqual([]);
        },
      ),
      { numRuns: 30 },
    );
  });

  it.each([
    ["body", (tables: Tables) => tables.bodies.putSync(1, Buffer.from("other")), "body", 1],
    ["quad", (tables: Tables) => tables.quads.putSync(1, Buffer.from("<a> <b> <c> <d> .\n")), "quads", 1],
    [
      "facet",
      (tables: Tables) => tables.facets.removeSync([...tables.facets.getKeys()][0] ?? ""),
      "facet",
      0,
    ],
    ["record", (tables: Tables) => tables.records.removeSync(1), "record", 1],
    ["id", (tables: Tables) => tables.ids.removeSync([...tables.ids.getKeys()][1] ?? ""), "id-index", 1],
    ["head", (tables: Tables) => tables.heads.removeSync(3), "head-chain", 0],
    ["leaf", (tables: Tables) => tables.nodes.putSync(1, Buffer.alloc(32)), "leaf", 1],
    ["refused redaction", destroyWithoutRecord, "redaction", 1],
  ])("says which %s", async (_, tamper, what, position) => {
    const directory = await aHistory();

    const found = await tampered(directory, tamper);

    expect(found).toContainEqual(expect.objectContaining({ what, position }));
  });

  it("finds a fact of a later record in an earlier one", async () => {
    const directory = await aHistory();
    const found = await tampered(directory, (tables) => {
      const [first, second] = [tables.records.get(0), tables.records.get(1)];
      if (first === undefined || second === undefined) throw new Error("No records");
      tables.records.putSync(0, second);
      tables.records.putSync(1, first);
    });

    expect(found.map(({ what }) => what)).toContain("leaf");
  });
});

/** Three batches, a redaction, a remap, an alignment and shared facets; closed. */
async function aHistory(): Promise<string> {
  const directory = aDirectory();
  const journal = await aJournal({ directory });
  await journal.append([anEntry(1, ["a"])]);
  await journal.append([anEntry(2, ["a", "b"]), anEntry(3)]);
  const { id: _id, kind: _kind, body: _body, mediaType: _mediaType, ...mapped } = anEntry(2, ["b"]);
  await journal.append([
    { ...mapped, kind: "remap", target: 1 },
    { kind: "alignment", body: Buffer.from('{"name":"mine"}'), sender: "s" },
  ]);
  await journal.redact(2, { reason: "r", sender: "s" });
  await journal.close();
  return directory;
}

async function tampered(directory: string, tamper: (tables: Tables) => void) {
  const tables = openTables(join(directory, "journal.mdb"));
  tables.root.transactionSync(() => tamper(tables));
  await tables.root.close();
  try {
    const journal = await aJournal({ directory });
    const { problems } = await journal.verify();
    await journal.close();
    return problems;
  } catch (error) {
    if (error instanceof Error && error.name === "JournalDamagedError") return [{ what: error.message }];
    throw error;
  }
}

function change(tables: Tables, name: TableName, pick: number, at: number, flip: number): void {
  const table: Database<Buffer, string | number> = tables[name];
  const keys = [...table.getKeys()];
  const key = keys[pick % keys.length] ?? 0;
  const value = table.get(key);
  if (value === undefined) throw new Error(`Nothing in ${name}`);
  const place = at % (value.length + 2);
  const changed = Buffer.from(value);
  if (place < value.length) changed[place] = (changed[place] ?? 0) ^ flip;
  const shorter = value.subarray(0, -1);
  const longer = Buffer.concat([value, Buffer.of(flip)]);
  table.putSync(key, place < value.length ? changed : place === value.length ? shorter : longer);
}

function destroyWithoutRecord(tables: Tables): void {
  const row = decodeRow(tables.records.get(1) ?? Buffer.alloc(0));
  if (isRedactedRow(row)) throw new Error("Redacted");
  tables.records.putSync(1, encodeRow({ leaf: row.leaf, id: row.id, redacted: true }));
  tables.bodies.removeSync(1);
  tables.quads.removeSync(1);
  expect(row.facets[0]).toContain(facetIri("a"));
}
