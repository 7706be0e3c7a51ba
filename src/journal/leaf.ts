/**
 * The content C of a leaf: a CBOR map in the core deterministic encoding of RFC 8949 §4.2.1 (shortest integers and
 * lengths, no indefinite lengths, keys in the bytewise order of their encodings). The leaf is SHA-256(0x00 ‖ C).
 *
 *     { body: h'…32 bytes', kind: "event", sender: h'…', version: 1, mediaType: "application/json",
 *       quadsRoot: h'…', receivedAt: 1793491200000, mapperVersion: "1" }
 */
import { decode, encode, rfc8949EncodeOptions } from "cborg";

/** What a record is. */
export type RecordKind = "event" | "rdf" | "config" | "alignment" | "redaction" | "remap" | "receipt";

const kinds: readonly string[] = ["event", "rdf", "config", "alignment", "redaction", "remap", "receipt"];

/** The version of the leaf's format, which its every leaf states and no migration can change. */
export const leafVersion = 1;

/** What a leaf commits to. */
export interface LeafContent {
  readonly version: number;
  readonly kind: RecordKind;
  /** Milliseconds since 1970-01-01T00:00:00Z. */
  readonly receivedAt: number;
  readonly sender: Uint8Array;
  readonly mediaType: string;
  readonly body: Uint8Array;
  /** Null where no mapper was at work. */
  readonly mapperVersion: string | null;
  readonly quadsRoot: Uint8Array;
}

/** C, the bytes that the leaf hashes. */
export function encodeLeaf(content: LeafContent): Uint8Array {
  return encode(content, rfc8949EncodeOptions);
}

/** Reads C back. Throws when it is not the deterministic encoding of a leaf's content. */
export function decodeLeaf(bytes: Uint8Array): LeafContent {
  const value: unknown = decode(bytes, { strict: true, rejectDuplicateMapKeys: true });
  if (!isLeafContent(value)) throw new Error("The bytes are no leaf content");
  if (Buffer.compare(encodeLeaf(value), bytes) !== 0)
    throw new Error("The leaf content is not deterministic");
  return value;
}

function isLeafContent(value: unknown): value is LeafContent {
  if (typeof value !== "object" || value === null || Object.keys(value).length !== 8) return false;
  const { version, kind, receivedAt, sender, mediaType, body, mapperVersion, quadsRoot } = value as Partial<
    Record<keyof LeafContent, unknown>
  >;
  return (
    version === leafVersion &&
    typeof kind === "string" &&
    kinds.includes(kind) &&
    Number.isSafeInteger(receivedAt) &&
    typeof mediaType === "string" &&
    (mapperVersion === null || typeof mapperVersion === "string") &&
    [sender, body, quadsRoot].every((hash) => hash instanceof Uint8Array && hash.length === 32)
  );
}
