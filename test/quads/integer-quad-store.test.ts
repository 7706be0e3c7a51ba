import type { Quad } from "@rdfjs/types";
import { DataFactory } from "n3";
import { describe, expect, it } from "vitest";
import { integerQuadStore } from "../../src/quads/integer-quad-store.ts";
import { testIris } from "../builders.ts";
import { quadStoreContract } from "./quad-store.contract.ts";

quadStoreContract("integerQuadStore", integerQuadStore);
quadStoreContract("integerQuadStore of many segments", ({ iris }) =>
  integerQuadStore({ iris, sizes: { tailRows: 2, smallestRows: 2, factor: 2 } }),
);

describe("integerQuadStore", () => {
  it("tells who watches what is closed, and nobody once he has gone", () => {
    const store = integerQuadStore({ iris: testIris });
    const told: Quad[] = [];
    const [bundle, derived] = [DataFactory.namedNode("e:bundle"), testIris.derivedGraph("asserted")];
    const thing = DataFactory.namedNode("e:thing");
    const [stated, concluded] = [bundle, derived].map((graph) =>
      DataFactory.quad(thing, thing, thing, graph),
    );
    if (stated === undefined || concluded === undefined) throw new Error("There are two");
    const statement = { quad: concluded, rule: "test", ruleVersion: 1, supports: [] };
    store.open({ id: bundle.value, quads: [stated] }, 1);
    store.openDerived({ ...statement, from: 1 });

    store.watchClosings?.((quads) => void told.push(...quads));
    store.close(bundle.value, 2);
    store.closeDerived(statement, 2);
    store.watchClosings?.(undefined);
    store.openDerived({ ...statement, from: 3 });
    store.closeDerived(statement, 4);

    expect(told.map(({ graph }) => graph.value)).toEqual([bundle.value, derived.value]);
  });
});
