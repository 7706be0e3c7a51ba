import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Alignment } from "../../src/alignments/alignment.ts";
import { alignmentAxioms } from "../../src/alignments/axioms.ts";
import { contradictions } from "../../src/alignments/contradictions.ts";
import { packagedAlignments } from "../../src/alignments/packaged.ts";
import { axiomsOf } from "../../src/entailment/axioms.ts";
import { ontologyOf } from "../../src/entailment/ontology.ts";
import { provAxioms } from "../../src/entailment/prov-axioms.ts";
import { namespaceOf } from "../../src/vocabulary.ts";

const packaged = packagedAlignments();
const alignments = [...packaged.values()];

describe("the packaged alignments", () => {
  it("are in the table of docs/alignments.md, with those that each contradicts", () => {
    const documentation = readFileSync(new URL("../../docs/alignments.md", import.meta.url), "utf8");

    expect(documentation).toContain(alignments.map(rowOf).join("\n"));
  });

  it("contradict nothing all together", () => {
    expect(contradictions(alignments)).toEqual([]);
  });

  it("can be expanded together: none has a property that follows from itself by a chain", () => {
    const axioms = axiomsOf(alignmentAxioms(packaged.keys(), packaged));

    const { superclasses, properties } = ontologyOf([...provAxioms(), ...axioms]);

    expect(superclasses("http://purl.org/net/p-plan#Plan")).toContain(`${namespaceOf.prov}Entity`);
    expect(properties).toContain(`${namespaceOf.prov}wasDerivedFrom`);
  });
});

function rowOf(alignment: Alignment): string {
  const { name, title = "", source = "", mappings } = alignment;
  const axioms = mappings.filter(({ predicate }) => !predicate.startsWith(namespaceOf.skos));
  const contradicted = alignments.filter(
    (other) => other !== alignment && contradictions([alignment, other]).length > 0,
  );
  const names = contradicted.map((other) => `\`${other.name}\``).join(", ");
  return `| \`${name}\` | ${title.replace(/ and PROV-O$/, "")} | ${axioms.length} | ${mappings.length - axioms.length} | <${source}> | ${names === "" ? "none" : names} |`;
}
