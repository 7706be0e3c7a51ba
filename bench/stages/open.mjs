/** Opening a store, which rebuilds its indexes from the journal; verifying it; and the memory that a quad takes. */
import { Muniment } from "../../dist/index.js";
import { repeated, rounded, summary, timed } from "../measure.mjs";
import { filledStore, withDirectory } from "./store.mjs";

export function open({ runs, repeats }) {
  return withDirectory(async (directory) => {
    const filled = await filledStore(directory, runs);
    await filled.close();
    const results = await repeated(repeats, () => opened(directory));
    const [{ quads, records }] = results;
    return {
      runs,
      records,
      quads,
      openMs: summary(results.map(({ openMs }) => openMs)),
      verifyMs: summary(results.map(({ verifyMs }) => verifyMs)),
      heapBytesAQuad: summary(results.map(({ heapBytes }) => heapBytes / quads)),
      rssMiB: summary(results.map(({ rssBytes }) => rssBytes / 2 ** 20)),
    };
  });
}

async function opened(directory) {
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  const { ms: openMs, value: muniment } = await timed(() => Muniment.open({ directory }));
  globalThis.gc?.();
  const { heapUsed, rss } = process.memoryUsage();
  const { ms: verifyMs } = await timed(() => muniment.verify());
  const { quads, records } = muniment.stats();
  await muniment.close();
  return { openMs, verifyMs, quads, records, heapBytes: rounded(heapUsed - before), rssBytes: rss };
}
