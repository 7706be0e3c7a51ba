/**
 * How the engine grows: bytes a quad, and the time of closures against what they find, in stores of growing size. Of a large store it needs the
 * engine alone, so the quads are the export of the bench's data, which events and the linker made, as often as the size asks for: each copy with IRIs,
 * times and longer texts of its own, so that the dictionary grows as the quads do.
 *
 * `node bench/engine/growth.mjs '{"quadsFile":…,"copies":5}'` measures one size in a process of its own.
 */
import { execFileSync } from "node:child_process";
import { createReadStream } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { DataFactory, StreamParser } from "n3";
import { irisOf } from "../../dist/mapping/iris.js";
import { createDictionary } from "../../dist/quads/dictionary/dictionary.js";
import { integerQuadStore } from "../../dist/quads/integer-quad-store.js";
import { repeated, rounded, summary, timed } from "../measure.mjs";
import { engineSide, ownEngine } from "./sides/muniment.mjs";
import { bytesOf, segmentsOf, watchedIndex } from "./store-memory.mjs";

const script = fileURLToPath(import.meta.url);
const base = "http://localhost:3030/id/";

export function growthFacts({ quadsFile }, copies) {
  const options = ["--expose-gc", "--max-old-space-size=8192", "--max-semi-space-size=64"];
  const output = execFileSync(process.execPath, [...options, script, JSON.stringify({ quadsFile, copies })], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
  });
  return JSON.parse(output);
}

async function measured({ quadsFile, copies }) {
  const watched = watchedIndex();
  const dictionary = createDictionary();
  const iris = irisOf({ baseIri: base, storeKey: new Uint8Array(32) });
  const store = integerQuadStore({ iris, dictionary });
  let { terms, blocks } = await readBlocks(quadsFile);
  const { ms: loadMs } = await timed(() => {
    for (let copy = 0; copy < copies; copy++) load(store, terms, blocks, copy);
  });
  const index = watched.current;
  const { ms: sortMs, value: segments } = await timed(() => segmentsOf(index));
  terms = blocks = undefined;
  await collected();
  const { rss, arrayBuffers, heapUsed } = process.memoryUsage();
  const { intervals } = index;
  const bytes = {
    dictionary: dictionary.sizeBytes,
    segments: segments.reduce((sum, segment) => sum + bytesOf(segment), 0),
    intervals: bytesOf([intervals.from, intervals.to, intervals.closing, intervals.closed]),
    allArrays: arrayBuffers,
    heap: heapUsed,
    resident: rss,
  };
  const aQuad = Object.entries(bytes).map(([name, size]) => [name, rounded(size / store.size)]);
  return {
    quads: store.size,
    copies,
    terms: dictionary.size,
    segments: segments.map(({ rows }) => rows),
    loadMs: rounded(loadMs),
    quadsASecond: rounded((store.size / (loadMs + sortMs)) * 1000),
    bytesAQuad: Object.fromEntries(aQuad),
    closures: await closures(store),
  };
}

/** What is freed by one collection is counted until the next. */
async function collected() {
  for (let turn = 0; turn < 3; turn++) {
    globalThis.gc();
    await sleep(300);
  }
}

/** The quads as numbers of distinct terms, four of them a quad, and which of them are of one graph. */
async function readBlocks(file) {
  const terms = [];
  const numberOf = new Map();
  const number = (term) => {
    const key = term.id;
    let found = numberOf.get(key);
    if (found === undefined) {
      found = terms.push(term) - 1;
      numberOf.set(key, found);
    }
    return found;
  };
  const blocks = [];
  let graph;
  const parsed = createReadStream(file, { highWaterMark: 2 ** 20 }).pipe(
    new StreamParser({ format: "application/n-quads" }),
  );
  for await (const quad of parsed) {
    if (quad.graph.value !== graph) blocks.push([]);
    graph = quad.graph.value;
    const row = [quad.subject, quad.predicate, quad.object, quad.graph].map(number);
    blocks.at(-1).push(...row);
  }
  return { terms, blocks };
}

