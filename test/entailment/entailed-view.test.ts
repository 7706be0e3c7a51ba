import type { Quad, Term } from "@rdfjs/types";
import fc from "fast-check";
import { DataFactory } from "n3";
import { describe, expect, it } from "vitest";
import { axiomsOf } from "../../src/entailment/axioms.ts";
import { firstOfOntology } from "../../src/entailment/entailed-terms.ts";
import { entailedView } from "../../src/entailment/entailed-view.ts";
import { provAxioms } from "../../src/entailment/prov-axioms.ts";
import { anyGraph, type IdView, noTerm, type TermId } from "../../src/quads/id-view.ts";
import { integerQuadStore } from "../../src/quads/integer-quad-store.ts";
import { NodeList } from "../../src/quads/lineage/node-list.ts";
import type { QuadView } from "../../src/quads/quad-store.ts";
import { termKey } from "../../src/quads/term-key.ts";
import { type Dataset, datasetView } from "../../src/sparql/dataset-view.ts";
import { prov, rdf } from "../../src/vocabulary.ts";
import { iris } from "../sparql/fixtures.ts";
import { axiomQuads } from "./axiom-quads.ts";
import { closedView } from "./oracle.ts";
import { someAxioms } from "./some-axioms.ts";

const effort = Number(process.env.MUNIMENT_LAW_RUNS ?? 8);
const named = (name: string) => DataFactory.namedNode(`urn:x:${name}`);
const nodes: readonly Term[] = ["n0", "n1", "n2", "c0"].map(named);
const literal = DataFactory.literal("x");
const predicates = [...["p", "q", "r", "s"].map(named), rdf.type];
const graphs = ["g0", "g1"].map(named);

const someQuads = fc.array(
  fc
    .tuple(
      fc.constantFrom(...nodes),
      fc.constantFrom(...predicates),
      fc.oneof(
        { weight: 5, arbitrary: fc.constantFrom(...nodes) },
        { weight: 1, arbitrary: fc.constant<Term>(literal) },
      ),
      fc.constantFrom(...graphs),
    )
    .map((terms) => DataFactory.quad(...(terms as unknown as [never, never, never, never])) as Quad),
  { minLength: 4, maxLength: 16 },
);
const someGraphs = fc.subarray(graphs);
const aDataset: fc.Arbitrary<Dataset | undefined> = fc.option(
  fc.record({ defaultGraphs: someGraphs, namedGraphs: someGraphs }),
  { nil: undefined, freq: 3 },
);
/** Every term that a pattern may have, among them such as only follow or are nowhere. */
const places = {
  subject: [null, ...nodes, named("c1"), literal],
  predicate: [null, ...predicates, named("t"), named("nowhere")],
  object: [null, ...nodes, named("c1"), named("c2"), literal],
  graph: [DataFactory.defaultGraph(), null, named("g0"), named("nowhere")],
};
const patterns = places.graph.flatMap((g) =>
  places.subject.flatMap((s) =>
    places.predicate.flatMap((p) => places.object.map((o) => [s, p, o, g] as const)),
  ),
);

