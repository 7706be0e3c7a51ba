import type { Quad } from "@rdfjs/types";
import fc from "fast-check";
import { DataFactory } from "n3";
import { derivationSubtypes, provO, relations } from "../../src/interop/prov-o/vocabulary.ts";
import { namespaceOf, rdf, rdfs, xsd } from "../../src/vocabulary.ts";

const ex = (local: string) => DataFactory.namedNode(`http://example.org/${local}`);
const prov = (local: string) => DataFactory.namedNode(namespaceOf.prov + local);

/** Few names, so that what is said of one meets what is said of others. */
const aThing = fc.constantFrom("a", "b", "c", "d", "e").map(ex);
const anonymous = (label: string) => `bundle/${"0".repeat(64)}/node/${label}`;
/** Two have a name, and two have theirs from the store. */
const aNode = fc.constantFrom("m", "n", ...["c14n0", "c14n1"].map(anonymous)).map(ex);
const aTime = fc
  .constantFrom("2026-01-01T00:00:00Z", "2026-02-01T00:00:00Z")
  .map((text) => DataFactory.literal(text, xsd.dateTime));

/** What makes circles, types and elements is more frequent than the rest. */
const frequent = [
  "wasGeneratedBy",
  "used",
  "wasStartedBy",
  "wasDerivedFrom",
  "wasAttributedTo",
  "specializationOf",
];
const aRelation = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...relations.filter(({ type }) => frequent.includes(type))) },
  { weight: 1, arbitrary: fc.constantFrom(...relations) },
);

const aPlainQuad = fc
  .tuple(aThing, aRelation, aThing, fc.nat(9))
  .map(([subject, { plain, type }, object, subtype]) => {
    const [property] =
      type === "wasDerivedFrom" && subtype === 0 ? derivationSubtypes.map((each) => each.plain) : [];
    return DataFactory.quad(subject, DataFactory.namedNode(property ?? plain), object);
  });

const aType = fc.constantFrom(
  "Entity",
  "Entity",
  "Activity",
  "Agent",
  "Plan",
  "Collection",
  "EmptyCollection",
  "Person",
);
const aClassQuad = fc
  .tuple(aThing, aType)
  .map(([thing, type]) => DataFactory.quad(thing, rdf.type, prov(type)));
const aNodeClassQuad = fc
  .tuple(fc.oneof({ weight: 5, arbitrary: aNode }, { weight: 1, arbitrary: aThing }), aRelation)
  .filter(([, { node }]) => node.startsWith(namespaceOf.prov))
  .map(([node, relation]) => DataFactory.quad(node, rdf.type, DataFactory.namedNode(relation.node)));

const anAttributeQuad = aThing.map((thing) =>
  DataFactory.quad(thing, rdfs.label, DataFactory.literal("some thing")),
);
const aTimeQuad = fc
  .tuple(
    aThing,
    fc.constantFrom(provO.startTime, provO.endTime, provO.generatedAtTime, provO.invalidatedAtTime),
    aTime,
  )
  .map(([thing, property, time]) => DataFactory.quad(thing, DataFactory.namedNode(property), time));

const [inProvO, elsewhere] = [true, false].map((isProvO) =>
  relations.filter(({ qualified }) => qualified.startsWith(namespaceOf.prov) === isProvO),
);
const aRelationOfProvO = aRelation.filter((relation) => inProvO?.includes(relation) === true);

/**
 * A node of `provext`, with one value for each argument: these relations have no identifier, so of several values nothing tells
 * which belong together, nor that they are one too many.
 */
const aNodeElsewhere = fc
  .tuple(fc.constantFrom(...(elsewhere ?? [])), aThing, aThing)
  .map(([{ type, qualified, properties }, subject, object]) => {
    const node = ex(`${type}-${subject.value.at(-1)}-${object.value.at(-1)}`);
    const [property = ""] = Object.values(properties).flat();
    return [
      DataFactory.quad(subject, DataFactory.namedNode(qualified), node),
      DataFactory.quad(node, DataFactory.namedNode(property), object),
    ];
  });

/** Part of a node that qualifies a relation: its link, its arguments, or both. */
const aQualifiedRelation: fc.Arbitrary<Quad[]> = aRelationOfProvO.chain((relation) =>
  fc
    .record({
      node: aNode,
      subject: fc.option(aThing, { freq: 6 }),
      link: fc.oneof(
        { weight: 6, arbitrary: fc.constant(relation.qualified) },
        { weight: 1, arbitrary: fc.constant(provO.qualifiedInfluence) },
      ),
      isTyped: fc.boolean(),
      args: fc.array(
        fc
          .constantFrom(
            ...Object.entries(relation.properties).flatMap(([name, list]) =>
              list.map((each) => [name, each] as const),
            ),
          )
          .chain(([name, property]) =>
            (name === "time" ? aTime : name === "generation" || name === "usage" ? aNode : aThing).map(
              (object) => [property, object] as const,
            ),
          ),
        { maxLength: 4 },
      ),
    })
    .map(({ node, subject, link, isTyped, args }) => [
      ...(subject === null ? [] : [DataFactory.quad(subject, DataFactory.namedNode(link), node)]),
      ...(isTyped ? [DataFactory.quad(node, rdf.type, DataFactory.namedNode(relation.node))] : []),
      ...args.map(([property, object]) => DataFactory.quad(node, DataFactory.namedNode(property), object)),
    ]),
);

/** The inverses that PROV-O defines. */
const anInverseQuad = fc
  .tuple(aThing, fc.constantFrom("generated", "generated", "influenced", "invalidated"), aThing)
  .map(([cause, property, effect]) => DataFactory.quad(cause, prov(property), effect));

const member = relations.find(({ type }) => type === "hadMember")?.plain ?? "";
const aMemberQuad = fc
  .tuple(aThing, aThing)
  .map(([one, other]) => DataFactory.quad(one, DataFactory.namedNode(member), other));

/** Quads of the default graph that go together. */
export const someQuads: fc.Arbitrary<Quad[]> = fc
  .array(
    fc.oneof(
      { weight: 6, arbitrary: aPlainQuad.map((each) => [each]) },
      { weight: 1, arbitrary: anInverseQuad.map((each) => [each]) },
      { weight: 4, arbitrary: aClassQuad.map((each) => [each]) },
      { weight: 1, arbitrary: aNodeClassQuad.map((each) => [each]) },
      { weight: 1, arbitrary: anAttributeQuad.map((each) => [each]) },
      { weight: 1, arbitrary: aTimeQuad.map((each) => [each]) },
      { weight: 1, arbitrary: aMemberQuad.map((each) => [each]) },
      { weight: 4, arbitrary: aQualifiedRelation },
      { weight: 1, arbitrary: aNodeElsewhere },
    ),
    { minLength: 1, maxLength: 4 },
  )
  .map((parts) => parts.flat());
