import type { Quad } from "@rdfjs/types";
import fc from "fast-check";
import { DataFactory } from "n3";
import { RdfXmlParser } from "rdfxml-streaming-parser";
import { describe, expect, it } from "vitest";
import { canonicalHash } from "../../src/interop/canonical.ts";
import { UnwritableProvError } from "../../src/interop/prov-errors.ts";
import { writeQuads } from "../../src/interop/write.ts";
import { prov, rdf } from "../../src/vocabulary.ts";
import { someQuads } from "./arbitraries.ts";
import { read, written } from "./helpers.ts";

const example = (local: string) => DataFactory.namedNode(`http://example.org/${local}`);

/** The quads that RDF/XML can say, each by itself, in the default graph. */
async function writableOf(quads: readonly Quad[]): Promise<Quad[]> {
  const writable: Quad[] = [];
  for (const { subject, predicate, object } of quads) {
    const triple = DataFactory.quad(subject, predicate, object);
    if ((await refusalOf([triple])) === undefined) writable.push(triple);
  }
  return writable;
}

async function refusalOf(quads: readonly Quad[]): Promise<string | undefined> {
  try {
    await written(quads, "rdfxml");
    return undefined;
  } catch (error) {
    if (error instanceof UnwritableProvError) return error.message;
    throw error;
  }
}

describe("writeRdfXml", () => {
  it("writes what reads back as the same triples", async () => {
    let count = 0;
    await fc.assert(
      fc.asyncProperty(someQuads, async (quads) => {
        const triples = await writableOf(quads);
        count += triples.length;

        const back = await read(await written(triples, "rdfxml"), "rdfxml");

        expect(await canonicalHash(back)).toBe(await canonicalHash(triples));
      }),
      { numRuns: 200 },
    );
    expect(count).toBeGreaterThan(400);
  });

  it("writes what another reader reads as the same triples", async () => {
    const lasting = someQuads.map((quads) =>
      quads.filter(({ subject, object }) => ![subject, object].some(isResolvedByOthers)),
    );
    await fc.assert(
      fc.asyncProperty(lasting, async (quads) => {
        const triples = await writableOf(quads);

        const back = await byOther(await written(triples, "rdfxml"));

        expect(await canonicalHash(back)).toBe(await canonicalHash(triples));
      }),
      { numRuns: 100 },
    );
  });

  it("writes names of all alphabets, labels that are no names, white space and escapes", async () => {
    const triples = [
      DataFactory.quad(
        example("日本"),
        example("größe"),
        DataFactory.literal(" \t\r\n<a>&\"']]>é😀", "zh-hant"),
      ),
      DataFactory.quad(
        example("a?b&c='d'"),
        DataFactory.namedNode("http://例え.jp/1a"),
        DataFactory.literal(""),
      ),
      DataFactory.quad(DataFactory.blankNode("0"), example("p"), DataFactory.blankNode("_.30")),
      DataFactory.quad(
        DataFactory.blankNode("a:b"),
        DataFactory.namedNode("urn:x:y"),
        DataFactory.literal("  ", DataFactory.namedNode("http://example.org/D?&")),
      ),
      DataFactory.quad(example("a"), DataFactory.namedNode("http://www.w3.org/2000/xmlns/foo"), example("b")),
    ];

    const back = await read(await written(triples, "rdfxml"), "rdfxml");

    expect(await canonicalHash(back)).toBe(await canonicalHash(triples));
  });

  it("states the union of graphs, each triple once, and shares an element among the statements of a subject", async () => {
    const [a, b, g] = [example("a"), example("b"), example("g")];
    const quads = [
      DataFactory.quad(a, rdf.type, prov.Activity, g),
      DataFactory.quad(a, prov.used, b, g),
      DataFactory.quad(a, prov.used, b),
    ];

    expect(await written(quads, "rdfxml", { prefixes: { prov: "http://www.w3.org/ns/prov#" } })).toBe(
      `<?xml version="1.0" encoding="UTF-8"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:prov="http://www.w3.org/ns/prov#">
  <rdf:Description rdf:about="http://example.org/a">
    <rdf:type rdf:resource="http://www.w3.org/ns/prov#Activity"/>
    <prov:used rdf:resource="http://example.org/b"/>
  </rdf:Description>
</rdf:RDF>
`,
    );
  });

  it("passes over prefixes that XML has not", async () => {
    const prefixes = {
      "1": "http://one/",
      xmlish: "http://two/",
      "": "http://three/",
      rdf: "http://four/",
      none: "",
      x: "http://www.w3.org/2000/xmlns/",
    };
    const triples = [DataFactory.quad(example("a"), DataFactory.namedNode("http://four/p"), example("b"))];

    const back = await read(await written(triples, "rdfxml", { prefixes }), "rdfxml");

    expect(await canonicalHash(back)).toBe(await canonicalHash(triples));
  });

  it.each<[string, Quad, string]>([
    [
      "a property without a name",
      DataFactory.quad(example("a"), example("1"), example("b")),
      "ends in no name of XML",
    ],
    [
      "a property that ends in a slash",
      DataFactory.quad(example("a"), example(""), example("b")),
      "ends in no name",
    ],
    [
      "a word of the syntax",
      DataFactory.quad(
        example("a"),
        DataFactory.namedNode(`${rdf.type.value.slice(0, -4)}about`),
        example("b"),
      ),
      "a word of the syntax",
    ],
    [
      "a member of any number",
      DataFactory.quad(example("a"), DataFactory.namedNode(`${rdf.type.value.slice(0, -4)}li`), example("b")),
      "numbered members",
    ],
    [
      "a control character",
      DataFactory.quad(example("a"), example("p"), DataFactory.literal("\u0001")),
      "XML 1.0 has not",
    ],
    [
      "a noncharacter",
      DataFactory.quad(example("a"), example("p"), DataFactory.literal("\uFFFE")),
      "XML 1.0 has not",
    ],
    [
      "a triple term",
      DataFactory.quad(
        example("a"),
        example("p"),
        DataFactory.quad(example("a"), example("p"), example("b")) as never,
      ),
      "a triple as a term",
    ],
    [
      "a direction",
      DataFactory.quad(
        example("a"),
        example("p"),
        DataFactory.literal("a", { language: "ar", direction: "rtl" } as never),
      ),
      "direction",
    ],
  ])("refuses %s, with the reason", async (_what, triple, reason) => {
    expect(await refusalOf([triple])).toContain(reason);
  });

  it("writes as the quads come", async () => {
    let taken = 0;
    function* many() {
      for (; taken < 10_000; taken++) yield DataFactory.quad(example(`a${taken}`), prov.used, example("e"));
    }

    for await (const piece of writeQuads(many(), "rdfxml")) {
      expect(piece).toContain("<rdf:RDF");
      break;
    }

    expect(taken).toBeLessThan(1_000);
  });
});

/** The other reader takes `.` and `..` out of IRIs that are absolute. */
function isResolvedByOthers({ value }: { readonly value: string }): boolean {
  return /\/\.\.?(?:[/?#]|$)/.test(value);
}

async function byOther(xml: string): Promise<Quad[]> {
  const parser = new RdfXmlParser();
  parser.end(xml);
  const quads: Quad[] = [];
  for await (const each of parser as AsyncIterable<Quad>) quads.push(each);
  return quads;
}
