import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { readOntology } from "../../src/ontology.ts";
import { alignmentsWithProv, ontologyMarkdown } from "../../src/ontology-text.ts";
import { packagePath } from "../../src/package-files.ts";
import { mun } from "../../src/vocabulary.ts";

describe("docs/ontology.md", () => {
  it("is what scripts/ontology-text.mjs makes of the vocabulary today", () => {
    expect(readFileSync(packagePath("docs/ontology.md"), "utf8")).toBe(ontologyMarkdown(readOntology()));
  });
});

describe("the ontology as people read of it", () => {
  it("has every term once, with a label, a definition and who states it", () => {
    const { terms } = readOntology();

    expect(terms.map(({ iri }) => iri).sort()).toEqual(
      Object.values(mun)
        .map(({ value }) => value)
        .sort(),
    );
    for (const { label, definition, scopeNote } of terms)
      expect([label, definition, scopeNote].every((text) => text !== "")).toBe(true);
  });

  it("tells where terms meet PROV-O: kinds and instances, not domains and ranges", () => {
    const found = alignmentsWithProv(readOntology()).map(({ term, word, iri }) =>
      [term.local, word, iri.replace("http://www.w3.org/ns/prov#", "prov:")].join(" "),
    );

    expect(found).toEqual(
      expect.arrayContaining([
        "carriesDataFrom subproperty of prov:wasDerivedFrom",
        "Approval subclass of prov:Activity",
        "role-approver instance of prov:Role",
      ]),
    );
    expect(found.filter((text) => /^(?:about|masking)/.test(text))).toEqual([]);
  });
});
