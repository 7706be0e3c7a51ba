import type { Quad } from "@rdfjs/types";
import { Parser } from "n3";
import { irisOf } from "../../src/mapping/iris.ts";
import { n3QuadStore } from "../../src/quads/n3-quad-store.ts";
import type { QuadStore } from "../../src/quads/quad-store.ts";
import type { QueryResult } from "../../src/sparql/engine.ts";

export const iris = irisOf({ baseIri: "http://test.example/id/", storeKey: new Uint8Array(32) });

/** A store of the named graphs of a TriG text, one block each, with the prefix `:` for `urn:x:`. */
export function storeOf(trig: string): QuadStore {
  const store = n3QuadStore({ iris });
  for (const [id, quads] of quadsOf(trig)) store.open({ id, quads }, 1);
  return store;
}

/** The quads of a TriG text by their graphs. */
export function quadsOf(trig: string): ReadonlyMap<string, readonly Quad[]> {
  const quads: Quad[] = new Parser({ format: "application/trig" }).parse(`@prefix : <urn:x:> . ${trig}`);
  const graphs = new Map<string, Quad[]>();
  for (const quad of quads) graphs.set(quad.graph.value, [...(graphs.get(quad.graph.value) ?? []), quad]);
  return graphs;
}

/** The rows of a SELECT as texts, sorted: `a gdpr`, an unbound value as `-`. */
export async function rowsOf(result: QueryResult): Promise<string[]> {
  if (result.kind !== "bindings") throw new Error(`Expected bindings, not ${result.kind}`);
  const rows: string[] = [];
  for await (const row of result.rows) {
    const values = result.variables.map((name) => row.get(name)?.value.replace(/^urn:x:/, "") ?? "-");
    rows.push(values.join(" "));
  }
  return rows.sort();
}
