import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Mode, modes, type QuadStore } from "../../src/quads/quad-store.ts";
import type { Answer } from "../../src/questions/answer.ts";
import { packagedQuestions } from "../../src/questions/library.ts";
import { askOf, type HandmadeDerivation, handmadeStore } from "./handmade.ts";

/** What every parameter that has no default is asked with. */
const input: Readonly<Record<string, string>> = {
  of: "x/d0",
  source: "x/d0",
  dataset: "x/d1",
  from: "2026-10-02",
  to: "2026-10-05",
};

describe("bounds nest (law 8)", () => {
  it.each([...packagedQuestions().values()])("$id is $monotone, as its header says", async (question) => {
    await fc.assert(
      fc.asyncProperty(aStore(), async (store) => {
        const inputs = question.parameters.filter(({ type }) => type !== "mode").map(({ name }) => name);
        const given = Object.fromEntries(
          Object.entries(input).filter(
            ([name]) => inputs.includes(name) && !(name === "dataset" && question.id === "legal-basis"),
          ),
        );

        const [asserted, exact, possible] = await Promise.all(
          modes.map(async (mode: Mode) => rowsOf(await askOf(store, question.id, given, { mode }))),
        );

        const grows =
          question.monotone === "antitone" ? [possible, exact, asserted] : [asserted, exact, possible];
        expect(grows[1]).toEqual(expect.arrayContaining([...(grows[0] ?? [])]));
        expect(grows[2]).toEqual(expect.arrayContaining([...(grows[1] ?? [])]));
      }),
      { numRuns: 8 },
    );
  });
});

function rowsOf({ rows }: Answer): readonly string[] {
  return rows.map(({ bindings }) => JSON.stringify(bindings));
}

/**
 * A store as the linker would leave it: versions of four data sets, each used and derived by producer's word, by link
 * or perhaps; every exact derivation may carry data too (DESIGN §4).
 */
function aStore(): fc.Arbitrary<QuadStore> {
  const version = fc.nat({ max: 9 });
  const edge = fc.record({
    from: version,
    to: version,
    strength: fc.constantFrom("asserted", "linked", "possible"),
    isAnonymised: fc.boolean(),
  });
  return fc.array(edge, { minLength: 4, maxLength: 16 }).map((edges) => {
    const versions = Array.from({ length: 10 }, (_, i) => i);
    const stated: string[] = [
      `<dataset/x/d3> prov:alternateOf <dataset/x/d0> ; dpv:hasApplicableLaw legal-eu:law-GDPR .
       <agent/software/a> prov:actedOnBehalfOf <agent/person/p> .`,
      ...[0, 1, 2, 3].map((d) => `<dataset/x/d${d}> a prov:Entity, dcat:Dataset .`),
      ...versions.map(
        (v) => `<v${v}> a prov:Entity ; prov:specializationOf <dataset/x/d${v % 4}> .
        ${v === 9 ? "" : `<v${v}> prov:wasGeneratedBy <run/${v}> . <run/${v}> a prov:Activity .`}
        ${v % 3 === 0 ? `<run/${v}> prov:wasAssociatedWith <agent/software/a> .` : ""}
        ${v % 4 === 1 ? `<v${v}> a ai:TrainedModel .` : ""}`,
      ),
    ];
    const derived: HandmadeDerivation[] = versions.map((v) => ({
      turtle: `<v${v}> prov:generatedAtTime "2026-10-0${(v % 6) + 1}T00:00:00Z"^^xsd:dateTime .
        <run/${v}> prov:startedAtTime "2026-10-0${(v % 6) + 1}T00:00:00Z"^^xsd:dateTime ; mun:effectivePurpose <purpose> .`,
      strength: "asserted",
      supports: ["stated"],
    }));
    const seen = new Set<string>();
    for (const { from, to, strength, isAnonymised } of edges) {
      if (from >= to || seen.has(`${from} ${to}`)) continue;
      seen.add(`${from} ${to}`);
      const supports = ["stated"];
      const use = `<run/${to}> prov:used <v${from}> .`;
      const exact = `<v${to}> prov:wasDerivedFrom <v${from}> . ${isAnonymised ? "" : `<v${to}> mun:carriesDataFrom <v${from}> .`}`;
      derived.push({ turtle: `<v${to}> mun:mayCarryDataFrom <v${from}> .`, strength: "possible", supports });
      if (strength === "possible") derived.push({ turtle: use, strength: "linked", supports });
      else derived.push({ turtle: `${use} ${exact}`, strength, supports });
    }
    return handmadeStore({ stated: stated.join("\n") }, derived);
  });
}
