import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { parseProvN } from "../../src/interop/prov-n/parse.ts";
import { writeProvN } from "../../src/interop/prov-n/write.ts";
import { corpusFiles, corpusPath, describeCorpus } from "./corpus.ts";

describeCorpus("PROV-N of other people", () => {
  const files = corpusFiles("prov").filter((file) => /\.(?:provn|pn|prov-asn)$/.test(file));

  it.each(files)("reads %s, and what is written of it", (file) => {
    const text = readFileSync(corpusPath("prov", file), "utf8");
    if (isMalformed(file)) {
      expect(() => parseProvN(text)).toThrow(expect.objectContaining({ code: "malformed-prov" }));
      return;
    }

    const document = parseProvN(text);

    expect(parseProvN(writeProvN(document)).statements).toEqual(document.statements);
  });
});

/** A membership without a collection, and a mention without a bundle. */
function isMalformed(file: string): boolean {
  return /unification-membership-f|mention-fail3/.test(file);
}
