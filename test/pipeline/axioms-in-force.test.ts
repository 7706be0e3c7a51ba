import { describe, expect, it } from "vitest";
import { UnknownAlignmentError } from "../../src/alignments/errors.ts";
import { packagedAlignments } from "../../src/alignments/packaged.ts";
import { parseAlignment } from "../../src/alignments/parse-alignment.ts";
import { UnsupportedAxiomError } from "../../src/entailment/axioms.ts";
import { provAxioms } from "../../src/entailment/prov-axioms.ts";
import { readEntailment } from "../../src/pipeline/asked-entailment.ts";
import { AxiomChoice } from "../../src/pipeline/axioms-in-force.ts";
import { axiomQuads } from "../entailment/axiom-quads.ts";

const own = parsed("own", ":Step rdfs:subClassOf prov:Activity .");
const later = parsed("later", ":touched owl:propertyChainAxiom ( :touched :near ) .");
const packaged = packagedAlignments();
/** From position 5 on there is one more. */
const choice = new AxiomChoice({
  at: async (position) => ({
    alignments: new Map([
      ...packaged,
      ["own", own],
      ...((position ?? 9) < 5 ? [] : [["later", later] as const]),
    ]),
    own: new Set(["own"]),
    byDefault: ["own"],
  }),
});

describe("AxiomChoice", () => {
  it("has no axioms where none are asked for, and PROV-O's alone for prov", async () => {
    expect(await choice.at({})).toBeUndefined();
    expect(await choice.at({ entailment: "none" })).toBeUndefined();
    expect(await choice.at({ entailment: "prov" })).toEqual({
      entailment: "prov",
      alignments: [],
      axioms: provAxioms(),
    });
  });

  it("adds the axioms of those that the configuration switches on, unless others are named", async () => {
    const byDefault = await choice.at({ entailment: "aligned" });
    const named = await choice.at({ entailment: "aligned", alignments: ["wfprov", "p-plan"] });

    expect(byDefault?.alignments).toEqual(["own"]);
    expect(byDefault?.axioms).toEqual([
      ...provAxioms(),
      { kind: "sub-class", sub: "urn:x:Step", super: "http://www.w3.org/ns/prov#Activity" },
    ]);
    expect(named?.alignments).toEqual(["p-plan", "wfprov"]);
    expect(named?.axioms.length).toBeGreaterThan(provAxioms().length);
  });

  it("gives the same list for the same alignments, in whatever order they are named", async () => {
    const [one, other, third] = await Promise.all(
      [["own", "p-plan"], ["p-plan", "own", "own"], ["p-plan"]].map((alignments) =>
        choice.at({ entailment: "aligned", alignments }),
      ),
    );

    expect(one?.axioms).toBe(other?.axioms);
    expect(one?.axioms).not.toBe(third?.axioms);
  });

  it("knows those alone that there were at a position", async () => {
    const asked = { entailment: "aligned", alignments: ["later"] } as const;

    await expect(choice.at(asked, 4)).rejects.toBeInstanceOf(UnknownAlignmentError);
    await expect(choice.at(asked, 6)).rejects.toBeInstanceOf(UnsupportedAxiomError);
  });

  it("can expand every alignment of the package, and all of them together", async () => {
    const all = [...packaged.keys()];

    for (const alignments of [...all.map((name) => [name]), all])
      await expect(choice.at({ entailment: "aligned", alignments })).resolves.toBeDefined();
  });
});

describe("readEntailment", () => {
  it("reads what is asked for", () => {
    expect(readEntailment(undefined, undefined)).toEqual({});
    expect(readEntailment("none", undefined)).toEqual({});
    expect(readEntailment("aligned", "p-plan, dcat,p-plan")).toEqual({
      entailment: "aligned",
      alignments: ["p-plan", "dcat"],
    });
  });

  it.each([
    ["rdfs", undefined, '"--entailment" must be one of none, prov, aligned'],
    [undefined, "p-plan", '"--alignments" must be given with --entailment aligned alone'],
    [
      "aligned",
      "",
      '"--alignments" must be names with commas between them; for none, ask with --entailment prov',
    ],
  ])("refuses %j with %j", (entailment, alignments, message) => {
    expect(() => readEntailment(entailment, alignments, "--")).toThrow(message);
  });
});

function parsed(name: string, turtle: string) {
  return parseAlignment(axiomQuads(turtle), { name, iri: `urn:x:${name}` });
}
