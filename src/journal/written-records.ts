import type { PreparedBatch, PreparedRecord } from "./batch.ts";
import type { JournalRecord } from "./entry.ts";
import { leafHashOf } from "./merkle.ts";
import { instantOf, readRecord } from "./record.ts";
import type { Tables } from "./tables.ts";

/**
 * The records of a batch that is on the disk, each as `readRecord` reads it. Those of events are made of what was written, since
 * to parse it again costs as much as to map it; a test holds them to what is read. Only the mapper makes events, and
 * its terms have one form, which is not known of posted RDF.
 */
export function writtenRecords(tablesNow: () => Tables, { records }: PreparedBatch): JournalRecord[] {
  return records.map((record, i) =>
    record.kind === "event"
      ? eventRecord(tablesNow, record, i === records.length - 1)
      : readRecord(tablesNow, record.position),
  );
}

function eventRecord(
  tablesNow: () => Tables,
  { position, kind, content, row, sealed }: PreparedRecord,
  isBatchEnd: boolean,
): JournalRecord {
  const { receivedAt, mediaType, mapperVersion } = content;
  const isRedacted = () => !tablesNow().bodies.doesExist(position);
  return {
    position,
    kind,
    receivedAt: instantOf(receivedAt),
    mediaType,
    ...(mapperVersion === null ? {} : { mapperVersion }),
    ...(row.id === null ? {} : { id: row.id }),
    sender: row.sender,
    targets: [],
    isRedacted: false,
    isBatchEnd,
    leaf: leafHashOf(row.leaf),
    body: () => tablesNow().bodies.get(position),
    quads: () => (isRedacted() ? [] : [...sealed.quads()]),
    facets: () => (isRedacted() ? [] : [...sealed.facets]),
  };
}
