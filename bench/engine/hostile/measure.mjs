/**
 * What a hostile query does to a server and to its other clients, and what the server holds afterwards.
 *
 * Each hostile query is sent twice: once among clients that ask small things one after another, to compare their times with those before; once
 * alone, to see whether the server still works on it half a second after its limit, and what it holds.
 */
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import { percentiles, rounded, timed } from "../../measure.mjs";
import { sparqlClient } from "../http/client.mjs";
import { serverOf } from "../http/servers.mjs";
import { hostileQueries, smallQueries } from "./queries.mjs";
import { endOf } from "./sender.mjs";

export async function hostileFacts(data, landmarks, { limitMs, calmMs, clients, note }) {
  const server = await serverOf.muniment(data, { limitMs, copy: "hostile-copy" });
  const others = sparqlClient(server.url, { connections: clients });
  const ask = (until) => asking(others, landmarks, clients, until);
  try {
    await ask(sleep(calmMs / 2));
    const queries = [];
    for (const [id, text] of Object.entries(hostileQueries)) {
      const send = () => endOf(server.url, text);
      queries.push({ id, ...(await amongOthers(send, ask, calmMs)), ...(await alone(send, server)) });
      note?.(JSON.stringify(queries.at(-1)));
    }
    return { queries, memoryAtTheEndMiB: server.rssMiB() };
  } finally {
    others.close();
    await server.stop();
  }
}

/** What other clients notice of it. */
async function amongOthers(send, ask, calmMs) {
  const calm = percentiles(await ask(sleep(calmMs)));
  const hostile = send();
  const disturbed = percentiles(await ask(hostile));
  const { ms } = await hostile;
  await sleep(1_000);
  return { calm, disturbed, p99Ratio: rounded(disturbed.p99 / calm.p99), endedAmongOthersMs: ms };
}

/** How it ends, what the server does a while later, and what it holds. */
async function alone(send, server) {
  const before = server.rssMiB();
  const watched = peakWhile(server, send());
  const { status, how, ms } = await watched.ended;
  await sleep(500);
  const busyBefore = busyMs(server.pid);
  await sleep(1_000);
  const busyAfterMs = busyMs(server.pid) - busyBefore;
  await sleep(1_500);
  const memoryMiB = { before, peak: watched.peakMiB(), after: server.rssMiB() };
  return { status, how, endedMs: ms, busyAfterMs, memoryMiB };
}

/** The times of small queries of some clients, each of which waits 5 ms after an answer, until something has ended. */
async function asking({ ask }, landmarks, clients, until) {
  const queries = smallQueries(landmarks);
  const times = [];
  let isOver = false;
  const over = until.then(() => {
    isOver = true;
  });
  const one = async (_, first) => {
    for (let turn = first; !isOver; turn++) {
      const { ms, value } = await timed(() => ask(queries[turn % queries.length]));
      if (value.status !== 200) throw new Error(`${value.status}: ${value.body}`);
      times.push(ms);
      await sleep(5);
    }
  };
  await Promise.all([over, ...Array.from({ length: clients }, one)]);
  return times;
}

/** The most that a server holds until something has ended. */
function peakWhile(server, work) {
  let peak = server.rssMiB();
  const timer = setInterval(() => {
    peak = Math.max(peak, server.rssMiB());
  }, 50);
  return { ended: work.finally(() => clearInterval(timer)), peakMiB: () => peak };
}

/** Milliseconds of processor that a process has used: ticks of 10 ms. */
function busyMs(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, "utf8")
    .replace(/^.*\) /, "")
    .split(" ");
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
