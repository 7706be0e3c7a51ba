/**
 * What a leaf says of a record without saying it (DESIGN §4). Everything hangs on the record's salt, 32 random bytes:
 * whoever has a value and the key derived for it can check it, and once the salt is destroyed nobody can guess at
 * what the leaf committed to. A pack may open single keys, never the salt.
 */
import { sortByCodePoint } from "../code-points.ts";
import { hmac } from "./hashing.ts";

/** The commitment to the received bytes: `HMAC(HMAC(salt, "body"), bytes)`. */
export function bodyCommitment(salt: Uint8Array, body: Uint8Array): Uint8Array {
  return hmac(hmac(salt, "body"), body);
}

/** The commitment to who sent them: `HMAC(HMAC(salt, "sender"), UTF-8 of the id)`. */
export function senderCommitment(salt: Uint8Array, senderId: string): Uint8Array {
  return hmac(hmac(salt, "sender"), senderId);
}

/** The key that opens quad `index` and no other: `HMAC(salt, "quad" ‖ index)`, the index as eight bytes, big-endian. */
export function quadKey(salt: Uint8Array, index: number): Uint8Array {
  const message = Buffer.allocUnsafe(12);
  message.write("quad", "ascii");
  message.writeBigUInt64BE(BigInt(index), 4);
  return hmac(salt, message);
}

/** The commitment to one quad, an entry of the quads tree: `HMAC(key, UTF-8 of the line)`. */
export function quadCommitment(key: Uint8Array, line: string): Uint8Array {
  return hmac(key, line);
}

/** Lines of canonical N-Quads in the order in which the leaf commits to them: by code point, each once. */
export function sortedLines(lines: Iterable<string>): string[] {
  const sorted = sortByCodePoint([...lines]);
  return sorted.filter((line, i) => line !== sorted[i - 1]);
}
