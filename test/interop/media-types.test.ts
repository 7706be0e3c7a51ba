import { describe, expect, it } from "vitest";
import { isExportFormat, isRdfMediaType, rdfMediaTypeOfFile } from "../../src/interop/media-types.ts";

describe("media types", () => {
  it.each([
    ["facts.ttl", "text/turtle"],
    ["dir.trig/FACTS.TriG", "application/trig"],
    ["a.b.nt.gz", "application/n-triples"],
    ["a.nq", "application/n-quads"],
    ["a.rdf.gz", "application/rdf+xml"],
    ["./x.jsonld", "application/ld+json"],
    ["events.json", undefined],
    ["ttl", undefined],
    ["a.ttl/b", undefined],
  ])("reads off %s that it is %s", (path, mediaType) => {
    expect(rdfMediaTypeOfFile(path)).toBe(mediaType);
  });

  it("knows RDF by its media type, whatever the parameters", () => {
    expect(isRdfMediaType("text/turtle;charset=utf-8")).toBe(true);
    expect(isRdfMediaType("application/json")).toBe(false);
  });

  it("takes no inherited name for a format", () => {
    expect(isExportFormat("toString")).toBe(false);
    expect(isExportFormat("canonical")).toBe(true);
  });
});
