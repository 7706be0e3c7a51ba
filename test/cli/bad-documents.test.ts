import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type BadDocument, deepDocuments, malformedDocuments } from "../interop/bad-documents.ts";
import { aDirectory, documentOf, ran, removeDirectories } from "./command-line.ts";

removeDirectories();

const titled = (documents: readonly BadDocument[]) =>
  documents.map((each) => [each.format, each.kind, each] as const);

/** One of each format, besides those that nest deep. */
const some = malformedDocuments.filter(
  ({ format }, index) => malformedDocuments.findIndex((other) => other.format === format) === index,
);

describe("a document that is to be refused", () => {
  it.each(titled([...some, ...deepDocuments]))(
    "is by convert with exit code 2 and a sentence: %s with %s",
    async (_format, _kind, bad) => {
      const words = ["convert", "-", "--from", bad.format, "--to", "provjson"];

      const { exit, stdout, stderr } = await ran(words, { stdin: bad.text });

      expect([exit, stdout]).toEqual([2, ""]);
      expect(stderr).toMatch(/^muniment: [^\n]+\n$/);
      expect(stderr).toContain(bad.says);
      expect(stderr.length).toBeLessThan(5_000);
    },
  );

  it.each(titled(some))(
    "is by ingest with exit code 1, its file and its reason: %s with %s",
    async (_format, _kind, bad) => {
      const directory = aDirectory({ "a.txt": bad.text });
      const words = ["ingest", join(directory, "a.txt"), "--from", bad.format, "--json"];

      const found = await ran([...words, "--data", join(aDirectory(), "store")]);

      expect(found.exit).toBe(1);
      expect(documentOf(found)).toMatchObject({
        accepted: 0,
        refused: 1,
        refusals: [{ file: join(directory, "a.txt"), detail: expect.stringContaining(bad.says) }],
      });
    },
  );
});
