import type { Quad } from "@rdfjs/types";
import provVocabulary from "@vocabulary/prov";
import fc from "fast-check";
import jsonld from "jsonld";
import { DataFactory, Parser, Store } from "n3";
import { describe, expect, it } from "vitest";
import { canonicalHash } from "../../src/interop/canonical.ts";
import { contextIri } from "../../src/interop/contexts.ts";
import { packageFile } from "../../src/package-files.ts";
import { nquadOf } from "../../src/quads/nquads.ts";
import { mun, namespaceOf, rdf, rdfs, sh, xsd } from "../../src/vocabulary.ts";
import { turtle } from "../validation/turtle.ts";

const document: { "@context": Record<string, unknown> } = JSON.parse(packageFile("ontology/context.jsonld"));
const context = document["@context"];

async function documentLoader(url: string) {
  if (url !== contextIri) throw new Error(`Nothing is fetched: ${url}`);
  return { contextUrl: null, documentUrl: url, document };
}

/** The processor's own readers and writers of RDF, which the product does not use. */
const processor = jsonld as unknown as {
  fromRDF(nquads: string, options: object): Promise<object>;
  compact(document: object, context: string, options: object): Promise<object>;
  toRDF(document: object, options: object): Promise<string>;
};

/** Through JSON-LD, compacted with our context, and back. */
async function throughJsonLd(quads: readonly Quad[]): Promise<{ compacted: object; quads: Quad[] }> {
  const format = "application/n-quads";
  const expanded = await processor.fromRDF(quads.map(nquadOf).join("\n"), { format, useNativeTypes: false });
  const compacted = await processor.compact(expanded, contextIri, { documentLoader });
  const nquads = await processor.toRDF(compacted, { format, documentLoader, safe: true });
  return { compacted, quads: new Parser({ format: "N-Quads" }).parse(nquads) };
}

const sample = turtle(`
  ex:run a prov:Activity ; prov:used ex:orders, ex:items ; prov:startedAtTime "2026-11-02T08:30:00.123456789Z"^^xsd:dateTime ;
    prov:qualifiedAssociation ex:assoc ; dpv:hasPurpose dpv:Marketing ; dpv:hasLegalBasis eu-gdpr:A6-1-a .
  ex:assoc a prov:Association ; prov:agent ex:svc ; prov:hadRole mun:role-operator ; prov:hadPlan ex:ropa .
  ex:v a prov:Entity, ai:TrainedModel ; prov:wasGeneratedBy ex:run ; prov:wasDerivedFrom ex:orders ;
    mun:carriesDataFrom ex:orders ; mun:versionId "3049729675574597004" ; mun:committed true ; mun:decisionCount 790 ;
    mun:retentionUntil "2027-01-01"^^xsd:date ; dcterms:title "model"@en, "Modell"@de ; prov:value 3.5E0 ;
    dqv:hasQualityMeasurement ex:m .
  ex:m a dqv:QualityMeasurement ; dqv:value "0.97"^^xsd:decimal .
  ex:b a prov:Bundle ; mun:eventTime "2026-11-02T08:30:00Z"^^xsd:dateTime ; mun:about ex:run .
  ex:f a mun:Facet ; mun:facetName "sql" ; rdf:value "{\\"a\\":[1,2]}"^^rdf:JSON .
  [] a sh:ValidationResult ; sh:focusNode ex:run ; sh:resultSeverity sh:Warning ; sh:value "x" ; sh:resultMessage "Say it."@en .
  GRAPH ex:b { ex:run prov:used ex:orders . ex:d a dcat:Dataset ; dcterms:publisher ex:o . }
`);

