import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { LeafContent } from "../../src/journal/leaf.ts";
import { decodeLeaf, encodeLeaf } from "../../src/journal/leaf.ts";

describe("the content of a leaf", () => {
  it("is encoded with shortest integers and keys in bytewise order (RFC 8949 §4.2.1)", () => {
    const bytes = encodeLeaf({ ...aContent, receivedAt: 23 });

    const keys = [
      "body",
      "kind",
      "sender",
      "version",
      "mediaType",
      "quadsRoot",
      "receivedAt",
      "mapperVersion",
    ];
    const places = keys.map((key) =>
      Buffer.from(bytes).indexOf(`${String.fromCharCode(0x60 + key.length)}${key}`),
    );
    expect(places).toEqual([...places].sort((a, b) => a - b));
    expect(places.every((place) => place > 0)).toBe(true);
    expect(bytes[0]).toBe(0xa8);
    expect(Buffer.from(bytes).includes("jreceivedAt\x17")).toBe(true);
  });

  it("does not depend on the order in which it was put together", () => {
    const reversed = Object.fromEntries(Object.entries(aContent).reverse()) as unknown as LeafContent;

    expect(encodeLeaf(reversed)).toEqual(encodeLeaf(aContent));
  });

  it("is read back, and from no other bytes", () => {
    const bytes = encodeLeaf(aContent);
    expect(decodeLeaf(bytes)).toEqual(aContent);

    fc.assert(
      fc.property(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const changed = Buffer.from(bytes);
        changed[at] = (changed[at] ?? 0) ^ flip;

        const read = attempt(() => decodeLeaf(changed));

        if (read !== undefined) expect(Buffer.from(encodeLeaf(read)).equals(changed)).toBe(true);
      }),
    );
  });

  it("is not read from a longer encoding of the same", () => {
    const bytes = Buffer.from(encodeLeaf({ ...aContent, receivedAt: 23 }));
    const at = bytes.indexOf("receivedAt") + "receivedAt".length;
    const longer = Buffer.concat([bytes.subarray(0, at), Buffer.of(0x18, 23), bytes.subarray(at + 1)]);

    expect(() => decodeLeaf(longer)).toThrow();
  });
});

const aContent: LeafContent = {
  version: 1,
  kind: "event",
  receivedAt: 1_793_491_200_000,
  sender: new Uint8Array(32).fill(1),
  mediaType: "application/json",
  body: new Uint8Array(32).fill(2),
  mapperVersion: "1",
  quadsRoot: new Uint8Array(32).fill(3),
};

function attempt<T>(read: () => T): T | undefined {
  try {
    return read();
  } catch {
    return undefined;
  }
}
