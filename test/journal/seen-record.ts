import type { Quad } from "@rdfjs/types";
import type { BundleEntry, JournalRecord } from "../../src/journal/entry.ts";
import type { MappedBundle } from "../../src/mapping/bundle.ts";
import { termKey } from "../../src/quads/term-key.ts";

/** The entry of an event that was mapped. */
export function entryOf({ iri, quads, facets, identities }: MappedBundle, body: Uint8Array): BundleEntry {
  return {
    kind: "event",
    id: iri.value,
    body,
    mediaType: "application/json",
    sender: "urn:tester",
    mapperVersion: "1",
    quads,
    facets,
    identities,
  };
}

/** All that can be seen of a record, as plain data. */
export function seen(record: JournalRecord) {
  return {
    ...record,
    leaf: [...record.leaf],
    body: record.body()?.toString(),
    quads: record.quads().map(terms),
    facets: record.facets().map(({ iri, quads }) => ({ iri: iri.value, quads: quads.map(terms) })),
  };
}

function terms({ subject, predicate, object, graph }: Quad) {
  return [subject, predicate, object, graph].map((term) => [term.termType, termKey(term)]);
}
