import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { expect, it } from "vitest";
import { mediaTypeOfDocument } from "../../src/interop/document-media-types.ts";
import { mapDocument } from "../../src/interop/posted-document.ts";
import { UnstorableProvError } from "../../src/interop/prov-errors.ts";
import { type ProvFormat, provFormats, readProv } from "../../src/interop/prov-formats.ts";
import { provFormatOfBytes, provFormatOfFile } from "../../src/interop/prov-sniffing.ts";
import { readDocument } from "../../src/interop/read-document.ts";
import { someIris, writtenOrRefused } from "../interop/helpers.ts";
import { corpusFiles, corpusPath, describeCorpus } from "./corpus.ts";

const folder = ["prov", "southampton-testcases"] as const;

/** Which of Southampton's cases PROV-O would merge; no statement of them is stored. */
const unstorable = /^test-scruffy-/;

/** Where the files of PROV-N and PROV-JSON do not say the same (`docs/prov-formats.md`). */
const differing = /^test-primer$/;

describeCorpus("Southampton's PROV documents in the store", () => {
  const files = corpusFiles(...folder).filter((file) => /\.(?:provn|json|provx)$/.test(file));
  const cases = [...new Set(files.map(dirname))].filter((name) => !name.includes("FAIL-DM"));

  it.each(cases)(
    "has one bundle of %s for PROV-N, PROV-JSON and what is written of it in any format",
    async (name) => {
      const bundles = new Map<ProvFormat, string>();
      for (const file of files.filter((each) => dirname(each) === name)) {
        const bytes = readFileSync(corpusPath(...folder, file));
        const format = provFormatOfFile(file) ?? provFormatOfBytes(bytes) ?? "provn";
        const { document } = await readProv(bytes, format);

        const bundle = await bundleOf(bytes, format);

        bundles.set(format, bundle);
        for (const other of provFormats) {
          const text = await writtenOrRefused(document, other);
          if (text === undefined || bundle.startsWith("refused")) continue;
          expect([format, other, await bundleOf(Buffer.from(text), other)]).toEqual([format, other, bundle]);
        }
      }
      const [provN, provJson] = [bundles.get("provn"), bundles.get("provjson")];
      if (provJson !== undefined && provN !== undefined)
        expect(provN === provJson).toBe(!differing.test(name));
      expect([...bundles.values()].some((each) => each.startsWith("refused"))).toBe(unstorable.test(name));
    },
  );
});

async function bundleOf(bytes: Uint8Array, format: ProvFormat): Promise<string> {
  try {
    const quads = await readDocument({ bytes, mediaType: mediaTypeOfDocument[format] }, { quads: 200_000 });
    return (await mapDocument(quads, { iris: someIris })).iri.value;
  } catch (error) {
    if (error instanceof UnstorableProvError) return `refused: ${error.message}`;
    throw error;
  }
}
