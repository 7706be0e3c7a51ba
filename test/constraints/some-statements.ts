import fc from "fast-check";
import { argumentsOf, type Statement, timeArguments } from "../../src/prov/document.ts";

const prov = "http://www.w3.org/ns/prov#";
const mandatory: Readonly<Record<string, number>> = {
  wasGeneratedBy: 1,
  used: 1,
  wasInformedBy: 2,
  wasStartedBy: 1,
  wasEndedBy: 1,
  wasInvalidatedBy: 1,
  wasDerivedFrom: 2,
  wasAttributedTo: 2,
  wasAssociatedWith: 1,
  actedOnBehalfOf: 1,
  wasInfluencedBy: 2,
  alternateOf: 2,
  specializationOf: 2,
  hadMember: 2,
};

/** What an argument is, so that many documents are valid and many are not. */
const kindOf: Readonly<Record<string, string>> = {
  activity: "a",
  informed: "a",
  informant: "a",
  starter: "a",
  ender: "a",
  agent: "g",
  delegate: "g",
  responsible: "g",
  generation: "gen",
  usage: "use",
};

/** Mostly a name of its kind, sometimes a variable, seldom a name of another kind. */
const aName = (kind: string) =>
  fc
    .tuple(fc.nat({ max: 3 }), fc.nat({ max: 39 }))
    .map(([number, luck]) =>
      luck < 4 ? `_:${kind}${number % 2}` : `http://example.org/${luck === 39 ? "e" : kind}${number}`,
    );
const aTime = fc.constantFrom("2012-01-01T08:00:00Z", "2012-01-01T12:00:00Z");
const attributes = fc.subarray([
  { name: `${prov}type`, value: { text: `${prov}Revision`, datatype: `${prov}QUALIFIED_NAME` } },
  { name: `${prov}type`, value: { text: `${prov}EmptyCollection`, datatype: `${prov}QUALIFIED_NAME` } },
  { name: "http://example.org/n", value: { text: "1", datatype: "http://www.w3.org/2001/XMLSchema#int" } },
]);

const anElement = fc
  .constantFrom(["entity", "e"], ["activity", "a"], ["agent", "g"])
  .chain(([type, kind]) =>
    fc
      .record({ id: aName(kind as string), attributes })
      .map(
        ({ id, attributes: given }) =>
          ({ type: type as Statement["type"], id, args: {}, attributes: given }) satisfies Statement,
      ),
  );

const aRelation: fc.Arbitrary<Statement> = fc
  .constantFrom(...(Object.keys(mandatory) as Statement["type"][]))
  .chain((type) => {
    const names: readonly string[] = argumentsOf[type];
    const args = names.map((name, index) => {
      const value = timeArguments.has(name) ? aTime : aName(kindOf[name] ?? "e");
      return index < (mandatory[type] ?? 0) ? value : fc.option(value, { freq: 3, nil: undefined });
    });
    const isIdentified = !["alternateOf", "specializationOf", "hadMember"].includes(type);
    const id = isIdentified
      ? fc.option(aName(type === "wasGeneratedBy" ? "gen" : type === "used" ? "use" : type), {
          nil: undefined,
        })
      : fc.constant(undefined);
    return fc.tuple(id, attributes, ...args).map(([identifier, given, ...values]) => ({
      type,
      ...(identifier === undefined ? {} : { id: identifier }),
      args: Object.fromEntries(
        names.flatMap((name, index) => (values[index] === undefined ? [] : [[name, values[index]]])),
      ),
      attributes: isIdentified ? given : [],
    }));
  });

/** A few statements about few names, so that they clash about as often as not. */
export const someStatements = fc.array(
  fc.oneof({ weight: 1, arbitrary: anElement }, { weight: 3, arbitrary: aRelation }),
  {
    maxLength: 9,
  },
);
