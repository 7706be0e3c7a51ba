import type { Quad } from "@rdfjs/types";
import type { FacetSnapshot, Identity } from "../mapping/bundle.ts";
import type { Sealed } from "./seal.ts";

/** Something to append. `sender` is the id of the principal; it is committed to, and stored until redaction. */
export type Entry = BundleEntry | SealedEntry | SettingEntry | RemapEntry | ReceiptEntry;

/** An event or a posted document with what the mapper made of it. */
export interface BundleEntry {
  readonly kind: "event" | "rdf";
  /** IRI of the bundle, keyed by its content; no two records bear the same. */
  readonly id: string;
  /** The exact bytes received, after decompression. */
  readonly body: Uint8Array;
  readonly mediaType: string;
  readonly sender: string;
  readonly mapperVersion: string;
  /** In the graph `id`, or in `{id}/graph/{n}`. */
  readonly quads: readonly Quad[];
  readonly facets: readonly FacetSnapshot[];
  readonly identities?: readonly Identity[];
}

/** A bundle whose content was sealed before, by `sealFor` with the key of the journal. */
export interface SealedEntry extends Omit<BundleEntry, "quads" | "facets"> {
  readonly sealed: Sealed;
}

/** The configuration in force from here on, or one alignment, as canonical JSON (RFC 8785). */
interface SettingEntry {
  readonly kind: SettingKind;
  readonly body: Uint8Array;
  readonly sender: string;
}

/** Of the records that are no evidence, and say how evidence is read. */
export type SettingKind = "config" | "alignment";

/** What a newer mapper makes of an earlier record. */
export interface RemapEntry {
  readonly kind: "remap";
  readonly target: number;
  readonly sender: string;
  readonly mapperVersion: string;
  readonly quads: readonly Quad[];
  readonly facets: readonly FacetSnapshot[];
  readonly identities?: readonly Identity[];
}

/** That a record was delivered once more. */
interface ReceiptEntry {
  readonly kind: "receipt";
  readonly target: number;
  readonly sender: string;
}

/** One position of the log, as read back. Bytes and quads are read when asked for. */
export interface JournalRecord {
  readonly position: number;
  readonly kind: "event" | "rdf" | SettingKind | "redaction" | "remap" | "receipt";
  /** A canonical instant. */
  readonly receivedAt: string;
  readonly mediaType: string;
  readonly mapperVersion?: string;
  /** IRI of the bundle, of events and documents; kept when redacted. */
  readonly id?: string;
  /** Absent once redacted. */
  readonly sender?: string;
  /** The records that a remap or receipt (one) or a redaction (one or more) speaks of; none once itself redacted. */
  readonly targets: readonly number[];
  /** Whether its bytes, quads, sender and salt were destroyed. */
  readonly isRedacted: boolean;
  /** Whether an append ended with it. */
  readonly isBatchEnd: boolean;
  /** Leaf hash. */
  readonly leaf: Uint8Array;
  /** The received bytes; undefined once redacted. */
  readonly body: () => Uint8Array | undefined;
  /** The quads of the record without those of its facets. */
  readonly quads: () => Quad[];
  /** The facets that it cites, each with its quads. */
  readonly facets: () => FacetSnapshot[];
}
