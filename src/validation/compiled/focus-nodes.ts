import { namespaceOf } from "../../vocabulary.ts";
import type { ClassHierarchy } from "../class-hierarchy.ts";
import type { TargetedShape } from "../targets.ts";
import type { DataGraph, DataNode, IndexedGraph } from "./data-graph.ts";

/** The focus nodes of each shape, by its place among the shapes. */
export type FocusNodes = ReadonlyMap<number, ReadonlySet<DataNode>>;

/** Finds focus nodes from what a graph states, and not shape by shape: most of many shapes are about nothing in it. */
export interface FocusFinder {
  /** All targets that the graph has (SHACL §2.1.3). */
  all(graph: IndexedGraph): FocusNodes;
  /** Those of these nodes that are targets. */
  among(nodes: readonly DataNode[], graph: DataGraph): FocusNodes;
}

/** Shapes by what their targets name. */
type ShapesBy = ReadonlyMap<string, readonly number[]>;

/** A finder for shapes; `known` is the hierarchy of the graphs that say nothing of classes. */
export function focusFinder(shapes: readonly TargetedShape[], known: ClassHierarchy): FocusFinder {
  const byKind = (kind: TargetedShape["targets"][number]["kind"]) =>
    grouped(
      shapes.flatMap(({ targets }, index) =>
        targets.filter((target) => target.kind === kind).map(({ term }) => [term.value, index] as const),
      ),
    );
  const bySubjectsOf = byKind("subjects-of");
  const byObjectsOf = byKind("objects-of");
  const byNamedClass = byKind("class");
  const byKnownClass = withSubclasses(byNamedClass, known);
  const byClassIn = ({ classes }: DataGraph) =>
    classes === known ? byKnownClass : withSubclasses(byNamedClass, classes);
  const named = shapes.flatMap(({ targets }, index) =>
    targets.filter(({ kind }) => kind === "node").map(({ term }) => ({ term, index })),
  );

  return {
    all(graph) {
      const found = new Found();
      const byClass = byClassIn(graph);
      for (const [predicate, pairs] of graph.statements) {
        const ofSubjects = bySubjectsOf.get(predicate);
        const ofObjects = byObjectsOf.get(predicate);
        if (ofSubjects !== undefined) found.addEvery(ofSubjects, pairs, 0);
        if (ofObjects !== undefined) found.addEvery(ofObjects, pairs, 1);
        if (predicate === rdfType) {
          for (let i = 0; i < pairs.length; i += 2)
            found.add(byClass.get(pairs[i + 1]?.key ?? "") ?? none, pairs[i]);
        }
      }
      for (const { term, index } of named) found.add([index], graph.node(term));
      return found.nodes;
    },
    among(nodes, graph) {
      const found = new Found();
      const byClass = byClassIn(graph);
      const wanted = named.map(({ term, index }) => ({ node: graph.node(term), index }));
      for (const node of nodes) {
        for (const predicate of node.predicates) found.add(bySubjectsOf.get(predicate) ?? none, node);
        for (const { term } of node.values(rdfType)) found.add(byClass.get(term.value) ?? none, node);
        for (const [predicate, indices] of byObjectsOf)
          if (graph.subjects(predicate, node).size > 0) found.add(indices, node);
        for (const each of wanted) if (each.node === node) found.add([each.index], node);
      }
      return found.nodes;
    },
  };
}

const rdfType = `${namespaceOf.rdf}type`;
const none: readonly number[] = [];

class Found {
  readonly nodes = new Map<number, Set<DataNode>>();

  add(indices: readonly number[], node: DataNode | undefined): void {
    if (node === undefined) return;
    for (const index of indices) {
      const known = this.nodes.get(index);
      if (known === undefined) this.nodes.set(index, new Set([node]));
      else known.add(node);
    }
  }

  /** Adds each second node, from the first or the second on. */
  addEvery(indices: readonly number[], pairs: readonly DataNode[], from: 0 | 1): void {
    for (let i: number = from; i < pairs.length; i += 2) this.add(indices, pairs[i]);
  }
}

function grouped(entries: Iterable<readonly [string, number]>): ShapesBy {
  const found = new Map<string, number[]>();
  for (const [key, index] of entries) {
    const known = found.get(key);
    if (known === undefined) found.set(key, [index]);
    else if (!known.includes(index)) known.push(index);
  }
  return found;
}

/** The shapes that have instances of a class as targets: those of the classes above it too. */
function withSubclasses(shapes: ShapesBy, classes: ClassHierarchy): ShapesBy {
  return grouped(
    [...shapes].flatMap(([iri, indices]) =>
      [...classes.subclasses(iri)].flatMap((each) => indices.map((index) => [each, index] as const)),
    ),
  );
}
