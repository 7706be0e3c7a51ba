import fc from "fast-check";
import { DataFactory } from "n3";
import { describe, expect, it } from "vitest";
import { canonicalHash } from "../../src/interop/canonical.ts";
import { bundledContexts, contextIri } from "../../src/interop/contexts.ts";
import * as vocabulary from "../../src/vocabulary.ts";
import { someQuads } from "./arbitraries.ts";
import { read, written } from "./helpers.ts";

const { ai, dcat, dcterms, dpv, dqv, foaf, mls, mun, prov, rdf, rdfs, sh } = vocabulary;
const terms = [ai, dcat, dcterms, dpv, dqv, foaf, mls, mun, prov, rdf, rdfs, sh].flatMap((each) =>
  Object.values(each),
);

describe("the bundled context", () => {
  it("is named in the place of the prefixes, and reads back as the same data set", async () => {
    await fc.assert(
      fc.asyncProperty(someQuads, async (quads) => {
        const text = await written(quads, "jsonld", { contextIri });

        expect(text.startsWith(`{"@context":"${contextIri}"`)).toBe(true);
        expect(await canonicalHash(await read(text, "jsonld"))).toBe(await canonicalHash(quads));
      }),
      { numRuns: 100 },
    );
  });

  it("bends no term of the vocabulary, as property, type, datatype or node", async () => {
    const quads = terms.flatMap((term) => [
      DataFactory.quad(prov.Entity, term, DataFactory.literal("x", term)),
      DataFactory.quad(prov.Entity, term, term),
      DataFactory.quad(term, rdf.type, term, term),
    ]);

    const back = await read(await written(quads, "jsonld", { contextIri }), "jsonld");

    expect(await canonicalHash(back)).toBe(await canonicalHash(quads));
  });

  it("has no prefix that the writer does not know, and protects no term", () => {
    const text = bundledContexts.get(contextIri)?.() ?? "{}";
    const entries = Object.entries<unknown>(JSON.parse(text)["@context"]);
    const prefixes = entries.filter(([, value]) => typeof value === "string" && /[#/:?[\]@]$/.test(value));

    expect(Object.fromEntries(prefixes)).toEqual(vocabulary.namespaceOf);
    expect(text).not.toContain("@protected");
    expect(text).not.toContain("@prefix");
  });

  it("is the only one", () => {
    expect([...bundledContexts.keys()]).toEqual([contextIri]);
  });
});
