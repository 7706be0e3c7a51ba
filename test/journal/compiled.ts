import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { onTestFinished } from "vitest";

const root = fileURLToPath(new URL("../..", import.meta.url));
let compiled: string | undefined;

/** The journal as JavaScript, for processes that a test starts and kills: Node 20 reads no TypeScript. */
export function compileJournal(): string {
  if (compiled !== undefined) return compiled;
  const directory = join(root, "node_modules", ".cache", `muniment-journal-${process.pid}`);
  mkdirSync(directory, { recursive: true });
  process.once("exit", () => rmSync(directory, { recursive: true, force: true }));
  const tsconfig = join(directory, "tsconfig.json");
  const compilerOptions = { noEmit: false, outDir: directory, rootDir: join(root, "src") };
  const include = [join(root, "src/journal")];
  writeFileSync(tsconfig, JSON.stringify({ extends: join(root, "tsconfig.json"), compilerOptions, include }));
  const tsc = join(root, "node_modules", "typescript", "bin", "tsc");
  spawnSync(process.execPath, [tsc, "-p", tsconfig], { cwd: root });
  compiled = join(directory, "journal", "journal.js");
  return compiled;
}

/** Ends a process that a test started, whatever becomes of the test. */
export function killedAfterTest(child: { kill: (signal: "SIGKILL") => boolean }): void {
  onTestFinished(() => void child.kill("SIGKILL"));
}
