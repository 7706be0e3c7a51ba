import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import fc from "fast-check";
import { expect, it } from "vitest";
import { mediaTypeOfFormat } from "../../src/interop/media-types.ts";
import { UnwritableProvError } from "../../src/interop/prov-errors.ts";
import { readProv } from "../../src/interop/prov-formats.ts";
import { parseProvJsonLd } from "../../src/interop/prov-jsonld/parse.ts";
import { submissionContext } from "../../src/interop/prov-jsonld/vocabulary.ts";
import { writeProvJsonLd } from "../../src/interop/prov-jsonld/write.ts";
import { provFormatOf } from "../../src/interop/prov-sniffing.ts";
import { readRdf } from "../../src/interop/read-rdf.ts";
import { aProvDocument, contentOf, withoutExtensions } from "../interop/prov-documents.ts";
import { corpusFiles, corpusPath, describeCorpus } from "./corpus.ts";
import { schemaFaults } from "./json-schema.ts";

const folder = ["prov", "prov-jsonld-submission"] as const;

describeCorpus("the submission of PROV-JSONLD", () => {
  const bytesOf = (file: string) => readFileSync(corpusPath(...folder, file));
  const schemaOf = () => JSON.parse(bytesOf("schema.json").toString()) as Record<string, unknown>;
  const contexts = new Map([[submissionContext, () => bytesOf("context.jsonld").toString()]]);

  it.each([
    ["primer.jsonld", 40],
    ["short-primer.jsonld", 8],
  ])("has an example %s of %i statements that is written as its schema wants it", async (file, count) => {
    const bytes = bytesOf(file);
    const format = provFormatOf(file, bytes) ?? "provn";

    const { document } = await readProv(bytes, format);
    const written = writeProvJsonLd(document);

    expect([format, document.statements.length]).toEqual(["provjsonld", count]);
    expect(contentOf(parseProvJsonLd(written))).toEqual(contentOf(document));
    expect(schemaFaults(JSON.parse(written), schemaOf())).toEqual([]);
  });

  it("has a schema and a context that Southampton's documents keep to when they are written", async () => {
    const southampton = ["prov", "southampton-testcases"] as const;
    const files = corpusFiles(...southampton).filter((file) => file.endsWith(".provn"));
    const schema = schemaOf();
    let count = 0;
    for (const file of files.filter((each) => !dirname(each).includes("FAIL-DM"))) {
      const { document } = await readProv(readFileSync(corpusPath(...southampton, file)), "provn");
      let written: string;
      try {
        written = writeProvJsonLd(document);
      } catch (error) {
        if (error instanceof UnwritableProvError) continue;
        throw error;
      }
      count += 1;

      const quads = await readRdf(Buffer.from(written), mediaTypeOfFormat.jsonld, { contexts });

      expect([file, schemaFaults(JSON.parse(written), schema)]).toEqual([file, []]);
      expect(quads.length).toBeGreaterThan(0);
    }
    expect(count).toBeGreaterThan(150);
  });

  it("has a schema and a context that any document keeps to when it is written", async () => {
    const schema = schemaOf();
    await fc.assert(
      fc.asyncProperty(aProvDocument({ isExtended: true }), async (document) => {
        const written = writeProvJsonLd(withoutExtensions(document));

        expect(schemaFaults(JSON.parse(written), schema)).toEqual([]);
        await readRdf(Buffer.from(written), mediaTypeOfFormat.jsonld, { contexts });
      }),
      { numRuns: 60 },
    );
  });
});
