import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Muniment } from "../../dist/index.js";
import { generateEvents, pipelinesFor } from "../generate.mjs";
import { governanceTurtle } from "../generator/governance.mjs";

/** What every stage needs of a store. */

export const sender = { id: "bench" };

/** Runs `work` with a directory of its own, which is gone afterwards. */
export async function withDirectory(work) {
  const directory = mkdtempSync(join(tmpdir(), "muniment-bench-"));
  try {
    return await work(directory);
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

/** The generated events as lines of NDJSON. */
export function eventLines(runs) {
  return Array.from(generateEvents({ runs }), (event) => Buffer.from(JSON.stringify(event)));
}

export function writeLines(file, lines) {
  writeFileSync(file, Buffer.concat(lines.flatMap((line) => [line, Buffer.from("\n")])));
}

/** Takes in lines as the command line does, 256 at once. */
export async function ingestLines(muniment, lines) {
  for (let i = 0; i < lines.length; i += 256) {
    const batch = lines.slice(i, i + 256);
    await Promise.all(
      batch.map((bytes) => muniment.ingestAll({ bytes, mediaType: "application/json" }, sender)),
    );
  }
  await muniment.settled();
}

/** A store of `runs` runs with its governance document. */
export async function filledStore(directory, runs) {
  const muniment = await Muniment.open({ directory });
  const turtle = governanceTurtle({ pipelines: pipelinesFor(runs), baseIri: muniment.iris.base });
  await muniment.ingestDocument({ bytes: Buffer.from(turtle), mediaType: "text/turtle" }, sender);
  await ingestLines(muniment, eventLines(runs));
  return muniment;
}
