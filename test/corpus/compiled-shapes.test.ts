import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import type { NamedNode, Quad } from "@rdfjs/types";
import { Parser } from "n3";
import { expect, it } from "vitest";
import { defaultConfiguration } from "../../src/configuration/default-configuration.ts";
import { mapEvent } from "../../src/mapping/map-event.ts";
import { loadShapes, UnsupportedShapesError } from "../../src/validation/shapes-graph.ts";
import { testIris } from "../builders.ts";
import { bothWays } from "../validation/compiled/both-ways.ts";
import { ex, shipped } from "../validation/turtle.ts";
import { corpusFiles, corpusPath, describeCorpus } from "./corpus.ts";
import { acceptedEvents } from "./mapping-events.ts";
import { parse, testsOf } from "./shacl-suite.ts";

const structural = bothWays(shipped("structural"));
const provenance = bothWays(shipped("provenance"));

describeCorpus("compiled shapes and rdf-validate-shacl", () => {
  it("say the same of every event of the corpus, as mapped", async () => {
    let count = 0;
    for (const { file, line, parsed } of acceptedEvents()) {
      const { quads, facets } = mapEvent(parsed, { iris: testIris, configuration: defaultConfiguration });
      const graph = [...quads, ...facets.flatMap((facet) => facet.quads)];
      count += 1;

      expect(await differences(graph), `${file}:${line}`).toEqual([]);
    }
    expect(count).toBeGreaterThan(800);
  });

  it("say the same of every PROV document of the corpus", async () => {
    let count = 0;
    for (const file of corpusFiles("prov").filter((name) => /\.(ttl|trig)$/.test(name))) {
      const graph = parsed(file);
      if (graph === undefined) continue;
      count += 1;

      expect(await differences(graph), file).toEqual([]);
    }
    expect(count).toBeGreaterThan(500);
  });

  it("say the same of the W3C SHACL Core test suite", async () => {
    let count = 0;
    for (const test of testsOf("core")) {
      const shapes = shapesOrRefused(test.shapes);
      if (shapes === undefined) continue;
      const both = bothWays(shapes);
      count += 1;

      const { library, compiled, conforms } = await both.judge(parse(test.data));

      expect({ left: both.left, compiled }, test.name).toEqual({ left: [], compiled: library });
      expect(conforms, test.name).toBe(library.length === 0);
    }
    expect(count).toBe(95);
  });
});

/** Where the two differ about a graph, of events and of descriptions: nowhere. */
async function differences(graph: readonly Quad[]): Promise<string[]> {
  const subjects = graph.flatMap(({ subject }) => (subject.termType === "NamedNode" ? [subject] : []));
  const things = [...new Map(subjects.map((each): [string, NamedNode] => [each.value, each])).values()];
  const found: string[] = [];
  for (const { library, compiled, conforms } of [
    await structural.judge(graph),
    await provenance.judge(graph),
  ]) {
    if (conforms !== (library.length === 0)) found.push(`conforms: ${conforms}`);
    found.push(...differing(library, compiled));
  }
  const { library, compiled } = await provenance.judge(graph, things);
  return [...found, ...differing(library, compiled)];
}

function differing(library: readonly string[], compiled: readonly string[]): string[] {
  return library.join("\n") === compiled.join("\n") ? [] : ["library:", ...library, "compiled:", ...compiled];
}

function parsed(file: string): Quad[] | undefined {
  try {
    return new Parser({ baseIRI: ex("document").value }).parse(
      readFileSync(corpusPath("prov", file), "utf8"),
    );
  } catch {
    return undefined; // Some documents of the corpus are broken on purpose.
  }
}

function shapesOrRefused(path: string): Quad[] | undefined {
  try {
    return loadShapes(readFileSync(path, "utf8"), pathToFileURL(path).href);
  } catch (error) {
    if (error instanceof UnsupportedShapesError) return undefined;
    throw error;
  }
}
