import { readFileSync, writeFileSync } from "node:fs";
import { growthTables } from "./reports/growth.mjs";
import { hostileTables } from "./reports/hostile.mjs";
import { httpTables } from "./reports/http.mjs";
import { processTables } from "./reports/process.mjs";

const page = new URL("../../docs/performance.md", import.meta.url);
const tablesOf = {
  process: processTables,
  http: httpTables,
  growth: growthTables,
  hostile: hostileTables,
};

/** Puts the tables of each part that was measured between its markers of `docs/performance.md`. */
export function writeEngineTables(results) {
  let text = readFileSync(page, "utf8");
  for (const [name, { figures, seconds, loads }] of Object.entries(results.parts)) {
    const begin = `<!-- bench:engine:${name}: written by bench/engine/run.mjs; do not edit -->`;
    const end = `<!-- /bench:engine:${name} -->`;
    const [before, rest] = text.split(begin);
    const after = rest?.split(end)[1];
    if (after === undefined) throw new Error(`docs/performance.md has no "${begin}" … "${end}"`);
    const facts = `${factsOf(results)} This part took ${seconds} s, at a load of ${loads.join("–")}.`;
    const tables = [facts, "", ...tablesOf[name](figures, results)].join("\n");
    text = `${before}${begin}\n\n${tables}\n\n${end}${after}`;
  }
  writeFileSync(page, text);
}

function factsOf({ machine, data }) {
  const { at, commit, isClean, cores, cpu, memoryGiB, node } = machine;
  return `Measured ${at.slice(0, 10)} at commit ${commit}${isClean ? "" : " with changes that were not committed"}; ${cores} cores of ${cpu}, ${memoryGiB} GiB; Node ${node}. ${data.quadsInStore} quads from ${data.runs} generated runs.`;
}
