import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Quad } from "@rdfjs/types";
import { DataFactory } from "n3";
import { expect, it } from "vitest";
import { areEquivalent } from "../../src/constraints/equivalence.ts";
import { mediaTypeOfFormat } from "../../src/interop/media-types.ts";
import { readProv } from "../../src/interop/prov-formats.ts";
import { readProvO } from "../../src/interop/prov-o/read.ts";
import { provSyntaxes } from "../../src/interop/prov-syntaxes.ts";
import { readRdf } from "../../src/interop/read-rdf.ts";
import { type StoreFormat, storeFormats, writeExport } from "../../src/interop/write-export.ts";
import type { Muniment } from "../../src/muniment.ts";
import { packagePath } from "../../src/package-files.ts";
import type { ProvDocument, Statement } from "../../src/prov/document.ts";
import type { Mode } from "../../src/quads/quad-store.ts";
import { prov, rdf } from "../../src/vocabulary.ts";
import { withStore } from "../laws/store.ts";
import { corpusEvents, corpusPath, describeCorpus } from "./corpus.ts";
import { schemaFaults } from "./json-schema.ts";

const sender = { id: "test" };
const folders = ["compatibility-tests", "docs-examples", "client-python", "marquez-tests"];

describeCorpus("an export in a syntax of PROV", () => {
  const schemas = new Map(
    (["provjson", "provjsonld"] as const).map((format) => [
      format as StoreFormat,
      () => schemaOf(format === "provjson" ? "prov-json.schema.json" : "prov-jsonld.schema.json"),
    ]),
  );

  for (const [title, fill, mode] of stores())
    it(`of ${title} in mode ${mode} says what TriG says, and is valid by the schemas that there are`, async () => {
      await withStore(async (muniment) => {
        await fill(muniment);
        const trig = await textOf(muniment, "trig", mode);
        const quads = await readRdf(Buffer.from(trig.text), mediaTypeOfFormat.trig);
        const { document, leftOut } = documentOf(quads, muniment.iris.base);
        expect(document.bundles.length).toBeGreaterThan(3);

        for (const syntax of provSyntaxes) {
          const written = await textOf(muniment, syntax, mode);
          const { document: read } = await readProv(Buffer.from(written.text), syntax);

          expect([syntax, written.leftOut]).toEqual([syntax, leftOut]);
          expect([syntax, areEquivalent(read, document)]).toEqual([syntax, true]);
          const schema = schemas.get(syntax)?.();
          if (schema !== undefined)
            expect([syntax, schemaFaults(JSON.parse(written.text), schema)]).toEqual([syntax, []]);
        }
      });
    });

  it("of a store is read again in every format, with every bundle where the format has any", async () => {
    await withStore(async (muniment) => {
      await demo(muniment);
      const names = (await muniment.exportGraphs({ mode: "exact", graphs: [], isCanonical: false })).names;
      for (const format of storeFormats.filter((each) => each !== "canonical")) {
        const { text } = await textOf(muniment, format, "exact");

        const { document } = await readProv(Buffer.from(text), format);

        const hasGraphs = !["turtle", "ntriples", "rdfxml"].includes(format);
        const isProv = (provSyntaxes as readonly string[]).includes(format);
        const own = names.filter((name) => /\/id\/(?:graph|facet)\//.test(name));
        const bundles = hasGraphs ? names.length - (isProv ? own.length : 0) : 0;
        expect([format, document.bundles.length]).toEqual([format, bundles]);
      }
    });
  });
});

/** The TriG of a store as a PROV document, by DESIGN §3 in the plainest way. */
function documentOf(quads: readonly Quad[], base: string): { document: ProvDocument; leftOut: number } {
  const isOwn = (graph: string) => /^(?:graph|facet)\//.test(graph.slice(base.length));
  const bundles = new Set(quads.map(({ graph }) => graph.value).filter((graph) => !isOwn(graph)));
  const described = [...bundles].map((name) =>
    DataFactory.quad(DataFactory.namedNode(name), rdf.type, prov.Bundle),
  );
  const placed = quads.map(({ subject, predicate, object, graph }) =>
    DataFactory.quad(subject, predicate, object, isOwn(graph.value) ? DataFactory.defaultGraph() : graph),
  );
  const distinct = new Map([...described, ...placed].map((quad) => [JSON.stringify(quad), quad]));
  const { document, unread } = readProvO([...distinct.values()], { classesOf: classesIn(quads, base) });
  const statements = document.statements.filter((statement) => !isIncomplete(statement));
  const incomplete = document.statements.filter(isIncomplete).map(({ id }) => id ?? "");
  const left = [...distinct.values()].filter(
    ({ subject, object }) => incomplete.includes(subject.value) || incomplete.includes(object.value),
  );
  return { document: { ...document, statements }, leftOut: new Set([...unread, ...left]).size };
}

/** A facet snapshot of owners who were overruled says of nothing any more that it is attributed to them. */
function isIncomplete({ type, args }: Statement): boolean {
  return type === "wasAttributedTo" && (args.entity === undefined || args.agent === undefined);
}

/** The classes of a node in all graphs; of what has none, facet snapshots and what belongs to data sets are entities. */
function classesIn(quads: readonly Quad[], base: string): (node: string) => readonly string[] {
  const classes = new Map<string, string[]>();
  for (const { subject, predicate, object } of quads)
    if (predicate.equals(rdf.type))
      classes.set(subject.value, [...(classes.get(subject.value) ?? []), object.value]);
  const isEntity = (node: string) => /^(?:dataset\/|facet\/[^/]*$)/.test(node.slice(base.length));
  return (node) => classes.get(node) ?? (isEntity(node) ? [prov.Entity.value] : []);
}

async function textOf(
  muniment: Muniment,
  format: StoreFormat,
  mode: Mode,
): Promise<{ text: string; leftOut: number }> {
  const graphs = await muniment.exportGraphs({ mode, graphs: [], isCanonical: false });
  const context = { base: muniment.iris.base, mostQuads: muniment.limits.exportQuads };
  const { pieces, leftOut } = await writeExport(graphs, format, context);
  let text = "";
  for await (const piece of pieces) text += piece;
  return { text, leftOut };
}

/** What fills a store, and in which mode it is exported. */
function stores(): readonly (readonly [string, (muniment: Muniment) => Promise<void>, Mode])[] {
  const corpora = folders.map(
    (folder) => [folder, (muniment: Muniment) => corpus(muniment, folder), "exact"] as const,
  );
  return [["the demo", demo, "exact"], ["the demo", demo, "possible"], ...corpora];
}

async function demo(muniment: Muniment): Promise<void> {
  const file = (name: string) => readFileSync(packagePath(`examples/credit-scoring/${name}`));
  const lines = file("events.ndjson").toString("utf8").trimEnd().split("\n");
  await take(
    muniment,
    lines.map((line) => Buffer.from(line)),
  );
  await muniment.ingestDocument({ bytes: file("governance.ttl"), mediaType: "text/turtle" }, sender);
}

async function corpus(muniment: Muniment, folder: string): Promise<void> {
  const events = [...corpusEvents((row) => !row.isTemplate)].filter(
    ({ file }) => dirname(file).split("/")[0] === folder,
  );
  await take(
    muniment,
    events.map(({ bytes }) => bytes),
  );
}

async function take(muniment: Muniment, events: readonly Uint8Array[]): Promise<void> {
  const bytes = Buffer.from(`[${events.map((event) => Buffer.from(event).toString("utf8")).join(",")}]`);
  await muniment.ingestAll({ bytes, mediaType: "application/json" }, sender);
  await muniment.settled();
}

function schemaOf(file: string): Record<string, unknown> {
  return JSON.parse(readFileSync(corpusPath("prov", "schemas", file), "utf8"));
}
