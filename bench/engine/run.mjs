/**
 * Measures the engine against Oxigraph and stock Comunica over the same quads, each in a process of its own, query by query in turns:
 * `npm run bench:engine -- [--quads 200k|1M|5M] [--only TEXT] [--no-docs] [--no-comunica]`. The peers are installed by themselves:
 * `npm install --prefix bench/engine/peers`.
 */
import { cpSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { load, machineFacts } from "../machine.mjs";
import { rounded, summary } from "../measure.mjs";
import { childSide } from "./child.mjs";
import { benchData } from "./data.mjs";
import { landmarksOf } from "./landmarks.mjs";
import { generalQueries, lineageQueries, questionQueries } from "./queries.mjs";
import { writeEngineTables } from "./report.mjs";
import { storeFacts } from "./store-facts.mjs";

const { values } = parseArgs({
  options: {
    quads: { type: "string", default: "1M" },
    only: { type: "string", default: "" },
    "no-docs": { type: "boolean" },
    "no-comunica": { type: "boolean" },
  },
});
const limitMs = { muniment: 60_000, threads: 60_000, oxigraph: 10_000, comunica: 20_000 };
const machine = machineFacts();
const loadBefore = load();
const data = benchData(values.quads);
const landmarks = await landmarksOf(data);
const facts = values.only === "" ? await storeFacts(data, landmarks) : undefined;
const sides = ["muniment", "threads", "oxigraph", ...(values["no-comunica"] ? [] : ["comunica"])].map(
  (name) => childSide(name, name === "threads" ? copyOf(data) : data, limitMs[name]),
);
const opened = {};
for (const side of sides) {
  const { openMs, rssBytes } = await side.open();
  opened[side.name] = { openMs: rounded(openMs), rssMiB: rounded(rssBytes / 2 ** 20) };
}
const asked = [];
for (const query of queriesOf(landmarks).filter(({ id }) => id.includes(values.only)))
  asked.push(await compared(query));
for (const side of sides) side.close();
rmSync(`${data.store}-copy`, { recursive: true, force: true });

const results = {
  machine: { ...machine, oxigraph: peerVersion() },
  data,
  landmarks,
  loadBefore,
  loadAfter: load(),
  limitMs,
  opened,
  store: facts,
  queries: asked,
};
if (values.only === "") {
  const directory = new URL("../results/", import.meta.url);
  mkdirSync(directory, { recursive: true });
  const size = values.quads === "1M" ? "" : `-${values.quads}`;
  const file = new URL(`${machine.at.slice(0, 10)}-${machine.commit}-engine${size}.json`, directory);
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
  process.stderr.write(`${fileURLToPath(file)}\n`);
  if (!values["no-docs"]) writeEngineTables(results);
}

/** One process holds a store, so a second one opens a copy of it. */
function copyOf(original) {
  const copy = `${original.store}-copy`;
  rmSync(copy, { recursive: true, force: true });
  cpSync(original.store, copy, { recursive: true, filter: (file) => !file.endsWith("lock") });
  return { ...original, store: copy };
}

function queriesOf(found) {
  const about = {
    "blast-radius": { source: `<${found.source}>` },
    "dataset-history": { dataset: `<${found.model}>` },
    downstream: { of: `<${found.source}>` },
    "good-versions": { dataset: `<${found.model}>`, source: `<${found.source}>` },
    upstream: { of: `<${found.model}>` },
    "who-accessed": { dataset: `<${found.source}>` },
  };
  return [...lineageQueries(found), ...questionQueries(about), ...generalQueries(found)];
}

async function compared(query) {
  const row = { id: query.id };
  for (const side of sides) {
    const isApart = side.name === "comunica" && query.id.startsWith("graph");
    const repeats = side.name === "comunica" ? 3 : 5;
    const slowMs = side.name === "comunica" ? 2_000 : 8_000;
    row[side.name] = isApart
      ? { skipped: "its triples are in one graph" }
      : summed(await side.ask({ ...query, repeats, slowMs }));
  }
  const { muniment: ours, oxigraph: peer } = row;
  if (peer.againMs !== undefined && ours.againMs !== undefined) {
    row.ratioNew = rounded(peer.againMs.median / ours.newMs.median);
    row.ratio = rounded(peer.againMs.median / ours.againMs.median);
  }
  row.agrees = { oxigraph: agreement(query, ours, peer), comunica: agreement(query, ours, row.comunica) };
  process.stderr.write(`${lineOf(row)}\n`);
  return row;
}

function summed({ firstMs, newMs, againMs, ...rest }) {
  if (firstMs === undefined) return rest;
  return { ...rest, firstMs: rounded(firstMs), newMs: summary(newMs), againMs: summary(againMs) };
}

/** Whether two answers are the same, as far as it was looked at. */
function agreement({ isJson }, ours, other) {
  if (isJson || ours?.rows === undefined || other?.rows === undefined) return "not compared";
  if (ours.rows !== other.rows) return `${other.rows} rows instead of ${ours.rows}`;
  if (ours.hash === undefined || other.hash === undefined) return "as many rows";
  return ours.hash === other.hash ? "the same rows" : "OTHER ROWS";
}

function lineOf({ id, muniment: ours, threads, oxigraph, comunica, ratio, ratioNew, agrees }) {
  const cell = (result) =>
    result === undefined
      ? ""
      : (result.againMs?.median ??
        (result.overMs ? `> ${result.overMs}` : (result.failed ?? result.skipped)));
  return [
    id.padEnd(34),
    `rows ${ours.rows ?? ours.bytes}`,
    `ours ${ours.firstMs}/${ours.newMs?.median}/${cell(ours)}`,
    `threads ${cell(threads)}`,
    `oxigraph ${cell(oxigraph)}`,
    `comunica ${cell(comunica)}`,
    `ratio ${ratioNew}/${ratio}`,
    agrees.oxigraph,
    agrees.comunica,
  ].join(" | ");
}

function peerVersion() {
  return createRequire(import.meta.url)("./peers/node_modules/oxigraph/package.json").version;
}