describe("entailedView", { timeout: 600_000 }, () => {
  it("reads by every pattern what is in the closure, each quad once, and estimates 0 of nothing alone", () => {
    fc.assert(
      fc.property(someQuads, someAxioms, aDataset, (quads, turtle, dataset) => {
        const { view, closed } = entailedOf(quads, turtle, dataset);
        const cursor = view.cursor();
        for (const pattern of patterns) {
          const expected = Array.from(closed.match(...pattern), (quad) => textOf(quad)).sort();
          const ids = idsOf(pattern, view);
          const found = ids === undefined ? [] : read(cursor, ids, view);
          if (found.join() !== expected.join())
            expect([pattern.map(wordOf), found]).toEqual([pattern.map(wordOf), expected]);
          if (ids !== undefined && expected.length > 0 && view.estimate(...ids) <= 0)
            throw new Error(`0 is estimated of ${pattern.map(wordOf).join(" ")}`);
        }
      }),
      { numRuns: 10 * effort, seed: 20_261_123 },
    );
  });

  it("knows the neighbours by every property that a cursor finds", () => {
    fc.assert(
      fc.property(someQuads, someAxioms, aDataset, fc.boolean(), (quads, turtle, dataset, isInverse) => {
        const { view, closed } = entailedOf(quads, turtle, dataset);
        for (const predicate of places.predicate)
          for (const node of [...nodes, named("c1"), literal]) {
            const [id, property] = [
              view.terms.idOf(node),
              predicate === null ? noTerm : view.terms.idOf(predicate),
            ];
            const reader = property === noTerm ? undefined : view.neighbours?.(property, isInverse);
            if (reader === undefined || id === noTerm) continue;
            const into = new NodeList();
            reader.read(id, into);

            const found = [...into.items.subarray(0, into.length)].map((each) =>
              termKey(view.terms.term(each)),
            );
            const union = DataFactory.defaultGraph();
            const expected = isInverse
              ? Array.from(closed.match(null, predicate, node, union), ({ subject }) => termKey(subject))
              : Array.from(closed.match(node, predicate, null, union), ({ object }) => termKey(object));
            expect(new Set(found)).toEqual(new Set(expected));
          }
      }),
      { numRuns: 40 * effort, seed: 20_261_123 },
    );
  });

  it("reads a predicate without axioms as the view that it is of does", () => {
    const { view, plain } = entailedOf(
      [DataFactory.quad(named("a"), named("p"), named("b"), named("g0")) as Quad],
      ":r rdfs:subPropertyOf :q .",
    );
    const id = view.terms.idOf(named("p"));

    expect(view.neighbours?.(id, false)).toBeDefined();
    expect(view.estimate(noTerm, id, noTerm, noTerm)).toBe(plain.estimate(noTerm, id, noTerm, noTerm));
    expect(view.distinct(id, "subject")).toBe(1);
  });

  it("gives a term that only follows the same number always, its text and its bytes", () => {
    const quads = [DataFactory.quad(named("a"), prov.used, named("b"), named("g0")) as Quad];
    const axioms = provAxioms();
    const [one, other] = [1, 2].map(() => entailedView(idsOfStore(quads), axioms).terms);

    const id = one?.idOf(prov.wasInfluencedBy) ?? noTerm;

    expect(id).toBeGreaterThanOrEqual(firstOfOntology);
    expect(other?.idOf(prov.wasInfluencedBy)).toBe(id);
    expect(one?.term(id)).toEqual(prov.wasInfluencedBy);
    const into = new Uint8Array(100);
    const end = one?.bytes?.copyText(id, into, 7) ?? 0;
    expect(Buffer.from(into.subarray(7, end)).toString()).toBe(prov.wasInfluencedBy.value);
    expect(end - 7).toBe(one?.bytes?.textLength(id));
    expect(one?.idOf(prov.used)).toBeLessThan(firstOfOntology);
    expect(one?.idOf(named("nowhere"))).toBe(noTerm);
  });

  it("tells the budget of what it reads in vain", () => {
    const links = Array.from({ length: 100 }, (_, i) =>
      DataFactory.quad(named(`a${i}`), prov.qualifiedUsage, named(`b${i}`), named("g0")),
    );
    const stray = DataFactory.quad(named("c"), prov.entity, named("d"), named("g0"));
    let spent = 0;
    const view = entailedView(idsOfStore([...links, stray] as Quad[]), provAxioms(), {
      spend: (work) => {
        spent += work;
        if (spent > 50) throw new Error("over");
      },
      hold: () => {},
    });
    const cursor = view.cursor();
    cursor.seek(noTerm, view.terms.idOf(prov.used), noTerm, noTerm);

    expect(() => cursor.next()).toThrow("over");
  });

  it("holds what it has seen against the budget, and gives it back when it is over", () => {
    const quads = Array.from({ length: 5_000 }, (_, i) => [
      DataFactory.quad(named(`a${i}`), prov.wasRevisionOf, named(`b${i}`), named("g0")),
      DataFactory.quad(named(`a${i}`), prov.wasQuotedFrom, named(`b${i}`), named("g1")),
    ]).flat() as Quad[];
    let [held, most] = [0, 0];
    const hold = (bytes: number) => {
      held += bytes;
      most = Math.max(most, held);
    };
    const view = entailedView(idsOfStore(quads), provAxioms(), { spend: () => {}, hold });
    const cursor = view.cursor();
    cursor.seek(noTerm, view.terms.idOf(prov.wasDerivedFrom), noTerm, noTerm);
    let rows = 0;
    while (cursor.next()) rows++;

    expect(rows).toBe(5_000);
    expect(most).toBeGreaterThanOrEqual(5_000 * 12);
    expect(held).toBe(0);
  });
});

