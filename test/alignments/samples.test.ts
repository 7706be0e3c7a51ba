import type { Quad } from "@rdfjs/types";
import { Parser } from "n3";
import { describe, expect, it } from "vitest";
import { alignmentAxioms } from "../../src/alignments/axioms.ts";
import { packagedAlignments } from "../../src/alignments/packaged.ts";
import { checkConstraints } from "../../src/constraints/check.ts";
import { axiomsOf } from "../../src/entailment/axioms.ts";
import { closure } from "../../src/entailment/closure.ts";
import { provAxioms } from "../../src/entailment/prov-axioms.ts";
import { readProvO } from "../../src/interop/prov-o/read.ts";
import { termKey } from "../../src/quads/term-key.ts";
import { namespaceOf } from "../../src/vocabulary.ts";
import { samples } from "./samples.ts";

const packaged = packagedAlignments();
const prefixes = Object.entries({
  ...namespaceOf,
  airo: "https://w3id.org/airo#",
  bioschemas: "https://bioschemas.org/",
  ex: "urn:ex:",
  ol: "https://openlineage.io/spec/2-0-2/OpenLineage.json#/$defs/",
  "p-plan": "http://purl.org/net/p-plan#",
  pav: "http://purl.org/pav/",
  provone: "http://purl.dataone.org/provone/2015/01/15/ontology#",
  schema: "http://schema.org/",
  schemas: "https://schema.org/",
  sosa: "http://www.w3.org/ns/sosa/",
  wfdesc: "http://purl.org/wf4ever/wfdesc#",
  wfprov: "http://purl.org/wf4ever/wfprov#",
  wfrun: "https://w3id.org/ro/terms/workflow-run#",
}).map(([prefix, iri]) => `@prefix ${prefix}: <${iri}> .`);

describe("samples", () => {
  it("are of each packaged alignment", () => {
    expect(Object.keys(samples).sort()).toEqual([...packaged.keys()].sort());
  });
});

describe.each(Object.entries(samples))("data in the vocabulary of %s", (name, { said, follows }) => {
  const data = parsed(said);
  const expected = parsed(follows).map(textOf);

  it("answer PROV-O with the alignment, and not without", () => {
    const [without, aligned] = [closed(data, []), closed(data, [name])].map((quads) => quads.map(textOf));

    expect(expected.filter((triple) => without?.includes(triple))).toEqual([]);
    expect(expected.filter((triple) => aligned?.includes(triple) === false)).toEqual([]);
  });

  it("are valid PROV when all that follows by this alignment, or by all of them, is written out", () => {
    for (const names of [[name], [...packaged.keys()]]) {
      const { document } = readProvO(closed(data, names));

      expect(document.statements.length).toBeGreaterThan(0);
      expect(checkConstraints(document)).toEqual({ valid: true, violations: [] });
    }
  });
});

function parsed(turtle: string): readonly Quad[] {
  return new Parser().parse(`${prefixes.join(" ")} ${turtle}`);
}

function closed(data: readonly Quad[], names: readonly string[]): readonly Quad[] {
  const axioms = [...provAxioms(), ...axiomsOf(alignmentAxioms(names, packaged))];
  return [...closure(data, axioms, () => undefined)];
}

function textOf({ subject, predicate, object }: Quad): string {
  return [subject, predicate, object].map(termKey).join(" ");
}
