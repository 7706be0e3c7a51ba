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
  /** All that it is made of, to rest in files; undefined where a batch is in it by half or it is as it was read, and absent where it cannot rest. */
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

/** What an index rests in. */
export interface RestedColumns {
  /** All but the linker's. */
  readonly columns: Columns;
  /** Those of the linker, by which nothing is found that was derived before: only who writes asks for them. */
  readonly linkerColumns: () => Promise<Columns>;
}

/** The index that rests in columns; the configuration is the one in force there. */
export function restedIndex(dependencies: IndexDependencies, rested: RestedColumns): Index {
  return indexOf(dependencies, rested);
}

/** The part of an index that is the linker's. */
export const linkerPart = "linker";

function indexOf(
  { iris, configuration, eventHash, shapes, createStore }: IndexDependencies,
  rested?: RestedColumns,
): Index {
  const part = (name: string) => rested && partOf(rested.columns, name);
  const storeColumns = part("store");
  const store = createStore({ iris, ...(storeColumns === undefined ? {} : { columns: storeColumns }) });
  const linkerOf = (columns?: Columns) =>
    new Linker({ store, iris, configuration, shapes, eventHash, rest: { columns } });
  const linker =
    rested === undefined
      ? linkerOf()
      : async () => linkerOf(partOf(await rested.linkerColumns(), linkerPart));
  const writer = new IndexWriter({ store, linker, iris, columns: part("writer") });
  if (!canRest(store)) return { store, writer };
  return {
    store,
    writer,
    columns() {
      // Without a linker nothing was written that is not in the files.
      if (!writer.isWhole || writer.linker === undefined) return undefined;
      // First, since to put it to rest may name what the store's dictionary had no number for.
      const linkerColumns = writer.linker.columns();
      return {
        ...under(linkerPart, linkerColumns),
        ...under("store", store.columns()),
        ...under("writer", writer.columns()),
      };
    },
  };
}

function canRest(part: Partial<Resting>): part is Resting {
  return part.columns !== undefined;
}
