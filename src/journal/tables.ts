/**
 * The journal's LMDB file, `journal.mdb`, and the tables in it. LMDB compression is off, so that erased bytes can be
 * shown to be gone; `overlappingSync` is off, so that a commit settles only after `fdatasync`; `eventTurnBatching` is off,
 * since it makes a promise that nobody can catch, and a full disk would end the process.
 */

import type { Database, RootDatabase } from "lmdb";
import { open } from "lmdb";

type Table<Key extends string | number> = Database<Buffer, Key>;

/** What is stored where; every value is bytes. */
export interface Tables {
  readonly root: RootDatabase<Buffer, string>;
  /** Facts about the journal, by name: format, base IRI, key check, public key. */
  readonly meta: Table<string>;
  /** Position → CBOR of what else a record is; see `row.ts`. */
  readonly records: Table<number>;
  /** Position → received bytes. */
  readonly bodies: Table<number>;
  /** Position → the record's own quads as sorted canonical N-Quads. */
  readonly quads: Table<number>;
  /** Post-order number → hash of a full subtree; see `nodeNumber`. */
  readonly nodes: Table<number>;
  /** Tree size → signed head. */
  readonly heads: Table<number>;
  /** Keyed id → position, as CBOR. */
  readonly ids: Table<string>;
  /** Facet IRI, space, variant → sorted canonical N-Quads. */
  readonly facets: Table<string>;
  /** Facet IRI, space, variant → CBOR of the number of records that cite it. */
  readonly citations: Table<string>;
  /** Target position → CBOR of the positions of its remaps. */
  readonly remaps: Table<number>;
  /** Position of a configuration or alignment → its kind. */
  readonly settings: Table<number>;
  /** Agent IRI → name: `graph/identity`. */
  readonly identities: Table<string>;
  /** Number → CBOR of a refused input. */
  readonly refusals: Table<number>;
}

/** Name of the file in the data directory. */
export const journalFile = "journal.mdb";

/** Opens or creates the file. */
export function openTables(path: string): Tables {
  const root = open<Buffer, string>({
    path,
    encoding: "binary",
    overlappingSync: false,
    eventTurnBatching: false,
    maxDbs: 16,
  });
  const table = <Key extends string | number>(name: string): Table<Key> =>
    root.openDB<Buffer, Key>({ name, encoding: "binary" });
  return {
    root,
    meta: table("meta"),
    records: table("records"),
    bodies: table("bodies"),
    quads: table("quads"),
    nodes: table("nodes"),
    heads: table("heads"),
    ids: table("ids"),
    facets: table("facets"),
    citations: table("citations"),
    remaps: table("remaps"),
    settings: table("settings"),
    identities: table("identities"),
    refusals: table("refusals"),
  };
}

/**
 * The number under which a full subtree is stored: its rank when the tree is written in post-order, which is the
 * order in which subtrees become full, so that the table only grows at its end.
 */
export function nodeNumber(level: number, index: number): number {
  const lastLeaf = (index + 1) * 2 ** level - 1;
  return 2 * lastLeaf - onesIn(lastLeaf) + level;
}

function onesIn(count: number): number {
  let ones = 0;
  for (let rest = count; rest > 0; rest = Math.floor(rest / 2)) ones += rest % 2;
  return ones;
}
