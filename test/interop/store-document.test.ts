import type { Quad } from "@rdfjs/types";
import { DataFactory } from "n3";
import { describe, expect, it } from "vitest";
import { writeProvN } from "../../src/interop/prov-n/write.ts";
import { readProvO } from "../../src/interop/prov-o/read.ts";
import { ExportTooLargeError, storeDocument } from "../../src/interop/store-document.ts";
import { graphsOfQuads, type StoreGraphs } from "../../src/interop/store-graphs.ts";
import { turtle } from "../validation/turtle.ts";
import { contentOf } from "./prov-documents.ts";

const base = "http://example.org/";
const options = { base, mostQuads: 1_000 };

/** The document in PROV-N, without the prefixes and the frame. */
async function linesOf(graphs: StoreGraphs): Promise<string[]> {
  const { document } = await storeDocument(graphs, options);
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
  it("has what the store states at the top level, each once, with a description of every bundle, and the rest in bundles", async () => {
    expect(await linesOf(graphsOfQuads(quads))).toEqual([
      "entity(ex:bundle/a, [prov:type='prov:Bundle', ns1:position=\"3\" %% xsd:integer])",
      'entity(ex:data, [ns1:versionId="7"])',
      'entity(ex:facet/f, [ns1:facetName="sql"])',
      "wasDerivedFrom(ex:v, ex:w)",
      "bundle ex:bundle/a",
      "activity(ex:run)",
      "entity(ex:data)",
      "used(ex:run, ex:data, -)",
      "endBundle",
    ]);
  });

  it("counts what says nothing of PROV, each bundle once however often it is read", async () => {
    const { document, leftOut } = await storeDocument(graphsOfQuads(quads), options);

    const texts = [writeProvN(document), writeProvN(document)];

    expect([texts[0] === texts[1], leftOut()]).toEqual([true, 1]);
  });

  it("reads a bundle when its statements are asked for, and not before", async () => {
    const read = new Set<string>();
    const graphs = graphsOfQuads(quads);
    const quadsOf: StoreGraphs["quadsOf"] = (graph, subject) => {
      read.add(graph.slice(base.length));
      return graphs.quadsOf(graph, subject);
    };

    const { document } = await storeDocument({ ...graphs, quadsOf }, options);
    const before = [...read];
    const statements = document.bundles[0]?.statements;

    expect(before.some((graph) => graph.startsWith("bundle/"))).toBe(false);
    expect([statements?.length, [...read].slice(before.length)]).toEqual([3, ["bundle/a"]]);
  });

  it("says of a large top level what it says when all of it is read at once", async () => {
    const runs = Array.from({ length: 900 }, (_, n) => n);
    const many = turtle(`
      GRAPH <http://example.org/graph/derived/linked/c> {
        ${runs.map((n) => `ex:u${n} a prov:Usage ; prov:entity ex:d${n % 7} ; prov:atTime "2026-01-01T00:00:00Z"^^xsd:dateTime .`).join("\n")}
        ${runs.map((n) => `ex:r${n} prov:qualifiedUsage ex:u${n} ; prov:used ex:d${n % 7} ; mun:runState "COMPLETE" .`).join("\n")}
      }
      GRAPH <http://example.org/graph/derived/asserted/c> {
        ${runs.map((n) => `ex:r${n} a prov:Activity ; prov:wasAssociatedWith ex:a .`).join("\n")}
        ex:lone a prov:Usage ; prov:entity ex:d0 ; mun:note "whose?" .
      }
    `);

    const { document, leftOut } = await storeDocument(graphsOfQuads(many), { base, mostQuads: 10_000 });

    const atOnce = readProvO(
      many.map(({ subject, predicate, object }) => DataFactory.quad(subject, predicate, object)),
    );
    const statements = atOnce.document.statements.filter(({ id }) => id !== `${base}lone`);
    expect(contentOf(document)).toEqual(contentOf({ ...atOnce.document, statements }));
    expect([document.statements.length, leftOut()]).toEqual([3 * 900, 3]);
  });

  it("joins an attribution that a facet snapshot describes to what it is of, and leaves out one that is nothing's any more", async () => {
    const owners = turtle(`
      GRAPH <http://example.org/facet/f> {
        <http://example.org/facet/f/owner/0> a prov:Attribution ; prov:agent ex:ada ; prov:hadRole ex:owner .
        <http://example.org/facet/f/owner/1> a prov:Attribution ; prov:agent ex:bob ; <http://example.org/n> 1 .
      }
      GRAPH <http://example.org/graph/derived/asserted/c> {
        ex:data prov:qualifiedAttribution <http://example.org/facet/f/owner/0> ; prov:wasAttributedTo ex:ada .
      }
    `);

    const { leftOut } = await storeDocument(graphsOfQuads(owners), options);

    expect(await linesOf(graphsOfQuads(owners))).toEqual([
      "wasAttributedTo(ex:facet/f/owner/0; ex:data, ex:ada, [prov:role='ex:owner'])",
    ]);
    expect(leftOut()).toBe(3);
  });

  it("refuses a top level or a bundle of more quads than it may hold, with what and how many", async () => {
    const graphs = graphsOfQuads(quads);
    const { document } = await storeDocument(graphs, { base, mostQuads: 6 });

    expect(document.bundles).toHaveLength(1);
    await expect(storeDocument(graphs, { base, mostQuads: 5 })).rejects.toThrow(ExportTooLargeError);
    await expect(storeDocument(graphs, { base, mostQuads: 5 })).rejects.toThrow(
      "The top level has more than 5 quads",
    );
    const alone = { ...graphs, names: ["http://example.org/bundle/a"] };
    const { document: small } = await storeDocument(alone, { base, mostQuads: 2 });
    expect(() => writeProvN(small)).toThrow("The bundle <http://example.org/bundle/a> has more than 2 quads");
  });
});
