import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { readRdf } from "../../src/interop/read-rdf.ts";
import { fixed, lint } from "../../src/lint/lint.ts";
import { corpusFiles, corpusPath, describeCorpus } from "./corpus.ts";

/**
 * All that a lint tells of PROV that others wrote, but for two things that Southampton's converter does throughout: it states
 * locations and roles as texts, where PROV-O has things, and `prov:value` as a thing, where PROV-O has a literal. Each
 * was looked at; none is false.
 */
const told: Readonly<Record<string, readonly string[]>> = {
  // The examples of PROV-O itself: an activity that is attributed, a usage of nothing, an association with nobody.
  "prov-o-examples/with-prefixes/example-4.ttl": ["22 wrong-domain"],
  "prov-o-examples/with-prefixes/other-examples.ttl": ["718 missing-influencer", "1358 missing-influencer"],
  // PROV-AQ's examples declare `www.w3c.org`, and PROV-Dictionary's name a class of a draft.
  "prov-o-examples/with-prefixes/prov-aq-examples.ttl": [12, 13, 14, 16, 17, 19, 21].map(
    (line) => `${line} wrong-namespace`,
  ),
  "prov-o-examples/with-prefixes/prov-dictionary-examples.ttl": ["162 unknown-term"],
  // Cases of statements whose arguments are left out, and of entities that are activities or relations.
  "prov-constraints/derived-ttl/ordering-activity1-PASS-c30.ttl": [
    "5 missing-influencer",
    "6 missing-influencer",
  ],
  "prov-constraints/derived-ttl/ordering-delegation2-PASS-c49.ttl": [
    "7 missing-influencer",
    "11 missing-influencer",
  ],
  "prov-constraints/derived-ttl/ordering-specialization2-PASS-c46.ttl": [
    "5 missing-influencer",
    "9 missing-influencer",
  ],
  "prov-constraints/derived-ttl/type-f3-FAIL-c54.ttl": ["7 wrong-range", "12 wrong-domain"],
  "prov-constraints/derived-ttl/type-f2-FAIL-c50-c55.ttl": ["12 wrong-range"],
  "prov-constraints/derived-ttl/unification-attribution-f1-FAIL-DM.ttl": ["7 missing-influencer"],
  "prov-constraints/derived-ttl/unification-communication-f1-FAIL-DM.ttl": ["5 missing-influencer"],
  ...Object.fromEntries(
    [
      "association1",
      "delegation1",
      "derivation2",
      "derivation9",
      "generation1",
      "invalidation1",
      "start3",
    ].flatMap((name) => [
      [`southampton-testcases/test-${name}/${name}.ttl`, ["8 missing-influencer"]],
      [`southampton-testcases/test-${name}/${name}.trig`, ["9 missing-influencer"]],
    ]),
  ),
};
const asText =
  /^prov:(?:atLocation|hadRole) leads to a thing, not to the text|^prov:value has a literal as its value/;

describeCorpus("a lint of PROV of other people", () => {
  const files = corpusFiles("prov").filter((file) =>
    /^(?:southampton-testcases|prov-constraints\/derived-ttl|prov-o-examples\/with-prefixes)\/.*\.(?:ttl|trig)$/.test(
      file,
    ),
  );

  it("has files to read", () => {
    expect(files.length).toBeGreaterThan(500);
    expect(files).toEqual(expect.arrayContaining(Object.keys(told)));
  });

  it.each(files)("tells nothing false of %s", async (file) => {
    const lines = new Map<object, number>();
    // One of the .ttl files has graphs.
    const quads = await readRdf(readFileSync(corpusPath("prov", file)), "application/trig", {
      baseIri: "http://example.org/",
      onQuad: (quad, line) => lines.set(quad, line),
    });

    const { findings } = lint(quads, (quad) => lines.get(quad));

    const isUsual = file.startsWith("southampton") ? asText : /^$/;
    const rest = findings.filter(({ message }) => !isUsual.test(message));
    expect(rest.map(({ line, rule }) => `${line} ${rule}`)).toEqual(told[file] ?? []);
    expect(fixed(quads).length).toBe(new Set(quads.map((quad) => JSON.stringify(quad))).size);
  });
});
