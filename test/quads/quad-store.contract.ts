import type { NamedNode, Quad, Term } from "@rdfjs/types";
import fc from "fast-check";
import { DataFactory } from "n3";
import { describe, expect, it } from "vitest";
import { type Iris, irisOf } from "../../src/mapping/iris.ts";
import type { CurrentStatements } from "../../src/quads/current-statements.ts";
import type { DerivedStatement, Mode, QuadStore, QuadView, Strength } from "../../src/quads/quad-store.ts";
import { modes } from "../../src/quads/quad-store.ts";

export const iris = irisOf({ baseIri: "http://test.example/id/", storeKey: new Uint8Array(32) });

/** What every `QuadStore` must do, whatever its engine. */
export function quadStoreContract(name: string, create: (dependencies: { iris: Iris }) => QuadStore): void {
  describe(name, () => {
    const aStore = () => create({ iris });

    it("answers each triple of the union once, and each graph by its name", () => {
      const store = aStore();
      store.open({ id: "a", quads: [inGraph(s1, p1, s2, g1)] }, 1);
      store.open({ id: "b", quads: [inGraph(s1, p1, s2, g2)] }, 2);

      const view = store.view({ mode: "asserted" });

      expect(texts(view.match(null, null, null, DataFactory.defaultGraph()))).toEqual(["s1 p1 s2"]);
      expect(texts(view.match(null, null, null, null))).toEqual(["s1 p1 s2 g1", "s1 p1 s2 g2"]);
      expect(texts(view.match(null, null, null, g2))).toEqual(["s1 p1 s2 g2"]);
      expect([...view.graphs()].sort()).toEqual([g1.value, g2.value]);
      expect(store.size).toBe(2);
    });

    it("keeps a triple until the last block that states it is closed, and finds it again when one reopens", () => {
      const store = aStore();
      const now = () =>
        texts(store.view({ mode: "asserted" }).match(s1, null, null, DataFactory.defaultGraph()));
      store.open({ id: "a", quads: [inGraph(s1, p1, s2, g1), inGraph(s1, p1, s2, g1)] }, 1);
      store.open({ id: "b", quads: [inGraph(s1, p1, s2, g2)] }, 2);

      const block = store.close("a", 3);
      expect(now()).toEqual(["s1 p1 s2"]);
      store.close("b", 4);
      expect(now()).toEqual([]);
      store.open(block, 5);
      expect(now()).toEqual(["s1 p1 s2"]);
      store.close("a", 6);

      expect(now()).toEqual([]);
      expect(store.size).toBe(0);
    });

    it("sees in each mode the graphs of the one before and more", () => {
      const store = aStore();
      store.open({ id: "a", quads: [inGraph(s1, p1, s2, g1)] }, 1);
      store.openDerived(derived("linked", s1, p2, s2, 2));
      store.openDerived(derived("possible", s1, p1, s2, 2));
      store.openDerived(derived("possible", s2, p2, s2, 2));

      const inMode = (mode: Mode) =>
        texts(store.view({ mode }).match(null, null, null, DataFactory.defaultGraph())).join(", ");

      expect(inMode("asserted")).toBe("s1 p1 s2");
      expect(inMode("exact")).toBe("s1 p1 s2, s1 p2 s2");
      expect(inMode("possible")).toBe("s1 p1 s2, s1 p2 s2, s2 p2 s2");
    });

    it("keeps one derived statement while another reason for it holds", () => {
      const store = aStore();
      const one = derived("linked", s1, p1, s2, 1, ["a"]);
      store.openDerived(one);
      store.openDerived({ ...one, supports: ["b"] });

      store.closeDerived(one, 2);

      expect([...store.view({ mode: "exact" }).match(s1, p1, s2, DataFactory.defaultGraph())]).toHaveLength(
        1,
      );
      expect([...store.derived(s1, null, null)].map(({ supports }) => supports)).toEqual([["b"]]);
      expect([...store.derived(null, p1, s2, 1)]).toHaveLength(2);
    });

    it("does not change under a match that is being read", () => {
      const store = aStore();
      store.open({ id: "a", quads: [inGraph(s1, p1, s2, g1), inGraph(s1, p2, s2, g1)] }, 1);
      store.open({ id: "b", quads: [inGraph(s2, p1, s2, g2)] }, 2);
      const view = store.view({ mode: "asserted" });

      const read = view.match(null, null, null, DataFactory.defaultGraph())[Symbol.iterator]();
      const quads = [read.next().value as Quad];
      store.close("a", 3);
      store.open({ id: "c", quads: [inGraph(s2, p2, s1, g1)] }, 3);
      for (let next = read.next(); !next.done; next = read.next()) quads.push(next.value);

      expect(texts(quads)).toEqual(["s1 p1 s2", "s1 p2 s2", "s2 p1 s2"]);
      expect(texts(view.match(null, null, null, g1))).toEqual(["s1 p1 s2 g1", "s1 p2 s2 g1"]);
    });

    it("refuses what would make it wrong", () => {
      const store = aStore();
      store.open({ id: "a", quads: [inGraph(s1, p1, s2, g1)] }, 1);
      const statement = derived("linked", s1, p1, s2, 1);
      store.openDerived(statement);

      expect(() => store.open({ id: "a", quads: [] }, 2)).toThrow(/open already/);
      expect(() => store.close("b", 2)).toThrow(/not open/);
      expect(() => store.openDerived(statement)).toThrow(/states the same twice/);
      expect(() => store.closeDerived({ ...statement, rule: "other" }, 2)).toThrow(/does not state/);
      expect(() => store.openDerived({ ...statement, quad: inGraph(s1, p1, s2, g1) })).toThrow(/no derived/);
      for (const graph of [iris.identityGraph, iris.derivedGraph("linked"), undefined])
        expect(() => store.open({ id: "b", quads: [DataFactory.quad(s1, p1, s2, graph)] }, 2)).toThrow(
          /no quads in/,
        );
      expect(store.block("b")).toBeUndefined();
      expect(store.size).toBe(2);
    });

    it("answers at every position as the intervals say, whatever was opened, closed and erased", () => {
      fc.assert(
        fc.property(fc.array(aStep, { maxLength: 30 }), (steps) => {
          const store = aStore();
          const model: Model = { blocks: [], statements: [] };
          const snapshots: Snapshot[] = [];

          steps.forEach((step, i) => {
            take(step, i, store, model, snapshots);
          });

          for (const mode of modes) {
            for (const position of [undefined, ...positionsOf(steps)])
              expectSame(viewAt(store, mode, position), statedAt(model, mode, position));
          }
          for (const { view, stated, erased } of snapshots) if (!erased) expectSame(view, stated);
          expect(store.size).toBe(new Set(statedAt(model, "possible").map(textOf)).size);
        }),
        { numRuns: 300 },
      );
    });

    it("tells what holds now, and what was opened since a mark, without a view", () => {
      fc.assert(
        fc.property(fc.array(aStep, { maxLength: 30 }), fc.nat(30), (steps, marked) => {
          const store = aStore();
          const model: Model = { blocks: [], statements: [] };
          let mark = 0;
          const opened = new Set<string>();

          steps.forEach((step, i) => {
            if (i === marked) mark = store.current("exact").mark;
            const known = new Set<unknown>([...model.blocks, ...model.statements]);
            take(step, i, store, model, []);
            if (i % 3 === 0) expectCurrent(store.current("exact"), statedAt(model, "exact"));
            if (i < marked) return;
            for (const block of model.blocks)
              if (!known.has(block)) for (const quad of block.value.quads) opened.add(textOf(quad));
            for (const statement of model.statements)
              if (!known.has(statement)) opened.add(textOf(statement.value.quad));
          });

          for (const mode of modes) expectCurrent(store.current(mode), statedAt(model, mode));
          const { terms, openedSince } = store.current("possible");
          const told = new Set<string>();
          const tell = (...ids: readonly number[]) => {
            told.add(ids.map((id) => textOfTerm(terms.term(id))).join(" "));
          };
          if (marked < steps.length && openedSince(mark, tell)) expect(told).toEqual(opened);
        }),
        { numRuns: 300 },
      );
    });

    it("tells the bundles that derived statements about a subject rest on", () => {
      const store = aStore();
      store.openDerived(derived("possible", s1, p1, s2, 1, ["http://test.example/a"]));
      store.openDerived(derived("linked", s1, p2, s2, 1, ["http://test.example/b", "http://test.example/c"]));
      store.openDerived(derived("linked", s2, p1, s1, 1, ["http://test.example/d"]));

      const { supportsOf, terms } = store.current("exact");

      expect([...supportsOf(terms.idOf(s1))].map(short).sort()).toEqual(["a", "b", "c"]);
    });
  });
}

