import type { Quad, Term } from "@rdfjs/types";
import fc from "fast-check";
import { DataFactory } from "n3";
import { describe, expect, it } from "vitest";
import { isSettled } from "../../../src/columns/columns.ts";
import { irisOf } from "../../../src/mapping/iris.ts";
import { anyGraph, type IdView, noTerm, type TermId } from "../../../src/quads/id-view.ts";
import { integerQuadStore } from "../../../src/quads/integer-quad-store.ts";
import { n3QuadStore } from "../../../src/quads/n3-quad-store.ts";
import {
  type DerivedStatement,
  modes,
  type QuadStore,
  type QuadView,
} from "../../../src/quads/quad-store.ts";
import { quadKey } from "../../../src/quads/term-key.ts";
import { copied } from "../../columns/copied.ts";

const iris = irisOf({ baseIri: "http://test.example/id/", storeKey: new Uint8Array(32) });
const node = (text: string) => DataFactory.namedNode(`http://test.example/${text}`);
const subjects = ["s1", "s2", "s3"].map(node);
const predicates = ["p1", "p2"].map(node);
const objects = [...subjects, node("o"), DataFactory.literal("s1"), DataFactory.literal("s1", "en")];
const blockGraphs = ["g1", "g2", "g3"].map(node);
const derivedGraphs = (["asserted", "linked", "possible"] as const).map((each) => iris.derivedGraph(each));
const graphs = [...blockGraphs, ...derivedGraphs];

const aTriple = fc.tuple(
  fc.constantFrom(...subjects),
  fc.constantFrom(...predicates),
  fc.constantFrom(...objects),
);
const anId = fc.constantFrom("a", "b", "c", "d");
const aStep = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.record({
      block: anId,
      quads: fc.array(fc.tuple(aTriple, fc.constantFrom(...blockGraphs)), { maxLength: 6 }),
    }),
  },
  {
    weight: 8,
    arbitrary: fc.record({
      triple: aTriple,
      graph: fc.constantFrom(...derivedGraphs),
      rule: fc.constantFrom("r1", "r2"),
      supports: fc.constantFrom([], ["x"], ["x", "y"]),
    }),
  },
  { weight: 1, arbitrary: fc.record({ erased: anId }) },
  { weight: 1, arbitrary: fc.record({ cleared: fc.constant(true) }) },
  { weight: 1, arbitrary: fc.record({ rested: fc.constant(true) }) },
  { weight: 3, arbitrary: fc.record({ looked: fc.constantFrom(...modes), isRead: fc.boolean() }) },
);
type Step = typeof aStep extends fc.Arbitrary<infer Each> ? Each : never;
const aHistory = fc.array(aStep, { maxLength: 40 });
const someSizes = fc.record({
  tailRows: fc.constantFrom(1, 4, 100),
  smallestRows: fc.constantFrom(1, 4, 16),
  factor: fc.constantFrom(2, 16),
});

