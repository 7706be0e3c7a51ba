import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { aDirectory, removeDirectories } from "../cli/command-line.ts";
import { started } from "../cli/started.ts";
import { aLedger, client, seeded } from "./load.ts";
import { contentOfStore } from "./surviving.ts";

removeDirectories();

describe("a server that is told to stop while 8 clients write", () => {
  it.each(["SIGTERM", "SIGINT"] as const)(
    "has all that it acknowledged, and ends with 0 on %s",
    async (signal) => {
      const directory = join(aDirectory(), "store");
      const server = started(["serve", "--data", directory, "--port", "0", "--json"]);
      const { url } = JSON.parse(await server.said("\n}\n"));
      const ledger = aLedger();
      const random = seeded(1);
      let n = 0;
      let isOver = false;
      const next = () => ++n;

      const working = Array.from({ length: 8 }, () =>
        client(url, { ledger, random, next, isOver: () => isOver }),
      );
      await new Promise((resolve) => setTimeout(resolve, 1000));
      server.child.kill(signal);
      const { exit, stderr } = await server.ended();
      isOver = true;
      await Promise.all(working);

      expect(exit).toBe(0);
      expect(stderr).toBe("Stopping: finishing what is under way\n");
      const { items } = await contentOfStore(directory);
      const present = new Set(items.map((item) => item.n));
      expect(ledger.acknowledged.length).toBeGreaterThan(0);
      expect(ledger.acknowledged.filter((item) => !present.has(item.n))).toEqual([]);
      expect([...ledger.refused.keys()].filter((status) => status !== 503)).toEqual([]);
    },
  );
});