const node = (text: string): NamedNode => DataFactory.namedNode(`http://test.example/${text}`);
const s1 = node("s1");
const s2 = node("s2");
const p1 = node("p1");
const p2 = node("p2");
const g1 = node("g1");
const g2 = node("g2");

function inGraph(subject: NamedNode, predicate: NamedNode, object: Quad["object"], graph: NamedNode): Quad {
  return DataFactory.quad(subject, predicate, object as NamedNode, graph) as Quad;
}

function derived(
  strength: Strength,
  subject: NamedNode,
  predicate: NamedNode,
  object: NamedNode,
  from: number,
  supports: readonly string[] = [],
): DerivedStatement {
  const stated = inGraph(subject, predicate, object, iris.derivedGraph(strength));
  return { quad: stated, rule: "test", ruleVersion: 1, supports, from };
}

const short = (text: string) => text.replace(/^http:\/\/test.example\//, "");
function textOfTerm({ termType, value }: Term): string {
  return termType === "Literal" ? `"${value}"` : short(value);
}
function textOf({ subject, predicate, object, graph }: Quad): string {
  return [subject, predicate, object, graph].map(textOfTerm).join(" ").trim();
}
function texts(quads: Iterable<Quad>): string[] {
  return [...quads].map(textOf).sort();
}

interface Stated<Value> {
  readonly value: Value;
  readonly from: number;
  to?: number;
}
/** The naive store: arrays of intervals. */
interface Model {
  blocks: Stated<{ readonly id: string; readonly quads: readonly Quad[] }>[];
  statements: Stated<DerivedStatement>[];
}
interface Snapshot {
  readonly view: QuadView;
  readonly stated: readonly Quad[];
  erased: boolean;
}

const aTerm = fc.constantFrom(s1, s2);
const aTriple = fc.tuple(
  aTerm,
  fc.constantFrom(p1, p2),
  fc.oneof(aTerm, fc.constant(DataFactory.literal("s1"))),
);
const aBlock = fc.record({
  id: fc.constantFrom("a", "b", "c"),
  quads: fc.array(fc.tuple(aTriple, fc.constantFrom(g1, g2)), { maxLength: 4 }),
});
const aStatement = fc.record({
  strength: fc.constantFrom<Strength>("asserted", "linked", "possible"),
  classes: fc.constantFrom([], ["x"]),
  triple: aTriple,
  rule: fc.constantFrom("r1", "r2"),
});
const aStep = fc.oneof(
  { weight: 6, arbitrary: fc.record({ do: fc.constant("open"), block: aBlock }) },
  { weight: 6, arbitrary: fc.record({ do: fc.constant("derive"), statement: aStatement }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant("erase"), id: fc.constantFrom("a", "b", "c") }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant("clear") }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant("look"), mode: fc.constantFrom(...modes) }) },
);
type Step = typeof aStep extends fc.Arbitrary<infer Each> ? Each : never;

