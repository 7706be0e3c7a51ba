import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Worker } from "node:worker_threads";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDictionary } from "../../../src/quads/dictionary/dictionary.ts";
import { nthTerm } from "./nth-term.ts";
import type { Reading } from "./reading-worker.ts";

const root = resolve(import.meta.dirname, "../../..");
const here = "test/quads/dictionary/reading-worker";

/** A worker runs JavaScript, and Vitest translates for its own threads only. */
let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "muniment-dictionary-"));
  const options =
    "--ignoreConfig --noCheck --target es2023 --module nodenext --rewriteRelativeImportExtensions";
  execFileSync(process.execPath, [
    join(root, "node_modules/typescript/bin/tsc"),
    join(root, `${here}.ts`),
    ...options.split(" "),
    ...["--rootDir", root, "--outDir", directory],
  ]);
  writeFileSync(join(directory, "package.json"), '{ "type": "module" }');
  symlinkSync(join(root, "node_modules"), join(directory, "node_modules"));
});
afterAll(() => rmSync(directory, { recursive: true, force: true }));

describe("a dictionary that several threads read", () => {
  it("shows a reader whole terms, and only those there were, while the writer goes on adding", async () => {
    const dictionary = createDictionary({
      textBlockBytes: 2 ** 14,
      recordBlockEntries: 2 ** 9,
      segmentSlots: 2 ** 8,
    });
    const worker = new Worker(join(directory, `${here}.js`));

    for (let n = 1; n <= 60_000; n++) {
      dictionary.add(nthTerm(n));
      if (n % 1000 === 0) worker.postMessage(dictionary.share());
    }
    worker.postMessage("end");
    const [reading] = (await once(worker, "message")) as [Reading];

    await worker.terminate();
    expect(reading).toEqual({ read: 60, faults: [] });
  });
});
