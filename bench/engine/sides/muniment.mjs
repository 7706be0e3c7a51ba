/** Our engine over the store as it opens, in mode `exact`. */
import { defaultConfiguration } from "../../../dist/index.js";
import { Journal } from "../../../dist/journal/journal.js";
import { irisOf } from "../../../dist/mapping/iris.js";
import { engineOf } from "../../../dist/pipeline/engines.js";
import { eventHashes } from "../../../dist/pipeline/event-hash.js";
import { IndexFiles } from "../../../dist/pipeline/index-files/index-files.js";
import { openIndex } from "../../../dist/pipeline/index-files/open.js";
import { emptyIndex } from "../../../dist/pipeline/open-index.js";
import { replay } from "../../../dist/pipeline/replay.js";
import { packagedDescriptionShapes } from "../../../dist/pipeline/shapes.js";
import { integerEngine } from "../../../dist/sparql/integer-engine.js";
import { serialiseResult } from "../../../dist/sparql/results.js";
import { workerEngine } from "../../../dist/sparql/workers/worker-engine.js";
import { pairsOfQuad } from "../answer-hash.mjs";

/** Reads the index, as `Muniment.open` does, and keeps the store in hand for views of any position. */
export function openedStore(directory) {
  return storeOf(directory, async (journal, dependencies) => {
    const { index } = await openIndex({
      journal,
      dependencies,
      files: new IndexFiles(journal),
      notice: console.error,
    });
    return index;
  });
}

/** The same, its index made anew from the journal, the linker's state included. */
export function replayedStore(directory) {
  return storeOf(directory, async (journal, dependencies) => {
    const index = emptyIndex(dependencies);
    await replay(journal, index.writer);
    return index;
  });
}

async function storeOf(directory, indexOf) {
  const journal = await Journal.open({ directory });
  const { store } = await indexOf(journal, {
    iris: irisOf({ baseIri: journal.baseIri, storeKey: journal.storeKey }),
    configuration: defaultConfiguration,
    eventHash: eventHashes(journal),
    shapes: packagedDescriptionShapes(),
    createStore: (dependencies) => engineOf.integer.createStore(dependencies),
  });
  return { store, positions: journal.size, close: () => journal.close() };
}

/** The engine in this process, without a hop to a thread. */
export const ownEngine = () => integerEngine({ memoryBytes: 2 ** 32 });

export async function muniment({ store: directory }) {
  const { store } = await openedStore(directory);
  return engineSide(ownEngine(), () => store.view({ mode: "exact" }));
}

/** The same in a thread, as the server has it: what the hop costs. */
export async function threads({ store: directory }) {
  const { store } = await openedStore(directory);
  const engine = workerEngine({ memoryBytes: 2 ** 32, threads: 1 });
  return engineSide(engine, () => store.view({ mode: "exact" }));
}

/** An engine of ours as a side of the bench. */
export function engineSide(engine, view) {
  return {
    /** Reads every term of the answer; `visit` is told of each row. */
    async answer(text, visit) {
      const result = await engine.query(text, view());
      if (result.kind === "boolean") return result.value ? 1 : 0;
      let rows = 0;
      if (result.kind === "quads") {
        for await (const quad of result.quads) {
          visit?.(pairsOfQuad(quad));
          rows++;
        }
        return rows;
      }
      const { variables } = result;
      for await (const row of result.rows) {
        if (visit === undefined) for (const name of variables) row.get(name);
        else visit(variables.map((name) => [name, row.get(name)]));
        rows++;
      }
      return rows;
    },
    /** Writes SPARQL JSON, and says how many bytes. */
    async json(text) {
      let bytes = 0;
      const result = await engine.query(text, view());
      for await (const piece of serialiseResult(result, "application/sparql-results+json"))
        bytes += Buffer.byteLength(piece);
      return bytes;
    },
  };
}
