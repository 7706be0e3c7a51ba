import type { Quad, Quad_Graph } from "@rdfjs/types";
import fc from "fast-check";
import { DataFactory } from "n3";
import { describe, expect, it } from "vitest";
import { checkConstraints } from "../../src/constraints/check.ts";
import type { ConstraintReport } from "../../src/constraints/report.ts";
import { integerQuadStore } from "../../src/quads/integer-quad-store.ts";
import { n3QuadStore } from "../../src/quads/n3-quad-store.ts";
import type { QuadStore, QuadView } from "../../src/quads/quad-store.ts";
import { nameInStore } from "../../src/validity/anonymous-nodes.ts";
import { checkWhole } from "../../src/validity/check-whole.ts";
import { CheckTooLargeError, documentOf, storedDocument } from "../../src/validity/stored-document.ts";
import { StoredValidity } from "../../src/validity/stored-validity.ts";
import { iris } from "../linking/harness.ts";
import { someQuads } from "./some-quads.ts";

const numRuns = Number(process.env.MUNIMENT_LAW_RUNS ?? 8) * 25;

const timeout = 60_000 + numRuns * 200;
const mostQuads = 1_000;
const whole = async (view: QuadView) => checkWhole(view, mostQuads);

/** What one batch does to a store. */
type Change =
  | { readonly kind: "open"; readonly quads: readonly Quad[] }
  | { readonly kind: "derive"; readonly quads: readonly Quad[] }
  | { readonly kind: "conclude"; readonly nth: number }
  | { readonly kind: "withdraw"; readonly nth: number };

const aChange: fc.Arbitrary<Change> = fc.oneof(
  { weight: 4, arbitrary: someQuads.map((quads) => ({ kind: "open" as const, quads })) },
  { weight: 2, arbitrary: someQuads.map((quads) => ({ kind: "derive" as const, quads })) },
  { weight: 2, arbitrary: fc.nat(20).map((nth) => ({ kind: "conclude" as const, nth })) },
  { weight: 1, arbitrary: fc.nat(8).map((nth) => ({ kind: "withdraw" as const, nth })) },
);

describe("a check of what is around a change", { timeout }, () => {
  it("comes to what a check of the whole comes to, after every batch", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(aChange, { minLength: 1, maxLength: 2 }), { maxLength: 12 }),
        async (batches) => {
          const store = integerQuadStore({ iris });
          const validity = new StoredValidity(() => store, whole);
          await validity.check();
          const world = aWorld(store);
          for (const batch of batches) {
            for (const change of batch) world.apply(change);
            validity.note();

            expect(inShort(await validity.check())).toEqual(inShort(wholeOf(store)));
          }
        },
      ),
      { numRuns },
    );
  });

  it("is the same when several batches came since", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(aChange, { maxLength: 12 }), fc.nat(12), async (changes, first) => {
        const store = integerQuadStore({ iris });
        const validity = new StoredValidity(() => store, whole);
        const world = aWorld(store);
        for (const [index, change] of changes.entries()) {
          if (index === first) await validity.check();
          world.apply(change);
          validity.note();
          // Who asks between two batches makes the store sort what came.
          if (index % 3 === 0) for (const _ of store.view({ mode: "exact" }).graphs()) break;
        }

        expect(inShort(await validity.check())).toEqual(inShort(wholeOf(store)));
      }),
      { numRuns },
    );
  });

  it("is the same when they came while the whole was being checked", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(aChange, { maxLength: 6 }),
        fc.array(aChange, { maxLength: 6 }),
        async (before, meanwhile) => {
          const store = integerQuadStore({ iris });
          const world = aWorld(store);
          for (const change of before) world.apply(change);
          const validity = new StoredValidity(
            () => store,
            async (view) => {
              for (const change of meanwhile.splice(0)) {
                world.apply(change);
                validity.note();
              }
              return checkWhole(view, mostQuads);
            },
          );
          const first = wholeOf(store);

          const [one, other] = [validity.check(), validity.check()];

          expect(inShort(await one)).toEqual(inShort(first));
          expect(inShort(await other)).toEqual(inShort(wholeOf(store)));
        },
      ),
      { numRuns },
    );
  });

  it("begins anew where the check before was given up", async () => {
    const store = integerQuadStore({ iris });
    const gone = new Error("The client has left");
    let isFirst = true;
    const validity = new StoredValidity(
      () => store,
      async (view) => {
        if (!isFirst) return checkWhole(view, mostQuads);
        isFirst = false;
        throw gone;
      },
    );

    await expect(validity.check()).rejects.toBe(gone);
    await expect(validity.check(AbortSignal.abort(gone))).rejects.toBe(gone);
    expect(await validity.check()).toEqual({ valid: true, violations: [] });
  });
});

