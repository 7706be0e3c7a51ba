import type { Quad, Term } from "@rdfjs/types";
import fc from "fast-check";
import { DataFactory, Store } from "n3";
import { shapeNodesOf } from "../../../src/validation/shape-nodes.ts";
import { offencesIn } from "../../../src/validation/supported-shacl.ts";
import { dcat, mun, namespaceOf, prov, rdf, rdfs, xsd } from "../../../src/vocabulary.ts";
import { ex } from "../turtle.ts";
import { someTexts } from "./arbitrary-graph-for.ts";

type Value = Quad["object"];

/** A value of a parameter, with the statements that describe it. */
interface Described {
  readonly value: Value;
  readonly quads: readonly Quad[];
}

const sh = (name: string) => DataFactory.namedNode(namespaceOf.sh + name);
const plain = (value: Value): Described => ({ value, quads: [] });
const oneOf = (...values: readonly Value[]): fc.Arbitrary<Described> => fc.constantFrom(...values).map(plain);
const whole = (most: number) => fc.nat(most).map((n) => plain(DataFactory.literal(String(n), xsd.integer)));
const boolean = oneOf(...["true", "false"].map((each) => DataFactory.literal(each, xsd.boolean)));

const aPredicate = fc.constantFrom(
  ...[prov.used, prov.wasGeneratedBy, prov.specializationOf, mun.hadFacet, mun.sourceType, rdf.type],
  ...[prov.startedAtTime, prov.endedAtTime, rdfs.label, mun.decisionCount],
);
const aClass = fc.constantFrom(prov.Entity, prov.Plan, prov.Activity, prov.Person, dcat.Dataset, ex("Own"));
const aDatatype = fc.constantFrom(
  xsd.string,
  xsd.dateTime,
  xsd.integer,
  xsd.boolean,
  xsd.date,
  xsd.decimal,
  rdf.JSON,
);
const aBound = oneOf(
  ...["0", "1", "-1", "1.5"].map((each) => DataFactory.literal(each, xsd.decimal)),
  ...["2026-11-02T08:30:00Z", "2026-11-02T08:30:00"].map((each) => DataFactory.literal(each, xsd.dateTime)),
  DataFactory.literal("text"),
  DataFactory.literal("2026-11-02", xsd.date),
);
const aTerm: fc.Arbitrary<Value> = fc.oneof(
  fc.constantFrom(...someTexts),
  fc.constantFrom<Value>(
    ex("a"),
    ex("b"),
    DataFactory.literal("2", xsd.integer),
    DataFactory.literal("text", "en"),
  ),
  aClass,
);

const aLabel = fc.nat(1_000_000_000).map((n) => DataFactory.blankNode(`g${n}`));

/** Labels are drawn at random, and what would be described twice is refused as ill-formed. */
function aList(member: fc.Arbitrary<Described>): fc.Arbitrary<Described> {
  return fc.array(fc.tuple(aLabel, member), { minLength: 1, maxLength: 3 }).map((members) => {
    const rest = (i: number): Value => members[i]?.[0] ?? rdf.nil;
    return {
      value: rest(0),
      quads: members.flatMap(([label, { value, quads }], i) => [
        DataFactory.quad(label, rdf.first, value),
        DataFactory.quad(label, rdf.rest, rest(i + 1)),
        ...quads,
      ]),
    };
  });
}

function described(label: Quad["subject"], properties: readonly (readonly [string, Described])[]): Described {
  const isValue = (term: Quad["subject"]): term is Exclude<Quad["subject"], { termType: "Quad" }> =>
    term.termType !== "Quad";
  if (!isValue(label)) throw new Error("A triple is described by nobody");
  return {
    value: label as Value,
    quads: properties.flatMap(([name, { value, quads }]) => [
      DataFactory.quad(label, sh(name), value),
      ...quads,
    ]),
  };
}

const { path } = fc.letrec<{ path: Described; inner: Described }>((tie) => ({
  inner: fc.oneof({ maxDepth: 2 }, aPredicate.map(plain), tie("path")),
  path: fc.oneof(
    { maxDepth: 2 },
    { weight: 3, arbitrary: aPredicate.map(plain) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(aLabel, aPredicate)
        .map(([label, p]) => described(label, [["inversePath", plain(p)]])),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(aLabel, fc.constantFrom("zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath"), tie("inner"))
        .map(([label, operator, operand]) => described(label, [[operator, operand]])),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(aLabel, aList(tie("inner")))
        .map(([label, list]) => described(label, [["alternativePath", list]])),
    },
    { weight: 1, arbitrary: aList(tie("inner")) },
  ),
}));

const valueParameters: Readonly<Record<string, fc.Arbitrary<Described>>> = {
  class: aClass.map(plain),
  datatype: aDatatype.map(plain),
  nodeKind: oneOf(
    ...["IRI", "BlankNode", "Literal", "BlankNodeOrIRI", "BlankNodeOrLiteral", "IRIOrLiteral"].map(sh),
  ),
  minLength: whole(6),
  maxLength: whole(20),
  pattern: oneOf(...["^t", "\\d{4}", "bundle", "^$", "[A-Z]"].map((each) => DataFactory.literal(each))),
  languageIn: aList(oneOf(...["en", "de", "en-gb"].map((each) => DataFactory.literal(each)))),
  in: aList(aTerm.map(plain)),
  hasValue: aTerm.map(plain),
  minInclusive: aBound,
  maxInclusive: aBound,
  minExclusive: aBound,
  maxExclusive: aBound,
  disjoint: aPredicate.map(plain),
  equals: aPredicate.map(plain),
};
const propertyParameters: Readonly<Record<string, fc.Arbitrary<Described>>> = {
  minCount: whole(3),
  maxCount: whole(3),
  uniqueLang: boolean,
  lessThan: aPredicate.map(plain),
  lessThanOrEquals: aPredicate.map(plain),
};

