import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { mediaTypeOfDocument } from "../../src/interop/document-media-types.ts";
import { mapDocument } from "../../src/interop/posted-document.ts";
import { type ProvFormat, provFormats } from "../../src/interop/prov-formats.ts";
import { readDocument } from "../../src/interop/read-document.ts";
import { someIris, writtenOrRefused } from "./helpers.ts";
import { aProvDocument } from "./prov-documents.ts";

const limits = { quads: 200_000 };

async function bundleOf(format: ProvFormat, text: string): Promise<string> {
  const received = { bytes: Buffer.from(text), mediaType: mediaTypeOfDocument[format] };
  return (await mapDocument(await readDocument(received, limits), { iris: someIris })).iri.value;
}

describe("readDocument", () => {
  it("makes one bundle of what a document says, in whatever syntax and order, or refuses it in all", async () => {
    const documents = aProvDocument({ languages: ["en", "ja-jp"] });
    let count = 0;
    await fc.assert(
      fc.asyncProperty(documents, async (document) => {
        if ((await writtenOrRefused(document, "nquads")) === undefined) {
          const received = (format: ProvFormat, text: string) => ({
            bytes: Buffer.from(text),
            mediaType: mediaTypeOfDocument[format],
          });
          const provN = await writtenOrRefused(document, "provn");
          if (provN !== undefined)
            await expect(readDocument(received("provn", provN), limits)).rejects.toMatchObject({
              code: "unstorable-prov",
            });
          return;
        }
        if (document.statements.length + document.bundles.length === 0) return;
        const backwards = { ...document, statements: document.statements.toReversed() };
        const bundles: string[] = [];
        for (const format of provFormats) {
          const text = await writtenOrRefused(format === "provjson" ? backwards : document, format);
          if (text !== undefined) bundles.push(await bundleOf(format, text));
        }

        expect(new Set(bundles).size).toBe(1);
        count += bundles.length;
      }),
      { numRuns: 60 },
    );
    expect(count).toBeGreaterThan(100);
  });

  it("refuses more statements than a limit, before it makes RDF of them and after", async () => {
    const three = {
      bytes: Buffer.from("document default <e:> entity(a) entity(b) entity(c) endDocument"),
      mediaType: "text/provenance-notation",
    };
    const one = { ...three, bytes: Buffer.from("document default <e:> used(u; a, e, -) endDocument") };

    await expect(readDocument(three, { quads: 2 })).rejects.toThrow("at most 2 statements of PROV-O");
    await expect(readDocument(one, { quads: 2 })).rejects.toThrow("at most 2 statements of PROV-O");
    await expect(readDocument(three, { quads: 3 })).resolves.toHaveLength(3);
  });

  it("refuses what is no Unicode, as RDF does", async () => {
    const text = '{"prefix":{"e":"e:"},"entity":{"e:e":{"e:a":"\\ud800"}}}';

    await expect(
      readDocument({ bytes: Buffer.from(text), mediaType: "application/json" }, limits),
    ).rejects.toMatchObject({ code: "malformed-json" });
  });
});
