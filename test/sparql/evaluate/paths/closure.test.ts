import type { Quad } from "@rdfjs/types";
import fc from "fast-check";
import { DataFactory } from "n3";
import { describe, expect, it } from "vitest";
import { integerQuadStore } from "../../../../src/quads/integer-quad-store.ts";
import type { QuadStore } from "../../../../src/quads/quad-store.ts";
import { type SegmentSizes, segmentSizes } from "../../../../src/quads/segments/quad-index.ts";
import { integerEngine } from "../../../../src/sparql/integer-engine.ts";
import { iris, rowsOf } from "../../fixtures.ts";

/** Pairs of nodes, as `a b`. */
type Pairs = ReadonlySet<string>;
interface Path {
  readonly text: string;
  readonly pairs: (triples: readonly Triple[]) => Pairs;
}
type Triple = readonly [string, "p" | "q", string];

const nodes = Array.from("abcdefghij");
const aTriple = fc.tuple(
  fc.constantFrom(...nodes),
  fc.constantFrom("p" as const, "q" as const),
  fc.constantFrom(...nodes),
);
const someTriples = fc.array(aTriple, { maxLength: 24 });

const link = (name: "p" | "q"): Path => ({
  text: `:${name}`,
  pairs: (triples) => new Set(triples.filter(([, by]) => by === name).map(([a, , b]) => `${a} ${b}`)),
});
const aPath = fc.letrec<{ path: Path }>((tie) => ({
  path: fc.oneof(
    { maxDepth: 3 },
    fc.constantFrom(link("p"), link("q")),
    tie("path").map((path) => ({
      text: `(^${path.text})`,
      pairs: (all: readonly Triple[]) => turned(path.pairs(all)),
    })),
    fc.tuple(tie("path"), tie("path")).map(([a, b]) => ({
      text: `(${a.text}|${b.text})`,
      pairs: (all: readonly Triple[]) => new Set([...a.pairs(all), ...b.pairs(all)]),
    })),
    fc.tuple(tie("path"), tie("path")).map(([a, b]) => ({
      text: `(${a.text}/${b.text})`,
      pairs: (all: readonly Triple[]) => composed(a.pairs(all), b.pairs(all)),
    })),
    tie("path").map((path) => ({
      text: `((${path.text})?)`,
      pairs: (all: readonly Triple[]) =>
        new Set([...path.pairs(all), ...nodesOf(all).map((node) => `${node} ${node}`)]),
    })),
    tie("path").map(closureOf),
  ),
})).path;

