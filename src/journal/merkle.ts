/**
 * The Merkle tree of RFC 6962 §2.1, over leaf hashes. A tree of n leaves splits at the largest power of two below n;
 * a node is SHA-256(0x01 ‖ left ‖ right); a lone leaf is its own root; the empty tree is SHA-256 of nothing. A
 * subtree of 2^level leaves never changes once it is full, so only those are stored: node (level, index) covers the
 * leaves from index · 2^level on.
 *
 *        (2,0)
 *       /     \
 *    (1,0)   (1,1)      (1,2)      of a tree of 7 leaves, the nodes in brackets are full and stored;
 *    /  \    /  \       /  \       its root is H(H((2,0), H((1,2), (0,6)))), computed when asked.
 *    0   1   2   3     4    5    6
 */
import { sha256 } from "./hashing.ts";

/** A full subtree: its place and its hash. */
export interface TreeNode {
  readonly level: number;
  readonly index: number;
  readonly hash: Uint8Array;
}

/** Looks up the hash of a full subtree. */
export type ReadNode = (level: number, index: number) => Uint8Array;

/** The root of the tree without leaves: SHA-256 of nothing. */
export const emptyRoot: Uint8Array = sha256(new Uint8Array());

/** The hash of a leaf that carries `data`: SHA-256(0x00 ‖ data). */
export function leafHashOf(data: Uint8Array): Uint8Array {
  return sha256(Buffer.concat([Uint8Array.of(0), data]));
}

/** The hash of the node above two others: SHA-256(0x01 ‖ left ‖ right). */
function nodeHashOf(left: Uint8Array, right: Uint8Array): Uint8Array {
  const input = Buffer.allocUnsafe(65);
  input[0] = 1;
  input.set(left, 1);
  input.set(right, 33);
  return sha256(input);
}

/** The root of the tree over these leaf hashes. O(n). */
export function rootOf(leafHashes: Iterable<Uint8Array>): Uint8Array {
  let frontier = emptyFrontier;
  for (const hash of leafHashes) frontier = appended(frontier, hash).frontier;
  return rootOfFrontier(frontier);
}

/** The right edge of a growing tree: for each 1 in the binary form of its size, the full subtree that it stands for. */
export interface Frontier {
  readonly size: number;
  /** By level; what stands at the level of a 0 is out of date. */
  readonly hashes: readonly Uint8Array[];
}

export const emptyFrontier: Frontier = { size: 0, hashes: [] };

/** The frontier after one more leaf, and the subtrees that the leaf made full, the leaf itself first. O(log n). */
export function appended(
  { size, hashes }: Frontier,
  leafHash: Uint8Array,
): { frontier: Frontier; nodes: TreeNode[] } {
  const edge = [...hashes];
  const nodes: TreeNode[] = [{ level: 0, index: size, hash: leafHash }];
  let hash = leafHash;
  let level = 0;
  let index = size;
  while (index % 2 === 1) {
    hash = nodeHashOf(at(edge, level), hash);
    level += 1;
    index = (index - 1) / 2;
    nodes.push({ level, index, hash });
  }
  edge[level] = hash;
  return { frontier: { size: size + 1, hashes: edge }, nodes };
}

/** The frontier of the first `size` leaves of a stored tree. */
export function frontierAt(size: number, read: ReadNode): Frontier {
  const hashes: Uint8Array[] = [];
  for (let level = 0, width = 1; width <= size; level += 1, width *= 2) {
    const full = Math.floor(size / width);
    hashes[level] = full % 2 === 1 ? read(level, full - 1) : emptyRoot;
  }
  return { size, hashes };
}

/** The root of the tree with this frontier. O(log n). */
export function rootOfFrontier({ size, hashes }: Frontier): Uint8Array {
  let root: Uint8Array | undefined;
  for (let level = 0, rest = size; rest > 0; level += 1, rest = Math.floor(rest / 2)) {
    if (rest % 2 === 1) root = root === undefined ? at(hashes, level) : nodeHashOf(at(hashes, level), root);
  }
  return root ?? emptyRoot;
}

/** The audit path of a leaf in the tree of the first `size` leaves (RFC 6962 §2.1.1). */
export function inclusionProof(leaf: number, size: number, read: ReadNode): Uint8Array[] {
  if (leaf >= size) throw new RangeError(`Leaf ${leaf} is not in a tree of ${size} leaves`);
  const path: Uint8Array[] = [];
  let start = 0;
  let end = size;
  while (end - start > 1) {
    const middle = start + splitOf(end - start);
    if (leaf < middle) {
      path.push(rangeHash(middle, end, read));
      end = middle;
    } else {
      path.push(rangeHash(start, middle, read));
      start = middle;
    }
  }
  return path.reverse();
}

