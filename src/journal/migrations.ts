import { decode } from "cborg";
import { JournalFormatError } from "./errors.ts";
import { decodeLeaf } from "./leaf.ts";
import { encodeNumber, isSettingKind, readCitations } from "./record.ts";
import { decodeRow, isRedactedRow } from "./row.ts";
import type { Tables } from "./tables.ts";
import { attempt } from "./verify-indexes.ts";

/**
 * The format of the tables. It is not the version that leaves state: a migration may change how things are stored,
 * but never a byte that a leaf commits to.
 */
export const currentFormat = 2;

interface Migration {
  readonly from: number;
  /** What changed, for the log of whoever migrates. */
  readonly what: string;
  readonly apply: (tables: Tables) => void;
}

const migrations: readonly Migration[] = [
  { from: 0, what: "count the records that cite each facet", apply: countCitations },
  { from: 1, what: "list the configurations", apply: listSettings },
];

/**
 * Brings the tables to the current format in one transaction, and says what it did.
 * @throws {JournalFormatError} when a newer release wrote them.
 */
export function migrate(tables: Tables): string[] {
  const found = readFormat(tables);
  if (found > currentFormat) throw new JournalFormatError(found, currentFormat);
  const due = migrations.filter(({ from }) => from >= found);
  if (due.length === 0) return [];
  tables.root.transactionSync(() => {
    for (const { apply } of due) apply(tables);
    writeFormat(tables, currentFormat);
  });
  return due.map(({ what }) => what);
}

/** The format that the tables are in. */
export function readFormat({ meta }: Tables): number {
  const bytes = meta.get("format");
  return bytes === undefined ? 0 : Number(decode(bytes));
}

/** States the format that the tables are in. Call inside a transaction. */
export function writeFormat({ meta }: Tables, format: number): void {
  meta.putSync("format", encodeNumber(format));
}

function countCitations(tables: Tables): void {
  for (const position of tables.records.getKeys()) {
    const bytes = tables.records.get(position);
    if (bytes === undefined) continue;
    const row = decodeRow(bytes);
    if (isRedactedRow(row)) continue;
    for (const key of row.facets) {
      tables.citations.putSync(key, encodeNumber(readCitations(tables, key) + 1));
    }
  }
}

function listSettings(tables: Tables): void {
  for (const { key, value } of tables.records.getRange()) {
    // A record that cannot be read keeps no journal from opening: it is for `verify` to tell.
    const kind = attempt(() => decodeLeaf(decodeRow(value).leaf).kind);
    if (kind !== undefined && isSettingKind(kind)) tables.settings.putSync(key, Buffer.from(kind));
  }
}
