/**
 * Opening a store by its index files, to the first answer, and what the process holds then; `node open-time.mjs DIRECTORY` does it once. The first
 * opening may be a replay of the journal, and writes the files when it closes.
 */
import { execFileSync } from "node:child_process";
import { fileURLToPath } from "node:url";
import { Muniment } from "../../dist/index.js";
import { rounded, summary, timed } from "../measure.mjs";

const script = fileURLToPath(import.meta.url);

export function openTimes({ store }) {
  const options = ["--expose-gc", "--max-old-space-size=8192", script, store];
  const opened = () => JSON.parse(execFileSync(process.execPath, options, { encoding: "utf8" }));
  opened();
  const times = [opened(), opened(), opened()];
  return {
    openMs: summary(times.map(({ openMs }) => openMs)).median,
    answerMs: summary(times.map(({ answerMs }) => answerMs)).median,
    heapMiB: times[0].heapMiB,
    arraysMiB: times[0].arraysMiB,
    residentMiB: times[0].residentMiB,
  };
}

async function opened(directory) {
  const { ms: openMs, value: muniment } = await timed(() => Muniment.open({ directory }));
  const { ms: answerMs } = await timed(async () => {
    const result = await muniment.query(
      "SELECT ?run WHERE { ?run a <http://www.w3.org/ns/prov#Activity> } LIMIT 10",
      { mode: "exact" },
    );
    for await (const row of result.rows) row.get("run");
  });
  globalThis.gc();
  const { heapUsed, arrayBuffers, rss } = process.memoryUsage();
  await muniment.close();
  const [heapMiB, arraysMiB, residentMiB] = [heapUsed, arrayBuffers, rss].map((bytes) =>
    Math.round(bytes / 2 ** 20),
  );
  return { openMs: rounded(openMs), answerMs: rounded(answerMs), heapMiB, arraysMiB, residentMiB };
}

if (process.argv[1] === script) process.stdout.write(JSON.stringify(await opened(process.argv[2])));
