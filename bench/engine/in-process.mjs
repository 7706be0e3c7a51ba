/** Our engine, Oxigraph and stock Comunica over the same quads, each in a process of its own, query by query in turns. */
import { cpSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { rounded, summary } from "../measure.mjs";
import { bestTexts } from "./best-texts.mjs";
import { childSide } from "./child.mjs";

const limitMs = { muniment: 60_000, threads: 60_000, oxigraph: 10_000, comunica: 20_000 };

export async function comparedInProcess(data, queries, { withComunica = true, note = () => {} } = {}) {
  const names = ["muniment", "threads", "oxigraph", ...(withComunica ? ["comunica"] : [])];
  const sides = names.map((name) => childSide(name, name === "threads" ? copyOf(data) : data, limitMs[name]));
  const opened = {};
  for (const side of sides) {
    const { openMs, rssBytes } = await side.open();
    opened[side.name] = { openMs: rounded(openMs), rssMiB: rounded(rssBytes / 2 ** 20) };
  }
  const rows = [];
  for (const query of queries) {
    rows.push(await compared(sides, query));
    note(rows.at(-1));
  }
  for (const side of sides) side.close();
  rmSync(`${data.store}-copy`, { recursive: true, force: true });
  return { limitMs, opened, oxigraphVersion: peerVersion(), queries: rows };
}

/** One process holds a store, so a second one opens a copy of it. */
function copyOf(original) {
  const copy = `${original.store}-copy`;
  rmSync(copy, { recursive: true, force: true });
  cpSync(original.store, copy, { recursive: true, filter: (file) => !file.endsWith("lock") });
  return { ...original, store: copy };
}

async function compared(sides, query) {
  const row = { id: query.id };
  for (const side of sides) {
    const isApart = side.name === "comunica" && query.id.startsWith("graph");
    row[side.name] = isApart ? { skipped: "its triples are in one graph" } : await asked(side, query);
  }
  const { muniment: ours, threads, oxigraph: peer } = row;
  if (peer.againMs !== undefined && ours.againMs !== undefined) {
    const fastest = (peer.best ?? peer).againMs.median;
    row.ratioNew = rounded(fastest / ours.newMs.median);
    row.ratio = rounded(fastest / ours.againMs.median);
  }
  if (threads.againMs !== undefined && ours.againMs !== undefined)
    row.hopMs = rounded(threads.againMs.median - ours.againMs.median);
  row.agrees = { oxigraph: agreement(query, ours, peer), comunica: agreement(query, ours, row.comunica) };
  return row;
}

/** Our text, and for Oxigraph also the best of the others. */
async function asked(side, query) {
  const isSlow = side.name === "comunica";
  const ask = async (text) =>
    summed(await side.ask({ ...query, text, repeats: isSlow ? 3 : 5, slowMs: isSlow ? 2_000 : 8_000 }));
  const own = await ask(query.text);
  if (side.name !== "oxigraph") return own;
  let best = own;
  for (const text of bestTexts(query)) {
    const other = await ask(text);
    const isSame = other.hash !== undefined && (own.hash === undefined || other.hash === own.hash);
    if (isSame && other.againMs.median < (best.againMs?.median ?? Infinity)) best = other;
  }
  return best === own ? own : { ...own, best };
}

function summed({ firstMs, newMs, likeMs, againMs, ...rest }) {
  if (firstMs === undefined) return rest;
  const [ofNew, ofLike, ofAgain] = [newMs, likeMs, againMs].map(summary);
  return { ...rest, firstMs: rounded(firstMs), newMs: ofNew, likeMs: ofLike, againMs: ofAgain };
}

/** Whether two answers are the same, as far as it was looked at. */
function agreement({ isJson }, ours, peer) {
  const other = peer?.rows === undefined ? peer?.best : peer;
  if (isJson || ours?.rows === undefined || other?.rows === undefined) return "not compared";
  if (ours.rows !== other.rows) return `${other.rows} rows instead of ${ours.rows}`;
  if (ours.hash === undefined || other.hash === undefined) return "as many rows";
  return ours.hash === other.hash ? "the same rows" : "OTHER ROWS";
}

function peerVersion() {
  return createRequire(import.meta.url)("./peers/node_modules/oxigraph/package.json").version;
}
