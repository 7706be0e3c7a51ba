import { join } from "node:path";
import { encode } from "cborg";
import { describe, expect, it } from "vitest";
import { currentFormat, readFormat } from "../../src/journal/migrations.ts";
import type { Tables } from "../../src/journal/tables.ts";
import { openTables } from "../../src/journal/tables.ts";
import { aDirectory, aJournal, anEntry, facetIri } from "./builders.ts";

describe("migrations", () => {
  it("bring a directory of format 0, which counted no citations, to the present one", async () => {
    const directory = await aDirectoryOfFormat0();

    const journal = await aJournal({ directory });

    expect((await journal.verify()).problems).toEqual([]);
    await journal.redact(0, { reason: "r", sender: "s" });
    expect(journal.facet(facetIri("own"))).toBeUndefined();
    expect(journal.facet(facetIri("shared"))).toBeDefined();
    await journal.close();
    const tables = openTables(join(directory, "journal.mdb"));
    expect(readFormat(tables)).toBe(currentFormat);
    await tables.root.close();
  });

  it("list the configurations of a directory of format 1, which had no list of them", async () => {
    const directory = await aDirectoryWith((tables) => {
      tables.meta.putSync("format", Buffer.from(encode(1)));
      for (const position of [...tables.settings.getKeys()]) tables.settings.removeSync(position);
    });

    const journal = await aJournal({ directory });

    expect(journal.settings("config")).toEqual([2]);
    expect((await journal.verify()).problems).toEqual([]);
  });

  it("change no leaf", async () => {
    const directory = await aDirectoryOfFormat0();
    const tables = openTables(join(directory, "journal.mdb"));
    const before = [...tables.nodes.getRange()].map(({ value }) => value.toString("hex"));
    await tables.root.close();

    const journal = await aJournal({ directory });

    expect([0, 1].map((level) => Buffer.from(journal.readNode(level, 0)).toString("hex"))).toEqual([
      before[0],
      before[2],
    ]);
  });

  it("leave a directory of a newer release alone, and say so", async () => {
    const directory = await aDirectoryWith((tables) =>
      tables.meta.putSync("format", Buffer.from(encode(99))),
    );

    await expect(aJournal({ directory })).rejects.toMatchObject({ code: "journal-format-unknown" });
    await expect(aJournal({ directory })).rejects.toThrow(/format 99; this release reads formats up to 2/);
  });
});

function aDirectoryOfFormat0(): Promise<string> {
  return aDirectoryWith((tables) => {
    tables.meta.removeSync("format");
    for (const key of [...tables.citations.getKeys()]) tables.citations.removeSync(key);
  });
}

async function aDirectoryWith(change: (tables: Tables) => void): Promise<string> {
  const directory = aDirectory();
  const journal = await aJournal({ directory });
  await journal.append([
    anEntry(1, ["shared", "own"]),
    anEntry(2, ["shared"]),
    { kind: "config", body: Buffer.from("{}"), sender: "s" },
  ]);
  await journal.close();
  const tables = openTables(join(directory, "journal.mdb"));
  tables.root.transactionSync(() => change(tables));
  await tables.root.close();
  return directory;
}