function positionsOf(steps: readonly Step[]): number[] {
  return [...Array(Math.ceil(steps.length / 2) + 1).keys()];
}

/** Two steps share a position, as the records of a batch do. An open block or statement is closed by its repeat. */
function take(step: Step, i: number, store: QuadStore, model: Model, snapshots: Snapshot[]): void {
  const position = Math.floor(i / 2);
  if ("block" in step) {
    const quads = step.block.quads.map(([[s, p, o], g]) => inGraph(s, p, o, g));
    const open = model.blocks.find(({ value, to }) => value.id === step.block.id && to === undefined);
    if (open === undefined) {
      store.open({ id: step.block.id, quads }, position);
      model.blocks.push({ value: { id: step.block.id, quads }, from: position });
    } else {
      expect(store.close(step.block.id, position).quads).toEqual(open.value.quads);
      open.to = position;
    }
  } else if ("statement" in step) {
    const { strength, classes, triple, rule } = step.statement;
    const graph = iris.derivedGraph(strength, classes);
    const stated = inGraph(triple[0], triple[1], triple[2], graph);
    const statement = { quad: stated, rule, ruleVersion: 1, supports: [], from: position };
    const open = model.statements.find(
      ({ value, to }) => to === undefined && value.rule === rule && value.quad.equals(stated),
    );
    if (open === undefined) {
      store.openDerived(statement);
      model.statements.push({ value: statement, from: position });
    } else {
      store.closeDerived(statement, position);
      open.to = position;
    }
  } else if ("id" in step) {
    store.erase(step.id);
    for (const each of snapshots) each.erased ||= model.blocks.some(({ value }) => value.id === step.id);
    model.blocks = model.blocks.filter(({ value }) => value.id !== step.id);
  } else if ("mode" in step) {
    snapshots.push({
      view: store.view({ mode: step.mode }),
      stated: statedAt(model, step.mode),
      erased: false,
    });
  } else {
    store.clearDerived();
    model.statements = [];
  }
}

