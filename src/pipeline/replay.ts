import { DataFactory } from "n3";
import type { JournalRecord } from "../journal/entry.ts";
import type { Journal } from "../journal/journal.ts";
import { recordedConfiguration } from "./configuration-in-force.ts";
import type { IndexRecord, IndexWriter } from "./index-writer.ts";

/** Indexes the journal from the beginning of a batch on, batch by batch as it was appended (law 4: replay = live). */
export async function replay(journal: Journal, index: IndexWriter, from = 0): Promise<void> {
  let batch: IndexRecord[] = [];
  for (const record of journal.records(from)) {
    batch.push(indexRecordOf(record, journal));
    if (!record.isBatchEnd) continue;
    await index.apply(batch);
    batch = [];
  }
  await index.apply(batch);
}

/** What a stored record asks of the index. */
export function indexRecordOf(record: JournalRecord, journal: Journal): IndexRecord {
  const { position, receivedAt, sender = "" } = record;
  const place = { position, receivedAt, sender };
  if (record.isRedacted) return { ...place, kind: "nothing" };
  const [target] = record.targets;
  switch (record.kind) {
    case "event":
    case "rdf":
      return {
        ...place,
        kind: "bundle",
        bundle: bundleOf(record),
        quads: record.quads(),
        facets: record.facets(),
      };
    case "remap": {
      const remapped = target === undefined ? undefined : journal.record(target);
      if (remapped === undefined || remapped.isRedacted) return { ...place, kind: "nothing" };
      return {
        ...place,
        kind: "remap",
        bundle: bundleOf(remapped),
        quads: record.quads(),
        facets: record.facets(),
      };
    }
    case "receipt": {
      const received = target === undefined ? undefined : journal.record(target);
      if (received === undefined || received.isRedacted) return { ...place, kind: "nothing" };
      return { ...place, kind: "receipt", bundle: bundleOf(received) };
    }
    case "config":
      return { ...place, kind: "config", configuration: recordedConfiguration(record) };
    case "alignment":
    case "redaction":
      return { ...place, kind: "nothing" };
  }
}

function bundleOf(record: JournalRecord) {
  if (record.id === undefined) throw new Error(`Record ${record.position} has no bundle`);
  return DataFactory.namedNode(record.id);
}
