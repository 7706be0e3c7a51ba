import { encode } from "cborg";
import type { PreparedBatch, PreparedRecord } from "./batch.ts";
import { encodeNumber, isSettingKind, readCitations, readPositions } from "./record.ts";
import { bufferOf, decodeRow, encodeRow, isRedactedRow } from "./row.ts";
import type { Tables } from "./tables.ts";
import { nodeNumber } from "./tables.ts";
import type { SignedTreeHead } from "./tree-head.ts";
import { encodeHead } from "./tree-head.ts";

/** Writes a prepared batch and its signed head. Call inside a transaction. */
export function writeBatch(tables: Tables, batch: PreparedBatch, head: SignedTreeHead): void {
  for (const record of batch.records) writeRecord(tables, record);
  writeCitations(tables, batch.records);
  writeIdentities(tables, batch.records);
  for (const { level, index, hash } of batch.nodes) {
    tables.nodes.putSync(nodeNumber(level, index), bufferOf(hash));
  }
  tables.heads.putSync(head.size, bufferOf(encodeHead(head)));
}

/**
 * Destroys what a record says: its body, quads, sender and salt, and each facet that no other record cites. Leaf
 * content and keyed id stay. Its remaps are to be destroyed with it. Call inside a transaction.
 */
export function destroyRecord(tables: Tables, position: number): void {
  const bytes = tables.records.get(position);
  if (bytes === undefined) throw new RangeError(`The journal has no record ${position}`);
  const row = decodeRow(bytes);
  if (isRedactedRow(row)) return;
  for (const key of row.facets) uncite(tables, key);
  tables.records.putSync(position, encodeRow({ leaf: row.leaf, id: row.id, redacted: true }));
  tables.bodies.removeSync(position);
  tables.quads.removeSync(position);
  tables.remaps.removeSync(position);
}

function writeRecord(tables: Tables, record: PreparedRecord): void {
  const { position, kind, row, body, target } = record;
  const { text } = record.sealed;
  tables.records.putSync(position, encodeRow(row));
  tables.bodies.putSync(position, bufferOf(body));
  if (text.length > 0) tables.quads.putSync(position, bufferOf(text));
  if (row.id !== null) tables.ids.putSync(row.id, encodeNumber(position));
  if (isSettingKind(kind)) tables.settings.putSync(position, Buffer.from(kind));
  if (target !== undefined) {
    const remaps = readPositions(tables.remaps.get(target));
    tables.remaps.putSync(target, bufferOf(encode([...remaps, position])));
  }
}

/** Once a facet, and not once a citation: the events of a batch cite the same ones. */
function writeCitations(tables: Tables, records: readonly PreparedRecord[]): void {
  const cited = new Map<string, { readonly text: string; count: number }>();
  for (const { sealed } of records) {
    for (const { key, text } of sealed.facets) {
      const known = cited.get(key);
      if (known === undefined) cited.set(key, { text, count: 1 });
      else known.count += 1;
    }
  }
  for (const [key, { text, count }] of cited) {
    const before = readCitations(tables, key);
    if (before === 0) tables.facets.putSync(key, Buffer.from(text));
    tables.citations.putSync(key, encodeNumber(before + count));
  }
}

function writeIdentities(tables: Tables, records: readonly PreparedRecord[]): void {
  const nameOf = new Map<string, string>();
  for (const { identities } of records)
    for (const { agent, name } of identities) nameOf.set(agent.value, name);
  for (const [agent, name] of nameOf) tables.identities.putSync(agent, Buffer.from(name));
}

function uncite(tables: Tables, key: string): void {
  const count = readCitations(tables, key);
  if (count > 1) {
    tables.citations.putSync(key, encodeNumber(count - 1));
  } else {
    tables.citations.removeSync(key);
    tables.facets.removeSync(key);
  }
}
