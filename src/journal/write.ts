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
  const { position, kind, row, body, identities, target } = record;
  const { text, facets } = record.sealed;
  tables.records.putSync(position, encodeRow(row));
  tables.bodies.putSync(position, bufferOf(body));
  if (text.length > 0) tables.quads.putSync(position, bufferOf(text));
  if (row.id !== null) tables.ids.putSync(row.id, encodeNumber(position));
  if (isSettingKind(kind)) tables.settings.putSync(position, Buffer.from(kind));
  for (const facet of facets) {
    const count = readCitations(tables, facet.key);
    if (count === 0) tables.facets.putSync(facet.key, Buffer.from(facet.text));
    tables.citations.putSync(facet.key, encodeNumber(count + 1));
  }
  for (const { agent, name } of identities) tables.identities.putSync(agent.value, Buffer.from(name));
  if (target !== undefined) {
    const remaps = readPositions(tables.remaps.get(target));
    tables.remaps.putSync(target, bufferOf(encode([...remaps, position])));
  }
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
