import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { checkConstraints } from "../../src/constraints/check.ts";
import { ProvenanceError } from "../../src/errors.ts";
import { parseProvN } from "../../src/interop/prov-n/parse.ts";
import { corpusPath, describeCorpus } from "./corpus.ts";

interface Case {
  readonly suite: string;
  readonly case: string;
  readonly recVerdict: "valid" | "invalid";
  /** `c23` and the like; `DM` where it is not even PROV-DM. */
  readonly w3cConstraints: readonly string[];
  readonly recBasis: string;
}

/** The case whose PROV-N is a broken conversion, by the list's own word: its PROV-XML counts. */
const brokenInProvN = "bundle-fail1";

describeCorpus("W3C's cases of PROV-CONSTRAINTS, in PROV-N", () => {
  const folder = (...segments: readonly string[]) => corpusPath("prov", "prov-constraints", ...segments);
  const { cases } = JSON.parse(readFileSync(folder("expected.json"), "utf8")) as {
    readonly cases: readonly Case[];
  };

  it("has all 94", () => {
    expect(cases.length).toBe(94);
  });

  it.each(cases.filter(({ case: name }) => name !== brokenInProvN))(
    "finds $case $recVerdict, and why",
    ({ suite, case: name, recVerdict, w3cConstraints }) => {
      const found = foundIn(readFileSync(folder("provtoolbox", suite, `${name}.provn`), "utf8"));

      expect(found.length === 0 ? "valid" : "invalid", found.join()).toBe(recVerdict);
      if (recVerdict === "invalid" && w3cConstraints.length > 0)
        expect(w3cConstraints, found.join()).toEqual(expect.arrayContaining(found.slice(0, 1)));
    },
  );
});

function foundIn(text: string): string[] {
  try {
    return checkConstraints(parseProvN(text)).violations.map(({ constraint }) => `c${constraint}`);
  } catch (error) {
    if (error instanceof ProvenanceError) return ["DM"];
    throw error;
  }
}
