import { createHmac, hash } from "node:crypto";

/** SHA-256: 32 bytes. */
export function sha256(bytes: Uint8Array): Uint8Array {
  return hash("sha256", bytes, "buffer");
}

/**
 * HMAC-SHA-256 (RFC 2104): 32 bytes. Of a short message in two calls on bytes that lie ready, which take a third of the time of an
 * HMAC object.
 */
export function hmac(key: Uint8Array, message: Uint8Array | string): Uint8Array {
  const mostBytes = typeof message === "string" ? message.length * 3 : message.length;
  if (mostBytes > mostShortBytes || key.length > blockBytes)
    return createHmac("sha256", key).update(message).digest();
  inner.fill(0x36, 0, blockBytes);
  outer.fill(0x5c, 0, blockBytes);
  for (let i = 0; i < key.length; i++) {
    inner[i] = (key[i] as number) ^ 0x36;
    outer[i] = (key[i] as number) ^ 0x5c;
  }
  const bytes = typeof message === "string" ? inner.write(message, blockBytes, "utf8") : message.length;
  if (typeof message !== "string") inner.set(message, blockBytes);
  outer.write(hash("sha256", inner.subarray(0, blockBytes + bytes), "binary"), blockBytes, "latin1");
  return hash("sha256", outer, "buffer");
}

const blockBytes = 64;
const mostShortBytes = 16 * 1024;
const inner = Buffer.alloc(blockBytes + mostShortBytes);
const outer = Buffer.alloc(blockBytes + 32);

/** Lower-case hex. */
export function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("hex");
}