function entailedOf(quads: readonly Quad[], turtle: string, dataset?: Dataset) {
  const store = storeOf(quads);
  const plain = store.view({ mode: "exact" });
  const axioms = axiomQuads(turtle);
  const ids = plain.ids as IdView;
  const entailed = entailedView(ids, axiomsOf(axioms));
  if (dataset === undefined) return { view: entailed, plain: ids, closed: closedView(plain, axioms) };
  const known = (graphs: Dataset["namedGraphs"]) =>
    graphs.map((graph) => ids.terms.idOf(graph)).filter((id) => id !== noTerm);
  const { defaultGraphs, namedGraphs } = dataset;
  return {
    view: entailed.dataset({ defaultGraphs: known(defaultGraphs), namedGraphs: known(namedGraphs) }),
    plain: ids,
    closed: closedView(datasetView(plain, dataset), axioms),
  };
}

function idsOfStore(quads: readonly Quad[]): IdView {
  return storeOf(quads).view({ mode: "exact" }).ids as IdView;
}

function storeOf(quads: readonly Quad[]) {
  const store = integerQuadStore({ iris });
  for (let i = 0; i * 3 < quads.length; i++)
    store.open({ id: `block ${i}`, quads: quads.slice(i * 3, i * 3 + 3) }, i);
  return store;
}

type Pattern = Parameters<QuadView["match"]>;

/** As a query has them: a term that nothing has is no pattern. */
function idsOf(
  [s, p, o, g]: Readonly<Pattern>,
  { terms }: IdView,
): [TermId, TermId, TermId, TermId] | undefined {
  const ids = [s, p, o].map((each) => (each === null ? noTerm : terms.idOf(each) || undefined));
  const graph = g === null ? anyGraph : g.termType === "DefaultGraph" ? noTerm : terms.idOf(g) || undefined;
  const all = [...ids, graph];
  return all.includes(undefined) ? undefined : (all as [TermId, TermId, TermId, TermId]);
}

function read(
  cursor: ReturnType<IdView["cursor"]>,
  ids: [TermId, TermId, TermId, TermId],
  { terms }: IdView,
) {
  const found: string[] = [];
  cursor.seek(...ids);
  while (cursor.next()) {
    const { subject, predicate, object, graph } = cursor;
    const quad = [subject, predicate, object].map((id) => terms.term(id)) as [Term, Term, Term];
    found.push(
      textOf({
        subject: quad[0],
        predicate: quad[1],
        object: quad[2],
        graph: graph === noTerm ? DataFactory.defaultGraph() : terms.term(graph),
      }),
    );
  }
  return found.sort();
}

function textOf({
  subject,
  predicate,
  object,
  graph,
}: Record<"subject" | "predicate" | "object" | "graph", Term>): string {
  return [subject, predicate, object, graph].map(termKey).join(" ");
}

function wordOf(term: Term | null): string {
  return term === null ? "any" : termKey(term);
}
