/** Events a second and the latency of a POST, with several clients that keep their connections. */
import { percentiles, repeated, rounded, summary, timed } from "../measure.mjs";
import { clientOf, withServer } from "./http-client.mjs";
import { eventLines, withDirectory } from "./store.mjs";

export async function http({ clients, runs, repeats }) {
  const lines = eventLines(runs);
  const results = await repeated(repeats, () =>
    withDirectory((directory) => withServer(directory, (url) => posted(url, lines, clients))),
  );
  return {
    clients,
    events: lines.length,
    eventsPerSecond: summary(results.map(({ seconds }) => rounded(lines.length / seconds))),
    postMs: percentiles(results.flatMap(({ latencies }) => latencies)),
  };
}

async function posted(url, lines, clients) {
  const client = clientOf(url, clients);
  const latencies = [];
  let next = 0;
  const work = async () => {
    while (next < lines.length) {
      const line = lines[next];
      next += 1;
      latencies.push((await timed(() => client.post(line))).ms);
    }
  };
  const { ms } = await timed(() => Promise.all(Array.from({ length: clients }, work)));
  client.close();
  return { seconds: ms / 1000, latencies };
}
