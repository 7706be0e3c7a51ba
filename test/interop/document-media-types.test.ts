import { describe, expect, it } from "vitest";
import {
  documentOf,
  isDocumentMediaType,
  mediaTypeOfDocument,
  provSyntaxOf,
} from "../../src/interop/document-media-types.ts";
import { provFormats } from "../../src/interop/prov-formats.ts";

const received = (mediaType: string, text = "") => ({ mediaType, bytes: Buffer.from(text) });
const context = "https://openprovenance.org/prov-jsonld/context.jsonld";

describe("provSyntaxOf", () => {
  it.each([
    ["text/provenance-notation; charset=UTF-8", "", "provn"],
    ["Application/Provenance+XML", "", "provxml"],
    ["application/json", "", "provjson"],
    ["application/prov+json", "", "provjson"],
    ["application/ld+json", "{}", undefined],
    ["application/ld+json", `{"@graph": [], "@context": "${context}"}`, "provjsonld"],
    ["application/ld+json", `{"@context": [{"ex": "e:"}, "${context}"]}`, "provjsonld"],
    ["application/ld+json", `{"@context": {"a": "${context}"}}`, undefined],
    ["application/ld+json", `{"@context": "${context}"`, undefined],
    ["application/ld+json", `["${context}"]`, undefined],
    [`application/ld+json; profile="e:p ${context}"`, "", "provjsonld"],
    ['application/ld+json; profile="http://www.w3.org/ns/json-ld#compacted"', "", undefined],
    ["text/turtle", `<e:a> <e:b> <${context}> .`, undefined],
  ])("tells of %s with %s: %s", (mediaType, text, syntax) => {
    expect(provSyntaxOf(received(mediaType, text))).toBe(syntax);
  });

  it("knows every format by the media type under which it is handed over", () => {
    const told = provFormats.map((format) => provSyntaxOf(received(mediaTypeOfDocument[format])));

    expect(told).toEqual(provFormats.map((format) => (format.startsWith("prov") ? format : undefined)));
    expect(provFormats.every((format) => isDocumentMediaType(mediaTypeOfDocument[format]))).toBe(true);
  });
});

describe("documentOf", () => {
  it("gives PROV-JSON a name that is not that of events", () => {
    const { mediaType } = documentOf(received("application/json;charset=utf-8"));

    expect([mediaType, isDocumentMediaType(mediaType)]).toEqual(["application/provenance+json", true]);
    expect(isDocumentMediaType("application/json")).toBe(false);
    expect(documentOf(received("text/turtle;charset=utf-8")).mediaType).toBe("text/turtle;charset=utf-8");
  });
});
