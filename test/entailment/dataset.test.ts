import { DataFactory, Store } from "n3";
import { describe, expect, it } from "vitest";
import { axiomsOf } from "../../src/entailment/axioms.ts";
import { integerQuadStore } from "../../src/quads/integer-quad-store.ts";
import { n3QuadStore } from "../../src/quads/n3-quad-store.ts";
import type { QuadStore, QuadView } from "../../src/quads/quad-store.ts";
import { comunicaEngine } from "../../src/sparql/comunica-engine.ts";
import { integerEngine } from "../../src/sparql/integer-engine.ts";
import { iris, quadsOf, rowsOf } from "../sparql/fixtures.ts";
import { axiomQuads } from "./axiom-quads.ts";

/** Each link of the chain in a graph of its own, and in `:g3` both. */
const graphs = `
  :g1 { :a :first :b . } :g2 { :b :second :c . :d :below :e . } :g3 { :x :first :y . :y :second :z . :a :first :b . }`;
const axioms = axiomsOf(
  axiomQuads(
    `:p owl:propertyChainAxiom ( :first :second ) . :below rdfs:subPropertyOf :p . :below owl:inverseOf :above .`,
  ),
);
/** A name that is apart, and would be the second link. */
const apart = DataFactory.namedNode("urn:x:apart");
const names = new Store([
  DataFactory.quad(DataFactory.namedNode("urn:x:b"), DataFactory.namedNode("urn:x:second"), apart, apart),
]);

describe.each([
  ["expanded", integerQuadStore({ iris }), integerEngine()],
  ["materialised", n3QuadStore({ iris }), comunicaEngine()],
])("what follows, %s, in a dataset", (_, store, engine) => {
  it.each([
    ["in the union, from all graphs together", "SELECT ?s ?o { ?s :p ?o }", ["a c", "d e", "x z"]],
    ["in one graph, from it alone", "SELECT ?s ?o { GRAPH :g3 { ?s :p ?o } }", ["x z"]],
    ["in each graph, from it alone", "SELECT ?g ?s ?o { GRAPH ?g { ?s :p ?o } }", ["g2 d e", "g3 x z"]],
    ["in a merge, from what is merged", "SELECT ?s ?o FROM :g1 FROM :g2 { ?s :p ?o }", ["a c", "d e"]],
    ["in a merge, from no other graph", "SELECT * FROM :g1 { ?s :p ?o }", []],
    [
      "in a named graph of a dataset",
      "SELECT ?g ?s ?o FROM :g1 FROM NAMED :g2 { GRAPH ?g { ?s :above ?o } }",
      ["g2 e d"],
    ],
    [
      "in a named graph of a dataset that merges none",
      "SELECT ?g ?s ?o FROM NAMED :g3 { GRAPH ?g { ?s :p ?o } }",
      ["g3 x z"],
    ],
    ["in no graph that is not of the dataset", "SELECT * FROM NAMED :g1 { GRAPH :g3 { ?s :p ?o } }", []],
    [
      "not from a graph that is kept apart",
      "SELECT ?s ?q ?o { GRAPH :apart { ?s ?q ?o } }",
      ["b second apart"],
    ],
    [
      "not from one in a merge",
      "SELECT ?s ?q ?o FROM :g1 FROM :apart { ?s ?q ?o }",
      ["a first b", "b second apart"],
    ],
    [
      "not from one that is named",
      "SELECT ?s ?q ?o FROM :g1 FROM NAMED :apart { GRAPH ?g { ?s ?q ?o } }",
      ["b second apart"],
    ],
  ])("is found %s", async (_title, query, expected) => {
    const view = withApart(filled(store).view({ mode: "exact" }));

    const found = await engine.query(`PREFIX : <urn:x:> ${query}`, view, { axioms });

    expect(await rowsOf(found)).toEqual(expected);
  });
});

const isFilled = new WeakSet<QuadStore>();
function filled(store: QuadStore): QuadStore {
  if (!isFilled.has(store)) for (const [id, quads] of quadsOf(graphs)) store.open({ id, quads }, 1);
  isFilled.add(store);
  return store;
}

function withApart(view: QuadView): QuadView {
  return {
    ...view,
    match: (s, p, o, g) => (g?.equals(apart) ? names.readQuads(s, p, o, g) : view.match(s, p, o, g)),
    estimate: (s, p, o, g) => (g?.equals(apart) ? names.countQuads(s, p, o, g) : view.estimate(s, p, o, g)),
    graphsApart: [apart.value],
  };
}
