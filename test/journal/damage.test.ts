import { spawnSync } from "node:child_process";
import { copyFileSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { aDirectory, aJournal, anEntry } from "./builders.ts";
import { compileJournal } from "./compiled.ts";

const child = fileURLToPath(new URL("./children/verify.mjs", import.meta.url));
let compiled: string;
beforeAll(() => {
  compiled = compileJournal();
});

describe("a damaged journal", () => {
  it.each([
    ["cut to nothing", (file: string) => truncateSync(file, 0), /empty/],
    ["cut within the first page", (file: string) => truncateSync(file, 100), /less than one page/],
    ["cut within the second page", (file: string) => truncateSync(file, 5000), /too short/],
    ["cut in the middle", (file: string) => truncateSync(file, 3 * 4096), /too short|damaged/],
    ["gone", (file: string) => rmSync(file), /missing/],
    ["another kind of file", (file: string) => writeFileSync(file, "x".repeat(20_000)), /LMDB/],
  ])("is reported when it is %s, and left as it is", async (_, damage, message) => {
    const { directory, file } = await aWrittenJournal();
    damage(file);
    const before = contentOf(file);

    await expect(aJournal({ directory })).rejects.toMatchObject({ code: "journal-damaged", file });
    await expect(aJournal({ directory })).rejects.toThrow(message);

    expect(contentOf(file)).toBe(before);
  });

  it.each(["signing-key.pem", "store-key"])("is reported when %s is garbled", async (name) => {
    const { directory } = await aWrittenJournal();
    writeFileSync(join(directory, name), "garbled");

    await expect(aJournal({ directory })).rejects.toMatchObject({ code: "journal-damaged" });
  });

  it("never ends the process in native code, whichever page is wiped", async () => {
    const { directory, file } = await aWrittenJournal();
    const whole = `${file}.whole`;
    copyFileSync(file, whole);
    const pages = readFileSync(file).length / 4096;
    const jobs = [...Array(pages).keys()].flatMap((page) => [
      `${page} zero`,
      `${page} ones`,
      `${page} noise`,
    ]);

    const { status, signal, stdout } = spawnSync(
      process.execPath,
      [child, compiled, directory, whole, jobs.join()],
      {
        encoding: "utf8",
      },
    );

    const outcomes = stdout.trim().split("\n");
    expect({ status, signal, outcomes: outcomes.length }).toEqual({
      status: 0,
      signal: null,
      outcomes: jobs.length,
    });
    expect(outcomes.filter((outcome) => outcome.startsWith("bug"))).toEqual([]);
    expect(outcomes.filter((outcome) => outcome.startsWith("damaged")).length).toBeGreaterThan(
      jobs.length / 4,
    );
  });
});

async function aWrittenJournal() {
  const directory = aDirectory();
  const journal = await aJournal({ directory });
  for (let n = 0; n < 8; n++) {
    const entry = anEntry(n, ["a"]);
    await journal.append([{ ...entry, body: Buffer.alloc(n % 2 === 0 ? 9000 : 100, "x") }]);
  }
  await journal.close();
  return { directory, file: join(directory, "journal.mdb") };
}

function contentOf(file: string): string | undefined {
  try {
    return readFileSync(file, "latin1");
  } catch {
    return undefined;
  }
}
