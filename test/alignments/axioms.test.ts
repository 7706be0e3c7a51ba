import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Alignments } from "../../src/alignments/alignment.ts";
import { alignmentAxioms, axiomsOf } from "../../src/alignments/axioms.ts";
import { UnknownAlignmentError } from "../../src/alignments/errors.ts";
import { packagedAlignments } from "../../src/alignments/packaged.ts";
import { parseAlignment } from "../../src/alignments/parse-alignment.ts";
import { alignmentOf } from "./builders.ts";

const packaged = packagedAlignments();

describe("alignmentAxioms", () => {
  it("gives the plain axioms of each name in the graph of its alignment", () => {
    const alignments: Alignments = new Map([
      ["one", alignmentOf('ex:A rdfs:subClassOf prov:Entity ; rdfs:label "A" .', "one")],
      ["two", alignmentOf("ex:p rdfs:subPropertyOf prov:used .", "two")],
    ]);

    const axioms = alignmentAxioms(["two", "one"], alignments);

    expect(axioms.map(({ subject, graph }) => [subject.value, graph.value])).toEqual([
      ["urn:ex:A", "urn:ex:one"],
      ["urn:ex:p", "urn:ex:two"],
    ]);
  });

  it("names the alignments that there are when one is asked for that is not", () => {
    expect(() => alignmentAxioms(["p-plan", "pplan"], packaged)).toThrow(UnknownAlignmentError);
    expect(() => alignmentAxioms(["pplan"], packaged)).toThrow(/"pplan".*p-plan.*sosa/);
  });

  it("does not depend on the order of the names, nor on repeats", () => {
    const names = [...packaged.keys()];
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...names)), (asked) => {
        const reversed = [...asked, ...asked].reverse();

        expect(alignmentAxioms(reversed, packaged)).toEqual(alignmentAxioms(asked, packaged));
      }),
      { numRuns: 20 },
    );
  });

  it("keeps every axiom, so that an alignment read back from its axioms has the same", () => {
    for (const alignment of packaged.values()) {
      const axioms = axiomsOf(alignment);

      expect(axiomsOf(parseAlignment(axioms, alignment))).toEqual(axioms);
    }
  });
});
