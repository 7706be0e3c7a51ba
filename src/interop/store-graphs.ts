import type { Quad, Quad_Subject } from "@rdfjs/types";
import { rdf } from "../vocabulary.ts";

/** Graphs of a store, each of which is read when it is asked for. No term in them is a blank node (DESIGN §3). */
export interface StoreGraphs {
  readonly names: readonly string[];
  /** The quads of a graph, or of one subject in it. */
  readonly quadsOf: (graph: string, subject?: Quad_Subject) => Iterable<Quad>;
  /** The quads of all of them, where there is a better order than graph by graph. */
  readonly allQuads?: () => Iterable<Quad>;
  /** What all of them state, each triple once, where they can be read so without remembering any. */
  readonly triples?: () => Iterable<Quad>;
  /** The classes that a node has in any graph in view. */
  readonly classesOf: (node: string) => readonly string[];
}

/** Quads that are in memory, as the graphs of a store. */
export function graphsOfQuads(quads: readonly Quad[]): StoreGraphs {
  const graphs = new Map<string, Quad[]>();
  const subjects = new Map<string, Quad[]>();
  const classes = new Map<string, string[]>();
  for (const quad of quads) {
    append(graphs, quad.graph.value, quad);
    append(subjects, `${quad.graph.value} ${quad.subject.value}`, quad);
    if (quad.predicate.equals(rdf.type)) append(classes, quad.subject.value, quad.object.value);
  }
  return {
    names: [...graphs.keys()],
    quadsOf: (graph, subject) =>
      (subject === undefined ? graphs.get(graph) : subjects.get(`${graph} ${subject.value}`)) ?? [],
    classesOf: (node) => classes.get(node) ?? [],
  };
}

function append<T>(lists: Map<string, T[]>, key: string, value: T): void {
  const list = lists.get(key);
  if (list === undefined) lists.set(key, [value]);
  else list.push(value);
}