describe("the view as numbers", () => {
  it("is the view of the N3 store, in each mode and at each position, whatever happened", () => {
    fc.assert(
      fc.property(aHistory, someSizes, fc.boolean(), (history, sizes, isInOrder) => {
        let store = integerQuadStore({ iris, sizes });
        const oracle = n3QuadStore({ iris });

        history.forEach((step, i) => {
          if ("rested" in step) store = integerQuadStore({ iris, sizes, columns: copied(store.columns()) });
          for (const each of [store, oracle]) take(step, isInOrder ? i : (i * 7) % 23, each);
        });

        expect(store.size).toBe(oracle.size);
        for (const mode of modes)
          for (const position of [undefined, 0, history.length >> 2, history.length >> 1]) {
            const options = { mode, ...(position === undefined ? {} : { position }) };
            expectSame(store.view(options), oracle.view(options));
            expect(reasons(store, position)).toEqual(reasons(oracle, position));
          }
      }),
      { numRuns: 40 },
    );
  });

  it("stays as it was, read at once or late, while the store goes on", () => {
    fc.assert(
      fc.property(aHistory, someSizes, (history, sizes) => {
        const store = integerQuadStore({ iris, sizes });
        const held: { readonly view: QuadView; readonly quads: readonly string[] }[] = [];

        history.forEach((step, i) => {
          if ("erased" in step) return;
          take(step, i, store);
          if (!("looked" in step)) return;
          const view = store.view({ mode: step.looked });
          const copy = integerQuadStore({ iris });
          for (const [j, earlier] of history.slice(0, i).entries())
            if (!("erased" in earlier)) take(earlier, j, copy);
          held.push({ view, quads: keys(copy.view({ mode: step.looked })) });
          if (step.isRead) keys(view);
        });

        for (const { view, quads } of held) expect(keys(view)).toEqual(quads);
      }),
      { numRuns: 150 },
    );
  });

  it("comes back from columns that were taken while the store went on, which never give a settled name twice", () => {
    fc.assert(
      fc.property(aHistory, fc.array(aStep), someSizes, (history, more, sizes) => {
        const [store, copy] = [integerQuadStore({ iris, sizes }), integerQuadStore({ iris, sizes })];
        for (const [i, step] of history.entries()) for (const each of [store, copy]) take(step, i, each);

        const columns = store.columns();
        const before = copied(columns);
        for (const [i, step] of more.entries()) take(step, history.length + i, store);
        const rested = integerQuadStore({ iris, sizes, columns: copied(columns) });
        for (const [i, step] of more.entries())
          for (const each of [rested, copy]) take(step, history.length + i, each);

        expect(copied(columns)).toEqual(before);
        for (const mode of modes) expect(keys(rested.view({ mode }))).toEqual(keys(copy.view({ mode })));
        expect(reasons(rested, undefined)).toEqual(reasons(copy, undefined));
        expect(rested.size).toBe(copy.size);
        for (const [name, column] of Object.entries(copied(rested.columns())))
          if (isSettled(name) && name in before) expect(column).toEqual(before[name]);
      }),
      { numRuns: 150 },
    );
  });

  it("hides what is erased from a scan that has begun", () => {
    const store = integerQuadStore({ iris });
    const [s1, s2, s3] = subjects;
    const inGraph = (subject: Term | undefined, graph: Term | undefined) =>
      DataFactory.quad(subject as never, node("p1"), node("o"), graph as never) as Quad;
    store.open({ id: "a", quads: [inGraph(s1, blockGraphs[0]), inGraph(s3, blockGraphs[0])] }, 1);
    store.open({ id: "b", quads: [inGraph(s2, blockGraphs[1])] }, 1);
    const read = store.view({ mode: "exact" }).match(null, null, null, null)[Symbol.iterator]();
    read.next();

    store.erase("a");

    expect(read.next().value.subject.value).toBe(s2?.value);
    expect(read.next().done).toBe(true);
  });

  it("reads the graphs of a dataset one by one where they are few among many", () => {
    const store = integerQuadStore({ iris, sizes: { tailRows: 20, smallestRows: 20, factor: 4 } });
    const all: Quad[] = [];
    for (let i = 0; i < 100; i++) {
      const quads = subjects.map((subject, j) =>
        DataFactory.quad(subject, node("p1"), node(`o${(i * j) % 5}`), node(`graph${i % 40}`)),
      ) as Quad[];
      store.open({ id: `block${i}`, quads }, i);
      if (i % 3 === 0) store.close(`block${i}`, i);
      else all.push(...quads);
    }
    const { ids } = store.view({ mode: "exact" });
    if (ids === undefined) throw new Error("The view has no numbers");
    const few = known(
      ids,
      [1, 2, 5, 7, 13].map((i) => node(`graph${i}`)),
    );
    const dataset = { defaultGraphs: few, namedGraphs: few.slice(1) };

    expectQuads(ids.dataset(dataset), all, dataset);
    expect(ids.dataset(dataset).estimate(noTerm, noTerm, noTerm, noTerm)).toBeLessThan(60);
  });

  it("never estimates less than there is", () => {
    const store = integerQuadStore({ iris });
    const quads = subjects.map((subject) => DataFactory.quad(subject, node("p1"), node("o"), node("g1")));
    store.open({ id: "a", quads: quads as Quad[] }, 1);
    const { ids } = store.view({ mode: "exact" });
    const predicate = ids?.terms.idOf(node("p1")) ?? noTerm;

    expect(ids?.estimate(noTerm, predicate, noTerm, noTerm)).toBe(3);
    expect(ids?.distinct(predicate, "subject")).toBe(3);
    expect(ids?.distinct(predicate, "object")).toBe(1);
    expect(ids?.estimate(noTerm, ids.terms.idOf(node("g1")), noTerm, noTerm)).toBe(0);
  });
});

