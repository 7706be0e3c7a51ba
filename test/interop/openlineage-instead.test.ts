import { describe, expect, it } from "vitest";
import { documentMediaTypes } from "../../src/interop/document-media-types.ts";
import { readProv } from "../../src/interop/prov-formats.ts";
import { readDocument } from "../../src/interop/read-document.ts";
import { readProvDocument } from "../../src/interop/read-prov-document.ts";

const run =
  '{"eventTime":"2026-11-01T06:00:00Z","run":{"runId":"r"},"job":{"namespace":"etl","name":"daily"}}';
const dataset = '{"dataset":{"namespace":"n","name":"d"},"eventTime":"2026-11-01T06:00:00Z"}';
const pretty = JSON.stringify(JSON.parse(run), null, 2);
const forms = [
  run,
  dataset,
  pretty,
  `\uFEFF${run}`,
  `[${run},${dataset}]`,
  `${run}\n${dataset}\n`,
  `${run}\r\n{"broken`,
];
const json = ["application/json", ...documentMediaTypes.filter((type) => type.endsWith("json"))];
const hint = /^Expected PROV, not OpenLineage events, .*"muniment ingest" or POST \/api\/v1\/lineage$/;

describe("OpenLineage events where a document of PROV is expected", () => {
  it.each(json)("are told from PROV, with where they are taken in: as %s", async (mediaType) => {
    for (const text of forms) {
      const received = { bytes: Buffer.from(text), mediaType };
      const code = mediaType.includes("ld+json") ? "malformed-rdf" : "malformed-prov";

      await expect(readDocument(received, { quads: 10 })).rejects.toMatchObject({
        code,
        message: expect.stringMatching(hint),
      });
      await expect(readProvDocument(received, { statements: 10 })).rejects.toThrow(hint);
    }
  });

  it.each(["provjson", "jsonld"] as const)("are told so when they are read as %s", async (format) => {
    for (const text of forms) await expect(readProv(Buffer.from(text), format)).rejects.toThrow(hint);
  });

  it.each([
    '{"entity":{"e":[]}}',
    '{"eventTime":"2026-11-01T06:00:00Z"}',
    '{"eventTime":1,"run":{}}',
    '{"eventTime"',
    "[1]",
    '"eventTime"',
    "",
  ])("are not seen in other JSON: %j", async (text) => {
    await expect(readProv(Buffer.from(text), "provjson")).rejects.toThrow(/^(?!.*OpenLineage)/);
  });
});
