import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { checkConstraints } from "../../src/constraints/check.ts";
import { areEquivalent } from "../../src/constraints/equivalence.ts";
import { areIsomorphic } from "../../src/constraints/isomorphism.ts";
import { normalForm } from "../../src/constraints/normal-form.ts";
import type { ProvDocument, Statement } from "../../src/prov/document.ts";
import { violatedByTheLetter } from "./oracle.ts";
import { aCircle, someStatements } from "./some-statements.ts";

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

  it("finds what the Recommendation finds when it is followed to the letter", () => {
    fc.assert(
      fc.property(fc.oneof(someStatements, aCircle), (statements) => {
        const { violations } = checkConstraints(documentOf(statements));
        const found = new Set(violations.map(({ constraint }) => (constraint < 30 ? 22 : constraint)));

        const expected = violatedByTheLetter(statements);

        expect(found.has(22) ? new Set([22]) : found).toEqual(expected);
      }),
      { numRuns: Number(process.env.MUNIMENT_LAW_RUNS ?? 300) },
    );
  });
});
