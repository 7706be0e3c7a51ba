/**
 * Measures Muniment on this machine and writes the figures down: `npm run bench` (`-- --quick` for two minutes). Each stage
 * runs in a process of its own, so that none inherits the heap of another. Numbers are recorded here, not asserted.
 */
import { execFile } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { load, machineFacts } from "./machine.mjs";
import { rounded, timed } from "./measure.mjs";
import { writeTables } from "./report.mjs";

const corpora = ["openlineage/derived/dbt-results.ndjson", "openlineage/derived/spark-expected.ndjson"];

const fully = {
  pipeline: [{ runs: 200, repeats: 3 }, ...corpora.map((corpus) => ({ corpus, repeats: 3 }))],
  cli: [
    { runs: 100, repeats: 3 },
    { runs: 1000, repeats: 2 },
  ],
  http: [1, 8, 32].map((clients) => ({ clients, runs: 800, repeats: 2 })),
  queryable: [0, 7].map((background) => ({ background, runs: 400, samples: 100 })),
  relink: [
    ...[100, 1000, 10_000].map((versions) => ({ versions, repeats: 5 })),
    { versions: 100_000, repeats: 21 },
  ],
  questions: [100, 1000].map((runs) => ({ runs, repeats: 3 })),
  open: [
    { runs: 100, repeats: 3 },
    { runs: 1000, repeats: 2 },
  ],
};

const quickly = {
  pipeline: [{ runs: 100, repeats: 2 }],
  cli: [{ runs: 100, repeats: 2 }],
  http: [1, 8, 32].map((clients) => ({ clients, runs: 300, repeats: 1 })),
  queryable: [0, 7].map((background) => ({ background, runs: 150, samples: 30 })),
  relink: [100, 1000].map((versions) => ({ versions, repeats: 3 })),
  questions: [{ runs: 100, repeats: 3 }],
  open: [{ runs: 100, repeats: 3 }],
};

const { values } = parseArgs({
  options: { quick: { type: "boolean" }, only: { type: "string" }, "no-docs": { type: "boolean" } },
});
const plan = values.quick ? quickly : fully;
const wanted = values.only?.split(",") ?? Object.keys(plan);
const machine = machineFacts();
const stages = {};
for (const name of wanted) {
  stages[name] = [];
  for (const parameters of plan[name] ?? []) stages[name].push(await measured(name, parameters));
}
const results = { isQuick: values.quick ?? false, machine, stages };
const directory = new URL("results/", import.meta.url);
mkdirSync(directory, { recursive: true });
const file = new URL(
  `${machine.at.slice(0, 10)}-${machine.commit}${values.quick ? "-quick" : ""}.json`,
  directory,
);
writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
if (!values["no-docs"]) writeTables(results);
process.stderr.write(`${fileURLToPath(file)}\n`);

async function measured(name, parameters) {
  const loadBefore = load();
  const stage = fileURLToPath(new URL("stage.mjs", import.meta.url));
  const { ms, value } = await timed(() =>
    promisify(execFile)(
      process.execPath,
      ["--expose-gc", "--max-old-space-size=8192", stage, name, JSON.stringify(parameters)],
      { maxBuffer: 2 ** 26 },
    ),
  );
  const result = JSON.parse(value.stdout);
  process.stderr.write(`${name} ${JSON.stringify(parameters)}: ${rounded(ms / 1000)} s\n`);
  return { ...result, loadBefore, loadAfter: load() };
}
