import { describe, expect, it } from "vitest";
import { checkConstraints } from "../../src/constraints/check.ts";
import { eventOrderOf } from "../../src/constraints/event-order.ts";
import { normalised } from "../../src/constraints/normalise.ts";
import type { Statement, StatementType } from "../../src/prov/document.ts";

const name = (kind: string, number: number) => `http://example.org/${kind}${number}`;
const statement = (type: StatementType, args: Record<string, string>, id?: string): Statement => ({
  type,
  args,
  attributes: [],
  ...(id === undefined ? {} : { id }),
});
const size = 4000;
const times = (make: (number: number) => Statement[]) =>
  Array.from({ length: size / 2 }, (_, n) => make(n)).flat();

/** Documents in which what follows, written out, would be quadratic. */
const documents: Readonly<Record<string, readonly Statement[]>> = {
  "one entity, generated and used by all": times((n) => [
    statement("wasGeneratedBy", { entity: name("e", 0), activity: name("a", n) }),
    statement("used", { activity: name("b", n), entity: name("e", 0) }),
  ]),
  "a chain of specializations": times((n) => [
    statement("entity", {}, name("e", n)),
    statement("specializationOf", { specificEntity: name("e", n + 1), generalEntity: name("e", n) }),
  ]),
  "alternates of one": times((n) => [
    statement("alternateOf", { alternate1: name("e", n), alternate2: name("e", 0) }),
    statement("entity", {}, name("e", n)),
  ]),
  "an activity that is informed by all": times((n) => [
    statement("wasInformedBy", { informed: name("a", 0), informant: name("a", n + 1) }),
    statement("activity", {}, name("a", n)),
  ]),
  "one entity, attributed to all": times((n) => [
    statement("wasAttributedTo", { entity: name("e", 0), agent: name("g", n) }),
    statement("wasAssociatedWith", { activity: name("a", n), agent: name("g", n) }),
  ]),
};

describe("a verdict", () => {
  it.each(Object.entries(documents))(
    "takes a constant number of facts for each statement of %s",
    (_title, statements) => {
      const instance = normalised(statements, false);

      expect(instance.length).toBeLessThanOrEqual(10 * statements.length);
      expect(eventOrderOf(instance).edges.length).toBeLessThanOrEqual(40 * statements.length);
      expect(checkConstraints({ prefixes: {}, statements, bundles: [] }).valid).toBe(true);
    },
  );

  it("finds a circle however long it is", () => {
    const statements = times((n) => [
      statement("entity", {}, name("e", n)),
      statement("wasDerivedFrom", {
        generatedEntity: name("e", (n + 1) % (size / 2)),
        usedEntity: name("e", n),
      }),
    ]);

    const { violations } = checkConstraints({ prefixes: {}, statements, bundles: [] });

    expect(violations.map(({ constraint }) => constraint)).toEqual([42]);
    expect(violations[0]?.statements.length).toBeLessThanOrEqual(20);
  });

  it("unifies in a chain however long it is", () => {
    const statements = times((n) => [
      statement("wasGeneratedBy", { entity: name("e", 0), activity: `_:v${n}` }, name("i", n)),
      statement("wasGeneratedBy", { entity: name("e", 0), activity: `_:v${n + 1}` }, name("i", n)),
    ]);

    const { violations } = checkConstraints({ prefixes: {}, statements, bundles: [] });

    expect(new Set(violations.map(({ constraint }) => constraint))).toEqual(new Set([24]));
  });
});
