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
    const prefixes: Record<string, string> = {};
    const onPrefix = (prefix: string, namespace: string) => {
      prefixes[prefix] = namespace;
    };
    const quads = await readRdf(readFileSync(corpusPath("prov", file)), mediaType, { onPrefix });

    const { document, unread } = readProvO(quads, { prefixes });

    expect(unread.length).toBe(restOf(file));
    expect(document.statements.length + document.bundles.length > 0).toBe(quads.length > 0);
  });
});

/** How many triples are not read. */
function restOf(file: string): number {
  // Half of a mention: a general entity, but no bundle.
  if (file.includes("mention-fail3")) return 1;
  // A key in the default namespace of a PROV-N document, `"zabcde"^^prov:QUALIFIED_NAME`: what that was, RDF does not say.
  return file.includes("attr_dict_insert_one_key26") ? 3 : 0;
}
