import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { aDirectory, removeDirectories } from "../cli/command-line.ts";
import { program, startedCommand } from "../cli/started.ts";
import { contentOf, sent } from "./load.ts";
import { finishedCalls } from "./trace.ts";

removeDirectories();

const tried = spawnSync("strace", ["-f", "-o", "/dev/null", "true"], { encoding: "utf8" });
const reason = tried.error?.message ?? (tried.status === 0 ? undefined : tried.stderr.trim());
if (reason !== undefined)
  console.log(`skipped: fdatasync before the 201, since strace cannot run (${reason})`);

const events = 12;

describe.skipIf(reason !== undefined)("a 201", () => {
  it("is sent after the event and the page that names it are on the disk", async () => {
    const directory = join(aDirectory(), "store");
    const trace = join(aDirectory(), "trace");
    const calls = "trace=openat,read,write,writev,pwrite64,pwritev,pwritev2,fsync,fdatasync,msync";
    const server = startedCommand("strace", [
      ...["-f", "-y", "-s", "40", "-e", calls, "-o", trace],
      ...[process.execPath, program, "serve", "--data", directory, "--port", "0", "--json"],
    ]);
    const { url } = JSON.parse(await server.said("\n}\n"));

    const statuses: unknown[] = [];
    for (let n = 1; n <= events; n++) {
      const body = contentOf({ kind: "event", n });
      statuses.push(
        await sent(url, {
          path: "/api/v1/lineage",
          mediaType: "application/json",
          body,
          isGzip: false,
          items: [],
        }),
      );
    }
    const [traced] = spawnSync("pgrep", ["-P", String(server.child.pid)], { encoding: "utf8" }).stdout.split(
      "\n",
    );
    process.kill(Number(traced), "SIGTERM");
    const { exit } = await server.ended();

    expect([exit, statuses]).toEqual([0, statuses.map(() => 201)]);
    const sequences = betweenRequestAndAnswer(finishedCalls(readFileSync(trace, "utf8").split("\n")));
    expect(sequences).toHaveLength(events);
    for (const sequence of sequences) expect(sequence).toMatch(/^request (data )+(sync )+durable answer$/);
  });
});

/**
 * What was done to the journal's file between each request and its 201: `data` was written, all of it was made to `sync`,
 * or something was written through a descriptor that was opened with O_DSYNC, which is `durable` when the call returns.
 */
function betweenRequestAndAnswer(calls: readonly string[]): string[] {
  const durable = new Set<string>();
  const sequences: string[] = [];
  let sequence: string[] | undefined;
  for (const call of calls) {
    const opened = /openat\(.*journal\.mdb".*O_DSYNC.* = (\d+)</.exec(call)?.[1];
    if (opened !== undefined) durable.add(opened);
    if (/\bread\(\d+<[^>]*>, "POST \/api/.test(call)) sequence = ["request"];
    const [, name = "", descriptor = ""] = /^\d+\s+(\w+)\((\d+)<[^>]*journal\.mdb>/.exec(call) ?? [];
    if (name.includes("write")) sequence?.push(durable.has(descriptor) ? "durable" : "data");
    if (name.includes("sync")) sequence?.push(call.endsWith(" = 0") ? "sync" : "failed");
    if (/\bwritev?\(.*"HTTP\/1\.1 201/.test(call) && sequence !== undefined) {
      sequences.push([...sequence, "answer"].join(" "));
      sequence = undefined;
    }
  }
  return sequences;
}