describe("ontology/context.jsonld", () => {
  it("leads a graph to JSON-LD and back unchanged", async () => {
    const { quads } = await throughJsonLd(sample);

    expect(await canonicalHash(quads)).toBe(await canonicalHash(sample));
  });

  it("writes plain words: types, lists of things, prefixed concepts, dates as text", async () => {
    const { compacted } = await throughJsonLd(
      sample.filter(({ graph }) => graph.termType === "DefaultGraph"),
    );

    expect(compacted).toMatchObject({
      "@graph": expect.arrayContaining([
        expect.objectContaining({
          type: "Activity",
          used: ["http://example.org/orders", "http://example.org/items"],
          hasLegalBasis: ["eu-gdpr:A6-1-a"],
          startedAtTime: "2026-11-02T08:30:00.123456789Z",
        }),
        expect.objectContaining({
          decisionCount: "790",
          committed: "true",
          carriesDataFrom: expect.any(Array),
        }),
      ]),
    });
  });

  it("leads any graph of our terms there and back", async () => {
    const statement = fc
      .tuple(
        fc.constantFrom("a", "b").map((name) => DataFactory.namedNode(`http://example.org/${name}`)),
        fc.constantFrom(
          ...termsOf(provProperties()),
          ...Object.values(mun),
          ...Object.values(sh),
          rdfs.label,
        ),
        fc.oneof(
          fc.constantFrom("a", "b").map((name) => DataFactory.namedNode(`http://example.org/${name}`)),
          fc.constantFrom(...termsOf(["Entity", "Person"]), mun.Facet),
          fc.constantFrom("", "x", "42", "true").map((text) => DataFactory.literal(text)),
          fc.constantFrom("en", "de").map((language) => DataFactory.literal("x", language)),
          fc
            .constantFrom(xsd.dateTime, xsd.integer, xsd.boolean, xsd.decimal)
            .map((type) => DataFactory.literal("1", type)),
        ),
      )
      .map(([subject, predicate, object]) => DataFactory.quad(subject, predicate, object));
    await fc.assert(
      fc.asyncProperty(fc.array(statement, { minLength: 1, maxLength: 12 }), async (quads) => {
        const there = [...new Store(quads)];

        const { quads: back } = await throughJsonLd(there);

        expect(await canonicalHash(back)).toBe(await canonicalHash(there));
      }),
      { numRuns: 150 },
    );
  });

  it("knows every property of PROV-O and every term of ours", () => {
    for (const property of provProperties()) expect(context[property], property).toBeDefined();
    for (const { value } of Object.values(mun)) {
      expect(JSON.stringify(context[value.slice(namespaceOf.mun.length)] ?? ""), value).toContain("mun:");
    }
  });

  it("knows the prefixes of everything we write", () => {
    expect(context).toMatchObject(namespaceOf);
  });

  it("fails on an unknown key in safe mode: there is no catch-all", async () => {
    const node = { "@context": contextIri, id: "http://example.org/r", type: "Activity" };
    const options = { documentLoader, safe: true };

    await expect(jsonld.expand({ ...node, usd: "http://example.org/d" }, options)).rejects.toThrow(
      /safe mode/i,
    );
    await expect(jsonld.expand({ ...node, used: "http://example.org/d" }, options)).resolves.toHaveLength(1);
  });

  it("protects no term and sets no vocabulary of its own", () => {
    expect(context).not.toHaveProperty("@vocab");
    expect(packageFile("ontology/context.jsonld")).not.toContain("@protected");
  });
});

function termsOf(names: readonly string[]) {
  return names.map((name) => DataFactory.namedNode(namespaceOf.prov + name));
}

/** Local names of the properties of PROV-O itself, not of its sister notes. */
function provProperties(): string[] {
  const store = new Store(provVocabulary({ factory: DataFactory }));
  return ["ObjectProperty", "DatatypeProperty"]
    .flatMap((kind) => store.getSubjects(rdf.type, `${namespaceOf.owl}${kind}`, null))
    .filter((term) => store.countQuads(term, rdfs.isDefinedBy, "http://www.w3.org/ns/prov-o#", null) > 0)
    .map(({ value }) => value.slice(namespaceOf.prov.length))
    .filter((name) => !name.includes(":"));
}