describe("a closure", () => {
  const engine = integerEngine({ fallBack: false });
  const ask = async (store: QuadStore, query: string) =>
    rowsOf(await engine.query(`PREFIX : <urn:x:> ${query}`, store.view({ mode: "exact" })));

  it("is the closure of its pairs, from one start, to one end, between two, from some and from all", async () => {
    await fc.assert(
      fc.asyncProperty(
        someTriples,
        aPath,
        fc.subarray(nodes, { minLength: 1 }),
        async (triples, path, some) => {
          const store = filled(triples);
          const { text, pairs } = closureOf(path);
          const expected = [...pairs(triples)].sort();
          const [one] = some;
          const values = some.map((node) => `:${node}`).join(" ");
          const isIn = new Set(nodesOf(triples));

          expect(await ask(store, `SELECT ?x ?y { ?x ${text} ?y }`)).toEqual(expected);
          expect(await ask(store, `SELECT ?x ?y { VALUES ?x { ${values} } ?x ${text} ?y }`)).toEqual(
            expected.filter((pair) => some.includes(pair.slice(0, 1))),
          );
          expect(await ask(store, `SELECT DISTINCT ?y { VALUES ?x { ${values} } ?x ${text} ?y }`)).toEqual(
            [
              ...new Set(
                expected.filter((pair) => some.includes(pair.slice(0, 1))).map((pair) => pair.slice(2)),
              ),
            ].sort(),
          );
          expect(
            await ask(store, `SELECT ?x ?y { VALUES (?x ?y) { (:${one} :a) (:${one} :b) } ?x ${text} ?y }`),
          ).toEqual([`${one} a`, `${one} b`].filter((pair) => expected.includes(pair)));
          if (!isIn.has(one as string)) return;
          expect(await ask(store, `SELECT ?y { :${one} ${text} ?y }`)).toEqual(
            expected.filter((pair) => pair.startsWith(`${one} `)).map((pair) => pair.slice(2)),
          );
          expect(await ask(store, `SELECT ?x { ?x ${text} :${one} }`)).toEqual(
            expected.filter((pair) => pair.endsWith(` ${one}`)).map((pair) => pair.slice(0, 1)),
          );
        },
      ),
      { numRuns: 40 },
    );
  });

  it("ends where no start is in the store", async () => {
    const store = filled([["a", "p", "b"]]);

    expect(await ask(store, "SELECT ?x ?y { VALUES ?x { :v :w } ?x :p+ ?y }")).toEqual([]);
  });

  it("walks from more starts than a word has bits, through circles that meet", async () => {
    const size = 100;
    const around = (name: string) =>
      Array.from({ length: size }, (_, i): Triple => [`${name}${i}`, "p", `${name}${(i + 1) % size}`]);
    const store = filled([...around("n"), ...around("m"), ["n7", "p", "m3"]]);

    const rows = await ask(store, "SELECT ?x (COUNT(?y) AS ?n) { ?x :p+ ?y } GROUP BY ?x");

    expect(rows).toHaveLength(2 * size);
    for (const row of rows) expect(row).toMatch(row.startsWith("n") ? / 200$/ : / 100$/);
  });

  it("does not run out of stack, however long a lineage is", async () => {
    const length = 20_000;
    const chain = Array.from({ length }, (_, i): Triple => [`n${i}`, "p", `n${i + 1}`]);
    const store = filled(chain, segmentSizes);

    expect(await ask(store, "SELECT (COUNT(*) AS ?n) { :n0 :p+ ?y }")).toEqual([`${length}`]);
    expect(await ask(store, "SELECT (COUNT(*) AS ?n) { VALUES ?x { :n0 :n1 } ?x :p+ ?y }")).toEqual([
      `${2 * length - 1}`,
    ]);
  });
});

function closureOf(path: Path): Path {
  return {
    text: `((${path.text})+)`,
    pairs: (all: readonly Triple[]) => {
      let found = path.pairs(all);
      for (;;) {
        const more: Pairs = new Set([...found, ...composed(found, found)]);
        if (more.size === found.size) return found;
        found = more;
      }
    },
  };
}

function composed(a: Pairs, b: Pairs): Pairs {
  const found = new Set<string>();
  for (const first of a)
    for (const second of b) if (first.at(-1) === second.at(0)) found.add(`${first.at(0)} ${second.at(-1)}`);
  return found;
}

function turned(pairs: Pairs): Pairs {
  return new Set([...pairs].map((pair) => `${pair.at(-1)} ${pair.at(0)}`));
}

function nodesOf(triples: readonly Triple[]): string[] {
  return [...new Set(triples.flatMap(([a, , b]) => [a, b]))];
}

/** A store of several segments, every third triple in two graphs. */
function filled(
  triples: readonly Triple[],
  sizes: SegmentSizes = { tailRows: 8, smallestRows: 8, factor: 4 },
): QuadStore {
  const node = (name: string) => DataFactory.namedNode(`urn:x:${name}`);
  const store = integerQuadStore({ iris, sizes });
  for (const [i, [a, by, b]] of triples.entries()) {
    const quad = (graph: string) => DataFactory.quad(node(a), node(by), node(b), node(graph)) as Quad;
    store.open({ id: `b${i}`, quads: i % 3 === 0 ? [quad("g"), quad("h")] : [quad("g")] }, i);
  }
  return store;
}
