import fc from "fast-check";
import { DataFactory } from "n3";
import { describe, expect, it } from "vitest";
import { sortedLines } from "../../src/journal/commitments.ts";
import { written } from "../../src/journal/lines.ts";
import { nquadOf } from "../../src/quads/nquads.ts";

describe("written", () => {
  it("orders quads as their lines are ordered, and has each once", () => {
    fc.assert(
      fc.property(fc.array(aQuad(), { maxLength: 30 }), (quads) => {
        const { lines, quads: ordered } = written(quads, bundle, (name) => name.startsWith(bundle));

        expect(lines).toEqual(sortedLines(quads.map(nquadOf)));
        expect(ordered.map(nquadOf)).toEqual(lines);
      }),
    );
  });

  it("refuses a quad of another graph", () => {
    const outside = DataFactory.quad(iri("a"), iri("b"), iri("c"), iri("d"));

    expect(() => written([outside], bundle, (name) => name === bundle)).toThrow(/is in the graph <urn:d>/);
  });
});

const bundle = "urn:bundle";

const iri = (name: string) => DataFactory.namedNode(`urn:${name}`);

/** Of few characters, so that texts repeat and begin with one another; of one above U+FFFF, which UTF-16 sorts otherwise. */
const aName = () =>
  fc.string({ unit: fc.constantFrom("a", "b", "/", "-", "\uff5e", "\u{1f600}"), maxLength: 3 });

function aQuad() {
  const anIri = aName().map(iri);
  const aBlankNode = fc.constantFrom("b1", "b10", "b2").map((label) => DataFactory.blankNode(label));
  const aLiteral = fc.oneof(
    fc
      .string({ unit: fc.constantFrom("a", " ", '"', "\n", "\uff5e", "\u{1f600}"), maxLength: 3 })
      .map((text) => DataFactory.literal(text)),
    fc.constantFrom("en", "en-GB").map((language) => DataFactory.literal("a", language)),
    anIri.map((datatype) => DataFactory.literal("a", datatype)),
  );
  const aGraph = fc.constantFrom(bundle, `${bundle}/graph/1`).map((name) => DataFactory.namedNode(name));
  return fc
    .tuple(fc.oneof(anIri, aBlankNode), anIri, fc.oneof(anIri, aBlankNode, aLiteral), aGraph)
    .map((terms) => DataFactory.quad(...terms));
}
