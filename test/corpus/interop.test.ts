import { readFileSync } from "node:fs";
import type { Quad } from "@rdfjs/types";
import { Parser } from "n3";
import { expect, it } from "vitest";
import { canonicalHash, canonicalise } from "../../src/interop/canonical.ts";
import { mapDocument } from "../../src/interop/posted-document.ts";
import { readRdf } from "../../src/interop/read-rdf.ts";
import { writeQuads } from "../../src/interop/write.ts";
import { irisOf } from "../../src/mapping/iris.ts";
import { corpusFiles, corpusPath, describeCorpus } from "./corpus.ts";

const suite = ["prov", "rdfc10-tests", "tests"] as const;
const examples = ["prov", "prov-o-examples", "with-prefixes"] as const;
const baseIri = "http://localhost:3030/id/";

interface Entry {
  readonly id: string;
  readonly type: string;
  readonly name: string;
  readonly action: string;
  readonly result?: string;
  readonly hashAlgorithm?: string;
}

describeCorpus("RDFC-1.0 test suite", () => {
  const entries = manifest();

  it("has 86 tests", () => {
    expect(entries).toHaveLength(86);
  });

  it.each(entries)("$id $name", async ({ type, action, result = "", hashAlgorithm }) => {
    // Not by `readRdf`, which refuses the IRIs with spaces and brackets of test060.
    const quads = new Parser({ format: "application/n-quads" }).parse(text(action));
    const canonicalising = canonicalise(quads, {}, hashAlgorithm === "SHA384" ? "sha384" : "sha256");

    if (type.endsWith("NegativeEvalTest")) {
      await expect(canonicalising).rejects.toMatchObject({ code: "canonicalisation-limit" });
    } else if (type.endsWith("MapTest")) {
      const expected: unknown = JSON.parse(text(result));
      // The parser puts `b{n}_` before the labels of each document.
      const { labels } = await canonicalising;
      expect(
        Object.fromEntries([...labels].map(([label, issued]) => [label.replace(/^b\d+_/, ""), issued])),
      ).toEqual(expected);
    } else {
      expect((await canonicalising).lines.join("")).toBe(text(result));
    }
  });
});

/** One of the examples has graphs, so all are read as TriG, of which Turtle is a part. */
describeCorpus("PROV-O examples", () => {
  it.each(corpusFiles(...examples).filter((file) => file.endsWith(".ttl")))(
    "reads %s, writes it in every syntax and takes it as a posted document",
    async (file) => {
      const quads = await readRdf(readFileSync(corpusPath(...examples, file)), "application/trig", {
        baseIri: "http://example.org/",
      });

      for (const [format, mediaType] of [
        ["trig", "application/trig"],
        ["jsonld", "application/ld+json"],
        ["nquads", "application/n-quads"],
      ] as const) {
        const back = await readRdf(await written(quads, format), mediaType, { contexts: new Map() });
        expect(await canonicalHash(back)).toBe(await canonicalHash(quads));
      }
      const iris = irisOf({ baseIri, storeKey: new Uint8Array(32) });
      expect((await mapDocument(quads, { iris })).quads.length).toBeGreaterThan(0);
    },
  );
});

function manifest(): readonly Entry[] {
  const document: { entries: readonly Entry[] } = JSON.parse(text("manifest.jsonld"));
  return document.entries;
}

function text(file: string): string {
  return readFileSync(corpusPath(...suite, file), "utf8");
}

async function written(quads: readonly Quad[], format: "trig" | "jsonld" | "nquads"): Promise<Uint8Array> {
  let all = "";
  for await (const piece of writeQuads(quads, format)) all += piece;
  return Buffer.from(all, "utf8");
}
