import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { writtenPieces } from "../../src/interop/written-pieces.ts";

/** Makes a text of these pieces, and counts how often. */
function maker(pieces: readonly string[]) {
  let count = 0;
  return {
    make: () => {
      count += 1;
      return pieces;
    },
    count: () => count,
  };
}

async function textOf(pieces: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const piece of pieces) text += piece;
  return text;
}

describe("writtenPieces", () => {
  it("gives the text that was made, whatever its pieces and however much is kept", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.string({ maxLength: 40 })), fc.nat(200), async (pieces, most) => {
        const { make } = maker(pieces);

        expect(await textOf(await writtenPieces(make, { most }))).toBe(pieces.join(""));
      }),
    );
  });

  it("makes a short text once and a long one again as it is read", async () => {
    const short = maker(["a", "b"]);
    const long = maker(["a".repeat(10), "b"]);

    const texts = [
      await textOf(await writtenPieces(short.make, { most: 10 })),
      await textOf(await writtenPieces(long.make, { most: 10 })),
    ];

    expect(texts).toEqual(["ab", "aaaaaaaaaab"]);
    expect([short.count(), long.count()]).toEqual([1, 2]);
  });

  it("fails before the first piece when the last cannot be made", async () => {
    function* make() {
      yield "a".repeat(100_000);
      throw new Error("no word for it");
    }

    await expect(writtenPieces(make, { most: 10 })).rejects.toThrow("no word for it");
  });
});
