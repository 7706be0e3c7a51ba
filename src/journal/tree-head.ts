/**
 * A signed tree head says: at this time the log had these leaves and no others before them. One is signed at the end
 * of every append and names the one before, so that the heads themselves are a chain, and say where batches end.
 */

import type { KeyObject } from "node:crypto";
import { createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify } from "node:crypto";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { decode, encode, rfc8949EncodeOptions } from "cborg";
import { JournalDamagedError } from "./errors.ts";
import { readIfPresent, writeDurably } from "./store-key.ts";

/** What is signed, beside the constants `kind` and `version`. */
export interface TreeHead {
  /** Number of leaves. */
  readonly size: number;
  readonly root: Uint8Array;
  /** When: milliseconds since 1970-01-01T00:00:00Z; that of the last record. */
  readonly at: number;
  /** Size of the head before; 0 for the first. */
  readonly previous: number;
}

export interface SignedTreeHead extends TreeHead {
  /** Ed25519 (RFC 8032) over `headBytes`. */
  readonly signature: Uint8Array;
}

/** Signs heads, and knows the public key as PEM (SubjectPublicKeyInfo). */
export interface HeadSigner {
  readonly publicKey: string;
  readonly sign: (head: TreeHead) => SignedTreeHead;
}

/** The bytes that are signed: deterministic CBOR (RFC 8949 §4.2.1) of the head, `kind: "head"` and `version: 1`. */
export function headBytes({ size, root, at, previous }: TreeHead): Uint8Array {
  return encode({ kind: "head", version: 1, size, root, at, previous }, rfc8949EncodeOptions);
}

/** Whether the holder of the private key signed this head. */
export function verifiesHead(head: SignedTreeHead, publicKey: string): boolean {
  return verify(null, headBytes(head), createPublicKey(publicKey), head.signature);
}

/** Opens the directory's signing key, or makes one, readable by its owner alone. */
export function openSigner(directory: string, { create }: { create: boolean }): HeadSigner {
  const file = join(directory, "signing-key.pem");
  const existing = readIfPresent(file);
  if (existing === undefined && !create) throw new JournalDamagedError(file, "it is missing");
  const privateKey = existing === undefined ? createSigningKey(file) : parseSigningKey(existing, file);
  const publicKey = createPublicKey(privateKey).export({ type: "spki", format: "pem" }).toString();
  return { publicKey, sign: (head) => ({ ...head, signature: sign(null, headBytes(head), privateKey) }) };
}

/** Writes the public key beside the private one, for those who check heads: the last step of a creation. */
export function publishKey(directory: string, { publicKey }: HeadSigner): void {
  if (!isPublished(directory)) writeDurably(publicKeyFile(directory), publicKey, 0o644);
}

/** Whether a log was created in the directory, whatever is left of it. */
export function isPublished(directory: string): boolean {
  return existsSync(publicKeyFile(directory));
}

/** How a head is stored, under its size as key. */
export function encodeHead(head: SignedTreeHead): Uint8Array {
  const { size, root, at, previous, signature } = head;
  return encode({ size, root, at, previous, signature }, rfc8949EncodeOptions);
}

/** Reads a stored head; undefined when the bytes are none. */
export function decodeHead(bytes: Uint8Array): SignedTreeHead | undefined {
  try {
    const value: unknown = decode(bytes, { strict: true, rejectDuplicateMapKeys: true });
    return isSignedHead(value) && Buffer.compare(encodeHead(value), bytes) === 0 ? value : undefined;
  } catch {
    return undefined;
  }
}

function publicKeyFile(directory: string): string {
  return join(directory, "signing-key.pub.pem");
}

function isSignedHead(value: unknown): value is SignedTreeHead {
  if (typeof value !== "object" || value === null) return false;
  const { size, root, at, previous, signature } = value as Partial<Record<keyof SignedTreeHead, unknown>>;
  return (
    [size, at, previous].every(Number.isSafeInteger) &&
    root instanceof Uint8Array &&
    root.length === 32 &&
    signature instanceof Uint8Array &&
    signature.length === 64
  );
}

function createSigningKey(file: string): KeyObject {
  const { privateKey } = generateKeyPairSync("ed25519");
  writeDurably(file, privateKey.export({ type: "pkcs8", format: "pem" }).toString(), 0o600);
  return privateKey;
}

function parseSigningKey(pem: string, file: string): KeyObject {
  try {
    const key = createPrivateKey(pem);
    if (key.asymmetricKeyType === "ed25519") return key;
  } catch {
    throw new JournalDamagedError(file, "it holds no private key in PEM");
  }
  throw new JournalDamagedError(file, "it holds no Ed25519 key");
}
