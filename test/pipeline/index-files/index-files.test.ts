import { cpSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type Columns, settledName } from "../../../src/columns/columns.ts";
import type { Journal } from "../../../src/journal/journal.ts";
import { IndexFiles } from "../../../src/pipeline/index-files/index-files.ts";
import { copied } from "../../columns/copied.ts";
import { aDirectory, aJournal, anEntry, bundleIri } from "../../journal/builders.ts";

describe("the files of an index", () => {
  it("give back what was written last, and where the journal was then", async () => {
    const journal = await aJournalOf(3);
    const files = new IndexFiles(journal);
    await files.write({ position: 2, columns: columnsOf(1) });
    await files.write({ position: 3, columns: columnsOf(2) });

    const { rested, fault } = await new IndexFiles(journal).read();

    expect([rested?.position, fault]).toEqual([3, undefined]);
    expect(copied(rested?.columns ?? {})).toEqual(columnsOf(2));
  });

  it("give nothing where there are none", async () => {
    expect(await new IndexFiles(await aJournalOf(1)).read()).toEqual({});
  });

  it("are not used without their manifest, and say so", async () => {
    const journal = await aJournalOf(3);
    const files = new IndexFiles(journal);
    await files.write({ position: 3, columns: columnsOf(1) });
    rmSync(join(files.directory, "manifest.json"));

    expect(await new IndexFiles(journal).read()).toEqual({ fault: "It has no manifest.json" });
    expect(await files.check()).toEqual([
      { file: join(files.directory, "manifest.json"), expected: "the file", found: "none" },
    ]);
  });

  it("have what is settled written once, by those that read it too, and removed when it is not used", async () => {
    const journal = await aJournalOf(3);
    const files = new IndexFiles(journal);
    await files.write({ position: 1, columns: withSegments(1, [1, 2]) });
    const before = inodesOf(files);

    const reopened = new IndexFiles(journal);
    await reopened.read();
    await reopened.write({ position: 2, columns: withSegments(2, [2, 3]) });

    const after = inodesOf(files);
    expect([...before.keys()]).toEqual([
      "manifest.json",
      "segments-1.1.columns",
      "segments-2.1.columns",
      "state.1.columns",
    ]);
    expect([...after.keys()]).toEqual([
      "manifest.json",
      "segments-2.1.columns",
      "segments-3.2.columns",
      "state.2.columns",
    ]);
    expect(after.get("segments-2.1.columns")).toBe(before.get("segments-2.1.columns"));
    expect(copied((await reopened.read()).rested?.columns ?? {})).toEqual(withSegments(2, [2, 3]));
  });

  it("are used by no other journal", async () => {
    const [journal, other] = [await aJournalOf(3), await aJournalOf(3)];
    const files = new IndexFiles(journal);
    await files.write({ position: 3, columns: columnsOf(1) });
    const manifest = readFileSync(join(files.directory, "manifest.json"), "utf8");
    const otherFiles = new IndexFiles(other);
    await otherFiles.write({ position: 3, columns: columnsOf(1) });
    writeFileSync(join(otherFiles.directory, "manifest.json"), manifest);

    expect((await new IndexFiles(other).read()).fault).toBe("It is of another journal");
  });

  it("are not used by a copy of the journal that went on otherwise, or not so far", async () => {
    const [directory, copy] = [aDirectory(), aDirectory()];
    const journal = await aJournal({ directory });
    await journal.append([anEntry(0)]);
    await journal.close();
    for (const file of readdirSync(directory).filter((name) => !name.startsWith("writer")))
      cpSync(join(directory, file), join(copy, file));
    const longer = await aJournal({ directory });
    await longer.append([anEntry(1)]);
    await new IndexFiles(longer).write({ position: 2, columns: columnsOf(1) });
    cpSync(join(directory, "index"), join(copy, "index"), { recursive: true });
    const other = await aJournal({ directory: copy });

    const before = await new IndexFiles(other).read();
    await other.append([anEntry(2)]);
    const after = await new IndexFiles(other).read();

    expect([before.fault, after.fault]).toEqual([
      "It is of another state of the journal",
      "It is of another state of the journal",
    ]);
  });

  it("are not used once something was redacted", async () => {
    const journal = await aJournalOf(3);
    const files = new IndexFiles(journal);
    await files.write({ position: 3, columns: columnsOf(1) });
    await journal.redact(1, { reason: "a test", sender: "urn:tester" });

    expect((await new IndexFiles(journal).read()).fault).toBe("It is older than a redaction");
  });

  it("name what is damaged, at opening and when they are checked, and are written anew then", async () => {
    const journal = await aJournalOf(1);
    const files = new IndexFiles(journal);
    const columns = withSegments(1, [1, 2]);
    await files.write({ position: 1, columns });
    const file = join(files.directory, "segments-2.1.columns");
    const bytes = readFileSync(file);
    bytes[bytes.length - 64] = 99;
    writeFileSync(file, bytes);

    const { fault } = await new IndexFiles(journal).read();
    const found = await files.check();
    await files.write({ position: 1, columns });

    expect(fault).toContain(`It is damaged: ${file}, column segments/2/rows.settled: expected checksum `);
    expect(found).toMatchObject([{ file, column: "segments/2/rows.settled" }]);
    expect(await files.check()).toEqual([]);
    expect(copied((await new IndexFiles(journal).read()).rested?.columns ?? {})).toEqual(columns);
  });

  it.each([0, 1, 50, 400])("name a manifest that ends after %d bytes", async (length) => {
    const journal = await aJournalOf(1);
    const files = new IndexFiles(journal);
    await files.write({ position: 1, columns: columnsOf(1) });

    truncateSync(join(files.directory, "manifest.json"), length);

    expect((await new IndexFiles(journal).read()).fault).toContain(
      "manifest.json: expected the manifest of an index",
    );
    expect(await files.check()).toMatchObject([{ file: join(files.directory, "manifest.json") }]);
  });

  it("are gone when they are discarded, and can be written again", async () => {
    const journal = await aJournalOf(1);
    const files = new IndexFiles(journal);
    await files.write({ position: 1, columns: withSegments(1, [1]) });

    files.discard();

    expect(readdirSync(journal.directory)).not.toContain("index");
    await files.write({ position: 1, columns: withSegments(3, [1]) });
    expect(copied((await new IndexFiles(journal).read()).rested?.columns ?? {})).toEqual(
      withSegments(3, [1]),
    );
  });

  it("say that they cannot be written, and leave those before as they are", async () => {
    const journal = await aJournalOf(1);
    const files = new IndexFiles(journal);
    await files.write({ position: 1, columns: columnsOf(1) });

    const name = "x".repeat(300);
    await expect(
      files.write({ position: 1, columns: { [settledName(`${name}/c`)]: Uint8Array.of(1) } }),
    ).rejects.toMatchObject({ code: "index-not-written" });

    expect(copied((await new IndexFiles(journal).read()).rested?.columns ?? {})).toEqual(columnsOf(1));
  });
});

async function aJournalOf(records: number): Promise<Journal> {
  const journal = await aJournal();
  for (let n = 0; n < records; n++) await journal.append([anEntry(n)]);
  expect(journal.positionOf(bundleIri(records - 1))).toBe(records - 1);
  return journal;
}

function columnsOf(n: number): Columns {
  return { "a/numbers": Uint32Array.of(n, 2, 3), "b/bytes": Uint8Array.of(n), empty: new Float64Array(0) };
}

function withSegments(n: number, segments: readonly number[]): Columns {
  const settled = segments.map((segment) => [
    settledName(`segments/${segment}/rows`),
    Uint32Array.of(segment, n < 3 ? 0 : n),
  ]);
  return { ...columnsOf(n), ...Object.fromEntries(settled) };
}

function inodesOf({ directory }: IndexFiles): Map<string, number> {
  return new Map(
    readdirSync(directory)
      .sort()
      .map((name) => [name, statSync(join(directory, name)).ino]),
  );
}
