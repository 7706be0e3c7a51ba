import type { QuadView } from "../quads/quad-store.ts";
import type { SparqlEngine } from "./engine.ts";

/** An engine that leaves to another what takes next to nothing: the way to a thread takes longer than many a query. */
export function withAtOnce<Engine extends SparqlEngine>(
  elsewhere: Engine,
  here: Required<Pick<SparqlEngine, "atOnce">>,
): Engine {
  let isReady = false;
  // The parser is made by the first query, so that no user waits for it.
  void here.atOnce("ASK {}", {} as QuadView).then(() => {
    isReady = true;
  });
  return {
    ...elsewhere,
    atOnce: async (text, view, options) => (isReady ? here.atOnce(text, view, options) : undefined),
  };
}
