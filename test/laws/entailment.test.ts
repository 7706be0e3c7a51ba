import { isDeepStrictEqual } from "node:util";
import type { Quad } from "@rdfjs/types";
import fc from "fast-check";
import { DataFactory, Writer } from "n3";
import { describe, expect, it } from "vitest";
import { type Axiom, axiomsOf } from "../../src/entailment/axioms.ts";
import { irisOf } from "../../src/mapping/iris.ts";
import { integerQuadStore } from "../../src/quads/integer-quad-store.ts";
import { n3QuadStore } from "../../src/quads/n3-quad-store.ts";
import type { QuadStore, QuadView } from "../../src/quads/quad-store.ts";
import { comunicaEngine } from "../../src/sparql/comunica-engine.ts";
import { datasetView } from "../../src/sparql/dataset-view.ts";
import type { SparqlEngine } from "../../src/sparql/engine.ts";
import { integerEngine } from "../../src/sparql/integer-engine.ts";
import { namespaceOf, rdf } from "../../src/vocabulary.ts";
import { axiomQuads } from "../entailment/axiom-quads.ts";
import { closedView } from "../entailment/oracle.ts";
import { someAxioms } from "../entailment/some-axioms.ts";
import { answerText } from "./answers.ts";
import { aPartlyNativeQuery, aQuery, someQuads } from "./queries.ts";

/** As in `engine.test.ts`: some queries that Comunica cannot answer are not judged. */
const oracleFails = Symbol("oracle fails");
const effort = Number(process.env.MUNIMENT_LAW_RUNS ?? 4);
const numRuns = 12 * effort;
const seed = effort > 1_000 ? Date.now() : 20_261_123;
const iris = irisOf({ baseIri: "http://test.example/id/", storeKey: new Uint8Array(32) });
const engine = integerEngine();
const oracle = comunicaEngine();

/** The queries of law 5, of which some predicates are the type or one that only follows, and some nodes classes. */
function withInferred(queries: fc.Arbitrary<string>): fc.Arbitrary<string> {
  const others = [":p", ":s", "rdf:type", ":q", ":t"];
  const classes = [":c0", ":c1", ":n3"];
  return fc.tuple(queries, fc.nat(20)).map(([query, choice]) => {
    let place = choice;
    const next = (names: readonly string[]) => names[place++ % names.length] ?? "";
    const altered = query.replace(/:r\b/g, () => next(others)).replace(/:n3\b/g, () => next(classes));
    return `PREFIX rdf: <${namespaceOf.rdf}> ${altered}`;
  });
}

/** Quads of law 5, of which some are types. */
const someTypedQuads = someQuads.map((quads) =>
  quads.map((quad, i) =>
    i % 3 === 2 ? (DataFactory.quad(quad.subject, rdf.type, quad.object, quad.graph) as Quad) : quad,
  ),
);

describe("entailment: expanded = materialised", { timeout: numRuns * 1_000 }, () => {
  it.each([
    ["any query", aQuery],
    ["a query that is native in part", aPartlyNativeQuery],
  ])("answers %s as stock Comunica does over an N3 store of all that follows", async (_, someQuery) => {
    await fc.assert(
      fc.asyncProperty(someTypedQuads, someAxioms, withInferred(someQuery), async (quads, turtle, query) => {
        const plain = filled(n3QuadStore({ iris }), quads).view({ mode: "exact" });
        const { text, view } = withoutFrom(query, plain);
        const stated = closedView(view, axiomQuads(turtle));
        const expected = await answer(oracle, stated, text).catch(() => oracleFails);
        fc.pre(expected !== oracleFails);
        const axioms = axiomsOf(axiomQuads(turtle));
        const numbers = filled(integerQuadStore({ iris }), quads).view({ mode: "exact" });

        const found = await answer(engine, numbers, query, axioms).catch(failed);

        const differs = !isDeepStrictEqual(found, expected);
        if (differs) fc.pre(await agreeWithoutAxioms(query, numbers, plain));
        expect(found).toEqual(expected);
        const materialised = await answer(oracle, plain, query, axioms).catch(() => oracleFails);
        if (materialised !== oracleFails) expect(materialised).toEqual(expected);
      }),
      { numRuns, seed, reporter: explained },
    );
  });
});

/** Whether both answer the same to what is stated: what they do not is law 5's to judge, whatever follows. */
async function agreeWithoutAxioms(query: string, numbers: QuadView, terms: QuadView): Promise<boolean> {
  const found = await answer(engine, numbers, query).catch(failed);
  return isDeepStrictEqual(found, await answer(oracle, terms, query).catch(failed));
}

function failed(error: unknown): string {
  return `failed: ${String(error)}`;
}

function answer(
  by: SparqlEngine,
  view: QuadView,
  query: string,
  axioms?: readonly Axiom[],
): Promise<unknown> {
  const signal = AbortSignal.timeout(5_000);
  return answerText(by.query(query, view, { signal, ...(axioms === undefined ? {} : { axioms }) }));
}

/** What follows in a dataset follows from all of its default graph together, so the dataset comes first. */
function withoutFrom(query: string, view: QuadView): { readonly text: string; readonly view: QuadView } {
  const clauses = [...query.matchAll(/FROM (NAMED )?:(\w+)/g)];
  if (clauses.length === 0) return { text: query, view };
  const graphs = (isNamed: boolean) =>
    clauses
      .filter(([, named]) => (named !== undefined) === isNamed)
      .map(([, , name]) => DataFactory.namedNode(`urn:x:${name}`));
  const dataset = { defaultGraphs: graphs(false), namedGraphs: graphs(true) };
  return { text: query.replace(/FROM (NAMED )?:\w+/g, ""), view: datasetView(view, dataset) };
}

/** Three quads to a block. */
function filled(store: QuadStore, quads: readonly Quad[]): QuadStore {
  for (let i = 0; i * 3 < quads.length; i++)
    store.open({ id: `block ${i}`, quads: quads.slice(i * 3, i * 3 + 3) }, i);
  return store;
}

function explained(details: fc.RunDetails<[Quad[], string, string]>): void {
  if (!details.failed) return;
  const [quads = [], axioms = "", query = ""] = details.counterexample ?? [];
  const data = new Writer({ format: "N-Quads" }).quadsToString(quads);
  const error = details.errorInstance instanceof Error ? details.errorInstance.message : "";
  throw new Error([`seed ${details.seed}, run ${details.numRuns}`, data, axioms, query, error].join("\n"));
}
