import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { Muniment } from "../../src/muniment.ts";
import { aDirectory, removeDirectories } from "../cli/command-line.ts";
import { startedCommand } from "../cli/started.ts";
import { seeded } from "./load.ts";

removeDirectories();

const seed = Number(process.env.MUNIMENT_SEED ?? Math.floor(Math.random() * 2 ** 31));
const rounds = 15;
const writing = fileURLToPath(new URL("./children/write-index.mjs", import.meta.url));

describe("a store that writes its index after every batch and is killed at random moments", () => {
  it(`has an index that is whole, the one before or the new one, and nothing else is lost (MUNIMENT_SEED=${seed})`, async () => {
    const random = seeded(seed);
    const directory = join(aDirectory(), "store");
    const generations: number[] = [];

    for (let round = 0; round < rounds; round++) {
      const child = startedCommand(process.execPath, [writing, directory]);
      await child.said("acknowledged");
      await new Promise((resolve) => setTimeout(resolve, random() * 600));
      child.child.kill("SIGKILL");
      const { stdout } = await child.ended();
      const acknowledged = Math.max(
        ...[...stdout.matchAll(/(\d+)\n/g)].map(([, records]) => Number(records)),
      );

      const notices: string[] = [];
      const notice = (text: string) => notices.push(text);
      const checkpoints = { leastRecords: Number.POSITIVE_INFINITY };
      const muniment = await Muniment.open({ directory, notice, checkpoints });
      const verification = await muniment.verify();
      const { records } = muniment.stats();
      await muniment.close();

      expect(notices).toEqual([]);
      expect(verification).toMatchObject({ isVerified: true, index: { damaged: [] } });
      expect(records).toBeGreaterThanOrEqual(acknowledged);
      generations.push(generationIn(directory));
    }

    console.log(
      `crash: index files survived ${rounds} kills (MUNIMENT_SEED=${seed}), written ${generations.join(" ")}`,
    );
    expect(generations.at(-1)).toBeGreaterThan(0);
    expect(generations).toEqual(generations.toSorted((a, b) => a - b));
  });
});

/** How often the index was written; 0 while there is none. */
function generationIn(directory: string): number {
  try {
    const { index } = JSON.parse(readFileSync(join(directory, "index", "manifest.json"), "utf8"));
    return index.generation;
  } catch {
    return 0;
  }
}
