import type { Quad } from "@rdfjs/types";
import fc from "fast-check";
import { DataFactory } from "n3";
import { prov, rdf, xsd } from "../../src/vocabulary.ts";

/** IRIs that are hard to write: of the scheme of a prefix, with characters beyond ASCII, with odd endings. */
export const aHardIri = fc.oneof(
  fc.constantFrom(
    "http://example.org/a",
    "http://example.org/#",
    "http://example.org/ns#1a",
    "http://example.org/ns#a.b",
    "http://www.w3.org/ns/prov#",
    "http://www.w3.org/ns/prov#a-",
    "http://www.w3.org/ns/prov#-a",
    "http://www.w3.org/ns/prov#a/b",
    "prov:used",
    "prov://used",
    "dcat:x",
    "urn:uuid:0",
    "a:",
    "mailto:a@b?c=%20",
    "http://example.org/é/😀/\uE000",
    "HTTP://EXAMPLE.org/A%2fb/../c",
    "tag:@type",
    rdf.nil.value,
    rdf.first.value,
    rdf.type.value,
    prov.used.value,
    prov.Entity.value,
  ),
  fc
    .string({
      unit: fc.constantFrom(...Array.from("abcXYZ019-._~%/#?=&()'*,;:@é漢😀\uE000\uFFFD")),
      maxLength: 12,
    })
    .map((rest) => `http://example.org/${rest}`),
);

const aText = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.constantFrom(
    "",
    '"',
    "\\",
    "\n\r\t\b\f",
    "\u0000\u0007\u001b\u007f\u0085",
    "\uFFFE\uFFFF",
    "'''\"\"\"",
    "@en",
    "</script>",
  ),
);

const aLiteral = fc.oneof(
  aText.map((text) => DataFactory.literal(text)),
  fc
    .tuple(aText, fc.constantFrom("en", "en-GB", "de-1996", "zh-Hant-TW"))
    .map(([t, l]) => DataFactory.literal(t, l)),
  fc
    .tuple(
      fc.oneof(
        aText,
        fc.constantFrom(
          "1.50",
          "1.0E0",
          "INF",
          "NaN",
          "-0",
          "007",
          "3049729675574597004",
          "true",
          "1",
          '{"a":1.0}',
        ),
      ),
      fc.constantFrom(
        xsd.double,
        xsd.integer,
        xsd.decimal,
        xsd.boolean,
        xsd.dateTime,
        rdf.JSON,
        DataFactory.namedNode("dcat:type"),
      ),
    )
    .map(([text, datatype]) => DataFactory.literal(text, datatype)),
);

const anIri = aHardIri.map((iri) => DataFactory.namedNode(iri));
const aBlank = fc
  .constantFrom("b0", "b1", "c14n0", "c14n1", "x")
  .map((label) => DataFactory.blankNode(label));

/** Quads with everything that RDF 1.1 has. */
export const aQuad: fc.Arbitrary<Quad> = fc
  .tuple(
    fc.oneof(anIri, aBlank),
    anIri,
    fc.oneof(anIri, aBlank, aLiteral),
    fc.oneof(fc.constant(DataFactory.defaultGraph()), anIri, aBlank),
  )
  .map(([s, p, o, g]) => DataFactory.quad(s, p, o, g));

export const someQuads = fc.array(aQuad, { minLength: 1, maxLength: 12 });
