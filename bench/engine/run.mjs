/**
 * Measures the engine and writes the figures down: `npm run bench:engine -- [--quads 200k|1M|5M|20M] [--parts LIST | --all]`. The parts:
 *
 * - `process`, the usual one: our engine against Oxigraph and stock Comunica over the same quads, and what the store takes;
 * - `http`: `muniment serve` against the servers of Fuseki and Oxigraph, which `peers/servers.mjs` brings;
 * - `growth`: bytes a quad and closures in stores up to `--growth-to` times the data;
 * - `hostile`: what a query does that no server can answer.
 *
 * `--only TEXT` asks only the queries whose id has it, `--no-comunica` leaves that out, `--peer-union computed` has the peers' servers compute the
 * union of graphs, and `--no-docs` leaves `docs/performance.md` alone.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { load, machineFacts } from "../machine.mjs";
import { benchData } from "./data.mjs";
import { growthFacts } from "./growth.mjs";
import { hostileFacts } from "./hostile/measure.mjs";
import { comparedOverHttp } from "./http/compare.mjs";
import { comparedInProcess } from "./in-process.mjs";
import { landmarksOf } from "./landmarks.mjs";
import { httpLine, processLine } from "./progress.mjs";
import { allQueries } from "./queries.mjs";
import { writeEngineTables } from "./report.mjs";
import { storeFacts } from "./store-facts.mjs";

const { values } = parseArgs({
  options: {
    quads: { type: "string", default: "1M" },
    parts: { type: "string", default: "process" },
    all: { type: "boolean" },
    only: { type: "string", default: "" },
    "no-docs": { type: "boolean" },
    "no-comunica": { type: "boolean" },
    "peer-union": { type: "string", default: "loaded" },
    "growth-to": { type: "string", default: "20" },
    "hostile-limit": { type: "string", default: "5000" },
  },
});
const names = ["process", "http", "growth", "hostile"];
const wanted = values.all ? names : values.parts.split(",");
const isWhole = values.only === "";
const machine = machineFacts();
const loadBefore = load();
const note = (line) => process.stderr.write(`${line}\n`);
const data = benchData(values.quads);
const landmarks = await landmarksOf(data);
const queries = allQueries(landmarks).filter(({ id }) => id.includes(values.only));

const partOf = {
  process: async () => ({
    ...(isWhole ? { store: await storeFacts(data, landmarks) } : {}),
    ...(await comparedInProcess(data, queries, {
      withComunica: !values["no-comunica"],
      note: (row) => note(processLine(row)),
    })),
  }),
  http: () =>
    comparedOverHttp(data, [{ id: "nothing", text: "ASK {}" }, ...queries], {
      union: values["peer-union"],
      note: (row) => note(httpLine(row)),
    }),
  growth: async () => {
    const sizes = [];
    if (values.quads === "1M") sizes.push(growthFacts(benchData("200k"), 1));
    for (const copies of [1, 5, 20].filter((each) => each <= Number(values["growth-to"]))) {
      sizes.push(growthFacts(data, copies));
      note(JSON.stringify(sizes.at(-1)));
    }
    return sizes;
  },
  hostile: async () => {
    const limitMs = Number(values["hostile-limit"]);
    return {
      limitMs,
      ...(await hostileFacts(data, landmarks, { limitMs, calmMs: 5_000, clients: 3, note })),
    };
  },
};
const parts = {};
for (const name of wanted) {
  const [begin, before] = [performance.now(), load()];
  const part = await partOf[name]();
  parts[name] = {
    seconds: Math.round((performance.now() - begin) / 1000),
    loads: [before, load()],
    figures: part,
  };
}

const results = { machine, data, landmarks, loadBefore, loadAfter: load(), parts };
if (isWhole) {
  const directory = new URL("../results/", import.meta.url);
  mkdirSync(directory, { recursive: true });
  const size = values.quads === "1M" ? "" : `-${values.quads}`;
  const which = wanted.length === names.length ? "-all" : wanted.map((name) => `-${name}`).join("");
  const file = new URL(`${machine.at.slice(0, 10)}-${machine.commit}-engine${size}${which}.json`, directory);
  writeFileSync(file, `${JSON.stringify(results, null, 2)}\n`);
  note(fileURLToPath(file));
  if (!values["no-docs"]) writeEngineTables(results);
}