/** Opens the blocks and derived statements of one copy. */
function load(store, terms, blocks, copy) {
  const own = terms.map((term) => renamed(term, copy));
  // A statement rests on about two bundles, and remembers which.
  const bundles = blocks.map(([, , , graph]) => own[graph].value).filter((iri) => iri.includes("/bundle/"));
  const supportsOf = (i) => [bundles[i % bundles.length], bundles[(i * 7 + 1) % bundles.length]];
  for (const [position, rows] of blocks.entries()) {
    const graph = own[rows[3]];
    const quads = [];
    for (let i = 0; i < rows.length; i += 4)
      quads.push(DataFactory.quad(own[rows[i]], own[rows[i + 1]], own[rows[i + 2]], graph));
    const from = copy * blocks.length + position;
    // The graph of the log is the same in each copy.
    const id = graph.value.startsWith(`${base}graph/`) ? `${graph.value}/${copy}` : graph.value;
    if (!graph.value.startsWith(`${base}graph/derived/`)) store.open({ id, quads }, from);
    else
      for (const [i, quad] of quads.entries())
        store.openDerived({ quad, rule: "bench", ruleVersion: 1, supports: supportsOf(i), from });
  }
}

/** A term of a copy: the vocabulary and short texts are everybody's. */
function renamed(term, copy) {
  if (copy === 0) return term;
  const { termType, value } = term;
  if (termType === "NamedNode" && value.startsWith(base) && !value.startsWith(`${base}graph/`))
    return DataFactory.namedNode(`${base}c${copy}/${value.slice(base.length)}`);
  if (termType === "BlankNode") return DataFactory.blankNode(`${value}c${copy}`);
  if (termType !== "Literal" || value.length < 16) return term;
  const year = value.startsWith("2026-") ? `${2026 + copy}-${value.slice(5)}` : `${value} c${copy}`;
  return DataFactory.literal(year, term.language || term.datatype);
}

/** Closures of versions, both ways, sorted by what they find into those of up to 30, 300 and more. */
async function closures(store) {
  const engine = ownEngine();
  const side = engineSide(engine, () => store.view({ mode: "exact" }));
  const prefixes = "PREFIX prov: <http://www.w3.org/ns/prov#> PREFIX ai: <https://w3id.org/dpv/ai#> ";
  const walks = [
    {
      from: "?it a ai:TrainedModel ; prov:wasDerivedFrom ?x",
      walk: (it) => `<${it}> prov:wasDerivedFrom+ ?e`,
    },
    {
      from: "?x prov:wasDerivedFrom ?it FILTER NOT EXISTS { ?it prov:wasDerivedFrom ?y }",
      walk: (it) => `?e prov:wasDerivedFrom+ <${it}>`,
    },
  ];
  const found = [];
  for (const { from, walk } of walks) {
    const names = [];
    const text = `${prefixes}SELECT DISTINCT ?it WHERE { ${from} FILTER(!CONTAINS(STR(?it), "${base}c")) } ORDER BY ?it`;
    await side.answer(text, ([[, term]]) => names.push(term.value));
    const step = Math.max(1, Math.floor(names.length / 60));
    for (let i = 0; i < names.length; i += step)
      found.push(await walked(side, `${prefixes}SELECT ?e WHERE { ${walk(names[i])} }`));
  }
  const bins = { "to 30": [1, 30], "to 300": [31, 300], more: [301, Infinity] };
  return Object.fromEntries(
    Object.entries(bins).map(([name, [least, most]]) => {
      const within = found.filter(({ rows }) => rows >= least && rows <= most);
      if (within.length === 0) return [name, { walks: 0 }];
      const rows = within.reduce((sum, each) => sum + each.rows, 0);
      const ms = within.reduce((sum, each) => sum + each.ms, 0);
      const walks = within.length;
      return [
        name,
        {
          walks,
          rows: Math.round(rows / walks),
          ms: rounded(ms / walks),
          usARow: rounded((ms * 1000) / rows),
        },
      ];
    }),
  );
}

async function walked(side, text) {
  const rows = await side.answer(text);
  await repeated(5, () => side.answer(text));
  const times = await repeated(5, () => timed(() => side.answer(text)));
  return { rows, ms: summary(times.map(({ ms }) => ms)).median };
}

if (process.argv[1] === script)
  process.stdout.write(JSON.stringify(await measured(JSON.parse(process.argv[2]))));
