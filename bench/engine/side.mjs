/**
 * One engine in a process of its own, so that it can be ended when a query takes too long: `node side.mjs NAME DATA`. It is sent
 * queries one by one, and sends back what they took.
 */
import { timed, warmTimes } from "../measure.mjs";
import { answerHash } from "./answer-hash.mjs";
import { likeText, newText } from "./new-text.mjs";

const sides = {
  muniment: async (data) => (await import("./sides/muniment.mjs")).muniment(data),
  threads: async (data) => (await import("./sides/muniment.mjs")).threads(data),
  oxigraph: async (data) => (await import("./sides/oxigraph.mjs")).oxigraph(data),
  comunica: async (data) => (await import("./sides/comunica.mjs")).comunica(data),
};
const [name, data] = process.argv.slice(2);
const { ms: openMs, value: side } = await timed(() => sides[name](JSON.parse(data)));
globalThis.gc?.();
process.send({ openMs, rssBytes: process.memoryUsage().rss });

process.on("message", (query) => {
  measured(query).then(
    (result) => process.send(result),
    (error) => process.send({ failed: error instanceof Error ? error.message : String(error) }),
  );
});

async function measured({ text, isJson = false, isAnyRows = false, repeats, slowMs }) {
  const answer = (given) => (isJson ? side.json(given) : side.answer(given));
  // Only here, before the first run: with a full collection V8 forgets what it has learned about the code, and must be warmed again.
  globalThis.gc?.();
  const { ms: firstMs, value } = await timed(() => answer(text));
  const result = { firstMs, [isJson ? "bytes" : "rows"]: value };
  if (firstMs > slowMs) return { ...result, newMs: [firstMs], likeMs: [firstMs], againMs: [firstMs] };
  if (!isJson && !isAnyRows) {
    const hash = answerHash();
    await side.answer(text, (pairs) => hash.visit(pairs));
    result.hash = hash.value();
  }
  const times = (next) => warmTimes(answer, { next, repeats });
  const newMs = await times(() => newText(text));
  const likeMs = await times(() => likeText(text));
  const againMs = await times(() => text);
  return { ...result, newMs, likeMs, againMs };
}
