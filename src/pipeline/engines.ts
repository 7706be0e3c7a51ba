import type { EngineName, Limits } from "../config.ts";
import { integerQuadStore } from "../quads/integer-quad-store.ts";
import { n3QuadStore } from "../quads/n3-quad-store.ts";
import { withAtOnce } from "../sparql/at-once.ts";
import { comunicaEngine } from "../sparql/comunica-engine.ts";
import type { SparqlEngine, SparqlExplainer } from "../sparql/engine.ts";
import { integerEngine } from "../sparql/integer-engine.ts";
import { workerEngine } from "../sparql/workers/worker-engine.ts";
import type { IndexDependencies } from "./open-index.ts";

/** A quad store and what answers queries over it: the two seams, filled together. */
export interface Engine {
  readonly createStore: IndexDependencies["createStore"];
  createSparqlEngine(
    limits: Pick<Limits, "queryMemoryBytes" | "queryThreads">,
  ): SparqlEngine & SparqlExplainer;
}

export const engineOf: Readonly<Record<EngineName, Engine>> = {
  integer: {
    createStore: integerQuadStore,
    createSparqlEngine: ({ queryMemoryBytes: memoryBytes, queryThreads: threads }) => {
      const here = integerEngine({ memoryBytes });
      return threads === 0 ? here : withAtOnce(workerEngine({ memoryBytes, threads }, here), here);
    },
  },
  n3: { createStore: n3QuadStore, createSparqlEngine: comunicaEngine },
};
