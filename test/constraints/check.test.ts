import { describe, expect, it } from "vitest";
import { checkConstraints } from "../../src/constraints/check.ts";
import { MalformedStatementError } from "../../src/constraints/definitions.ts";
import { aDocument } from "./prov-text.ts";

const violated = (...lines: readonly string[]) =>
  checkConstraints(aDocument(...lines)).violations.map(({ constraint }) => constraint);

const morning = "2012-01-01T08:00:00Z";
const noon = "2012-01-01T12:00:00Z";

describe("uniqueness", () => {
  it.each<[number, string, string[]]>([
    [22, "an activity has one start time", [`activity(ex:a, ${morning}, -)`, `activity(ex:a, ${noon}, -)`]],
    [22, "an activity has one end time", [`activity(ex:a, -, ${morning})`, `activity(ex:a, -, ${noon})`]],
    [23, "a generation", ["wasGeneratedBy(ex:i; ex:e, ex:a, -)", "wasGeneratedBy(ex:i; ex:f, ex:a, -)"]],
    [23, "a usage", ["used(ex:i; ex:a, ex:e, -)", "used(ex:i; ex:b, ex:e, -)"]],
    [23, "a usage's time", [`used(ex:i; ex:a, ex:e, ${morning})`, `used(ex:i; ex:a, ex:e, ${noon})`]],
    [23, "a communication", ["wasInformedBy(ex:i; ex:b, ex:a)", "wasInformedBy(ex:i; ex:b, ex:c)"]],
    [23, "a start", ["wasStartedBy(ex:i; ex:a, ex:e, -, -)", "wasStartedBy(ex:i; ex:a, ex:f, -, -)"]],
    [23, "an end", ["wasEndedBy(ex:i; ex:a, -, ex:b, -)", "wasEndedBy(ex:i; ex:a, -, ex:c, -)"]],
    [
      23,
      "an invalidation",
      ["wasInvalidatedBy(ex:i; ex:e, ex:a, -)", "wasInvalidatedBy(ex:i; ex:e, ex:b, -)"],
    ],
    [23, "a derivation", ["wasDerivedFrom(ex:i; ex:y, ex:x)", "wasDerivedFrom(ex:i; ex:y, ex:z)"]],
    [
      23,
      "a derivation with and without activity",
      ["wasDerivedFrom(ex:i; ex:y, ex:x, ex:a, -, -)", "wasDerivedFrom(ex:i; ex:y, ex:x)"],
    ],
    [23, "an attribution", ["wasAttributedTo(ex:i; ex:e, ex:g)", "wasAttributedTo(ex:i; ex:e, ex:h)"]],
    [
      23,
      "an association",
      ["wasAssociatedWith(ex:i; ex:a, ex:g, -)", "wasAssociatedWith(ex:i; ex:a, ex:h, -)"],
    ],
    [
      23,
      "an association with and without plan",
      ["wasAssociatedWith(ex:i; ex:a, ex:g, ex:p)", "wasAssociatedWith(ex:i; ex:a, ex:g, -)"],
    ],
    [23, "a delegation", ["actedOnBehalfOf(ex:i; ex:g, ex:h)", "actedOnBehalfOf(ex:i; ex:g, ex:k)"]],
    [23, "an influence", ["wasInfluencedBy(ex:i; ex:x, ex:y)", "wasInfluencedBy(ex:i; ex:x, ex:z)"]],
    [
      23,
      "an influence that is a usage (with 15)",
      ["used(ex:i; ex:a, ex:e, -)", "wasInfluencedBy(ex:i; ex:a, ex:f)"],
    ],
    [
      23,
      "a usage of a derivation (with 11)",
      ["wasDerivedFrom(ex:y, ex:x, ex:a, -, ex:u)", "used(ex:u; ex:b, ex:x, -)"],
    ],
    [
      24,
      "one generation by an activity",
      ["wasGeneratedBy(ex:i; ex:e, ex:a, -)", "wasGeneratedBy(ex:j; ex:e, ex:a, -)"],
    ],
    [
      23,
      "an influence that is the generation of a derivation (with 11 and 15)",
      [
        "wasDerivedFrom(ex:d; ex:y, ex:x, ex:a, -, -)",
        "wasDerivedFrom(ex:d; ex:y, ex:x, ex:a, ex:g, -)",
        "wasInfluencedBy(ex:g; ex:y, ex:b)",
      ],
    ],
    [
      24,
      "the generation of a trigger (with 9)",
      ["wasDerivedFrom(ex:e, ex:x, ex:b, ex:i, -)", "wasGeneratedBy(ex:j; ex:e, ex:b, -)"],
    ],
    [
      23,
      "the time of one generation by an activity (with 24)",
      [`wasGeneratedBy(ex:e, ex:a, ${morning})`, `wasGeneratedBy(ex:e, ex:a, ${noon})`],
    ],
    [
      25,
      "one invalidation by an activity",
      ["wasInvalidatedBy(ex:i; ex:e, ex:a, -)", "wasInvalidatedBy(ex:j; ex:e, ex:a, -)"],
    ],
    [
      26,
      "one start by a starter",
      ["wasStartedBy(ex:i; ex:a, -, ex:b, -)", "wasStartedBy(ex:j; ex:a, -, ex:b, -)"],
    ],
    [27, "one end by an ender", ["wasEndedBy(ex:i; ex:a, -, ex:b, -)", "wasEndedBy(ex:j; ex:a, -, ex:b, -)"]],
    [28, "one start time", [`activity(ex:a, ${morning}, -)`, `wasStartedBy(ex:a, -, -, ${noon})`]],
    [
      28,
      "one start time of two starts",
      ["activity(ex:a)", `wasStartedBy(ex:a, -, ex:b, ${morning})`, `wasStartedBy(ex:a, -, ex:c, ${noon})`],
    ],
    [29, "one end time", [`activity(ex:a, -, ${morning})`, `wasEndedBy(ex:a, -, -, ${noon})`]],
  ])("%i: %s", (constraint, _title, lines) => {
    expect(violated(...lines)).toEqual([constraint]);
    expect(violated(...lines.toReversed())).toEqual([constraint]);
    for (const line of lines) expect(violated(line)).toEqual([]);
  });

  it("takes variables and what they turn out to be for one", () => {
    expect(violated(`activity(ex:a, ${morning}, -)`, `activity(ex:a, -, ${noon})`)).toEqual([]);
    expect(violated("wasGeneratedBy(ex:i; ex:e, -, -)", "wasGeneratedBy(ex:i; ex:e, ex:a, -)")).toEqual([]);
    expect(violated("wasGeneratedBy(ex:i; ex:e, -, -)", "wasGeneratedBy(ex:j; ex:e, ex:a, -)")).toEqual([]);
  });

  it("carries what a variable turned out to be to all that mentions it", () => {
    const lines = [
      "wasGeneratedBy(ex:i; ex:e, -, -)",
      "wasGeneratedBy(ex:j; ex:e, ex:a, -)",
      "wasGeneratedBy(ex:i; ex:e, ex:a, -)",
    ];

    expect(violated(...lines)).toEqual([24]);
    expect(violated(...lines.toReversed())).toEqual([24]);
  });

  it("knows two ways to write one instant", () => {
    expect(
      violated("activity(ex:a, 2012-01-01T10:00:00+02:00, -)", "activity(ex:a, 2012-01-01T08:00:00.00Z, -)"),
    ).toEqual([]);
    expect(violated(`activity(ex:a, ${morning}, -)`, "activity(ex:a, 2012-01-01T08:00:00, -)")).toEqual([22]);
  });

  it("adds attributes up, for they contradict nothing", () => {
    expect(violated("entity(ex:e, [ex:n=1])", "entity(ex:e, [ex:n=2])")).toEqual([]);
  });

  it("lets elements of different kinds share a name, but for 55", () => {
    expect(violated("entity(ex:e)", "agent(ex:e)")).toEqual([]);
    expect(violated("activity(ex:e)", "agent(ex:e)")).toEqual([]);
  });
});

