/**
 * Oxigraph in this process, over the same quads. Its own union of all graphs gives a triple as often as graphs have it, and is slower; so each
 * triple is put into the default graph as well, once, which is the best for it.
 */
import { closeSync, openSync, readSync } from "node:fs";
import { createRequire } from "node:module";
import { pairsOfQuad } from "../answer-hash.mjs";

const ofPeers = createRequire(new URL("../peers/package.json", import.meta.url));

export function oxigraph({ quadsFile, unionFile }) {
  const { Store } = ofPeers("oxigraph");
  const store = new Store();
  store.load(pieces(quadsFile), { format: "application/n-quads", lenient: true, no_transaction: true });
  store.load(pieces(unionFile), { format: "application/n-triples", lenient: true, no_transaction: true });
  return {
    answer(text, visit) {
      const result = store.query(text);
      if (typeof result === "boolean") return result ? 1 : 0;
      for (const row of result) visit?.(row instanceof Map ? row : pairsOfQuad(row));
      return result.length;
    },
    json(text) {
      return store.query(text, { results_format: "json" }).length;
    },
  };
}

function* pieces(file) {
  const handle = openSync(file, "r");
  for (;;) {
    const buffer = Buffer.allocUnsafe(2 ** 24);
    const length = readSync(handle, buffer, 0, buffer.length, null);
    if (length === 0) break;
    yield buffer.subarray(0, length);
  }
  closeSync(handle);
}
