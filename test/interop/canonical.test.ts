import { createHash } from "node:crypto";
import fc from "fast-check";
import { DataFactory } from "n3";
import { describe, expect, it } from "vitest";
import { compareCodePoints, sortByCodePoint } from "../../src/code-points.ts";
import { canonicalHash, canonicalise } from "../../src/interop/canonical.ts";
import { nquadOf } from "../../src/quads/nquads.ts";
import { prov } from "../../src/vocabulary.ts";
import { read } from "./helpers.ts";

describe("canonicalise", () => {
  it("labels blank nodes anew that bear canonical labels already", async () => {
    const one = await read("_:c14n1 <http://ex/p> _:c14n0 . _:c14n0 <http://ex/q> 1 .");
    const other = await read("_:c14n0 <http://ex/p> _:c14n1 . _:c14n1 <http://ex/q> 1 .");

    expect(await canonicalHash(one)).toBe(await canonicalHash(other));
  });

  it("tells apart what differs in a character beyond the first plane", async () => {
    const quads = (text: string) => [
      DataFactory.quad(DataFactory.blankNode("x"), prov.value, DataFactory.literal(text)),
    ];

    expect(await canonicalHash(quads("😀"))).not.toBe(await canonicalHash(quads("😁")));
  });

  it("hashes a node's statements in the order of code points (RDFC-1.0 §4.6.3)", async () => {
    const line = (text: string) => `_:a <${prov.value.value}> "${text}" .\n`;
    const hashOf = (...texts: string[]) =>
      createHash("sha256").update(texts.map(line).join("")).digest("hex");

    for (let i = 0; i < 20; i++) {
      const { labels } = await canonicalise([
        DataFactory.quad(DataFactory.blankNode("x"), prov.value, DataFactory.literal("😀")),
        DataFactory.quad(DataFactory.blankNode("x"), prov.value, DataFactory.literal("\uFF5E")),
        DataFactory.quad(DataFactory.blankNode("y"), prov.value, DataFactory.literal(`${i}`)),
      ]);

      const isFirst = hashOf("\uFF5E", "😀") < hashOf(`${i}`);
      expect(labels.get("x")).toBe(isFirst ? "c14n0" : "c14n1");
    }
  });

  it("states a repeated quad once", async () => {
    const one = DataFactory.quad(DataFactory.blankNode("x"), prov.value, DataFactory.literal("a"));

    expect((await canonicalise([one, one])).lines).toEqual([
      '_:c14n0 <http://www.w3.org/ns/prov#value> "a" .\n',
    ]);
  });
});

describe("nquadOf", () => {
  it("escapes as canonical N-Quads does, and no more", () => {
    const text = '\u0000\u0007\b\t\n\u000b\f\r\u001f "\\\u007f\u0085é😀\uFFFD\uFFFE';

    const line = nquadOf(
      DataFactory.quad(DataFactory.namedNode("http://ex/a"), prov.value, DataFactory.literal(text)),
    );

    expect(line).toContain(
      `${String.raw`"\u0000\u0007\b\t\n\u000B\f\r\u001F \"\\\u007F`}\u0085é😀\uFFFD${String.raw`\uFFFE"`}`,
    );
  });
});

describe("compareCodePoints", () => {
  it("orders as lists of code points are ordered", () => {
    const anyText = fc.string({ unit: fc.constantFrom("a", "b", "\uD7FF", "\uE000", "\uFFFD", "😀", "𐀀") });
    const points = (text: string) => Array.from(text).map((character) => character.codePointAt(0) ?? 0);
    fc.assert(
      fc.property(anyText, anyText, (one, other) => {
        const [first, second] = [points(one), points(other)];
        const at = first.findIndex((point, index) => point !== second[index]);
        const expected = at < 0 ? first.length - second.length : (first[at] ?? 0) - (second[at] ?? -1);

        expect(Math.sign(compareCodePoints(one, other))).toBe(Math.sign(expected));
        expect(sortByCodePoint([one, other])).toEqual([one, other].sort(compareCodePoints));
      }),
    );
  });
});
