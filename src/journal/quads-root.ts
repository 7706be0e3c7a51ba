/**
 * The commitment to all quads of a record at once. It is what `quadKey`, `quadCommitment` and the tree of `merkle.ts` make of
 * them one by one, and the tests hold it to that; but an append spends most of its time here, and these short hashes cost
 * less as calls on bytes that lie ready than as objects of node:crypto: 2 µs a quad instead of 6.
 *
 * HMAC(key, m) is H(key ⊕ opad ‖ H(key ⊕ ipad ‖ m)) (RFC 2104), so each message below begins with the pad of its key. Digests
 * pass from one message to the next as latin1, a character a byte: that is the form in which they cost least.
 *
 * The keys of the quads are made in one call: block i of PBKDF2 with one iteration is HMAC(password, salt ‖ i as four bytes,
 * big-endian), from i = 1 on (RFC 8018 §5.2).
 */
import { hash, pbkdf2Sync } from "node:crypto";
import { quadKey } from "./commitments.ts";
import { emptyRoot } from "./merkle.ts";

/**
 * The RFC 6962 root over the commitments to the quads of a record, given as `sortedLines`; each commitment is an
 * entry of the tree, so its leaf hash is SHA-256(0x00 ‖ commitment). Without quads: the hash of the empty tree.
 */
export function quadsRoot(salt: Uint8Array, lines: readonly string[]): Uint8Array {
  if (lines.length === 0) return emptyRoot;
  const commitment = committing(salt, lines.length);
  const node = nodeHashing();
  const leaf = Buffer.alloc(1 + digestBytes);
  /** By level: the full subtrees that are not yet part of a larger one. */
  const edge: string[] = [];
  for (const [index, line] of lines.entries()) {
    leaf.write(commitment(index, line), 1, "latin1");
    let subtree = digestOf(leaf);
    let level = 0;
    for (let rest = index; rest % 2 === 1; rest = (rest - 1) / 2) {
      subtree = node(edge[level] ?? "", subtree);
      level += 1;
    }
    edge[level] = subtree;
  }
  let root: string | undefined;
  for (let level = 0, rest = lines.length; rest > 0; level += 1, rest = Math.floor(rest / 2))
    if (rest % 2 === 1) root = root === undefined ? edge[level] : node(edge[level] ?? "", root);
  return Buffer.from(root ?? "", "latin1");
}

const blockBytes = 64;
const digestBytes = 32;
const ipad = 0x36;
const opad = 0x5c;

/** HMAC(HMAC(salt, "quad" ‖ index), line) for any index below `count`, and any line. */
function committing(salt: Uint8Array, count: number): (index: number, line: string) => string {
  const first = quadKey(salt, 0);
  // No bytes at all are refused by the OpenSSL of Node 24.
  const others = count > 1 ? pbkdf2Sync(salt, upperHalf, 1, digestBytes * (count - 1), "sha256") : first;
  const outer = Buffer.alloc(blockBytes + digestBytes, opad);
  let inner = Buffer.alloc(blockBytes + 1024, ipad);

  return (index, line) => {
    const mostBytes = blockBytes + line.length * 3;
    if (mostBytes > inner.length) inner = Buffer.alloc(mostBytes * 2, ipad);
    const key = index === 0 ? first : others;
    const from = index === 0 ? 0 : digestBytes * (index - 1);
    for (let i = 0; i < digestBytes; i++) {
      const byte = key[from + i] ?? 0;
      inner[i] = byte ^ ipad;
      outer[i] = byte ^ opad;
    }
    const bytes = inner.write(line, blockBytes, "utf8");
    outer.write(digestOf(inner.subarray(0, blockBytes + bytes)), blockBytes, "latin1");
    return digestOf(outer);
  };
}

/** What precedes the lower four bytes of an index, which are all that differ. */
const upperHalf = Buffer.from("quad\0\0\0\0");

/** SHA-256(0x01 ‖ left ‖ right). */
function nodeHashing(): (left: string, right: string) => string {
  const message = Buffer.alloc(1 + 2 * digestBytes, 1);
  return (left, right) => {
    message.write(left, 1, "latin1");
    message.write(right, 1 + digestBytes, "latin1");
    return digestOf(message);
  };
}

function digestOf(message: Buffer): string {
  return hash("sha256", message, "binary");
}
