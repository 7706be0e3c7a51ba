import type { Configuration } from "../configuration.ts";
import { Linker } from "../linking/linker.ts";
import type { Iris } from "../mapping/iris.ts";
import { n3QuadStore } from "../quads/n3-quad-store.ts";
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
}

/** An index of nothing, ready for a replay. */
export function emptyIndex({ iris, configuration, eventHash, shapes }: Dependencies): Index {
  const store = n3QuadStore({ iris });
  const linker = new Linker({ store, iris, configuration, shapes, eventHash });
  return { store, writer: new IndexWriter({ store, linker, iris }) };
}
