/** HTTP against HTTP: the same queries to servers over the same quads, query by query in turns, one client and a kept connection. */
import { rounded, summary, timed, warmTimes } from "../../measure.mjs";
import { bestTexts } from "../best-texts.mjs";
import { newText } from "../new-text.mjs";
import { readAnswer } from "./answer.mjs";
import { json, sparqlClient, triples } from "./client.mjs";
import { serverOf } from "./servers.mjs";

const limitMs = { muniment: 60_000, fuseki: 10_000, oxigraph: 10_000 };
/** A query that takes longer is asked once. */
const slowMs = 2_000;

export async function comparedOverHttp(data, queries, { union = "loaded", note = () => {} } = {}) {
  const servers = [];
  try {
    for (const [name, start] of Object.entries(serverOf))
      servers.push(await start(data, { limitMs: limitMs[name], union }));
    const clients = servers.map(({ name, url }) => ({ name, ...sparqlClient(url) }));
    const rows = [];
    for (const query of queries) {
      const row = { id: query.id };
      for (const client of clients) row[client.name] = await asked(client, query);
      rows.push({ ...row, ...verdict(query, row) });
      note(rows.at(-1));
    }
    for (const { close } of clients) close();
    const facts = servers.map(({ name, version, loadMs, startMs, rssMiB }) => [
      name,
      { version, loadMs, startMs, rssMiB: rssMiB() },
    ]);
    return { union, limitMs, servers: Object.fromEntries(facts), queries: rows };
  } finally {
    for (const server of servers) await server.stop();
  }
}

/** Our text, and for a peer also the best of the others. */
async function asked(client, query) {
  const own = await measured(client, query);
  if (client.name === "muniment") return own;
  let best = own;
  for (const text of bestTexts(query)) {
    const other = await measured(client, { ...query, text });
    const isSame = other.hash !== undefined && (own.hash === undefined || other.hash === own.hash);
    if (isSame && (best.againMs?.median ?? Infinity) > other.againMs.median) best = other;
  }
  return best === own ? own : { ...own, best };
}

async function measured({ name, ask }, { text }) {
  const isGraph = /^CONSTRUCT/m.test(text);
  const options = { limitMs: limitMs[name] + 500, accept: isGraph ? triples : json };
  const answer = async (given) => {
    const { ms, value } = await timed(() => ask(given, options));
    if (value.overMs !== undefined) throw new OverTime();
    if (value.status !== 200) {
      if (ms > limitMs[name] * 0.95) throw new OverTime();
      throw new Error(`${value.status}: ${value.body.subarray(0, 200)}`);
    }
    return { ms, body: value.body };
  };
  try {
    const first = await answer(text);
    const result = {
      firstMs: rounded(first.ms),
      bytes: first.body.length,
      ...readAnswer(first.body, isGraph),
    };
    if (first.ms > slowMs) return { ...result, newMs: summary([first.ms]), againMs: summary([first.ms]) };
    const times = async (next) => summary(await warmTimes(answer, { next }));
    const newMs = await times(() => newText(text));
    return { ...result, newMs, againMs: await times(() => text) };
  } catch (error) {
    return error instanceof OverTime ? { overMs: limitMs[name] } : { failed: error.message };
  }
}

class OverTime extends Error {}

/** The fastest peer's time by ours, and whether the peers' answers are ours. */
function verdict({ isAnyRows }, { muniment, fuseki, oxigraph }) {
  const times = [fuseki, oxigraph].map((peer) => (peer.best ?? peer).againMs?.median ?? peer.overMs);
  const fastest = Math.min(...times.filter((time) => time !== undefined));
  const agreement = (peer) => {
    const { rows, hash } = peer.best ?? peer;
    if (rows === undefined || muniment.rows === undefined) return "not compared";
    if (rows !== muniment.rows) return `${rows} rows instead of ${muniment.rows}`;
    if (isAnyRows) return "as many rows";
    return hash === muniment.hash ? "the same rows" : "OTHER ROWS";
  };
  return {
    ...(muniment.againMs === undefined
      ? {}
      : {
          ratio: rounded(fastest / muniment.againMs.median),
          ratioNew: rounded(fastest / muniment.newMs.median),
        }),
    agrees: { fuseki: agreement(fuseki), oxigraph: agreement(oxigraph) },
  };
}
