import type { Quad } from "@rdfjs/types";
import fc from "fast-check";
import { DataFactory } from "n3";
import { describe, expect, it } from "vitest";
import type { Mapping } from "../../src/alignments/alignment.ts";
import { axiomsOf } from "../../src/alignments/axioms.ts";
import { mappingKey } from "../../src/alignments/mapping-order.ts";
import { readAlignment } from "../../src/alignments/read-alignment.ts";
import { exportFormats, mediaTypeOfFormat } from "../../src/interop/media-types.ts";
import { dcterms, owl, rdfs, skos } from "../../src/vocabulary.ts";
import { written } from "../interop/helpers.ts";

const mine = { name: "mine", iri: "urn:ex:mine" };

describe("readAlignment", () => {
  it("reads back from any syntax the mappings that were written", async () => {
    await fc.assert(
      fc.asyncProperty(someMappings(), fc.constantFrom(...exportFormats), async (mappings, format) => {
        const quads = [
          ...axiomsOf({ ...mine, mappings, quads: [], unread: [] }),
          ...mappings.flatMap(recordOf),
        ];
        const bytes = Buffer.from(await written(quads, format));

        const read = await readAlignment(bytes, mediaTypeOfFormat[format], mine);

        expect(sorted(read.mappings)).toEqual(sorted(mappings));
        expect(read.unread).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it.each([
    ["text/turtle", 3, "<urn:ex:A> <http://www.w3.org/2000/01/rdf-schema#subClassOf>\n\n 'text' ."],
    [
      "application/n-triples",
      2,
      `<urn:ex:A> <urn:ex:p> <urn:ex:B> .\n<urn:ex:A> <${rdfs.subClassOf.value}> "B" .`,
    ],
    ["text/turtle", 2, "<urn:ex:A>\n<urn:ex:p ."],
  ])("names the line at fault: %s, %i", async (mediaType, line, text) => {
    await expect(readAlignment(Buffer.from(text), mediaType, mine)).rejects.toMatchObject({ line });
  });

  it("refuses more triples than an alignment may have", async () => {
    const text = Array.from({ length: 100_001 }, (_, i) => `<urn:ex:A${i}> <urn:ex:p> <urn:ex:B> .\n`).join(
      "",
    );

    await expect(readAlignment(Buffer.from(text), "application/n-triples", mine)).rejects.toMatchObject({
      code: "malformed-rdf",
    });
  });
});

/** Mappings, each once, some with a record. */
function someMappings(): fc.Arbitrary<readonly Mapping[]> {
  const iri = fc.constantFrom(
    "urn:ex:A",
    "urn:ex:é/π",
    "https://ex.example/ns#C",
    "http://www.w3.org/ns/prov#Entity",
  );
  const text = fc
    .string({ unit: "grapheme", minLength: 1, maxLength: 20 })
    .filter((value) => !/[\r\n\t]/.test(value));
  const plain = fc.record({
    subject: iri,
    predicate: fc.constantFrom(rdfs.subClassOf, owl.inverseOf, skos.closeMatch).map(({ value }) => value),
    object: iri,
  });
  const chain = fc.record({
    subject: iri,
    predicate: fc.constant(owl.propertyChainAxiom.value),
    object: fc.tuple(iri, iri),
  });
  const recorded = fc
    .tuple(
      plain,
      fc.record({ comment: text, source: iri, license: iri, version: text }, { requiredKeys: ["comment"] }),
    )
    .map(([mapping, record]) => ({ ...mapping, ...record }));
  return fc
    .uniqueArray(fc.oneof(plain, chain, recorded), { selector: mappingKey, minLength: 1, maxLength: 8 })
    .map((mappings) =>
      mappings.map((mapping, i) =>
        "comment" in mapping ? { id: `urn:ex:mapping-${i}`, ...mapping } : mapping,
      ),
    );
}

function recordOf({
  id,
  subject,
  predicate,
  object,
  comment,
  source,
  license,
  version,
}: Mapping): readonly Quad[] {
  if (id === undefined) return [];
  const node = DataFactory.namedNode(id);
  const optional = [
    ...(source === undefined ? [] : [DataFactory.quad(node, dcterms.source, DataFactory.namedNode(source))]),
    ...(license === undefined
      ? []
      : [DataFactory.quad(node, dcterms.license, DataFactory.namedNode(license))]),
    ...(version === undefined ? [] : [DataFactory.quad(node, owl.versionInfo, DataFactory.literal(version))]),
  ];
  return [
    DataFactory.quad(node, owl.annotatedSource, DataFactory.namedNode(subject)),
    DataFactory.quad(node, owl.annotatedProperty, DataFactory.namedNode(predicate)),
    DataFactory.quad(node, owl.annotatedTarget, DataFactory.namedNode(String(object))),
    DataFactory.quad(node, rdfs.comment, DataFactory.literal(comment ?? "")),
    ...optional,
  ].map(({ subject: s, predicate: p, object: o }) =>
    DataFactory.quad(s, p, o, DataFactory.namedNode(mine.iri)),
  );
}

function sorted(mappings: readonly Mapping[]): readonly Mapping[] {
  return [...mappings].sort((one, other) => (mappingKey(one) < mappingKey(other) ? -1 : 1));
}
