import type { Quad } from "@rdfjs/types";
import { decode, encode } from "cborg";
import { DataFactory } from "n3";
import type { FacetSnapshot } from "../mapping/bundle.ts";
import type { JournalRecord, SettingKind } from "./entry.ts";
import { decodeLeaf, type RecordKind } from "./leaf.ts";
import { leafHashOf } from "./merkle.ts";
import { quadsInText } from "./read-lines.ts";
import { bufferOf, decodeRow, isRedactedRow } from "./row.ts";
import type { Tables } from "./tables.ts";

/**
 * Reads the record at a position that exists. Throws when the row is not as it was written. What it reads later it
 * asks `tablesNow` for, since compaction puts another file in the place of the one that was open.
 */
export function readRecord(tablesNow: () => Tables, position: number): JournalRecord {
  const tables = tablesNow();
  const bytes = tables.records.get(position);
  if (bytes === undefined) throw new RangeError(`The journal has no record ${position}`);
  const row = decodeRow(bytes);
  const { kind, receivedAt, mediaType, mapperVersion } = decodeLeaf(row.leaf);
  const isRedacted = isRedactedRow(row);
  const body = () => tablesNow().bodies.get(position);
  return {
    position,
    kind,
    receivedAt: instantOf(receivedAt),
    mediaType,
    ...(mapperVersion === null ? {} : { mapperVersion }),
    ...(row.id === null ? {} : { id: row.id }),
    ...(isRedacted ? {} : { sender: row.sender }),
    targets: kind === "redaction" || kind === "remap" || kind === "receipt" ? targetsOf(body()) : [],
    isRedacted,
    isBatchEnd: tables.heads.doesExist(position + 1),
    leaf: leafHashOf(row.leaf),
    body,
    quads: () => quadsInText(textIn(tablesNow().quads.get(position))),
    facets: () => (isRedacted ? [] : row.facets.flatMap((key) => readFacet(tablesNow, key) ?? [])),
  };
}

/** A facet by the key under which a record cites it; undefined once destroyed. */
export function readFacet(tablesNow: () => Tables, key: string): FacetSnapshot | undefined {
  if (!tablesNow().facets.doesExist(key)) return undefined;
  let quads: readonly Quad[] | undefined;
  return {
    iri: DataFactory.namedNode(iriOfFacetKey(key)),
    // Read when asked for: an index has the quads of most facets already, from the first record that cited them.
    get quads() {
      quads ??= quadsInText(textIn(tablesNow().facets.get(key)));
      return quads;
    },
  };
}

/** The keys under which a record cites its facets. */
export function facetKeysAt({ records }: Tables, position: number): readonly string[] {
  const bytes = records.get(position);
  const row = bytes === undefined ? undefined : decodeRow(bytes);
  return row === undefined || isRedactedRow(row) ? [] : row.facets;
}

/** The facet's IRI in `{IRI} {variant}`. */
function iriOfFacetKey(key: string): string {
  return key.slice(0, key.indexOf(" "));
}

/** The records that the body of a remap, receipt or redaction names. */
export function targetsOf(body: Uint8Array | undefined): number[] {
  if (body === undefined) return [];
  const value: unknown = JSON.parse(Buffer.from(body).toString());
  if (typeof value !== "object" || value === null || !("targets" in value)) return [];
  return Array.isArray(value.targets) ? value.targets.filter(Number.isSafeInteger) : [];
}

/** Whether records of a kind say how evidence is read; `settings` lists them. */
export function isSettingKind(kind: RecordKind): kind is SettingKind {
  return kind === "config" || kind === "alignment";
}

/** How many records cite a facet's quads. Throws when the bytes are no number. */
export function readCitations({ citations }: Tables, key: string): number {
  const bytes = citations.get(key);
  return bytes === undefined ? 0 : Number(decode(bytes, { strict: true }));
}

/** The bytes of a count or a position. */
export function encodeNumber(number: number): Buffer {
  return bufferOf(encode(number));
}

/** A list of positions, as stored. */
export function readPositions(bytes: Uint8Array | undefined): number[] {
  const value: unknown = bytes === undefined ? [] : decode(bytes);
  return Array.isArray(value) ? value.filter((position) => typeof position === "number") : [];
}

/** Milliseconds since 1970 as a canonical instant. */
export function instantOf(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace(/\.?0*Z$/, "Z");
}

/** The text of stored bytes; empty where there are none. */
export function textIn(bytes: Buffer | undefined): string {
  return bytes === undefined ? "" : bytes.toString();
}
