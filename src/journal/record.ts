import { decode, encode } from "cborg";
import { DataFactory } from "n3";
import type { FacetSnapshot } from "../mapping/bundle.ts";
import { parseNQuads } from "../quads/nquads.ts";
import type { JournalRecord } from "./entry.ts";
import { decodeLeaf } from "./leaf.ts";
import { leafHashOf } from "./merkle.ts";
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
    quads: () => parseNQuads(textIn(tablesNow().quads.get(position))),
    facets: () => (isRedacted ? [] : row.facets.flatMap((key) => readFacet(tablesNow(), key) ?? [])),
  };
}

/** A facet by the key under which a record cites it; undefined once destroyed. */
export function readFacet({ facets }: Tables, key: string): FacetSnapshot | undefined {
  const text = facets.get(key)?.toString();
  if (text === undefined) return undefined;
  return { iri: DataFactory.namedNode(iriOfFacetKey(key)), quads: parseNQuads(text) };
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

/** How many records cite a facet's quads, and the first that did. */
export interface Citations {
  readonly count: number;
  readonly first: number;
}

/** The stored citations of a facet key. */
export function readCitations({ citations }: Tables, key: string): Citations | undefined {
  const bytes = citations.get(key);
  if (bytes === undefined) return undefined;
  const value: unknown = decode(bytes);
  if (!Array.isArray(value)) return undefined;
  const [count, first]: unknown[] = value;
  return typeof count === "number" && typeof first === "number" ? { count, first } : undefined;
}

/** The bytes that `readCitations` reads. */
export function encodeCitations({ count, first }: Citations): Buffer {
  return bufferOf(encode([count, first]));
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