/** Two steps share a position. What is open is closed by its repeat. */
function take(step: Step, i: number, store: QuadStore): void {
  const position = i >> 1;
  if ("block" in step) {
    const quads = step.quads.map(([triple, graph]) => DataFactory.quad(...triple, graph) as Quad);
    if (store.block(step.block) === undefined) store.open({ id: step.block, quads }, position);
    else store.close(step.block, position);
  } else if ("triple" in step) {
    const quad = DataFactory.quad(...step.triple, step.graph) as Quad;
    const { rule, supports } = step;
    const isOpen = [...store.derived(...step.triple)].some(
      (each) => each.quad.equals(quad) && each.rule === rule && each.supports.join() === supports.join(),
    );
    if (isOpen) store.closeDerived({ quad, rule, ruleVersion: 1, supports }, position);
    else store.openDerived({ quad, rule, ruleVersion: 1, supports, from: position });
  } else if ("erased" in step) store.erase(step.erased);
  else if ("cleared" in step) store.clearDerived();
}

const sorted = (texts: Iterable<string>) => [...texts].sort();
function keys(view: QuadView): string[] {
  return sorted([...view.match(null, null, null, null)].map(quadKey));
}

function reasons(store: QuadStore, position: number | undefined): string[] {
  const text = ({ quad, rule, ruleVersion, supports, from, to }: DerivedStatement) =>
    JSON.stringify([quadKey(quad), rule, ruleVersion, supports, from, to]);
  const patterns = [
    [null, null, null],
    [subjects[0], null, null],
    [subjects[0], null, objects[4]],
    [null, predicates[0], objects[1]],
    [null, predicates[1], null],
    [null, null, objects[3]],
  ] as const;
  return patterns.flatMap(([s, p, o]) =>
    sorted([...store.derived(s ?? null, p ?? null, o ?? null, position)].map(text)),
  );
}

/** Compares by patterns of every sort, without a dataset and with three. */
function expectSame(view: QuadView, oracle: QuadView): void {
  const { ids } = view;
  if (ids === undefined) throw new Error("The view has no numbers");
  const all = [...oracle.match(null, null, null, null)];
  expect(sorted(view.graphs())).toEqual(sorted(oracle.graphs()));
  expectQuads(ids, all, undefined);

  for (const [defaults, named] of [
    [[blockGraphs[0]], [blockGraphs[0], derivedGraphs[1]]],
    [[blockGraphs[0], blockGraphs[1], derivedGraphs[1]], [blockGraphs[2]]],
    [[], blockGraphs],
  ] as const) {
    const dataset = { defaultGraphs: known(ids, defaults), namedGraphs: known(ids, named) };
    expectQuads(ids.dataset(dataset), all, dataset);
  }
}

function known(ids: IdView, terms: readonly (Term | undefined)[]): TermId[] {
  return terms.map((term) => (term === undefined ? noTerm : ids.terms.idOf(term))).filter((id) => id !== 0);
}

function expectQuads(ids: IdView, all: readonly Quad[], dataset?: Parameters<IdView["dataset"]>[0]): void {
  const quads = all.map(
    ({ subject, predicate, object, graph }) =>
      [subject, predicate, object, graph].map((term) => ids.terms.idOf(term)) as unknown as Row,
  );
  const named = quads.filter(([, , , g]) => dataset === undefined || dataset.namedGraphs.includes(g));
  const union = quads.filter(([, , , g]) => dataset === undefined || dataset.defaultGraphs.includes(g));
  const cursor = ids.cursor();
  expect(sorted([...ids.graphs()].map(String))).toEqual(sorted(new Set(named.map(([, , , g]) => String(g)))));

  for (const s of [noTerm, ...known(ids, subjects.slice(0, 2))])
    for (const p of [noTerm, ...known(ids, predicates.slice(0, 1))])
      for (const o of [noTerm, ...known(ids, [objects[0], objects[4]])])
        for (const g of [noTerm, anyGraph, ...known(ids, graphs)]) {
          const isWanted = (row: Row) => [s, p, o].every((id, i) => id === noTerm || row[i] === id);
          const expected =
            g === noTerm
              ? union.filter(isWanted).map(([a, b, c]) => [a, b, c, noTerm])
              : named.filter((row) => isWanted(row) && (g === anyGraph || row[3] === g));
          cursor.seek(s, p, o, g);
          const found: string[] = [];
          while (cursor.next())
            found.push(String([cursor.subject, cursor.predicate, cursor.object, cursor.graph]));
          expect(found.sort()).toEqual(sorted(new Set(expected.map(String))));
          const estimate = ids.estimate(s, p, o, g);
          expect(estimate).toBeGreaterThanOrEqual(found.length);
        }
}
type Row = readonly [TermId, TermId, TermId, TermId];
