/** Events a second through the command line, from a file of NDJSON; the start of the process is part of it. */
import { execFile } from "node:child_process";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { repeated, rounded, summary, timed } from "../measure.mjs";
import { eventLines, withDirectory, writeLines } from "./store.mjs";

const main = fileURLToPath(new URL("../../dist/cli/main.js", import.meta.url));

export async function cli({ runs, repeats }) {
  const lines = eventLines(runs);
  const seconds = await repeated(repeats, () =>
    withDirectory(async (directory) => {
      const file = join(directory, "events.ndjson");
      writeLines(file, lines);
      const ingest = ["ingest", file, "--data", join(directory, "data"), "--json"];
      const { ms } = await timed(() => promisify(execFile)(process.execPath, [main, ...ingest]));
      return ms / 1000;
    }),
  );
  return {
    runs,
    events: lines.length,
    seconds: summary(seconds),
    eventsPerSecond: summary(seconds.map((each) => rounded(lines.length / each))),
  };
}
