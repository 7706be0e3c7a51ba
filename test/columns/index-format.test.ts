import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { writeColumns } from "../../src/columns/write-columns.ts";

it("docs/index-format.md has a program that reads a file of columns and finds what is damaged", async () => {
  const directory = mkdtempSync(join(tmpdir(), "muniment-format-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  const text = readFileSync(join(import.meta.dirname, "../../docs/index-format.md"), "utf8");
  const program = join(directory, "read.mjs");
  writeFileSync(program, /^```js\n([\s\S]*?)^```/m.exec(text)?.[1] ?? "");
  const file = join(directory, "a.columns");
  const columns = { "a/numbers": Uint32Array.of(1, 2), "a/large.settled": new Uint8Array(5_000_000) };
  const { sizeBytes } = await writeColumns(file, columns, { part: "a" });
  const bytes = readFileSync(file);
  bytes[sizeBytes - 100] = 1;
  writeFileSync(file, bytes);

  const { stdout } = spawnSync(process.execPath, [program, file], { encoding: "utf8" });

  expect(stdout).toBe("a/numbers uint32 2 whole\na/large.settled uint8 5000000 DAMAGED\n");
});
