import { describe, expect, it } from "vitest";
import { documentFormatOf, isToldBy } from "../../src/cli/input-format.ts";

const bytes = (text: string) => Buffer.from(text);

describe("documentFormatOf", () => {
  it.each([
    ["-", "document\nendDocument", "provn"],
    ["-", "<prov:document>", "provxml"],
    ["a.xml", "<rdf:RDF>", "rdfxml"],
    ["-", "@prefix a: <b:> .", "trig"],
    ["-", '{ "prefix" : {}', "provjson"],
    ["a.json", '\uFEFF {"wasGeneratedBy": {}}', "provjson"],
    ["-", '{"@context": {}', "jsonld"],
    ["a.json.gz", '{"@id": "e:a"}', "jsonld"],
    ["a.provx", "{", "provxml"],
    ["a.jsonld", '{"eventTime": 1}', "jsonld"],
    ["-", '{"eventTime": "x", "entity": {}}', undefined],
    ["-", "[{}]", undefined],
    ["-", "[", undefined],
    ["-", "[] a <a:c> .", "trig"],
    ["a.ndjson", '{"prefix": {}}', undefined],
    ["a.jsonl.gz", "document", undefined],
    ["a.json", "document", undefined],
    ["-", "", undefined],
    ["-", "42", undefined],
  ])("tells of %s with %j: %s", (file, text, format) => {
    expect(documentFormatOf(file, bytes(text))).toBe(format);
  });
});

describe("isToldBy", () => {
  it.each([
    ["-", "", false],
    ["-", " \n", false],
    ["-", "{", false],
    ["-", '{ "run', false],
    ["-", '{ "run\\', false],
    ["-", '{"run":', true],
    ["-", "{}", true],
    ["-", "{'a':", true],
    ["-", "[", true],
    ["a.ttl", "", true],
    ["a.ndjson", "", true],
    ["-", "document", false],
    ["-", "x".repeat(64 * 1024), true],
  ])("waits, of %s with %j, for no more than it needs: %s", (file, text, isTold) => {
    expect(isToldBy(file, bytes(text))).toBe(isTold);
  });
});