describe("the order of events", () => {
  const later = ["entity(ex:x)", "entity(ex:y)", "wasDerivedFrom(ex:y, ex:x)"];

  it.each<[string, number[], string[]]>([
    ["two derivations", [], ["wasDerivedFrom(ex:x, ex:y)"]],
    [
      "a start by what came later",
      [34, 43],
      ["wasStartedBy(ex:a, ex:y, -, -)", "wasGeneratedBy(ex:x, ex:a, -)"],
    ],
    ["a specialization of what came later", [45], ["specializationOf(ex:x, ex:y)"]],
    [
      "a specialization through what has no generation",
      [45],
      ["specializationOf(ex:x, ex:m)", "specializationOf(ex:m, ex:y)"],
    ],
    ["an attribution to what came later", [48], ["wasAttributedTo(ex:x, ex:y)"]],
    [
      "an attribution to an activity that came later",
      [43, 48],
      ["wasStartedBy(ex:a, ex:y, -, -)", "wasAttributedTo(ex:x, ex:a)"],
    ],
    [
      "a usage of what came later, by whose use it was made",
      [],
      ["wasDerivedFrom(ex:x, ex:y, ex:a, -, ex:u)", "used(ex:u; ex:a, ex:y, -)"],
    ],
  ])("42: no event precedes itself by %s", (_title, also, lines) => {
    const { violations } = checkConstraints(aDocument(...later, ...lines));

    expect(violations.map(({ constraint }) => constraint)).toEqual([42]);
    expect(violations[0]?.also ?? []).toEqual(also);
    expect(violations[0]?.statements).toEqual(expect.arrayContaining(["wasDerivedFrom(ex:y, ex:x)"]));
  });

  it("42: nothing is derived from itself", () => {
    expect(violated("entity(ex:x)", "wasDerivedFrom(ex:x, ex:x)")).toEqual([42]);
  });

  it("allows circles in which nothing is strict", () => {
    expect(
      violated(
        "wasStartedBy(ex:a, ex:e, -, -)",
        "wasGeneratedBy(ex:e, ex:a, -)",
        "entity(ex:e)",
        "activity(ex:a)",
        "used(ex:a, ex:e, -)",
      ),
    ).toEqual([]);
  });

  it("asks nothing of derivations whose entities are not described", () => {
    expect(violated("wasDerivedFrom(ex:y, ex:x)", "wasDerivedFrom(ex:x, ex:y)")).toEqual([]);
  });

  it("tells the circle, step by step", () => {
    const [violation] = checkConstraints(aDocument(...later, "specializationOf(ex:x, ex:y)")).violations;

    expect(violation).toEqual({
      constraint: 42,
      name: "derivation-generation-generation-ordering",
      focusNode: "http://example.org/x",
      statements: expect.arrayContaining(["specializationOf(ex:x, ex:y)", "entity(ex:x)"]),
      message:
        "The generation of ex:x would have to come before itself: generation of ex:x < generation of ex:y (42) ≤ generation of ex:x (45).",
      also: [45],
    });
  });
});