function viewAt(store: QuadStore, mode: Mode, position: number | undefined): QuadView {
  return position === undefined ? store.view({ mode }) : store.view({ mode, position });
}

function statedAt({ blocks, statements }: Model, mode: Mode, position?: number): Quad[] {
  const holds = ({ from, to }: Stated<unknown>) =>
    position === undefined ? to === undefined : from <= position && (to === undefined || position < to);
  const strengths = { asserted: ["asserted"], exact: ["asserted", "linked"], possible: [""] }[mode];
  return [
    ...blocks.filter(holds).flatMap(({ value }) => value.quads),
    ...statements
      .filter(holds)
      .map(({ value }) => value.quad)
      .filter(({ graph }) => strengths.some((each) => graph.value.includes(`/derived/${each}`))),
  ];
}

/** Reads by all that can be sought, with and without passing over repeats. */
function expectCurrent(statements: CurrentStatements, stated: readonly Quad[]): void {
  const { terms } = statements;
  const cursor = statements.cursor();
  const asTriple = ({ subject, predicate, object }: Quad) =>
    [subject, predicate, object].map(textOfTerm).join(" ");
  const text = (id: number) => textOfTerm(terms.term(id));
  for (const subject of [undefined, s1]) {
    for (const predicate of [undefined, p1]) {
      for (const object of [undefined, s2, DataFactory.literal("s1")]) {
        const ids = [subject, predicate, object].map((term) => (term === undefined ? 0 : terms.idOf(term)));
        const [s = 0, p = 0, o = 0] = ids;
        // What no quad has, has no number.
        if ((subject !== undefined && s === 0) || (predicate !== undefined && p === 0)) continue;
        if ((object !== undefined && o === 0) || (s === 0 && o === 0)) continue;
        const matching = stated.filter(
          (each) =>
            (subject === undefined || each.subject.equals(subject)) &&
            (predicate === undefined || each.predicate.equals(predicate)) &&
            (object === undefined || each.object.equals(object)),
        );

        const quads = new Set<string>();
        const triples = new Set<string>();
        for (cursor.seek(s, p, o); cursor.next(); )
          quads.add([cursor.subject, cursor.predicate, cursor.object, cursor.graph].map(text).join(" "));
        for (cursor.seek(s, p, o); cursor.next(); cursor.passTriple())
          triples.add([cursor.subject, cursor.predicate, cursor.object].map(text).join(" "));

        expect([...quads].sort()).toEqual([...new Set(matching.map(textOf))].sort());
        expect([...triples].sort()).toEqual([...new Set(matching.map(asTriple))].sort());
      }
    }
  }
}

function expectSame(view: QuadView, stated: readonly Quad[]): void {
  const distinct = (quads: readonly Quad[]) => [...new Set(quads.map(textOf))].sort();
  const asTriple = ({ subject, predicate, object }: Quad) =>
    DataFactory.quad(subject, predicate, object) as Quad;
  for (const subject of [null, s1]) {
    for (const predicate of [null, p1]) {
      for (const object of [null, s2, DataFactory.literal("s1")]) {
        const matching = stated.filter(
          (each) =>
            (subject === null || each.subject.equals(subject)) &&
            (predicate === null || each.predicate.equals(predicate)) &&
            (object === null || each.object.equals(object)),
        );
        const cases = [
          { graph: DataFactory.defaultGraph(), expected: matching.map(asTriple) },
          { graph: null, expected: matching },
          { graph: g1, expected: matching.filter(({ graph }) => graph.equals(g1)) },
        ];
        for (const { graph, expected } of cases) {
          expect(texts(view.match(subject, predicate, object, graph))).toEqual(distinct(expected));
          if (expected.length > 0)
            expect(view.estimate(subject, predicate, object, graph)).toBeGreaterThan(0);
        }
      }
    }
  }
  expect([...view.graphs()].sort()).toEqual([...new Set(stated.map(({ graph }) => graph.value))].sort());
}