describe("a check of the whole", { timeout }, () => {
  it.each([
    ["integer", () => integerQuadStore({ iris })],
    ["n3", () => n3QuadStore({ iris })],
  ] as const)(
    "reads of a store (%s) what decides, and comes to what a check of all its quads does",
    async (_, create) => {
      await fc.assert(
        fc.asyncProperty(fc.array(someQuads, { maxLength: 6 }), async (blocks) => {
          const store = create();
          const world = aWorld(store);
          for (const quads of blocks) world.apply({ kind: "open", quads });
          const all = [...store.view({ mode: "exact" }).match(null, null, null, DataFactory.defaultGraph())];

          const report = await new StoredValidity(() => store, whole).check();

          expect(inShort(report)).toEqual(inShort(checkConstraints(documentOf(all))));
        }),
        { numRuns },
      );
    },
  );
});

it("refuses to read more quads than it may hold", async () => {
  const store = integerQuadStore({ iris });
  const prov = (local: string) => DataFactory.namedNode(`http://www.w3.org/ns/prov#${local}`);
  const used = ["a", "b", "c"].map((local) =>
    DataFactory.quad(DataFactory.namedNode(`e:${local}`), prov("used"), DataFactory.namedNode("e:d")),
  );
  aWorld(store).apply({ kind: "open", quads: used });

  const check = (most: number) =>
    new StoredValidity(
      () => store,
      async (view) => checkWhole(view, most),
    ).check();

  expect(await check(3)).toEqual({ valid: true, violations: [] });
  await expect(check(2)).rejects.toThrow(CheckTooLargeError);
});

/**
 * What two checks have to agree on. Where uniqueness fails, what is found besides depends on the order of statements; and
 * where things are what they cannot be, a circle may pass through unknown arguments that are taken for one.
 */
function inShort({ valid, violations }: ConstraintReport) {
  const uniqueness = violations.filter(({ constraint }) => constraint >= 22 && constraint <= 29);
  const local = violations
    .filter(({ constraint }) => constraint >= 51 && constraint !== 52)
    .map(({ constraint, focusNode }) => `${constraint} ${nameInStore(focusNode ?? "")}`);
  const circles = violations.filter(({ constraint }) => constraint === 42 || constraint === 52);
  return {
    valid,
    isUnique: uniqueness.length === 0,
    local: uniqueness.length === 0 ? [...new Set(local)].sort() : [],
    circles:
      uniqueness.length + local.length === 0
        ? circles.map(({ constraint }) => String(constraint)).sort()
        : [],
  };
}

/** By no state, and without watching the store. */
function wholeOf(store: QuadStore): ConstraintReport {
  return checkConstraints(storedDocument(store.view({ mode: "exact" }), mostQuads));
}

function aWorld(store: QuadStore) {
  const derived: Parameters<QuadStore["openDerived"]>[0][] = [];
  const blocks: string[] = [];
  let position = 0;
  const inGraph = (quads: readonly Quad[], graph: Quad_Graph) =>
    distinct(quads).map(({ subject, predicate, object }) =>
      DataFactory.quad(subject, predicate, object, graph),
    );
  return {
    apply(change: Change) {
      position += 1;
      if (change.kind === "open") {
        const id = `${iris.base}bundle/${position}`;
        store.open({ id, quads: inGraph(change.quads, DataFactory.namedNode(id)) }, position);
        blocks.push(id);
      } else if (change.kind === "derive") {
        for (const each of inGraph(change.quads, iris.derivedGraph("asserted"))) {
          const statement = { quad: each, rule: "test", ruleVersion: 1, supports: [], from: position };
          if (derived.some((open) => open.quad.equals(each))) continue;
          store.openDerived(statement);
          derived.push(statement);
        }
      } else if (change.kind === "withdraw") {
        const [closed] = blocks.splice(change.nth, 1);
        if (closed !== undefined) store.close(closed, position);
      } else {
        const [closed] = derived.splice(change.nth, 1);
        if (closed !== undefined) store.closeDerived(closed, position);
      }
    },
  };
}

function distinct(quads: readonly Quad[]): Quad[] {
  return quads.filter((each, index) => quads.findIndex((other) => other.equals(each)) === index);
}