const relations = {
  used: "used(ex:i; ex:a, ex:e, -)",
  wasGeneratedBy: "wasGeneratedBy(ex:i; ex:e, ex:a, -)",
  wasInvalidatedBy: "wasInvalidatedBy(ex:i; ex:e, ex:a, -)",
  wasStartedBy: "wasStartedBy(ex:i; ex:a, ex:e, -, -)",
  wasEndedBy: "wasEndedBy(ex:i; ex:a, ex:e, -, -)",
  wasInformedBy: "wasInformedBy(ex:i; ex:a, ex:b)",
  wasAttributedTo: "wasAttributedTo(ex:i; ex:e, ex:g)",
  wasAssociatedWith: "wasAssociatedWith(ex:i; ex:a, ex:g, -)",
  actedOnBehalfOf: "actedOnBehalfOf(ex:i; ex:g, ex:h)",
};
const pairs = Object.entries(relations).flatMap(([one, first], index, all) =>
  all.slice(index + 1).map(([other, second]) => [one, other, first, second] as const),
);

describe("what is impossible", () => {
  it.each([
    "wasDerivedFrom(ex:y, ex:x, -, ex:g, -)",
    "wasDerivedFrom(ex:y, ex:x, -, -, ex:u)",
    "wasDerivedFrom(ex:y, ex:x, -, ex:g, ex:u)",
  ])("51: %s", (line) => {
    expect(violated(line)).toEqual([51]);
  });

  it("51: allows generation and usage with the activity", () => {
    expect(violated("wasDerivedFrom(ex:y, ex:x, ex:a, ex:g, ex:u)", "wasDerivedFrom(ex:y, ex:x)")).toEqual(
      [],
    );
  });

  it("52: nothing specializes itself, and a circle is one violation", () => {
    expect(violated("specializationOf(ex:x, ex:x)")).toEqual([52]);
    expect(
      violated(
        "specializationOf(ex:x, ex:y)",
        "specializationOf(ex:y, ex:z)",
        "specializationOf(ex:z, ex:x)",
      ),
    ).toEqual([52]);
    expect(violated("specializationOf(ex:x, ex:y)", "alternateOf(ex:x, ex:x)")).toEqual([]);
  });

  it.each(pairs)("53: nothing is %s and %s", (_one, _other, first, second) => {
    expect(violated(first, second)).toContain(53);
  });

  it("53: leaves derivations and influences alone", () => {
    expect(violated("used(ex:i; ex:a, ex:e, -)", "wasInfluencedBy(ex:i; ex:a, ex:e)")).toEqual([]);
    expect(violated("wasDerivedFrom(ex:i; ex:y, ex:x)", "wasInfluencedBy(ex:i; ex:y, ex:x)")).toEqual([]);
  });

  it.each(
    ["entity(ex:i)", "activity(ex:i)", "agent(ex:i)"].flatMap((element) =>
      [
        ...Object.values(relations),
        "wasDerivedFrom(ex:i; ex:y, ex:x)",
        "wasInfluencedBy(ex:i; ex:y, ex:x)",
      ].map((relation) => [element, relation] as const),
    ),
  )("54: not %s and %s", (element, relation) => {
    expect(violated(element, relation)).toEqual([54]);
  });

  it.each([
    ["entity(ex:x)", "activity(ex:x)"],
    ["entity(ex:x)", "used(ex:x, ex:e, -)"],
    ["entity(ex:x)", "wasGeneratedBy(ex:e, ex:x, -)"],
    ["entity(ex:x)", "wasInvalidatedBy(ex:e, ex:x, -)"],
    ["entity(ex:x)", "wasInformedBy(ex:x, ex:a)"],
    ["entity(ex:x)", "wasInformedBy(ex:a, ex:x)"],
    ["entity(ex:x)", "wasStartedBy(ex:x, -, -)"],
    ["entity(ex:x)", "wasStartedBy(ex:a, -, ex:x, -)"],
    ["entity(ex:x)", "wasEndedBy(ex:x, -, -)"],
    ["entity(ex:x)", "wasEndedBy(ex:a, -, ex:x, -)"],
    ["entity(ex:x)", "wasDerivedFrom(ex:y, ex:z, ex:x, -, -)"],
    ["entity(ex:x)", "wasAssociatedWith(ex:x, ex:g, -)"],
    ["entity(ex:x)", "actedOnBehalfOf(ex:g, ex:h, ex:x)"],
    ["activity(ex:x)", "used(ex:a, ex:x, -)"],
    ["activity(ex:x)", "wasGeneratedBy(ex:x, ex:a, -)"],
    ["activity(ex:x)", "wasInvalidatedBy(ex:x, ex:a, -)"],
    ["activity(ex:x)", "wasStartedBy(ex:a, ex:x, -, -)"],
    ["activity(ex:x)", "wasEndedBy(ex:a, ex:x, -, -)"],
    ["activity(ex:x)", "wasDerivedFrom(ex:x, ex:y)"],
    ["activity(ex:x)", "wasDerivedFrom(ex:y, ex:x)"],
    ["activity(ex:x)", "wasAttributedTo(ex:x, ex:g)"],
    ["activity(ex:x)", "wasAssociatedWith(ex:a, ex:g, ex:x)"],
    ["activity(ex:x)", "alternateOf(ex:x, ex:y)"],
    ["activity(ex:x)", "specializationOf(ex:y, ex:x)"],
    ["activity(ex:x)", "hadMember(ex:x, ex:e)"],
    ["activity(ex:x)", "hadMember(ex:c, ex:x)"],
  ])("50, 55: no entity is an activity: %s with %s", (element, relation) => {
    expect(violated(element, relation)).toEqual([55]);
  });

  it("50: allows agents to be entities or activities", () => {
    expect(violated("entity(ex:g)", "wasAttributedTo(ex:e, ex:g)")).toEqual([]);
    expect(violated("activity(ex:g)", "wasAssociatedWith(ex:a, ex:g, -)")).toEqual([]);
  });

  it("56: what is empty has no members, nor has what specializes it", () => {
    const empty = "entity(ex:c, [prov:type='prov:EmptyCollection'])";

    expect(violated(empty, "hadMember(ex:c, ex:e)")).toEqual([56]);
    expect(violated(empty, "specializationOf(ex:d, ex:c)", "hadMember(ex:d, ex:e)")).toEqual([56]);
    expect(violated(empty, "hadMember(ex:d, ex:e)")).toEqual([]);
    expect(violated("entity(ex:c, [prov:type='prov:Collection'])", "hadMember(ex:c, ex:e)")).toEqual([]);
  });

  it("50, 55: an empty collection is an entity", () => {
    expect(violated("entity(ex:c, [prov:type='prov:EmptyCollection'])", "activity(ex:c)")).toEqual([55]);
  });
});

