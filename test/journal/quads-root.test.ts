import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { quadCommitment, quadKey, sortedLines } from "../../src/journal/commitments.ts";
import { leafHashOf, rootOf } from "../../src/journal/merkle.ts";
import { quadsRoot } from "../../src/journal/quads-root.ts";

describe("quadsRoot", () => {
  it("is the root of the tree over the commitments to each quad", () => {
    const text = fc.oneof(fc.string({ unit: "binary" }), fc.string({ minLength: 900, maxLength: 5000 }));

    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 32, maxLength: 32 }),
        fc.array(text, { maxLength: 40 }),
        (salt, texts) => {
          const lines = sortedLines(texts);
          const oneByOne = lines.map((line, i) => leafHashOf(quadCommitment(quadKey(salt, i), line)));

          expect(hex(quadsRoot(salt, lines))).toBe(hex(rootOf(oneByOne)));
        },
      ),
    );
  });
});

function hex(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("hex");
}
