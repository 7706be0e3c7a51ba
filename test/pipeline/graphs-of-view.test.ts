import type { NamedNode, Quad } from "@rdfjs/types";
import fc from "fast-check";
import { DataFactory } from "n3";
import { describe, expect, it } from "vitest";
import type { StoreGraphs } from "../../src/interop/store-graphs.ts";
import { writeExport } from "../../src/interop/write-export.ts";
import { irisOf } from "../../src/mapping/iris.ts";
import { descriptionOf, graphsOf } from "../../src/pipeline/graphs-of-view.ts";
import { withIdentity } from "../../src/quads/identity-view.ts";
import { integerQuadStore } from "../../src/quads/integer-quad-store.ts";
import { n3QuadStore } from "../../src/quads/n3-quad-store.ts";
import { ntripleOf } from "../../src/quads/nquads.ts";
import { modes, type QuadStore, type QuadView, type Strength } from "../../src/quads/quad-store.ts";

const iris = irisOf({ baseIri: "http://test.example/id/", storeKey: new Uint8Array(32) });
const stores = {
  integer: () => integerQuadStore({ iris, sizes: { tailRows: 4, smallestRows: 4, factor: 2 } }),
  n3: () => n3QuadStore({ iris }),
};

/** Few names, so that graphs state the same, and a graph is spoken of. */
const aNode = fc.constantFrom("a", "b", "g1", "g2").map(nodeOf);
const aTriple = fc.tuple(aNode, fc.constantFrom("p", "q").map(nodeOf), aNode);
const aGraph = fc.constantFrom("g1", "g2", "g3").map(nodeOf);
const aBlock = fc.array(fc.tuple(aTriple, aGraph), { minLength: 1, maxLength: 5 });
const aStatement = fc.tuple(aTriple, fc.constantFrom<Strength>("asserted", "linked", "possible"));
const aHistory = fc.array(fc.oneof(aBlock, aStatement), { minLength: 1, maxLength: 12 });
const aPosition = fc.option(fc.nat(12), { nil: undefined });
const someGraphs = fc.uniqueArray(aGraph, { maxLength: 3, selector: ({ value }) => value });

describe.each(Object.entries(stores))(
  "the triples of graphs, from a view of the engine %s",
  (name, create) => {
    it("are those of their quads, each once, whatever is seen", () => {
      fc.assert(
        fc.property(
          aHistory,
          fc.constantFrom(...modes),
          aPosition,
          someGraphs,
          (history, mode, position, some) => {
            const view = filled(create(), history).view({
              mode,
              ...(position === undefined ? {} : { position }),
            });
            const all = graphsOf(view, [...view.graphs()]);
            const named = graphsOf(
              view,
              some.map(({ value }) => value),
            );

            for (const graphs of [all, named])
              if (name === "integer") expect(linesOf(graphs.triples?.())).toEqual(distinct(quadsOf(graphs)));
              else expect(graphs.triples).toBeUndefined();
          },
        ),
      );
    });

    it("are of a description those of its quads", () => {
      fc.assert(
        fc.property(aHistory, aNode, (history, node) => {
          const described = descriptionOf(node, filled(create(), history).view({ mode: "possible" }));

          expect(linesOf(described.triples?.())).toEqual(distinct(described.allQuads()));
        }),
      );
    });

    it.each(["turtle", "ntriples", "rdfxml"] as const)("are what %s has", async (format) => {
      const view = filled(create(), [[[[nodeOf("a"), nodeOf("p"), nodeOf("b")], nodeOf("g1")]]]).view({
        mode: "exact",
      });
      const named = withIdentity(view, iris.identityGraph, () => [identity]);
      const graphs = [nodeOf("g1").value, iris.identityGraph.value];

      const [one, both] = [await written(named, graphs.slice(0, 1)), await written(named, graphs)];

      expect(one).toContain("http://test.example/b");
      expect(one).not.toContain("Jane");
      expect(both).toContain("http://test.example/b");
      expect(both).toContain("Jane");

      async function written(seen: QuadView, names: readonly string[]): Promise<string> {
        const { pieces } = await writeExport(graphsOf(seen, names), format, {
          base: iris.base,
          mostQuads: 10,
        });
        let text = "";
        for await (const piece of pieces) text += piece;
        return text;
      }
    });
  },
);

const identity = DataFactory.quad(nodeOf("a"), nodeOf("p"), DataFactory.literal("Jane"), iris.identityGraph);

/** Every second entry is closed again at the third after it. */
function filled(store: QuadStore, history: typeof aHistory extends fc.Arbitrary<infer Each> ? Each : never) {
  const closings = new Map<number, () => void>();
  history.forEach((entry, i) => {
    closings.get(i)?.();
    const [first, strength] = entry;
    const closing =
      typeof strength === "string" ? derived(first as Triple, strength) : opened(entry as Block);
    if (i % 2 === 0) closings.set(i + 3, closing);

    function opened(block: Block): () => void {
      const quads = block.map(([triple, graph]) => quadOf(triple, graph));
      store.open({ id: `block ${i}`, quads }, i);
      return () => void store.close(`block ${i}`, i + 3);
    }
    function derived(triple: Triple, of: Strength): () => void {
      const quad = quadOf(triple, iris.derivedGraph(of));
      const statement = { quad, rule: `rule ${i}`, ruleVersion: 1, supports: [] };
      store.openDerived({ ...statement, from: i });
      return () => store.closeDerived(statement, i + 3);
    }
  });
  return store;
}

type Triple = readonly [NamedNode, NamedNode, NamedNode];
type Block = readonly (readonly [Triple, NamedNode])[];

function quadOf(triple: Triple, graph: NamedNode): Quad {
  return DataFactory.quad(...triple, graph);
}

function* quadsOf(graphs: StoreGraphs): Iterable<Quad> {
  for (const name of graphs.names) yield* graphs.quadsOf(name);
}

function distinct(quads: Iterable<Quad>): string[] {
  return [...new Set(linesOf(quads))];
}

function linesOf(quads: Iterable<Quad> | undefined): string[] {
  return [...(quads ?? [])].map(ntripleOf).sort();
}

function nodeOf(local: string): NamedNode {
  return DataFactory.namedNode(`http://test.example/${local}`);
}
