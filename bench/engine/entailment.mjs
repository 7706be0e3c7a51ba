/**
 * What entailment costs: each query without and with PROV-O's axioms, in turns, in one process, over the store of the engine's bench.
 * `node bench/engine/entailment.mjs [--quads 20k|200k|1M|5M|20M] [--only TEXT] [--pairs N]`, after `npm run build`.
 */
import { cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { provAxioms } from "../../dist/entailment/prov-axioms.js";
import { load } from "../machine.mjs";
import { summary, timed } from "../measure.mjs";
import { benchData } from "./data.mjs";
import { landmarksOf } from "./landmarks.mjs";
import { allQueries } from "./queries.mjs";
import { openedStore, ownEngine } from "./sides/muniment.mjs";

const { values } = parseArgs({
  options: {
    quads: { type: "string", default: "200k" },
    only: { type: "string", default: "" },
    pairs: { type: "string", default: "15" },
  },
});
const prov = "http://www.w3.org/ns/prov#";
const data = benchData(values.quads);
// A process holds a store: this one reads a copy, whoever else reads the store.
const directory = mkdtempSync(join(tmpdir(), "muniment-entailment-"));
cpSync(data.store, directory, { recursive: true, filter: (file) => !file.endsWith("lock") });
const landmarks = await landmarksOf({ ...data, store: directory });
const { store, close } = await openedStore(directory);
const engine = ownEngine();
const own = {
  "influences of a version": `SELECT ?x { <${landmarks.modelVersion}> <${prov}wasInfluencedBy> ?x }`,
  "influences, transitively": `SELECT (COUNT(*) AS ?n) { <${landmarks.modelVersion}> <${prov}wasInfluencedBy>+ ?x }`,
  "influences, all": `SELECT (COUNT(*) AS ?n) { ?x <${prov}wasInfluencedBy> ?y }`,
  "agents by class": `SELECT (COUNT(*) AS ?n) { ?x a <${prov}Agent> }`,
  "inverse name": `SELECT ?x { <${landmarks.source}> <${prov}generalizationOf> ?x }`,
};
const queries = [...allQueries(landmarks), ...Object.entries(own).map(([id, text]) => ({ id, text }))];

async function rowsOf(text, options) {
  const result = await engine.query(text, store.view({ mode: "exact" }), options);
  if (result.kind === "boolean") return result.value ? 1 : 0;
  let rows = 0;
  for await (const { length } of result.ids.chunks) rows += length;
  return rows;
}

const shown = ({ median, min, max }) => `${median} (${min}–${max})`;
console.log(
  `load ${load()}\n| query | rows | with prov | none, ms | prov, ms |\n| --- | --- | --- | --- | --- |`,
);
for (const { id, text } of queries.filter((query) => query.id.includes(values.only))) {
  const times = { none: [], prov: [] };
  const rows = {};
  const options = { none: {}, prov: { axioms: provAxioms() } };
  for (let pair = -3; pair < Number(values.pairs); pair++)
    for (const way of pair % 2 === 0 ? ["none", "prov"] : ["prov", "none"]) {
      const { ms, value } = await timed(() => rowsOf(text, options[way]));
      rows[way] = value;
      if (pair >= 0) times[way].push(ms);
    }
  const cells = [id, rows.none, rows.prov, shown(summary(times.none)), shown(summary(times.prov))];
  console.log(`| ${cells.join(" | ")} |`);
}
console.log(`load ${load()}`);
await close();
rmSync(directory, { recursive: true });
