import { type Columns, partOf, under } from "../columns/columns.ts";
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
  /** All that it is made of, to rest in files; undefined where a batch is in it by half, and absent where it cannot rest. */
  readonly columns?: () => Columns | undefined;
}

/** What can rest in files: a store does, or does not. */
export interface Resting {
  columns(): Columns;
}

export interface IndexDependencies {
  readonly iris: Iris;
  /** In force until a record says otherwise. */
  readonly configuration: Configuration;
  readonly eventHash: (bundle: string) => string;
  readonly shapes: DescriptionShapes;
  readonly createStore: (dependencies: {
    readonly iris: Iris;
    readonly columns?: Columns;
  }) => QuadStore & Partial<Resting>;
}

/** An index of nothing, ready for a replay. */
export function emptyIndex(dependencies: IndexDependencies): Index {
  return indexOf(dependencies);
}

/** The index that rests in columns; the configuration is the one in force there. */
export function restedIndex(dependencies: IndexDependencies, columns: Columns): Index {
  return indexOf(dependencies, columns);
}

function indexOf(
  { iris, configuration, eventHash, shapes, createStore }: IndexDependencies,
  columns?: Columns,
): Index {
  const rested = (part: string) => columns && partOf(columns, part);
  const storeColumns = rested("store");
  const store = createStore({ iris, ...(storeColumns === undefined ? {} : { columns: storeColumns }) });
  const rest = { columns: rested("linker") };
  const linker = new Linker({ store, iris, configuration, shapes, eventHash, rest });
  const writer = new IndexWriter({ store, linker, iris, columns: rested("writer") });
  if (!canRest(store)) return { store, writer };
  return {
    store,
    writer,
    columns() {
      if (!writer.isWhole) return undefined;
      // First, since to put it to rest may name what the store's dictionary had no number for.
      const linkerColumns = linker.columns();
      return {
        ...under("linker", linkerColumns),
        ...under("store", store.columns()),
        ...under("writer", writer.columns()),
      };
    },
  };
}

function canRest(part: Partial<Resting>): part is Resting {
  return part.columns !== undefined;
}
