import fc from "fast-check";
import { DataFactory } from "n3";
import { describe, expect, it } from "vitest";
import { irisOf } from "../../../src/mapping/iris.ts";
import { type IdView, noTerm, type TermId } from "../../../src/quads/id-view.ts";
import { integerQuadStore } from "../../../src/quads/integer-quad-store.ts";
import { NodeList } from "../../../src/quads/lineage/node-list.ts";

const iris = irisOf({ baseIri: "http://test.example/id/", storeKey: new Uint8Array(32) });
const named = (text: string) => DataFactory.namedNode(`http://test.example/${text}`);
const nodes = ["a", "b", "c", "d", "e"].map(named);
const predicates = ["p", "q"].map(named);
const graphs = Array.from({ length: 20 }, (_, i) => named(`g${i}`));

const aTriple = fc.tuple(
  fc.constantFrom(...nodes),
  fc.constantFrom(...predicates),
  fc.constantFrom(...nodes),
  fc.constantFrom(...graphs),
);
const aStep = fc.record({
  block: fc.constantFrom("x", "y", "z"),
  quads: fc.array(aTriple, { maxLength: 8 }),
  isErased: fc.boolean(),
  isRead: fc.boolean(),
});
const aHistory = fc.array(aStep, { maxLength: 20 });

describe("the neighbours of a node", () => {
  it("are those that a cursor over the union of graphs finds, at each position and of each dataset", () => {
    fc.assert(
      fc.property(aHistory, fc.subarray(graphs, { minLength: 17 }), (history, some) => {
        const store = integerQuadStore({ iris, sizes: { tailRows: 4, smallestRows: 4, factor: 2 } });
        const everywhere = graphs.map((graph) =>
          DataFactory.quad(graph, predicates[0] as never, graph, graph),
        );
        store.open({ id: "everywhere", quads: everywhere }, 0);
        history.forEach(({ block, quads, isErased, isRead }, i) => {
          if (store.block(block) !== undefined) store.close(block, i);
          if (isErased) store.erase(block);
          store.open({ id: block, quads: quads.map((each) => DataFactory.quad(...each)) }, i);
          if (isRead) expectSame(store.view({ mode: "exact" }).ids);
        });

        for (const position of [undefined, history.length >> 1]) {
          const { ids } = store.view({ mode: "exact", ...(position === undefined ? {} : { position }) });
          const defaultGraphs = some.map((graph) => ids?.terms.idOf(graph) ?? noTerm);
          expectSame(ids);
          expectSame(ids?.dataset({ defaultGraphs, namedGraphs: [] }));
        }
      }),
    );
  });

  it("do not show what was erased after the view was made", () => {
    const store = integerQuadStore({ iris });
    const [a, b] = nodes;
    const [p] = predicates;
    const [g] = graphs;
    store.open({ id: "x", quads: [DataFactory.quad(a as never, p as never, b as never, g as never)] }, 1);
    const { ids } = store.view({ mode: "exact" });
    const [from, by] = [a, p].map((term) => ids?.terms.idOf(term as never) ?? noTerm) as [TermId, TermId];
    expect(neighbours(ids, from, by, false)).toHaveLength(1);

    store.erase("x");

    expect(neighbours(ids, from, by, false)).toEqual([]);
  });
});

/** Reads twice: first by searching, and then by the edges that the searching has made. */
function expectSame(ids: IdView | undefined): void {
  for (const predicate of predicates)
    for (const node of [...nodes, ...nodes]) {
      const [from, by] = [node, predicate].map((term) => ids?.terms.idOf(term) ?? noTerm) as [TermId, TermId];
      if (ids === undefined || from === noTerm || by === noTerm) continue;
      for (const isInverse of [false, true]) {
        const cursor = ids.cursor();
        cursor.seek(isInverse ? noTerm : from, by, isInverse ? from : noTerm, noTerm);
        const expected: TermId[] = [];
        while (cursor.next()) expected.push(isInverse ? cursor.subject : cursor.object);

        expect(neighbours(ids, from, by, isInverse)).toEqual(expected.sort((a, b) => a - b));
      }
    }
}

function neighbours(ids: IdView | undefined, node: TermId, predicate: TermId, isInverse: boolean): TermId[] {
  const found = new NodeList();
  const reader = ids?.neighbours?.(predicate, isInverse);
  if (reader === undefined) throw new Error("There are no neighbours");
  reader.read(node, found);
  return [...new Set(found.items.subarray(0, found.length))].sort((a, b) => a - b);
}
