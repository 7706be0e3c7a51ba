import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { aDirectory, removeDirectories } from "../cli/command-line.ts";
import { started } from "../cli/started.ts";
import { aLedger, client, type Item, type Ledger, seeded } from "./load.ts";
import { canonicalOfFresh, contentOfStore } from "./surviving.ts";

removeDirectories();

const seed = Number(process.env.MUNIMENT_SEED ?? Math.floor(Math.random() * 2 ** 31));
const rounds = 10;
const clients = 8;

describe("a server that is killed at random moments while 8 clients write", () => {
  it(`has every acknowledged event once, nothing by halves, and a log that verifies (MUNIMENT_SEED=${seed})`, async () => {
    const random = seeded(seed);
    const directory = join(aDirectory(), "store");
    const ledger = aLedger();
    let n = 0;
    const next = () => ++n;

    for (let round = 1; round <= rounds; round++) {
      await roundOfLoad(directory, ledger, { random, next });
      const { items, canonical } = await contentOfStore(directory);
      expectSurvived(items, ledger);
      if (round === rounds) expect(canonical).toBe(await canonicalOfFresh(items, directory));
    }

    console.log(
      `crash: survived ${rounds} kills (MUNIMENT_SEED=${seed}): ${ledger.acknowledged.length} acknowledged of ${ledger.sent.length} sent`,
    );
    expect(ledger.acknowledged.length).toBeGreaterThan(rounds);
  });
});

describe("a server that is killed while it starts", () => {
  it("leaves a directory in which the next one starts", async () => {
    const random = seeded(seed);
    const directory = join(aDirectory(), "store");

    for (let round = 0; round < 8; round++) {
      const server = started(["serve", "--data", directory, "--port", "0", "--json"]);
      await new Promise((resolve) => setTimeout(resolve, random() * 800));
      server.child.kill("SIGKILL");
      await server.ended();
    }
    const server = started(["serve", "--data", directory, "--port", "0", "--json"]);
    await server.said("\n}\n");
    server.child.kill("SIGTERM");

    expect((await server.ended()).exit).toBe(0);
    expect((await contentOfStore(directory)).items).toEqual([]);
  });
});

/** Starts the server, lets the clients write, kills it between 20 and 1,500 ms after the first acknowledgement. */
async function roundOfLoad(
  directory: string,
  ledger: Ledger,
  { random, next }: { random: () => number; next: () => number },
): Promise<void> {
  const server = started(["serve", "--data", directory, "--port", "0", "--json"]);
  const { url } = JSON.parse(await server.said("\n}\n"));
  const before = ledger.acknowledged.length;
  const working = Array.from({ length: clients }, () => client(url, { ledger, random, next }));
  while (ledger.acknowledged.length === before) await new Promise((resolve) => setTimeout(resolve, 1));
  await new Promise((resolve) => setTimeout(resolve, 20 + random() * 1480));
  server.child.kill("SIGKILL");
  await Promise.all([server.ended(), ...working]);
  expect([...ledger.refused]).toEqual([]);
}

function expectSurvived(items: readonly Item[], { sent, acknowledged }: Ledger): void {
  const present = new Set(items.map(({ n }) => n));
  const known = new Set(sent.map(({ n }) => n));
  expect(acknowledged.filter(({ n }) => !present.has(n))).toEqual([]);
  expect(items.filter(({ n }) => !known.has(n))).toEqual([]);
}
