import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import { checkConstraints } from "../../src/constraints/check.ts";
import { ProvenanceError } from "../../src/errors.ts";
import { parseProvN } from "../../src/interop/prov-n/parse.ts";
import { readProvO } from "../../src/interop/prov-o/read.ts";
import { parseProvXml } from "../../src/interop/prov-xml/parse.ts";
import { readRdf } from "../../src/interop/read-rdf.ts";
import type { ProvDocument } from "../../src/prov/document.ts";
import { corpusPath, describeCorpus } from "./corpus.ts";

interface Case {
  readonly suite: string;
  readonly case: string;
  readonly recVerdict: "valid" | "invalid";
  /** `c23` and the like; `DM` where it is not even PROV-DM. */
  readonly w3cConstraints: readonly string[];
  readonly derivedRdf?: string;
  readonly verdictAppliesToDerivedRdf: boolean;
}

/** The case whose PROV-N is a broken conversion, by the list's own word: its PROV-XML counts. */
const brokenInProvN = "bundle-fail1";

const folder = (...segments: readonly string[]) => corpusPath("prov", "prov-constraints", ...segments);

describeCorpus("W3C's cases of PROV-CONSTRAINTS", () => {
  const { cases } = JSON.parse(readFileSync(folder("expected.json"), "utf8")) as {
    readonly cases: readonly Case[];
  };

  it("are 94", () => {
    expect(cases.length).toBe(94);
  });

  it.each(cases.filter(({ case: name }) => name !== brokenInProvN))(
    "$case, in PROV-N, is $recVerdict",
    async ({ suite, case: name, ...expected }) => {
      const text = readFileSync(folder("provtoolbox", suite, `${name}.provn`), "utf8");

      expectVerdict(await foundIn(async () => parseProvN(text)), expected);
    },
  );

  it.each(cases)("$case, in PROV-XML, is $recVerdict", async ({ suite, case: name, ...expected }) => {
    const text = readFileSync(folder("provtoolbox", suite, `${name}.xml`), "utf8");

    expectVerdict(await foundIn(async () => parseProvXml(text)), expected);
  });

  it.each(cases.filter((each) => each.verdictAppliesToDerivedRdf && each.derivedRdf !== undefined))(
    "$case, in PROV-O, is $recVerdict",
    async ({ derivedRdf = "", ...expected }) => {
      const bytes = readFileSync(folder(derivedRdf));

      expectVerdict(
        await foundIn(async () => readProvO(await readRdf(bytes, "text/turtle")).document),
        expected,
      );
    },
  );
});

/** The verdict is the list's, and so is the constraint that is reported first, where the list names any. */
function expectVerdict(
  found: readonly string[],
  { recVerdict, w3cConstraints }: Pick<Case, "recVerdict" | "w3cConstraints">,
): void {
  expect(found.length === 0 ? "valid" : "invalid", found.join()).toBe(recVerdict);
  if (recVerdict === "invalid" && w3cConstraints.length > 0)
    expect(w3cConstraints, found.join()).toEqual(expect.arrayContaining(found.slice(0, 1)));
}

/** The constraints that a document violates; `DM` when it is none. */
async function foundIn(read: () => Promise<ProvDocument>): Promise<string[]> {
  try {
    return checkConstraints(await read()).violations.map(({ constraint }) => `c${constraint}`);
  } catch (error) {
    if (error instanceof ProvenanceError) return ["DM"];
    throw error;
  }
}
