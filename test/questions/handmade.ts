import type { Quad } from "@rdfjs/types";
import { DataFactory, Parser } from "n3";
import { n3QuadStore } from "../../src/quads/n3-quad-store.ts";
import type { Mode, QuadStore, Strength } from "../../src/quads/quad-store.ts";
import type { Answer } from "../../src/questions/answer.ts";
import { type AskContext, ask } from "../../src/questions/ask.ts";
import { packagedQuestions, questionOf } from "../../src/questions/library.ts";
import { comunicaEngine } from "../../src/sparql/comunica-engine.ts";
import { namespaceOf } from "../../src/vocabulary.ts";
import { testIris } from "../builders.ts";

const prefixes = Object.entries(namespaceOf).map(([prefix, iri]) => `@prefix ${prefix}: <${iri}> .`);
const engine = comunicaEngine();
const library = packagedQuestions();

/** A derived statement as a test writes it: Turtle, its strength, and the bundles that it rests on. */
export interface HandmadeDerivation {
  readonly turtle: string;
  readonly strength: Strength;
  readonly supports: readonly string[];
}

/** A store of bundles and derived statements in Turtle, `:` being the base of the test IRIs. */
export function handmadeStore(
  bundles: Readonly<Record<string, string>>,
  derivations: readonly HandmadeDerivation[] = [],
  store = n3QuadStore({ iris: testIris }),
): QuadStore {
  for (const [i, [name, turtle]] of Object.entries(bundles).entries()) {
    const id = `${testIris.base}bundle/${name}`;
    store.open({ id, quads: quadsOf(turtle, id) }, i);
  }
  for (const { turtle, strength, supports } of derivations) {
    for (const quad of quadsOf(turtle, testIris.derivedGraph(strength).value)) {
      const reasons = supports.map((name) => `${testIris.base}bundle/${name}`);
      store.openDerived({ quad, rule: "handmade", ruleVersion: 1, supports: reasons, from: 0 });
    }
  }
  return store;
}

/** Asks a packaged question of a store, through stock Comunica. */
export function askOf(
  store: QuadStore,
  id: string,
  input: Readonly<Record<string, string>>,
  options: Partial<AskContext> & { readonly mode?: Mode } = {},
): Promise<Answer> {
  const mode = options.mode ?? "exact";
  const view = store.view({ mode });
  const at = "2026-11-06T12:00:00Z";
  return ask(questionOf(library, id), input, { view, store, engine, iris: testIris, at, ...options, mode });
}

/** The values of one column, each once, by code point, without the base. */
export function valuesOf({ rows }: Answer, column: string): readonly string[] {
  const values = rows.map(({ bindings }) => bindings[column]?.value.replace(testIris.base, "") ?? "");
  return [...new Set(values)].sort();
}

function quadsOf(turtle: string, graph: string): Quad[] {
  const text = `${prefixes.join("\n")}\n@base <${testIris.base}> .\n@prefix : <${testIris.base}> .\n${turtle}`;
  const node = DataFactory.namedNode(graph);
  return new Parser()
    .parse(text)
    .map((quad) => DataFactory.quad(quad.subject, quad.predicate, quad.object, node));
}
