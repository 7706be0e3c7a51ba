import type { NamedNode, Quad, Term } from "@rdfjs/types";
import fc from "fast-check";
import { DataFactory } from "n3";
import { dcat, mun, namespaceOf, prov, rdf, rdfs, xsd } from "../../../src/vocabulary.ts";
import { ex } from "../turtle.ts";

const things = ["a", "b", "c", "d"].map(ex);
const blankNodes = ["x", "y"].map((label) => DataFactory.blankNode(label));

/** Texts of all sorts: of the right datatype and the wrong one, in and out of its lexical space, at and beyond bounds. */
export const someTexts = [
  ...["", "text", "third-party", "licensed", "synthetic", "a text of more than twenty characters"],
  ...["https://x.example/bundle/0", "2", "true"],
].map((value) => DataFactory.literal(value));
const typedTexts = [
  ...["0", "1", "2", "-1", "+3", "1.5", "NaN", "ten", "9007199254740993"].flatMap((value) =>
    [xsd.integer, xsd.decimal, xsd.double, DataFactory.namedNode(`${namespaceOf.xsd}nonNegativeInteger`)].map(
      (type) => [value, type] as const,
    ),
  ),
  ...[
    "2026-11-02T08:30:00Z",
    "2026-11-02T09:30:00+01:00",
    "2026-11-02T08:30:00",
    "2026-02-30T25:00:00Z",
    "2026-11-03T24:00:00Z",
    "-0044-03-15T12:00:00Z",
    "today",
  ].map((value) => [value, xsd.dateTime] as const),
  ...["2026-11-02", "2026-11-02Z", "2026-13-01"].map((value) => [value, xsd.date] as const),
  ...["true", "false", "1", "yes"].map((value) => [value, xsd.boolean] as const),
  ...["{}", "{"].map((value) => [value, rdf.JSON] as const),
].map(([value, type]) => DataFactory.literal(value, type));
const taggedTexts = ["en", "en-GB", "de"].flatMap((language) =>
  ["text", "other"].map((value) => DataFactory.literal(value, language)),
);
const texts = [...someTexts, ...typedTexts, ...taggedTexts];

const naming = new Set(
  [
    ...["path", "inversePath", "targetSubjectsOf", "targetObjectsOf"],
    ...["equals", "disjoint", "lessThan", "lessThanOrEquals"],
  ].map((name) => namespaceOf.sh + name),
);
const namingClasses = new Set(["class", "targetClass"].map((name) => namespaceOf.sh + name));
const fewClasses = [prov.Entity, prov.Plan, prov.Activity, dcat.Dataset, ex("Own"), ex("Other")];
const fewPredicates = [rdf.type, prov.used, prov.wasGeneratedBy, mun.hadFacet];

/** Small graphs of the terms that these shapes speak of: few things with many statements, loops, and values of every kind. */
export function anArbitraryGraphFor(shapes: readonly Quad[]): fc.Arbitrary<Quad[]> {
  const predicates = [...fewPredicates, ...namedBy(shapes, naming)];
  const classes = [...fewClasses, ...namedBy(shapes, namingClasses)];
  const thing = fc.oneof(
    { weight: 6, arbitrary: fc.constantFrom(...things) },
    { weight: 1, arbitrary: fc.constantFrom(...blankNodes) },
  );
  const value = fc.oneof(
    { weight: 3, arbitrary: thing },
    { weight: 2, arbitrary: fc.constantFrom(...texts) },
    { weight: 1, arbitrary: fc.constantFrom(...mentionedBy(shapes)) },
  );
  const statement = fc.oneof(
    {
      weight: 3,
      arbitrary: fc
        .tuple(thing, fc.oneof(fc.constantFrom(...classes), fc.constantFrom(...classes), value))
        .map(([s, o]) => DataFactory.quad(s, rdf.type, o)),
    },
    {
      weight: 12,
      arbitrary: fc
        .tuple(thing, fc.constantFrom(...predicates), value)
        .map(([s, p, o]) => DataFactory.quad(s, p, o)),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom(...classes), fc.constantFrom(...classes))
        .map(([s, o]) => DataFactory.quad(s, rdfs.subClassOf, o)),
    },
  );
  return fc.array(statement, { maxLength: 30 });
}

function namedBy(shapes: readonly Quad[], parameters: ReadonlySet<string>): NamedNode[] {
  const found = shapes
    .filter(({ predicate }) => parameters.has(predicate.value))
    .flatMap(({ object }) => (object.termType === "NamedNode" ? [object] : []));
  return [...new Map(found.map((term) => [term.value, term])).values()];
}

/** What the shapes compare values with. */
function mentionedBy(shapes: readonly Quad[]): (typeof texts)[number][] {
  const isMentioned = (term: Term): term is (typeof texts)[number] => term.termType === "Literal";
  const named = new Set([rdf.first.value, `${namespaceOf.sh}hasValue`]);
  return [
    ...texts.slice(0, 1),
    ...shapes
      .filter(({ predicate }) => named.has(predicate.value))
      .map(({ object }) => object)
      .filter(isMentioned),
  ];
}
