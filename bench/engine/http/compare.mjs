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
/** A server has answered for so long, in turns what it answered at first within `quickMs`, before anything warm is timed. */
const [serverWarmUpMs, quickMs] = [15_000, 10];
/** Two processes are disturbed more than one: what is short is timed more often. */
const short = { shortRuns: 50, shortMs: 100 };

export async function comparedOverHttp(data, queries, { union = "loaded", note = () => {} } = {}) {
  const servers = [];
  try {
    for (const [name, start] of Object.entries(serverOf))
      servers.push(await start(data, { limitMs: limitMs[name], union }));
    const clients = servers.map(({ name, url }) => ({ name, ...sparqlClient(url) }));
    const firsts = await firstAnswers(clients, queries);
    for (const client of clients) await warmedUpBy(client, queries, firsts[client.name]);
    const rows = [];
    for (const query of queries) {
      const row = { id: query.id };
      for (const client of clients)
        row[client.name] = await asked(client, query, firsts[client.name][query.id]);
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

/** What each server says to each query when it is asked first, query by query in turns. */
async function firstAnswers(clients, queries) {
  const firsts = Object.fromEntries(clients.map(({ name }) => [name, {}]));
  for (const query of queries)
    for (const client of clients) firsts[client.name][query.id] = await firstAnswer(client, query);
  return firsts;
}

async function firstAnswer(client, { text }) {
  return orItsEnd(client, async () => {
    const { ms, body } = await answered(client, text);
    return { firstMs: rounded(ms), bytes: body.length, ...readAnswer(body, isGraph(text)) };
  });
}

/** Has a server answer its quick queries until V8, or another's compiler, has seen what a request needs. */
async function warmedUpBy(client, queries, firsts) {
  const quick = queries.filter(({ id }) => firsts[id].firstMs < quickMs);
  const end = performance.now() + serverWarmUpMs;
  for (let i = 0; quick.length > 0 && performance.now() < end; i++)
    await orItsEnd(client, () => answered(client, quick[i % quick.length].text));
}

/** Our text, and for a peer also the best of the others. */
async function asked(client, query, first) {
  const own = await measured(client, query, first);
  if (client.name === "muniment") return own;
  let best = own;
  for (const text of bestTexts(query)) {
    const other = await measured(client, { text }, await firstAnswer(client, { text }));
    const isSame = other.hash !== undefined && (own.hash === undefined || other.hash === own.hash);
    if (isSame && (best.againMs?.median ?? Infinity) > other.againMs.median) best = other;
  }
  return best === own ? own : { ...own, best };
}

async function measured(client, { text }, first) {
  if (first.firstMs === undefined) return first;
  if (first.firstMs > slowMs)
    return { ...first, newMs: summary([first.firstMs]), againMs: summary([first.firstMs]) };
  return orItsEnd(client, async () => {
    const times = async (next) =>
      summary(await warmTimes((given) => answered(client, given), { next, ...short }));
    const newMs = await times(() => newText(text));
    return { ...first, newMs, againMs: await times(() => text) };
  });
}

async function answered({ name, ask }, text) {
  const options = { limitMs: limitMs[name] + 500, accept: isGraph(text) ? triples : json };
  const { ms, value } = await timed(() => ask(text, options));
  if (value.overMs !== undefined) throw new OverTime();
  if (value.status !== 200) {
    if (ms > limitMs[name] * 0.95) throw new OverTime();
    throw new Error(`${value.status}: ${value.body.subarray(0, 200)}`);
  }
  return { ms, body: value.body };
}

async function orItsEnd({ name }, work) {
  try {
    return await work();
  } catch (error) {
    return error instanceof OverTime ? { overMs: limitMs[name] } : { failed: error.message };
  }
}

function isGraph(text) {
  return /^CONSTRUCT/m.test(text);
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
