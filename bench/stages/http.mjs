/**
 * Events a second and the latency of a POST, with several clients that keep their connections: of the first 400 events, while V8 still
 * compiles the server, and of those after.
 */
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
    cold: figuresOf(results.map((posts) => posts.slice(0, coldEvents))),
    warm: figuresOf(results.map((posts) => posts.slice(coldEvents))),
  };
}

const coldEvents = 400;

/** Of some runs, each its posts in the order in which they began. */
function figuresOf(runs) {
  return {
    eventsPerSecond: summary(runs.map((posts) => rounded((1000 * posts.length) / span(posts)))),
    postMs: percentiles(runs.flat().map(({ ms }) => ms)),
  };
}

function span(posts) {
  return Math.max(...posts.map(({ at, ms }) => at + ms)) - Math.min(...posts.map(({ at }) => at));
}

async function posted(url, lines, clients) {
  const client = clientOf(url, clients);
  const posts = [];
  let next = 0;
  const work = async () => {
    while (next < lines.length) {
      const line = lines[next];
      next += 1;
      const at = performance.now();
      const post = { at, ms: 0 };
      posts.push(post);
      post.ms = (await timed(() => client.post(line))).ms;
    }
  };
  await Promise.all(Array.from({ length: clients }, work));
  client.close();
  return posts;
}
