import type { Configuration } from "../configuration.ts";
import { Linker } from "../linking/linker.ts";
import type { Iris } from "../mapping/iris.ts";
import type { QuadStore } from "../quads/quad-store.ts";
import type { DescriptionShapes } from "../validation/description-shapes.ts";
import { IndexWriter } from "./index-writer.ts";

/** All that is derived from the journal, and can be thrown away. */
export interface Index {
  readonly store: QuadStore;
  readonly writer: IndexWriter;
}

interface Dependencies {
  readonly iris: Iris;
  /** In force until a record says otherwise. */
  readonly configuration: Configuration;
  readonly eventHash: (bundle: string) => string;
  readonly shapes: DescriptionShapes;
  readonly createStore: (dependencies: { readonly iris: Iris }) => QuadStore;
}

/** An index of nothing, ready for a replay. */
export function emptyIndex({ iris, configuration, eventHash, shapes, createStore }: Dependencies): Index {
  const store = createStore({ iris });
  const linker = new Linker({ store, iris, configuration, shapes, eventHash });
  return { store, writer: new IndexWriter({ store, linker, iris }) };
}
