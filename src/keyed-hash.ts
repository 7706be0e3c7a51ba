import { createHmac, hash } from "node:crypto";

/**
 * HMAC-SHA-256 (RFC 2104) of `prefix ‖ message` under a key of at most 64 bytes, as lower-case hex, for many messages. The pads
 * of the key are made once, and a short message is hashed in one go: a third of the time of an HMAC object.
 */
export function keyedHashing(key: Uint8Array, prefix: string): (message: Uint8Array | string) => string {
  const prefixBytes = Buffer.from(prefix);
  const start = blockBytes + prefixBytes.length;
  const inner = Buffer.alloc(start + mostBytes, 0x36);
  const outer = Buffer.alloc(blockBytes + digestBytes, 0x5c);
  for (const [i, byte] of key.entries()) {
    inner[i] = byte ^ 0x36;
    outer[i] = byte ^ 0x5c;
  }
  inner.set(prefixBytes, blockBytes);
  return (message) => {
    const length = typeof message === "string" ? message.length * 3 : message.length;
    if (length > mostBytes || key.length > blockBytes)
      return createHmac("sha256", key).update(prefixBytes).update(message).digest("hex");
    const bytes = typeof message === "string" ? inner.write(message, start, "utf8") : message.length;
    if (typeof message !== "string") inner.set(message, start);
    outer.write(hash("sha256", inner.subarray(0, start + bytes), "binary"), blockBytes, "latin1");
    return hash("sha256", outer, "hex");
  };
}

const blockBytes = 64;
const digestBytes = 32;
/** Of a message that is hashed in one go. */
const mostBytes = 64 * 1024;
