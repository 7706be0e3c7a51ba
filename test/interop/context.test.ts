import type { Term } from "@rdfjs/types";
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
    // A text of this datatype has a language, or is no RDF.
    const isDatatype = (term: Term) => !term.equals(rdf.langString);
    const quads = terms.flatMap((term) => [
      ...(isDatatype(term) ? [DataFactory.quad(prov.Entity, term, DataFactory.literal("x", term))] : []),
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
});

describe("the contexts of RO-Crate", () => {
  const crate = "https://w3id.org/ro/crate/1.1/context";
  const run = "https://w3id.org/ro/terms/workflow-run/context";
  const readWith = (context: object | string, node: object) =>
    read(JSON.stringify({ "@context": context, "@id": "http://example.org/a", ...node }), "jsonld");

  it("are bundled beside our own, name no other, and nothing else is", () => {
    expect([...bundledContexts.keys()]).toEqual([contextIri, crate, run]);
    for (const load of bundledContexts.values()) expect(load()).not.toContain("@import");
    expect(bundledContexts.get(run)?.()).not.toContain("https://w3id.org/ro/crate");
  });

  it.each([
    ["CreateAction", "http://schema.org/CreateAction"],
    ["File", "http://schema.org/MediaObject"],
    ["ComputationalWorkflow", "https://bioschemas.org/ComputationalWorkflow"],
    ["RepositoryObject", "http://pcdm.org/models#Object"],
    ["ContainerImage", "https://w3id.org/ro/terms/workflow-run#ContainerImage"],
  ])("know the class %s", async (name, iri) => {
    const [quad] = await readWith([crate, run], { "@type": name });

    expect(quad?.object.value).toBe(iri);
  });

  it.each([
    ["instrument", "http://schema.org/instrument"],
    ["conformsTo", "http://purl.org/dc/terms/conformsTo"],
    ["input", "https://bioschemas.org/ComputationalWorkflow#input"],
    ["wasDerivedFrom", "http://www.w3.org/ns/prov#wasDerivedFrom"],
    ["cite-as", "https://www.w3.org/ns/iana/link-relations/relation#cite-as"],
    ["sourceParameter", "https://w3id.org/ro/terms/workflow-run#sourceParameter"],
  ])("know the property %s", async (name, iri) => {
    const [quad] = await readWith([crate, run], { [name]: { "@id": "http://example.org/b" } });

    expect(quad?.predicate.value).toBe(iri);
  });
});
