import type { Quad } from "@rdfjs/types";
import fc from "fast-check";
import { DataFactory } from "n3";
import { describe, expect, it } from "vitest";
import { quadsInText } from "../../src/journal/read-lines.ts";
import { nquadOf, parseNQuads } from "../../src/quads/nquads.ts";
import { quadKey } from "../../src/quads/term-key.ts";

const text = fc.string({ unit: "grapheme" }).filter((each) => !/\p{Cs}/u.test(each));
const node = fc
  .constantFrom("urn:a", "http://localhost/é?q=1#x", "HTTP://x.example/%20")
  .map((iri) => DataFactory.namedNode(iri));
const blank = fc.constantFrom("b0", "c14n1").map((label) => DataFactory.blankNode(label));
const literal = fc
  .tuple(text, fc.constantFrom("", "en", "de-at", "http://www.w3.org/2001/XMLSchema#date", "urn:t"))
  .map(([value, kind]) =>
    kind.includes(":")
      ? DataFactory.literal(value, DataFactory.namedNode(kind))
      : DataFactory.literal(value, kind === "" ? undefined : kind),
  );
const quad = fc
  .tuple(fc.oneof(node, blank), node, fc.oneof(node, blank, literal), node)
  .map((terms) => DataFactory.quad(...terms));

describe("quadsInText", () => {
  it("reads what the parser reads", () => {
    fc.assert(
      fc.property(fc.array(quad, { maxLength: 8 }), (quads: readonly Quad[]) => {
        const stored = quads.map((each) => `${nquadOf(each)}\n`).join("");

        expect(quadsInText(stored).map(quadKey)).toEqual(parseNQuads(stored).map(quadKey));
      }),
    );
  });

  it("refuses what the parser refuses", () => {
    for (const line of ["<urn:a> <urn:b> <urn:c d> <urn:g> .", '<urn:a> <urn:b> "x <urn:g> .', "nonsense"])
      expect(() => quadsInText(`${line}\n`)).toThrow();
  });
});
