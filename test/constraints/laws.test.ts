import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkConstraints } from "../../src/constraints/check.ts";
import { areEquivalent } from "../../src/constraints/equivalence.ts";
import { areIsomorphic } from "../../src/constraints/isomorphism.ts";
import { normalForm } from "../../src/constraints/normal-form.ts";
import { argumentsOf, type ProvDocument, type Statement, timeArguments } from "../../src/prov/document.ts";

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

const aName = (kind: string) => fc.nat({ max: 3 }).map((number) => `http://example.org/${kind}${number}`);
const aTime = fc.constantFrom("2012-01-01T08:00:00Z", "2012-01-01T12:00:00Z");
const attributes = fc.subarray([
  { name: `${prov}type`, value: { text: `${prov}Revision`, datatype: `${prov}QUALIFIED_NAME` } },
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
      return index < (mandatory[type] ?? 0) ? value : fc.option(value, { freq: 1, nil: undefined });
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

const someStatements = fc.array(
  fc.oneof({ weight: 1, arbitrary: anElement }, { weight: 3, arbitrary: aRelation }),
  {
    maxLength: 9,
  },
);
const documentOf = (statements: readonly Statement[]): ProvDocument => ({
  prefixes: {},
  statements,
  bundles: [],
});

/** Some order and some repeats of the same statements. */
const shuffled = <Item>(items: readonly Item[]) =>
  fc
    .shuffledSubarray([...items], { minLength: items.length })
    .chain((all) => fc.subarray([...items]).map((again) => [...all, ...again]));

const validity = (document: ProvDocument) => checkConstraints(document).valid;

describe("PROV-CONSTRAINTS", () => {
  it("comes to one verdict whatever the order and the repeats", () => {
    fc.assert(
      fc.property(
        someStatements.chain((statements) => fc.tuple(fc.constant(statements), shuffled(statements))),
        ([statements, again]) => {
          expect(validity(documentOf(again))).toBe(validity(documentOf(statements)));
        },
      ),
      { numRuns: 400 },
    );
  });

  it("comes to one normal form whatever the order and the repeats", () => {
    fc.assert(
      fc.property(
        someStatements.chain((statements) => fc.tuple(fc.constant(statements), shuffled(statements))),
        ([statements, again]) => {
          const [one, other] = [normalForm(documentOf(statements)), normalForm(documentOf(again))];

          expect(other === undefined).toBe(one === undefined);
          if (one !== undefined && other !== undefined)
            expect(areIsomorphic(one.statements, other.statements)).toBe(true);
        },
      ),
      { numRuns: 300 },
    );
  });

  it("changes nothing about a normal form, neither what it is nor whether it is valid", () => {
    fc.assert(
      fc.property(someStatements, (statements) => {
        const once = normalForm(documentOf(statements));
        if (once === undefined) return;
        const twice = normalForm(once);

        expect(twice?.statements.length).toBe(once.statements.length);
        expect(areIsomorphic(once.statements, twice?.statements ?? [])).toBe(true);
        expect(validity(once)).toBe(validity(documentOf(statements)));
      }),
      { numRuns: 300 },
    );
  });

  it("finds a failed uniqueness where there is no normal form, and only there", () => {
    fc.assert(
      fc.property(someStatements, (statements) => {
        const { violations } = checkConstraints(documentOf(statements));

        const hasNone = normalForm(documentOf(statements)) === undefined;

        expect(violations.some(({ constraint }) => constraint < 30)).toBe(hasNone);
      }),
      { numRuns: 300 },
    );
  });

  it("takes a valid document and its normal form for equivalent", () => {
    fc.assert(
      fc.property(someStatements, (statements) => {
        const document = documentOf(statements);
        const form = normalForm(document);
        if (form !== undefined && validity(document)) expect(areEquivalent(document, form)).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});
