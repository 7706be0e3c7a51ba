import type { Quad } from "@rdfjs/types";
import { describe, expect, it } from "vitest";
import { writeProvN } from "../../src/interop/prov-n/write.ts";
import {
  ExportTooLargeError,
  graphsOfQuads,
  type StoreGraphs,
  storeDocument,
} from "../../src/interop/store-document.ts";
import { turtle } from "../validation/turtle.ts";

const base = "http://example.org/";
const options = { base, mostQuads: 1_000 };

/** The document in PROV-N, without the prefixes and the frame. */
function linesOf(graphs: StoreGraphs): string[] {
  const { document } = storeDocument(graphs, options);
  return writeProvN({ ...document, prefixes: { ex: base } })
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => line !== "" && !/^(?:prefix|document|endDocument)/.test(line));
}

const quads: readonly Quad[] = turtle(`
  GRAPH <http://example.org/graph/log> { <http://example.org/bundle/a> mun:position 3 . }
  GRAPH <http://example.org/graph/derived/linked/c> { ex:v prov:wasDerivedFrom ex:w . ex:data mun:versionId "7" . }
  GRAPH <http://example.org/graph/derived/asserted/c> { ex:v prov:wasDerivedFrom ex:w . }
  GRAPH <http://example.org/bundle/a> { ex:run a prov:Activity ; prov:used ex:data . ex:data a prov:Entity . }
  GRAPH <http://example.org/facet/f> { <http://example.org/facet/f> mun:facetName "sql" . <http://example.org/facet/f/1> mun:note "x" . }
`);

describe("storeDocument", () => {
  it("has what the store states at the top level, each once, with a description of every bundle, and the rest in bundles", () => {
    expect(linesOf(graphsOfQuads(quads))).toEqual([
      "entity(ex:bundle/a, [prov:type='prov:Bundle', ns1:position=\"3\" %% xsd:integer])",
      "entity(ex:facet/f, [prov:type='prov:Bundle'])",
      'entity(ex:data, [ns1:versionId="7"])',
      "wasDerivedFrom(ex:v, ex:w)",
      "bundle ex:bundle/a",
      "activity(ex:run)",
      "entity(ex:data)",
      "used(ex:run, ex:data, -)",
      "endBundle",
      "bundle ex:facet/f",
      'entity(ex:facet/f, [ns1:facetName="sql"])',
      "endBundle",
    ]);
  });

  it("counts what says nothing of PROV, each bundle once however often it is read", () => {
    const { document, leftOut } = storeDocument(graphsOfQuads(quads), options);

    const texts = [writeProvN(document), writeProvN(document)];

    expect([texts[0] === texts[1], leftOut()]).toEqual([true, 1]);
  });

  it("reads a bundle when its statements are asked for, and not before", () => {
    const read: string[] = [];
    const graphs = graphsOfQuads(quads);
    const quadsOf = (graph: string) => {
      read.push(graph.slice(base.length));
      return graphs.quadsOf(graph);
    };

    const { document } = storeDocument({ ...graphs, quadsOf }, options);
    const before = read.length;
    const statements = document.bundles[0]?.statements;

    expect([before, statements?.length, read.slice(before)]).toEqual([3, 3, ["bundle/a"]]);
  });

  it("refuses a top level or a bundle of more quads than it may hold, with what and how many", () => {
    const graphs = graphsOfQuads(quads);
    const { document } = storeDocument(graphs, { base, mostQuads: 5 });

    expect(() => storeDocument(graphs, { base, mostQuads: 4 })).toThrow(ExportTooLargeError);
    expect(() => storeDocument(graphs, { base, mostQuads: 4 })).toThrow(
      "The top level has more than 4 quads",
    );
    expect(document.bundles).toHaveLength(2);
    const large = { ...graphs, quadsOf: (graph: string) => [...graphs.quadsOf(graph), ...quads] };
    const bundle = () =>
      storeDocument(
        { ...large, names: ["http://example.org/bundle/a"] },
        { base, mostQuads: 2 },
      ).document.bundles.map(({ statements }) => statements);
    expect(bundle).toThrow("The bundle <http://example.org/bundle/a> has more than 2 quads");
  });
});
