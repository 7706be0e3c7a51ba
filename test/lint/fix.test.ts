import type { Quad, Quad_Object, Quad_Subject } from "@rdfjs/types";
import fc from "fast-check";
import { DataFactory } from "n3";
import { describe, expect, it } from "vitest";
import { propertyOfInverse } from "../../src/interop/prov-o/inverses.ts";
import { fixed, fixedPrefixes, lint } from "../../src/lint/lint.ts";
import { nquadOf } from "../../src/quads/nquads.ts";
import { namespaceOf } from "../../src/vocabulary.ts";
import { read } from "./turtle.ts";

async function fixedLines(turtle: string, prov?: string): Promise<string[]> {
  const { quads } = await read(turtle, prov);
  const short = (text: string) =>
    text.replaceAll(`<${namespaceOf.rdf}type>`, "a").replace(/<http:\/\/[^>]*?([\w-]+)>/g, "$1");
  return fixed(quads).map((each) => short(nquadOf(each).trim()));
}

describe("fixed", () => {
  it("puts namespaces and capitals right, and turns inverses round", async () => {
    const lines = await fixedLines(
      "ex:a a prov:activity ; prov:Used ex:e . ex:e prov:wasUsedBy ex:a, ex:b ; prov:WasMemberOf ex:c .",
      "http://www.w3.org/ns/prov-o#",
    );

    expect(lines).toEqual(["a a Activity .", "a used e .", "b used e .", "c hadMember e ."]);
  });

  it("leaves what is not certain, and what is right", async () => {
    const turtle = "ex:a prov:usd ex:e ; prov:generated ex:f . ex:e prov:wasUsedBy 'a' . ex:x ex:Used ex:y .";
    const { quads } = await read(turtle);

    expect(fixed(quads)).toEqual(quads);
  });

  it("declares PROV's namespace for a prefix of another", () => {
    expect(
      fixedPrefixes({ p: "https://www.w3.org/ns/prov#", q: "http://www.w3.org/ns/prov", ex: "urn:x:" }),
    ).toEqual({
      p: namespaceOf.prov,
      q: namespaceOf.prov,
      ex: "urn:x:",
    });
  });

  it("finds nothing more to put right in what it made, changes nothing of it, and makes nothing of its own", () => {
    fc.assert(
      fc.property(fc.array(aStatement, { maxLength: 12 }), (quads) => {
        const once = fixed(quads);
        const before = lint(quads).findings;
        const after = lint(once).findings;

        expect(fixed(once)).toEqual(once);
        expect(after.filter(({ certain }) => certain)).toEqual([]);
        expect(rulesOf(after)).toEqual(rulesOf(before.filter(({ certain }) => !certain)));
        expect(once.length).toBeLessThanOrEqual(quads.length);
      }),
      { numRuns: 500 },
    );
  });
});

function rulesOf(findings: readonly { readonly rule: string; readonly message: string }[]): string[] {
  return [...new Set(findings.map(({ rule }) => rule))].sort();
}

const namespaces = [
  namespaceOf.prov,
  "http://www.w3.org/ns/prov-o#",
  "https://www.w3.org/ns/prov#",
  "http://www.w3c.org/ns/prov#",
  "http://www.w3.org/ns/prov",
  "http://www.w3.org/TR/prov-o/#",
  "http://example.org/",
];
const inverses = [...propertyOfInverse.keys()].map((iri) => iri.slice(namespaceOf.prov.length));
const locals = [
  "used",
  "wasGeneratedBy",
  "entity",
  "activity",
  "qualifiedUsage",
  "startedAtTime",
  "Plan",
  "usd",
  ...inverses,
];
const classes = ["Entity", "Activity", "Agent", "Usage", "Start", "Plan", "Entitty"];
const inSomeCase = (local: string) =>
  fc.constantFrom(
    local,
    local,
    local.toLowerCase(),
    local.toUpperCase(),
    local[0]?.toUpperCase() + local.slice(1),
  );
const aName = (names: readonly string[]) =>
  fc
    .tuple(fc.constantFrom(...namespaces), fc.constantFrom(...names).chain(inSomeCase))
    .map(([namespace, local]) => DataFactory.namedNode(namespace + local));
const aThing = fc
  .constantFrom("a", "b", "c")
  .map((local) => DataFactory.namedNode(`http://example.org/${local}`));

const aStatement: fc.Arbitrary<Quad> = fc
  .oneof(
    fc.tuple(aThing, aName(locals), fc.oneof(aThing, fc.constant(DataFactory.literal("x")), aName(classes))),
    fc.tuple(aThing, fc.constant(DataFactory.namedNode(`${namespaceOf.rdf}type`)), aName(classes)),
    fc.tuple(aName(classes), aName(locals), aThing),
  )
  .map(([subject, predicate, object]) =>
    DataFactory.quad(subject as Quad_Subject, predicate, object as Quad_Object, DataFactory.defaultGraph()),
  );
