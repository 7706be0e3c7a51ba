import type { Quad } from "@rdfjs/types";
import fc from "fast-check";
import { DataFactory } from "n3";
import { describe, expect, it } from "vitest";
import { irisOf } from "../../src/mapping/iris.ts";
import { compareStores } from "../../src/pipeline/compare-stores.ts";
import { integerQuadStore } from "../../src/quads/integer-quad-store.ts";
import { n3QuadStore } from "../../src/quads/n3-quad-store.ts";
import { nquadOf } from "../../src/quads/nquads.ts";
import type { QuadStore } from "../../src/quads/quad-store.ts";

const iris = irisOf({ baseIri: "http://test.example/id/", storeKey: new Uint8Array(32) });
const node = (name: string) => DataFactory.namedNode(`urn:x:${name}`);
const someNumbers = fc.uniqueArray(fc.nat(40), { maxLength: 30 });

describe("compareStores", () => {
  it("tells exactly the quads that one has and the other has not, whatever their order", () => {
    fc.assert(
      fc.property(someNumbers, someNumbers, (left, right) => {
        const [stored, other] = [left.map(quad), right.map(quad)];
        const differences = compareStores(
          filled(integerQuadStore({ iris }), stored),
          filled(n3QuadStore({ iris }), other),
        );

        expect(differences).toEqual({
          statements: right.length,
          unexpected: only(left, right),
          missing: only(right, left),
        });
      }),
    );
  });

  it("tells a quad with a term that cannot be written, as damage makes them", () => {
    const broken = DataFactory.quad(node("a b"), node("p"), DataFactory.literal("1"), node("g0")) as Quad;

    const differences = compareStores(
      filled(integerQuadStore({ iris }), [quad(0)]),
      filled(integerQuadStore({ iris }), [quad(0), broken]),
    );

    expect(differences).toEqual({
      statements: 2,
      unexpected: [],
      missing: [expect.stringContaining("urn:x:a b")],
    });
  });

  it("tells derived statements apart by rule, reasons and position", () => {
    const stating = (rule: string, from: number, bundle: string) => {
      const store = filled(integerQuadStore({ iris }), [quad(1)]);
      const derived = DataFactory.quad(node("a"), node("p"), node("b"), iris.derivedGraph("linked")) as Quad;
      store.openDerived({ quad: derived, rule, ruleVersion: 1, supports: [`urn:x:${bundle}`], from });
      return store;
    };

    const store = stating("one", 1, "b");

    expect(compareStores(store, stating("one", 1, "b"))).toMatchObject({ unexpected: [], missing: [] });
    for (const other of [stating("two", 1, "b"), stating("one", 2, "b"), stating("one", 1, "c")])
      expect(compareStores(store, other)).toMatchObject({
        unexpected: [expect.any(String)],
        missing: [expect.any(String)],
      });
  });
});

function quad(n: number): Quad {
  return DataFactory.quad(node(`s${n}`), node("p"), DataFactory.literal(`${n}`), node(`g${n % 3}`)) as Quad;
}

function filled(store: QuadStore, quads: readonly Quad[]): QuadStore {
  store.open({ id: "urn:x:block", quads }, 1);
  return store;
}

function only(these: readonly number[], those: readonly number[]): string[] {
  return these
    .filter((each) => !those.includes(each))
    .map((each) => nquadOf(quad(each)))
    .sort();
}
