import { describe, expect, it } from "vitest";
import { provFormatOfBytes, provFormatOfFile } from "../../src/interop/prov-sniffing.ts";

describe("provFormatOfFile", () => {
  it.each([
    ["a.provn", "provn"],
    ["a/b.PROVX.gz", "provxml"],
    ["a.provjson", "provjson"],
    ["a.ttl", "turtle"],
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
    ["[]", "jsonld"],
    ['<?xml version="1.0"?><prov:document/>', "provxml"],
    ["<prov:document xmlns:prov='x'>", "provxml"],
    ["# a comment\n@prefix prov: <x:y> .", "trig"],
    ["PREFIX prov: <x:y>", "trig"],
    ["<http://example.org/s> <a:p> <a:o> .", "trig"],
    ['<http://example.org/s> <a:p> "a \\" b"@en <a:g> .\n', "nquads"],
    ["_:b <a:p> _:c <a:g> .", "nquads"],
    ["", undefined],
    ["42", undefined],
  ])("tells of %j: %s", (text, format) => {
    expect(provFormatOfBytes(Buffer.from(text))).toBe(format);
  });
});
