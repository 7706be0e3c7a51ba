import { createHash } from "node:crypto";
import type { Quad } from "@rdfjs/types";
import fc from "fast-check";
import { DataFactory } from "n3";
import { canonize } from "rdf-canonize";
import { describe, expect, it } from "vitest";
import { nquadOf, parseNQuads, UnwritableTermError } from "../../src/quads/nquads.ts";

const s = DataFactory.namedNode("http://example.org/s");
const p = DataFactory.namedNode("http://example.org/p");
const g = DataFactory.namedNode("http://example.org/g");

describe("nquadOf", () => {
  it("writes each kind of term in its one form", () => {
    const integer = DataFactory.namedNode("http://www.w3.org/2001/XMLSchema#integer");

    expect(nquadOf(DataFactory.quad(s, p, DataFactory.literal("a"), g))).toBe(
      `<${s.value}> <${p.value}> "a" <${g.value}> .`,
    );
    expect(nquadOf(DataFactory.quad(s, p, DataFactory.literal("a", "en"), DataFactory.defaultGraph()))).toBe(
      `<${s.value}> <${p.value}> "a"@en .`,
    );
    expect(nquadOf(DataFactory.quad(DataFactory.blankNode("b0"), p, DataFactory.literal("1", integer)))).toBe(
      `_:b0 <${p.value}> "1"^^<${integer.value}> .`,
    );
  });

  it("escapes what the canonical form escapes, and nothing else", () => {
    const line = nquadOf(
      DataFactory.quad(
        s,
        p,
        DataFactory.literal('\0\u0007\b\t\n\u000b\f\r\u001f "\\\u007f\u0080é\ufffe\u{1f600}'),
      ),
    );

    const text = '\\u0000\\u0007\\b\\t\\n\\u000B\\f\\r\\u001F \\"\\\\\\u007F\u0080é\\uFFFE\u{1f600}';
    expect(line).toBe(`<${s.value}> <${p.value}> "${text}" .`);
  });

  it.each(["http://e/ ", "http://e/>", "http://e/\n", "http://e/\\", "http://e/\ud800", "http://e/\u007f"])(
    "refuses the IRI %j, which would not be read back",
    (iri) => {
      expect(() => nquadOf(DataFactory.quad(DataFactory.namedNode(iri), p, s))).toThrow(UnwritableTermError);
    },
  );

  it("refuses half a surrogate pair, which UTF-8 would replace", () => {
    expect(() => nquadOf(DataFactory.quad(s, p, DataFactory.literal("a\udc00")))).toThrow(
      UnwritableTermError,
    );
  });

  it("writes a triple term with single spaces, as RDF 1.2 N-Quads have it, and reads it back", () => {
    const inner = DataFactory.quad(s, p, DataFactory.literal('a "b"', "en"));
    const quad = DataFactory.quad(
      s,
      p,
      DataFactory.quad(DataFactory.blankNode("b"), p, inner as never) as never,
    );

    const line = nquadOf(quad as Quad);

    expect(line).toBe(
      `<${s.value}> <${p.value}> <<( _:b <${p.value}> <<( <${s.value}> <${p.value}> "a \\"b\\""@en )>> )>> .`,
    );
    expect(parseNQuads(line).map(nquadOf)).toEqual([line]);
  });

  it("refuses a triple term that names a graph", () => {
    const term = DataFactory.quad(s, p, s, g);

    expect(() => nquadOf(DataFactory.quad(s, p, term as never))).toThrow(UnwritableTermError);
  });

  it("is undone by parseNQuads", () => {
    fc.assert(
      fc.property(fc.array(aQuad()), (quads) => {
        const read = parseNQuads(quads.map((each) => `${nquadOf(each)}\n`).join(""));

        expect(read.map(nquadOf)).toEqual(quads.map(nquadOf));
        expect(read.every((each, i) => each.equals(quads[i] ?? null))).toBe(true);
      }),
      { numRuns: 50 },
    );
  });

  it("writes what rdf-canonize writes", async () => {
    await fc.assert(
      fc.asyncProperty(aQuad(), async (each) => {
        const canonical = await canonize([each], {
          algorithm: "RDFC-1.0",
          canonicalIdMap: new Map(),
          createMessageDigest,
          maxDeepIterations: Number.POSITIVE_INFINITY,
        });

        expect(`${nquadOf(each)}\n`).toBe(canonical);
      }),
      { numRuns: 50 },
    );
  });
});

function createMessageDigest() {
  const hash = createHash("sha256");
  return { update: (text: string) => void hash.update(text), digest: () => hash.digest("hex") };
}

/** Without blank nodes, and without the two noncharacters that rdf-canonize 5 leaves unescaped. */
function aQuad() {
  const text = fc
    .string({ unit: "binary" })
    .filter((each) => !/[\ufffe\uffff]/.test(each) && Buffer.from(each).toString() === each);
  const node = fc
    .stringMatching(/^[a-z0-9/]{1,8}$/)
    .map((path) => DataFactory.namedNode(`http://example.org/é/${path}`));
  const object = fc.oneof(
    node,
    text.map((value) => DataFactory.literal(value)),
    text.map((value) => DataFactory.literal(value, "en-gb")),
    fc.tuple(text, node).map(([value, datatype]) => DataFactory.literal(value, datatype)),
  );
  return fc
    .tuple(node, node, object, fc.option(node))
    .map(([subject, predicate, value, graph]) =>
      DataFactory.quad(subject, predicate, value, graph ?? DataFactory.defaultGraph()),
    );
}
