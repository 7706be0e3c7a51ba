import fc from "fast-check";
import { DataFactory } from "n3";
import { describe, expect, it } from "vitest";
import { canonicalHash } from "../../src/interop/canonical.ts";
import { exportFormats, type RdfFormat } from "../../src/interop/media-types.ts";
import { writeQuads } from "../../src/interop/write.ts";
import { namespaceOf, prov, rdf, xsd } from "../../src/vocabulary.ts";
import { someQuads } from "./arbitraries.ts";
import { read, written } from "./helpers.ts";

const withGraphs: readonly RdfFormat[] = ["trig", "nquads", "jsonld", "canonical"];
const withoutGraphs: readonly RdfFormat[] = ["turtle", "ntriples"];

describe("writeQuads", () => {
  it.each(withGraphs)("writes %s that reads back as the same data set", async (format) => {
    await fc.assert(
      fc.asyncProperty(someQuads, async (quads) => {
        const back = await read(await written(quads, format), format);

        expect(await canonicalHash(back)).toBe(await canonicalHash(quads));
      }),
      { numRuns: 150 },
    );
  });

  it.each(withoutGraphs)("writes %s as the union of the graphs, each triple once", async (format) => {
    await fc.assert(
      fc.asyncProperty(someQuads, async (quads) => {
        const union = quads.map((each) =>
          DataFactory.quad(each.subject, each.predicate, each.object, DataFactory.defaultGraph()),
        );

        const back = await read(await written(quads, format), format);

        expect(await canonicalHash(back)).toBe(await canonicalHash(union));
        expect(back.length).toBe(new Set(back.map((each) => JSON.stringify(each))).size);
      }),
      { numRuns: 100 },
    );
  });

  it.each(exportFormats)("writes no quads as an empty %s document", async (format) => {
    expect(await read(await written([], format), format)).toEqual([]);
  });

  it("keeps doubles to the letter through JSON-LD", async () => {
    const texts = ["1.50", "1.0E0", "INF", "-INF", "NaN", "5e-324", "0.1"];
    const quads = texts.map((text) =>
      DataFactory.quad(prov.Entity, prov.value, DataFactory.literal(text, xsd.double)),
    );

    const back = await read(await written(quads, "jsonld"), "jsonld");

    expect(back.map(({ object }) => object.value)).toEqual(texts);
  });

  it("writes a node in full whose IRI a prefix would change", async () => {
    const quads = [DataFactory.quad(DataFactory.namedNode("prov:used"), rdf.type, prov.Entity)];

    expect(await written(quads, "jsonld")).toContain('"@context":null,"@id":"prov:used"');
  });

  it("needs memory for pieces only", async () => {
    let pending = 0;
    let most = 0;
    function* many() {
      for (let i = 0; i < 20_000; i++) {
        pending += 1;
        most = Math.max(most, pending);
        yield DataFactory.quad(
          DataFactory.namedNode(`http://example.org/${i}`),
          rdf.type,
          prov.Entity,
          DataFactory.namedNode("http://example.org/g"),
        );
      }
    }

    for (const format of ["trig", "nquads", "jsonld"] as const)
      for await (const piece of writeQuads(many(), format)) pending = piece === "" ? pending : 0;

    expect(most).toBeLessThan(1_000);
  });

  it("abbreviates by every prefix of the vocabulary, in Turtle and JSON-LD", async () => {
    const quads = Object.values(namespaceOf).map((namespace) =>
      DataFactory.quad(DataFactory.namedNode(`${namespace}x`), rdf.type, prov.Entity),
    );

    for (const format of ["turtle", "jsonld"] as const) {
      const text = await written(quads, format);
      for (const prefix of Object.keys(namespaceOf)) expect(text).toContain(`${prefix}:x`);
    }
  });

  it("sorts canonical N-Quads by code point, not by UTF-16 unit", async () => {
    const quads = ["😀", "\uFF5E"].map((text) =>
      DataFactory.quad(prov.Entity, prov.value, DataFactory.literal(text)),
    );

    expect((await written(quads, "canonical")).split("\n").map((line) => line.split('"')[1])).toEqual([
      "\uFF5E",
      "😀",
      undefined,
    ]);
  });
});
