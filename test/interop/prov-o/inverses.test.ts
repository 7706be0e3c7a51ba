import provVocabulary from "@vocabulary/prov";
import { DataFactory, Parser } from "n3";
import { describe, expect, it } from "vitest";
import { readProv } from "../../../src/interop/prov-formats.ts";
import { definedInverses, forwards, propertyOfInverse } from "../../../src/interop/prov-o/inverses.ts";
import { readProvO } from "../../../src/interop/prov-o/read.ts";
import { namespaceOf } from "../../../src/vocabulary.ts";

const { prov } = namespaceOf;
const turtle = (statements: string) =>
  `@prefix prov: <${prov}> . @prefix ex: <http://example.org/> . ${statements}`;

describe("the table of inverses", () => {
  it("is that of PROV-O, Appendix B, in its 44 rows, without what is its own inverse", () => {
    const quads = provVocabulary({ factory: DataFactory });
    const isOfProvO = (iri: string) =>
      quads.some(
        ({ subject, predicate, object }) =>
          subject.value === iri &&
          predicate.value === `${namespaceOf.rdfs}isDefinedBy` &&
          object.value === "http://www.w3.org/ns/prov-o#",
      );
    const isDefined = (local: string) => isOfProvO(prov + local);
    const rows = quads.filter(
      ({ subject, predicate, object }) =>
        predicate.value === `${prov}inverse` &&
        object.termType === "Literal" &&
        isDefined(subject.value.slice(prov.length)),
    );
    const names = rows
      .map(({ subject, object }) => [prov + object.value, subject.value] as const)
      .filter(([inverse]) => !inverse.includes(" "));

    expect(names).toHaveLength(44);
    const turned = names.filter(
      ([inverse, property]) => inverse !== property && (!isOfProvO(inverse) || definedInverses.has(inverse)),
    );
    expect(Object.fromEntries(propertyOfInverse)).toEqual(Object.fromEntries(turned));
    expect([...definedInverses].every(isOfProvO)).toBe(true);
  });
});

describe("reading inverses", () => {
  it("reads those that PROV-O defines as what they say", () => {
    const { document, unread } = readProvO(new Parser().parse(turtle("ex:a prov:generated ex:e .")));

    expect(unread).toEqual([]);
    expect(document.statements).toEqual([
      {
        type: "wasGeneratedBy",
        args: { entity: "http://example.org/e", activity: "http://example.org/a" },
        attributes: [],
      },
    ]);
  });

  it.each([...propertyOfInverse])("reads %s as %s where that is asked for", async (inverse, property) => {
    const text = Buffer.from(turtle(`ex:e <${inverse}> ex:a .`));
    const plain = Buffer.from(turtle(`ex:a <${property}> ex:e .`));

    expect((await readProv(text, "turtle", { inverses: true })).document).toEqual(
      (await readProv(plain, "turtle")).document,
    );
  });

  it("leaves them as they are otherwise, and texts always", async () => {
    const text = Buffer.from(turtle("ex:e prov:wasUsedBy ex:a ."));

    expect((await readProv(text, "turtle")).unread).toHaveLength(1);
    const [quad] = new Parser().parse(turtle("ex:e prov:wasUsedBy 'a' ."));
    if (quad === undefined) throw new Error("No statement");
    expect(forwards(quad)).toBe(quad);
  });
});
