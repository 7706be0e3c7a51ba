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

/** Ways in which one entity comes before another. */
const aStep = fc.constantFrom(
  "specializationOf",
  "specializationOf",
  "wasDerivedFrom",
  "wasAttributedTo",
  "wasStartedBy",
);
/** Ways in which an entity is known. */
const aMention = fc.constantFrom(undefined, undefined, "entity", "wasGeneratedBy", "wasStartedBy");

/** A circle of entities, each before the next in some way, of which some are known: valid or not, as that is. */
export const aCircle: fc.Arbitrary<Statement[]> = fc
  .array(fc.tuple(aStep, aMention), { minLength: 1, maxLength: 5 })
  .chain((steps) => {
    const entity = (index: number) => `http://example.org/e${index % steps.length}`;
    const statements = steps.flatMap(([step, mention], index) => [
      ...stepOf(step, entity(index), entity(index + 1), `http://example.org/a${index}`),
      ...(mention === undefined ? [] : [mentionOf(mention, entity(index))]),
    ]);
    return fc.shuffledSubarray(statements, { minLength: Math.max(1, statements.length - 1) });
  });

function stepOf(step: string, before: string, after: string, activity: string): Statement[] {
  const plain = { attributes: [] };
  if (step === "specializationOf")
    return [{ type: step, args: { specificEntity: after, generalEntity: before }, ...plain }];
  if (step === "wasDerivedFrom")
    return [{ type: step, args: { generatedEntity: after, usedEntity: before }, ...plain }];
  if (step === "wasAttributedTo") return [{ type: step, args: { entity: after, agent: before }, ...plain }];
  return [
    { type: "wasStartedBy", args: { activity, trigger: before }, ...plain },
    { type: "wasGeneratedBy", args: { entity: after, activity }, ...plain },
  ];
}

function mentionOf(mention: string, entity: string): Statement {
  if (mention === "entity") return { type: "entity", id: entity, args: {}, attributes: [] };
  if (mention === "wasGeneratedBy") return { type: mention, args: { entity }, attributes: [] };
  return {
    type: "wasStartedBy",
    args: { activity: "http://example.org/a", trigger: entity },
    attributes: [],
  };
}

/** A few statements about few names, so that they clash about as often as not. */
export const someStatements = fc.array(
  fc.oneof({ weight: 1, arbitrary: anElement }, { weight: 3, arbitrary: aRelation }),
  {
    maxLength: 9,
  },
);
