import { describe, expect, it } from "vitest";
import { inversesTurned } from "../../src/interop/inverses-turned.ts";
import { namespaceOf } from "../../src/vocabulary.ts";

const turned = (text: string, mediaType = "text/turtle") =>
  inversesTurned({ bytes: Buffer.from(text), mediaType }, { quads: 100 });
const prov = `@prefix prov: <${namespaceOf.prov}> .`;

describe("inversesTurned", () => {
  it("states by properties what a document states by names of inverses, in their graphs", async () => {
    const { bytes, mediaType } = await turned(
      `${prov} <urn:g> { <urn:e> prov:wasUsedBy <urn:a> ; <urn:p> "é" }`,
      "application/trig",
    );

    expect(mediaType).toBe("application/n-quads");
    expect(new TextDecoder().decode(bytes)).toBe(
      `<urn:a> <${namespaceOf.prov}used> <urn:e> <urn:g> .\n<urn:e> <urn:p> "é" <urn:g> .\n`,
    );
  });

  it.each([
    ["what states nothing so", `${prov} <urn:a> prov:used <urn:e> .`, "text/turtle"],
    ["what is no RDF", "document endDocument", "text/provenance-notation"],
    ["what is malformed", `${prov} <urn:e> prov:wasUsedBy`, "text/turtle"],
    ["what is of no known kind", "x", "text/plain"],
  ])("hands back %s", async (_, text, mediaType) => {
    const { bytes, mediaType: after } = await turned(text, mediaType);

    expect([new TextDecoder().decode(bytes), after]).toEqual([text, mediaType]);
  });
});