/** The proof that the tree of `oldSize` leaves is a prefix of the tree of `size` leaves (RFC 6962 §2.1.2). */
export function consistencyProof(oldSize: number, size: number, read: ReadNode): Uint8Array[] {
  if (oldSize > size) throw new RangeError(`A tree of ${size} leaves has no prefix of ${oldSize}`);
  if (oldSize === 0 || oldSize === size) return [];
  const path: Uint8Array[] = [];
  let start = 0;
  let end = size;
  while (end !== oldSize) {
    const middle = start + splitOf(end - start);
    if (oldSize <= middle) {
      path.push(rangeHash(middle, end, read));
      end = middle;
    } else {
      path.push(rangeHash(start, middle, read));
      start = middle;
    }
  }
  if (start !== 0) path.push(rangeHash(start, end, read));
  return path.reverse();
}

/** Whether the audit path leads from the leaf to the root (RFC 9162 §2.1.3.2, whose trees are those of RFC 6962). */
export function verifiesInclusion(
  { leaf, size, leafHash, root }: { leaf: number; size: number; leafHash: Uint8Array; root: Uint8Array },
  path: readonly Uint8Array[],
): boolean {
  if (leaf < 0 || leaf >= size) return false;
  let index = leaf;
  let last = size - 1;
  let hash = leafHash;
  for (const sibling of path) {
    if (last === 0) return false;
    if (index % 2 === 1 || index === last) {
      hash = nodeHashOf(sibling, hash);
      while (index % 2 === 0 && index !== 0) [index, last] = [index / 2, Math.floor(last / 2)];
    } else {
      hash = nodeHashOf(hash, sibling);
    }
    [index, last] = [Math.floor(index / 2), Math.floor(last / 2)];
  }
  return last === 0 && areEqual(hash, root);
}

/** Whether the proof shows that the tree of the old head is a prefix of that of the new (RFC 9162 §2.1.4.2). */
export function verifiesConsistency(
  older: { size: number; root: Uint8Array },
  newer: { size: number; root: Uint8Array },
  path: readonly Uint8Array[],
): boolean {
  if (older.size > newer.size) return false;
  if (older.size === newer.size) return path.length === 0 && areEqual(older.root, newer.root);
  if (older.size === 0) return path.length === 0 && areEqual(older.root, emptyRoot);
  const isPowerOfTwo = Number.isInteger(Math.log2(older.size));
  const hashes = isPowerOfTwo ? [older.root, ...path] : path;
  const [first, ...rest] = hashes;
  if (first === undefined) return false;
  let index = older.size - 1;
  let last = newer.size - 1;
  while (index % 2 === 1) [index, last] = [Math.floor(index / 2), Math.floor(last / 2)];
  let oldHash = first;
  let newHash = first;
  for (const sibling of rest) {
    if (last === 0) return false;
    if (index % 2 === 1 || index === last) {
      oldHash = nodeHashOf(sibling, oldHash);
      newHash = nodeHashOf(sibling, newHash);
      while (index % 2 === 0 && index !== 0) [index, last] = [index / 2, Math.floor(last / 2)];
    } else {
      newHash = nodeHashOf(newHash, sibling);
    }
    [index, last] = [Math.floor(index / 2), Math.floor(last / 2)];
  }
  return last === 0 && areEqual(oldHash, older.root) && areEqual(newHash, newer.root);
}

/** The hash over the leaves from `start` to before `end`, `start` being a multiple of a power of two ≥ their number. */
function rangeHash(start: number, end: number, read: ReadNode): Uint8Array {
  const count = end - start;
  const level = Math.log2(count);
  if (Number.isInteger(level)) return read(level, start / count);
  const middle = start + splitOf(count);
  return nodeHashOf(rangeHash(start, middle, read), rangeHash(middle, end, read));
}

/** The largest power of two below `count`. */
function splitOf(count: number): number {
  let split = 1;
  while (split * 2 < count) split *= 2;
  return split;
}

function at(hashes: readonly Uint8Array[], level: number): Uint8Array {
  const hash = hashes[level];
  if (hash === undefined) throw new RangeError(`The frontier has no subtree of level ${level}`);
  return hash;
}

function areEqual(a: Uint8Array, b: Uint8Array): boolean {
  return Buffer.compare(a, b) === 0;
}
