import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { beforeAll, describe, expect, it } from "vitest";
import { finishedCalls } from "../crash/trace.ts";
import { aDirectory, aJournal } from "./builders.ts";
import { compileJournal, killedAfterTest } from "./compiled.ts";

const appending = fileURLToPath(new URL("./children/append.mjs", import.meta.url));
const hasStrace = spawnSync("strace", ["-V"]).status === 0;
let compiled: string;
beforeAll(() => {
  compiled = compileJournal();
});

describe("a killed writer", () => {
  it.each([30, 100, 250])(
    "has lost nothing that it acknowledged, %d ms after its first append",
    async (delayMs) => {
      const directory = aDirectory();
      const writer = aWriter(directory);
      await writer.said("0\n");

      await new Promise((resolve) => setTimeout(resolve, delayMs));
      const output = await writer.killed();

      const acknowledged = output
        .slice(output.indexOf("\n") + 1)
        .split("\n")
        .slice(0, -1)
        .map(Number);
      const journal = await aJournal({ directory });
      const records = [...journal.records()];
      expect(acknowledged.length).toBeGreaterThan(0);
      expect(journal.size).toBeGreaterThanOrEqual(acknowledged.length);
      expect(acknowledged).toEqual([...acknowledged.keys()]);
      expect(records.at(-1)?.isBatchEnd).toBe(true);
      expect(
        records.every((record, n) =>
          Buffer.from(record.body() ?? [])
            .toString()
            .startsWith(`body ${n} `),
        ),
      ).toBe(true);
      expect((await journal.verify()).problems).toEqual([]);
    },
  );

  it("holds the directory while it lives, by its process number, and not a moment longer", async () => {
    const directory = aDirectory();
    const writer = aWriter(directory);
    await writer.said("open\n");

    await expect(aJournal({ directory })).rejects.toMatchObject({
      code: "data-directory-locked",
      pid: writer.pid,
    });
    await writer.killed();

    expect((await aJournal({ directory })).size).toBeGreaterThanOrEqual(0);
  });
});

describe("the writer", () => {
  it.each([
    ["after a killed one", true],
    ["in a new directory", false],
  ])("is exactly one of several that start at once, %s", async (_, hasPredecessor) => {
    const directory = aDirectory();
    if (hasPredecessor) {
      const first = aWriter(directory);
      await first.said("open\n");
      await first.killed();
    }

    const starters = [1, 2, 3, 4].map(() => aWriter(directory));
    const outcomes = await Promise.all(
      starters.map((starter) => Promise.race([starter.said("open\n").then(() => "open"), starter.failed()])),
    );

    expect(outcomes.filter((outcome) => outcome === "open")).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome.includes("data-directory-locked"))).toHaveLength(3);
  });
});

describe.skipIf(!hasStrace)(`an acknowledgement${hasStrace ? "" : " (skipped: no strace)"}`, () => {
  it("comes after the data pages and the page that names them are on the disk", () => {
    const directory = aDirectory();
    const trace = join(directory, "trace");
    const calls = "trace=openat,write,writev,pwrite64,pwritev,pwritev2,fsync,fdatasync,msync";
    const traced = [
      "-f",
      "-y",
      "-e",
      calls,
      "-o",
      trace,
      process.execPath,
      appending,
      compiled,
      directory,
      "12",
    ];

    const { status } = spawnSync("strace", traced, { timeout: 20_000 });

    expect(status).toBe(0);
    const sequences = writesBeforeEachAcknowledgement(readFileSync(trace, "utf8").split("\n"));
    expect(sequences).toHaveLength(12);
    for (const sequence of sequences) expect(sequence).toMatch(/^(data )+(sync )+durable $/);
  });
});

/**
 * What was done to the journal's file before each acknowledgement: `data` was written, all of it was made to `sync`,
 * or something was written through a descriptor opened with O_DSYNC, which is `durable` when the call returns.
 */
function writesBeforeEachAcknowledgement(lines: readonly string[]): string[] {
  const durable = new Set<string>();
  const sequences: string[] = [];
  let sequence = "";
  for (const line of finishedCalls(lines)) {
    const [, call = "", descriptor = ""] = /^\d+\s+(\w+)\((\d+)<[^>]*journal\.mdb>/.exec(line) ?? [];
    const opened = /openat\(.*journal\.mdb".*O_DSYNC.* = (\d+)</.exec(line)?.[1];
    if (opened !== undefined) durable.add(opened);
    if (call.includes("write")) sequence += durable.has(descriptor) ? "durable " : "data ";
    if (call.includes("sync")) sequence += line.endsWith(" = 0") ? "sync " : "failed ";
    if (/write\(1<[^>]*>, "\d/.test(line)) sequences.push(sequence);
    if (/write\(1</.test(line)) sequence = "";
  }
  return sequences;
}

function aWriter(directory: string) {
  const child = spawn(process.execPath, [appending, compiled, directory], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  killedAfterTest(child);
  let output = "";
  let errors = "";
  child.stdout.on("data", (chunk: Buffer) => {
    output += chunk.toString();
  });
  child.stderr.on("data", (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const closed = once(child, "close");
  return {
    pid: child.pid,
    said: async (text: string) => {
      while (!output.includes(text)) await once(child.stdout, "data");
    },
    failed: async () => {
      await closed;
      return errors;
    },
    killed: async () => {
      child.kill("SIGKILL");
      await closed;
      return output;
    },
  };
}
