import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { aDirectory, anEvent, removeDirectories } from "../cli/command-line.ts";
import { started } from "../cli/started.ts";
import { aLedger, client, seeded } from "./load.ts";
import { contentOfStore } from "./surviving.ts";

const disk = join(aDirectory(), "disk");
mkdirSync(disk);
const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "size=3m", "tmpfs", disk], { encoding: "utf8" });
const reason = mounted.error?.message ?? (mounted.status === 0 ? undefined : mounted.stderr.trim());
if (reason !== undefined) console.log(`skipped: a full disk, since no small one can be mounted (${reason})`);
removeDirectories();
afterAll(() => {
  if (reason === undefined) spawnSync("umount", ["-l", disk]);
});

describe.skipIf(reason !== undefined)("a server whose disk is full", () => {
  it("says so with a problem, keeps what it acknowledged, and goes on when there is room again", async () => {
    const directory = join(disk, "store");
    const server = started(["serve", "--data", directory, "--port", "0", "--json"]);
    const { url } = JSON.parse(await server.said("\n}\n"));
    const [ledger, random] = [aLedger(), seeded(1)];
    let n = 0;
    const next = () => ++n;
    const isFull = () => ledger.refused.size > 0;

    await Promise.all(Array.from({ length: 8 }, () => client(url, { ledger, random, next, isOver: isFull })));
    const answer = await fetch(`${url}/api/v1/lineage`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(anEvent(0, { producer: `https://example.org/${"x".repeat(300_000)}` })),
    });
    const health = await fetch(`${url}/healthz`);
    const asked = await fetch(`${url}/sparql?query=ASK%20%7B%7D`);
    spawnSync("mount", ["-o", "remount,size=64m", disk]);
    const [later, more] = [aLedger(), n + 20];
    await client(url, { ledger: later, random, next, isOver: () => n > more });
    server.child.kill("SIGTERM");
    const { exit } = await server.ended();

    console.log(
      `full disk: ${ledger.acknowledged.length} acknowledged before it was full, then ${JSON.stringify([...ledger.refused])}; ${later.acknowledged.length} after`,
    );
    expect([...ledger.refused.keys()]).toEqual([503]);
    expect([answer.status, health.status, asked.status]).toEqual([503, 200, 200]);
    expect(await answer.json()).toMatchObject({ code: "journal-not-written" });
    expect([...later.refused]).toEqual([]);
    expect(exit).toBe(0);
    const { items } = await contentOfStore(directory);
    const present = new Set(items.map((item) => item.n));
    for (const { acknowledged } of [ledger, later])
      expect(acknowledged.filter((item) => !present.has(item.n))).toEqual([]);
  });
});
