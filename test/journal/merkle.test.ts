import { createHash } from "node:crypto";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Frontier } from "../../src/journal/merkle.ts";
import {
  appended,
  consistencyProof,
  emptyFrontier,
  emptyRoot,
  frontierAt,
  inclusionProof,
  leafHashOf,
  rootOf,
  rootOfFrontier,
  verifiesConsistency,
  verifiesInclusion,
} from "../../src/journal/merkle.ts";
import { nodeNumber } from "../../src/journal/tables.ts";

describe("the Merkle tree", () => {
  it("has SHA-256 of nothing as the root of no leaves", () => {
    expect(hex(emptyRoot)).toBe("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    expect(hex(rootOf([]))).toBe(hex(emptyRoot));
  });

  it("has the root that RFC 6962 defines, for every size", () => {
    const leaves = someLeaves(70);
    for (let size = 0; size <= leaves.length; size++) {
      expect(hex(rootOf(leaves.slice(0, size)))).toBe(hex(naiveRoot(leaves.slice(0, size))));
    }
  });

  it("finds the roots of the certificate-transparency test vectors", () => {
    const data = [
      "",
      "00",
      "10",
      "2021",
      "3031",
      "40414243",
      "5051525354555657",
      "606162636465666768696a6b6c6d6e6f",
    ];
    const leaves = data.map((each) => leafHashOf(Buffer.from(each, "hex")));

    expect(hex(rootOf(leaves.slice(0, 1)))).toBe(
      "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    );
    expect(hex(rootOf(leaves))).toBe("5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
  });

  it("grows to the same root whether in one go or from a stored frontier", () => {
    fc.assert(
      fc.property(fc.nat(60), fc.nat(60), (first, second) => {
        const leaves = someLeaves(first + second);
        const stored = grow(leaves.slice(0, first));

        const resumed = grow(leaves.slice(first), frontierAt(first, stored.read), stored.nodes);

        expect(hex(rootOfFrontier(resumed.frontier))).toBe(hex(naiveRoot(leaves)));
      }),
      { numRuns: 40 },
    );
  });

  it("stores nodes in the order of their numbers, without a gap", () => {
    const numbers: number[] = [];
    let frontier = emptyFrontier;
    for (const leaf of someLeaves(40)) {
      const grown = appended(frontier, leaf);
      frontier = grown.frontier;
      numbers.push(...grown.nodes.map(({ level, index }) => nodeNumber(level, index)));
    }

    expect(numbers).toEqual(numbers.map((_, i) => i));
  });

  it("proves that a leaf is in it, and to no other root, leaf or place", () => {
    const sizes = fc
      .integer({ min: 1, max: 40 })
      .chain((size) => fc.tuple(fc.constant(size), fc.nat(size - 1)));
    fc.assert(
      fc.property(sizes, fc.nat(), ([size, leaf], flipped) => {
        const leaves = someLeaves(size);
        const { read } = grow(leaves);
        const claim = { leaf, size, leafHash: leaves[leaf] ?? emptyRoot, root: rootOf(leaves) };

        const path = inclusionProof(leaf, size, read);

        expect(verifiesInclusion(claim, path)).toBe(true);
        expect(verifiesInclusion({ ...claim, root: emptyRoot }, path)).toBe(false);
        expect(verifiesInclusion({ ...claim, leafHash: emptyRoot }, path)).toBe(false);
        expect(verifiesInclusion(claim, [...path, emptyRoot])).toBe(false);
        if (size > 1) expect(verifiesInclusion({ ...claim, leaf: (leaf + 1) % size }, path)).toBe(false);
        const broken = path.map((hash, i) => (i === flipped % path.length ? emptyRoot : hash));
        if (path.length > 0) expect(verifiesInclusion(claim, broken)).toBe(false);
      }),
      { numRuns: 60 },
    );
  });

  it("proves that it extends an older tree, and no other", () => {
    for (let size = 1; size <= 20; size++) {
      const leaves = someLeaves(size);
      const { read } = grow(leaves);
      for (let old = 0; old <= size; old++) {
        const older = { size: old, root: rootOf(leaves.slice(0, old)) };
        const newer = { size, root: rootOf(leaves) };

        const path = consistencyProof(old, size, read);

        expect(verifiesConsistency(older, newer, path)).toBe(true);
        expect(verifiesConsistency({ ...older, root: Buffer.alloc(32) }, newer, path)).toBe(false);
        if (old > 0)
          expect(verifiesConsistency(older, { ...newer, root: Buffer.alloc(32) }, path)).toBe(false);
      }
    }
  });
});

/** RFC 6962 §2.1, word for word. */
function naiveRoot(leaves: readonly Uint8Array[]): Uint8Array {
  const [first] = leaves;
  if (first === undefined) return createHash("sha256").digest();
  if (leaves.length === 1) return first;
  let k = 1;
  while (k * 2 < leaves.length) k *= 2;
  const hash = createHash("sha256").update(Uint8Array.of(1));
  return hash
    .update(naiveRoot(leaves.slice(0, k)))
    .update(naiveRoot(leaves.slice(k)))
    .digest();
}

function grow(
  leaves: readonly Uint8Array[],
  from: Frontier = emptyFrontier,
  known = new Map<string, Uint8Array>(),
) {
  const nodes = new Map(known);
  let frontier = from;
  for (const leaf of leaves) {
    const grown = appended(frontier, leaf);
    frontier = grown.frontier;
    for (const { level, index, hash } of grown.nodes) nodes.set(`${level}/${index}`, hash);
  }
  const read = (level: number, index: number) => {
    const hash = nodes.get(`${level}/${index}`);
    if (hash === undefined) throw new Error(`No node ${level}/${index}`);
    return hash;
  };
  return { frontier, nodes, read };
}

function someLeaves(count: number): Uint8Array[] {
  return Array.from({ length: count }, (_, i) => leafHashOf(Buffer.from(`leaf ${i}`)));
}

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