describe("a report", () => {
  it("looks at each bundle by itself, and names it", () => {
    const clash = ["entity(ex:e1)", "activity(ex:e1)"];
    const { valid, violations } = checkConstraints(
      aDocument(
        "entity(ex:e1)",
        ...["bundle ex:one", ...clash, "endBundle"],
        ...["bundle ex:two", "activity(ex:e1)", "endBundle"],
      ),
    );

    expect(valid).toBe(false);
    expect(violations).toEqual([
      {
        constraint: 55,
        name: "entity-activity-disjoint",
        bundle: "http://example.org/one",
        focusNode: "http://example.org/e1",
        statements: ["entity(ex:e1)", "activity(ex:e1)"],
        message: "ex:e1 would be an entity (as an entity) and an activity (as an activity) at once.",
      },
    ]);
  });

  it("6.2: lets a bundle identifier be there once, however it is written, and checks both bundles", () => {
    const twice = [
      ...["bundle ex:one", "entity(ex:e1)", "endBundle"],
      ...["bundle two:one", "prefix two <http://other.example/>", "activity(two:e1)", "endBundle"],
    ];

    const { valid, violations } = checkConstraints(
      aDocument("prefix two <http://example.org/>", ...twice, "bundle ex:three", "endBundle"),
    );

    expect(valid).toBe(false);
    expect(violations).toEqual([
      {
        constraint: 6.2,
        name: "unique-bundle-identifiers",
        bundle: "http://example.org/one",
        focusNode: "http://example.org/one",
        statements: [],
        message: "ex:one identifies 2 bundles, and may identify one.",
      },
    ]);
  });

  it("names the statements from which what clashes was inferred", () => {
    const { violations } = checkConstraints(
      aDocument("wasDerivedFrom(ex:y, ex:x, ex:a, -, ex:u)", "used(ex:u; ex:b, ex:x, -)"),
    );

    expect(violations.map(({ statements }) => [...statements].sort())).toEqual([
      ["used(ex:u; ex:b, ex:x)", "wasDerivedFrom(ex:y, ex:x, ex:a, -, ex:u)"],
    ]);
  });

  it("names the statements by which a variable came to what it is", () => {
    const { violations } = checkConstraints(
      aDocument(
        "activity(ex:a)",
        `wasStartedBy(ex:a, -, ex:b, ${morning})`,
        `wasStartedBy(ex:a, -, ex:c, ${noon})`,
      ),
    );

    expect(violations[0]?.statements).toHaveLength(3);
    expect(violations[0]?.message).toContain(`at ${noon}`);
  });

  it("names what clashes, however much was merged before", () => {
    const merged = Array.from({ length: 60 }, (_, n) => `used(ex:u; ex:a, ex:e, -, [ex:n=${n}])`);
    const { violations } = checkConstraints(
      aDocument(...merged, "used(ex:u; ex:b, ex:e, -)", "used(ex:u; ex:c, ex:e, -)"),
    );

    expect(violations.map(({ statements }) => statements[1])).toEqual([
      "used(ex:u; ex:b, ex:e)",
      "used(ex:u; ex:c, ex:e)",
    ]);
  });

  it("refuses statements that lack what PROV-DM requires", () => {
    const lacking = {
      prefixes: {},
      bundles: [],
      statements: [{ type: "used", args: {}, attributes: [] }],
    } as const;

    expect(() => checkConstraints(lacking)).toThrow(MalformedStatementError);
  });
});
