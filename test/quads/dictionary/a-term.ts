import type { Term } from "@rdfjs/types";
import fc from "fast-check";
import { DataFactory, termFromId } from "n3";

/** Any IRI, blank node or literal that N-Quads can carry. */
export function aTerm(): fc.Arbitrary<Term> {
  return fc.oneof(
    anIri().map((iri) => DataFactory.namedNode(iri)),
    fc
      .stringMatching(/^[a-zA-Z0-9_][a-zA-Z0-9_.üé-]{0,12}[a-z0-9]$/)
      .map((label) => DataFactory.blankNode(label)),
    aLiteral(),
  );
}

function aLiteral(): fc.Arbitrary<Term> {
  const language = fc.constantFrom("en", "en-gb", "de", "x-long-tag");
  return fc.oneof(
    aText().map((text) => DataFactory.literal(text)),
    fc.tuple(aText(), language).map(([text, tag]) => DataFactory.literal(text, tag)),
    fc
      .tuple(aText(), language, fc.constantFrom("ltr" as const, "rtl" as const))
      .map(([text, tag, direction]) => directional(text, tag, direction)),
    fc
      .tuple(fc.oneof(aText(), aLexicalForm()), fc.oneof(aDatatype(), anIri()))
      .map(([text, type]) => DataFactory.literal(text, DataFactory.namedNode(type))),
  );
}

function aText(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.string({ unit: "grapheme", maxLength: 20 }),
    fc.string({ unit: "binary", maxLength: 20 }),
    fc.string({
      unit: fc.constantFrom('"', "\\", "\n", "\r", "\t", "\b", "\f", "\0", "\u007f", "u", "\uffff"),
    }),
    fc.string({ unit: "grapheme-ascii", minLength: 50, maxLength: 300 }),
    aHash(),
    fc.uuid(),
  );
}

function aLexicalForm(): fc.Arbitrary<string> {
  return fc.oneof(
    fc.integer().map(String),
    fc.double().map(String),
    fc.constantFrom("true", "false", "1", "0", "INF", "NaN", "P1D", "12:00:00"),
    fc.date({ noInvalidDate: true }).map((date) => date.toISOString()),
  );
}

function aDatatype(): fc.Arbitrary<string> {
  return fc
    .constantFrom(
      "integer",
      "byte",
      "decimal",
      "double",
      "float",
      "boolean",
      "dateTime",
      "date",
      "time",
      "duration",
    )
    .map((name) => `http://www.w3.org/2001/XMLSchema#${name}`);
}

function anIri(): fc.Arbitrary<string> {
  const part = fc.oneof(
    fc.stringMatching(/^[a-z0-9%ü😀.~:@-]{0,10}$/u),
    aHash(),
    fc.uuid(),
    fc.constantFrom("run", "column"),
  );
  return fc
    .tuple(
      fc.constantFrom("http://a.example/", "urn:uuid:", "http://b.example", "urn:x", "a:"),
      fc.array(part, { maxLength: 6 }),
      fc.constantFrom("/", "#", ":"),
    )
    .map(([start, parts, separator]) => start + parts.join(separator));
}

function aHash(): fc.Arbitrary<string> {
  return fc.stringMatching(/^[0-9a-f]{64}$/);
}

/** A language string with a direction (RDF 1.2), which n3 has but its types have not. */
export function directional(text: string, language: string, direction: "ltr" | "rtl"): Term {
  return termFromId(`"${text}"@${language}--${direction}`) as Term;
}
