import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { readProvO } from "../../src/interop/prov-o/read.ts";
import { readRdf } from "../../src/interop/read-rdf.ts";
import { corpusFiles, corpusPath, describeCorpus } from "./corpus.ts";

describeCorpus("PROV-O of other people", () => {
  const files = corpusFiles("prov").filter((file) =>
    /^(?:southampton-testcases|prov-constraints\/derived-ttl)\/.*\.(?:ttl|trig)$/.test(file),
  );

  it.each(files)("reads %s without a rest", async (file) => {
    const mediaType = file.endsWith(".ttl") ? "text/turtle" : "application/trig";
    const quads = await readRdf(readFileSync(corpusPath("prov", file)), mediaType);

    const { document, unread } = readProvO(quads);

    // Half of a mention: a general entity, but no bundle.
    expect(unread.length).toBe(file.includes("mention-fail3") ? 1 : 0);
    expect(document.statements.length + document.bundles.length > 0).toBe(quads.length > 0);
  });
});
