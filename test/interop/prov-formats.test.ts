import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { ProvenanceError } from "../../src/errors.ts";
import { provFormats, readProv } from "../../src/interop/prov-formats.ts";
import { provFormatOf, provFormatOfBytes, provFormatOfFile } from "../../src/interop/prov-sniffing.ts";
import { writtenOrRefused } from "./helpers.ts";
import { aProvDocument, contentOf, isSaidOnce } from "./prov-documents.ts";

describe("writeProv", () => {
  it.each(["turtle", "trig", "ntriples", "nquads", "jsonld", "rdfxml"] as const)(
    "writes %s that reads back as the same statements, or refuses",
    async (format) => {
      const languages = ["en", "ja-jp"];
      // Most ends of IRIs are no names of XML, and a document is refused for a single one of those.
      const any = aProvDocument({ languages });
      const documents = format === "rdfxml" ? aProvDocument({ languages, localCharacters }) : any;
      await fc.assert(
        fc.asyncProperty(documents.filter(isSaidOnce), async (document) => {
          const written = await writtenOrRefused(document, format);
          fc.pre(written !== undefined);

          const read = await readProv(Buffer.from(written), format);

          expect(contentOf(read.document)).toEqual(contentOf(document));
        }),
        { numRuns: 30 },
      );
    },
  );
});

const localCharacters = Array.from("aZ_é日\u{10400}");

describe("readProv", () => {
  it.each(provFormats)(
    "reads a spoiled document of %s or refuses it, and writes what it read",
    async (format) => {
      const places = fc.array(fc.tuple(fc.nat(), fc.constantFrom(...spoilers)), {
        minLength: 1,
        maxLength: 4,
      });
      await fc.assert(
        fc.asyncProperty(
          aProvDocument({ localCharacters: ["a", "é", "/"] }),
          places,
          async (document, spoils) => {
            let text = (await writtenOrRefused(document, format)) ?? "";
            for (const [place, spoiler] of spoils) {
              const at = place % (text.length + 1);
              text = text.slice(0, at) + spoiler + text.slice(at + 1);
            }

            const read = await readProv(Buffer.from(text), format).catch((error: unknown) => {
              if (error instanceof ProvenanceError) return undefined;
              throw error;
            });

            if (read !== undefined)
              for (const other of provFormats) await writtenOrRefused(read.document, other);
          },
        ),
        { numRuns: 60 },
      );
    },
  );
});

const spoilers = [
  "",
  "<",
  ">",
  '"',
  "\\",
  "{",
  "}",
  "(",
  ")",
  ",",
  "-",
  ":",
  "é",
  "\0",
  "//",
  "/*",
  "[",
  "]",
  "'",
  "%%",
  "&x;",
];

describe("provFormatOfFile", () => {
  it.each([
    ["a.provn", "provn"],
    ["a/b.PROVX.gz", "provxml"],
    ["a.provjson", "provjson"],
    ["a.ttl", "turtle"],
    ["a.rdf", "rdfxml"],
    ["a.json", undefined],
    ["a.xml", undefined],
    ["provn", undefined],
  ])("tells of %s: %s", (file, format) => {
    expect(provFormatOfFile(file)).toBe(format);
  });
});

describe("provFormatOfBytes", () => {
  it.each([
    ["document\nendDocument", "provn"],
    ["\uFEFF // a comment\n/* and another */ document default <a:b>", "provn"],
    ["document:x a :y .", "trig"],
    ['{"prefix": {}}', "provjson"],
    ['{"@context": "https://w3id.org/muniment/context/v1"}', "jsonld"],
    ['{"@context": [{}, "https://openprovenance.org/prov-jsonld/context.jsonld"]}', "provjsonld"],
    ["[]", "jsonld"],
    ['<?xml version="1.0"?><prov:document/>', "provxml"],
    ['<?xml version="1.0"?>\n<rdf:RDF xmlns:rdf="x"/>', "rdfxml"],
    ["<prov:document xmlns:prov='x'>", "provxml"],
    ["# a comment\n@prefix prov: <x:y> .", "trig"],
    ["PREFIX prov: <x:y>", "trig"],
    ["<http://example.org/s> <a:p> <a:o> .", "trig"],
    ['<http://example.org/s> <a:p> "a \\" b"@en <a:g> .\n', "nquads"],
    ["_:b <a:p> _:c <a:g> .", "nquads"],
    [
      '# a comment\n<a:s> <a:p> <a:o> . # one\n\n_:s <a:p> "x"^^<a:d> .\r\n<a:s> <a:p> <a:o> <a:g> . # four',
      "nquads",
    ],
    ["<a:s> <a:p> <a:o> .\n@prefix a: <a:> .\n<a:s> <a:p> <a:o> <a:g> .", "trig"],
    ["<s> <a:p> <a:o> .\n<a:s> <a:p> <a:o> <a:g> .", "trig"],
    ["<a:s> <a:p> <a:o> .\n".repeat(10_000), "nquads"],
    ["<urn:x> <urn:p> <urn:y> .", "trig"],
    ["[] a <a:c> .", "trig"],
    ["[ a <a:c> ] <a:p> 1 .", "trig"],
    ["(1 2) <a:p> 3 .", "trig"],
    ["{ <a:s> a <a:c> }", "trig"],
    ["{a:s a a:c}", "trig"],
    ["{a: 1}", "provjson"],
    ['[ "x" ]', "jsonld"],
    ["", undefined],
    ["42", undefined],
  ])("tells of %j: %s", (text, format) => {
    expect(provFormatOfBytes(Buffer.from(text))).toBe(format);
  });
});

describe("provFormatOf", () => {
  it("tells PROV-JSONLD from other JSON-LD by its context, and goes by the name else", () => {
    const submission = Buffer.from(
      '{"@context": "https://www.w3.org/submissions/prov-jsonld/context.jsonld"}',
    );

    expect(provFormatOf("a.jsonld", submission)).toBe("provjsonld");
    expect(provFormatOf("a.jsonld", Buffer.from('{"@context": {}}'))).toBe("jsonld");
    expect(provFormatOf("a.ttl", submission)).toBe("turtle");
    expect(provFormatOf("a", submission)).toBe("provjsonld");
  });
});
