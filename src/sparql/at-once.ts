import type { QuadView } from "../quads/quad-store.ts";
import type { QueryOptions, QueryResult, SparqlEngine } from "./engine.ts";

/** Answers at once what takes next to nothing. */
export interface AtOnceEngine {
  /**
   * The whole answer, if it is found within some tenths of a millisecond; undefined for every other query, and for one that
   * Comunica answers or of which a single step may take long. @throws as `SparqlEngine.query`.
   */
  atOnce(text: string, view: QuadView, options?: QueryOptions): Promise<QueryResult | undefined>;
}

/** An engine that is left only what another does not answer at once: the way to a thread takes longer than many a query. */
export function atOnceElse<Engine extends SparqlEngine>(here: AtOnceEngine, elsewhere: Engine): Engine {
  let isReady = false;
  // The parser is made by the first query, so that no user waits for it.
  void here.atOnce("ASK {}", {} as QuadView).then(() => {
    isReady = true;
  });
  return {
    ...elsewhere,
    async query(text, view, options) {
      const found = isReady ? await here.atOnce(text, view, options) : undefined;
      return found ?? elsewhere.query(text, view, options);
    },
  };
}