/** A shape without IRI: a constraint on the node, or on what a path leads to, and others within it. */
const { shape } = fc.letrec<{ shape: Described; valueShape: Described }>((tie) => ({
  valueShape: fc.oneof(
    { maxDepth: 2 },
    fc
      .tuple(
        aLabel,
        fc.oneof(
          ...Object.entries(valueParameters).map(([name, value]) => fc.tuple(fc.constant(name), value)),
        ),
      )
      .map(([label, property]) => described(label, [property])),
    fc
      .tuple(aLabel, fc.constantFrom("not", "node"), tie("shape"))
      .map(([label, name, inner]) => described(label, [[name, inner]])),
    fc
      .tuple(aLabel, fc.constantFrom("and", "or", "xone"), aList(tie("shape")))
      .map(([label, name, list]) => described(label, [[name, list]])),
  ),
  shape: fc.oneof(
    { maxDepth: 2 },
    { weight: 2, arbitrary: tie("valueShape") },
    {
      weight: 2,
      arbitrary: fc
        .tuple(
          aLabel,
          path,
          fc.oneof(
            ...Object.entries({ ...valueParameters, ...propertyParameters }).map(([name, value]) =>
              fc.tuple(fc.constant(name), value),
            ),
            fc.tuple(fc.constant("node"), tie("shape")),
          ),
        )
        .map(([label, steps, property]) => described(label, [["path", steps], property])),
    },
  ),
}));

/** Values that a parameter may be given. */
const valuesOf: Readonly<Record<string, fc.Arbitrary<Described>>> = {
  ...valueParameters,
  ...propertyParameters,
  path,
  not: shape,
  node: shape,
  property: shape,
  qualifiedValueShape: shape,
  qualifiedMinCount: whole(2),
  qualifiedMaxCount: whole(2),
  qualifiedValueShapesDisjoint: boolean,
  and: aList(shape),
  or: aList(shape),
  xone: aList(shape),
  closed: boolean,
  ignoredProperties: aList(aPredicate.map(plain)),
  flags: oneOf(DataFactory.literal("i")),
  deactivated: boolean,
  severity: oneOf(...["Info", "Warning", "Violation"].map(sh)),
  message: oneOf(DataFactory.literal("A sentence about {$minCount} and {$class}.")),
  targetClass: aClass.map(plain),
  targetNode: aTerm.map(plain),
  targetSubjectsOf: aPredicate.map(plain),
  targetObjectsOf: aPredicate.map(plain),
};

/** One change: a parameter of a shape is given another value, or given one more, or taken away. */
interface Mutation {
  readonly kind: "replace" | "add" | "drop";
  readonly at: number;
  readonly parameter: string;
  readonly described: Described;
}

const aMutation: fc.Arbitrary<Mutation> = fc.constantFrom(...Object.keys(valuesOf)).chain((parameter) =>
  fc.record({
    kind: fc.constantFrom("replace", "add", "add", "drop"),
    at: fc.nat(10_000),
    parameter: fc.constant(parameter),
    described: valuesOf[parameter] ?? shape,
  }),
);

/** A few shapes of a shapes graph, with up to ten changes; those that `loadShapes` would refuse are not made. */
export function mutatedShapes(original: readonly Quad[]): fc.Arbitrary<Quad[]> {
  const nodes = shapeNodesOf(new Store([...original]));
  const targeted = nodes.all.filter((each) => nodes.hasTarget(each));
  return fc
    .tuple(
      fc.subarray(targeted, { minLength: 1, maxLength: 4 }),
      fc.array(aMutation, { maxLength: 10, size: "max" }),
    )
    .map(([chosen, mutations]) => {
      let shapes = partOf(original, chosen);
      for (const mutation of mutations) {
        const changed = mutated(shapes, mutation);
        if (offencesIn(new Store(changed)).length === 0) shapes = changed;
      }
      return shapes;
    });
}

/** What is said of some shapes, and of all that they refer to. */
function partOf(shapes: readonly Quad[], chosen: readonly Term[]): Quad[] {
  const bySubject = new Map<string, Quad[]>();
  for (const quad of shapes)
    bySubject.set(quad.subject.value, [...(bySubject.get(quad.subject.value) ?? []), quad]);
  const reached = new Set(chosen.map(({ value }) => value));
  for (const each of reached) for (const { object } of bySubject.get(each) ?? []) reached.add(object.value);
  return shapes.filter(({ subject }) => reached.has(subject.value));
}

function mutated(
  shapes: readonly Quad[],
  { kind, at, parameter, described: { value, quads } }: Mutation,
): Quad[] {
  const shapeNodes = shapeNodesOf(new Store([...shapes])).all;
  const candidates = shapes.filter(({ predicate }) => predicate.equals(sh(parameter)));
  const candidate = candidates[at % Math.max(1, candidates.length)];
  if (kind !== "add" && candidate !== undefined) {
    const others = shapes.filter((quad) => quad !== candidate);
    return kind === "drop"
      ? others
      : [...others, DataFactory.quad(candidate.subject, candidate.predicate, value), ...quads];
  }
  const subject = shapeNodes[at % Math.max(1, shapeNodes.length)];
  if (subject === undefined || (subject.termType !== "NamedNode" && subject.termType !== "BlankNode"))
    return [...shapes];
  return [...shapes, DataFactory.quad(subject, sh(parameter), value), ...quads];
}
