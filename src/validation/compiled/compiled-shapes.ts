import type { Quad } from "@rdfjs/types";
import type { ShaclResult, ShapesReading } from "../shacl-engine.ts";
import type { FocusNode, TargetedShape } from "../targets.ts";
import { compiledShape, type NotCompiled } from "./compiled-shape.ts";
import { type DataGraph, type DataNode, dataGraph, type IndexedGraph } from "./data-graph.ts";
import { type FocusNodes, focusFinder } from "./focus-nodes.ts";

/**
 * A shapes graph as functions over an indexed graph: what `rdf-validate-shacl` would say, some ten times sooner. Each shape is
 * compiled when the first graph has a focus node for it, from the library's own reading; the tests hold the two against each other.
 */
export interface CompiledShapes {
  /** Shapes that are left to the library, and why. Compiles them all. */
  left(): readonly NotCompiled[];
  /** Indexes a graph; undefined for one that only the library should judge. */
  graph(quads: Iterable<Quad>): IndexedGraph | undefined;
  /** Whether no shape finds fault with a target of its own; undefined when that is for the library to say. */
  conforms(graph: IndexedGraph): boolean | undefined;
  /** Results about these focus nodes, or about all. */
  results(graph: IndexedGraph, focusNodes?: Iterable<FocusNode>): CompiledResults;
  /** Results about these nodes of a graph. */
  resultsAbout(nodes: readonly DataNode[], graph: DataGraph): CompiledResults;
}

/** Results of the compiled shapes, and the names of those of which the library must add its own. */
export interface CompiledResults {
  readonly results: ShaclResult[];
  readonly left: ReadonlySet<string>;
}

export function compiledShapes(reading: ShapesReading): CompiledShapes {
  const { targeted } = reading;
  const finder = focusFinder(targeted, reading.classes);
  const compiled = new Map<number, ReturnType<typeof compiledShape>>();
  const judgeOf = (index: number, { shape }: TargetedShape) => {
    const judge = compiled.get(index) ?? compiledShape(shape, reading);
    compiled.set(index, judge);
    return judge;
  };
  const focusNodesOf = (graph: DataGraph, focusNodes: Iterable<FocusNode>): FocusNodes =>
    finder.among(
      Array.from(focusNodes, (node) => graph.node(node)),
      graph,
    );

  return {
    left: () =>
      targeted.flatMap((each, index) => {
        const judge = judgeOf(index, each);
        return "refused" in judge ? [judge.refused] : [];
      }),
    graph: (quads) => dataGraph(quads, reading),
    conforms(graph) {
      let isKnown = true;
      for (const [index, nodes] of finder.all(graph)) {
        const shape = targeted[index];
        const judge = shape && judgeOf(index, shape);
        if (judge === undefined || "refused" in judge) isKnown = false;
        else for (const node of nodes) if (!judge.conforms(node, graph)) return false;
      }
      return isKnown ? true : undefined;
    },
    results: (graph, focusNodes) =>
      resultsOf(focusNodes === undefined ? finder.all(graph) : focusNodesOf(graph, focusNodes), graph),
    resultsAbout: (nodes, graph) => resultsOf(finder.among(nodes, graph), graph),
  };

  function resultsOf(found: FocusNodes, graph: DataGraph): CompiledResults {
    const results: ShaclResult[] = [];
    const left = new Set<string>();
    for (const [index, each] of targeted.entries()) {
      const nodes = found.get(index);
      if (nodes === undefined) continue;
      const judge = judgeOf(index, each);
      if ("refused" in judge) left.add(each.shape.value);
      else for (const node of nodes) judge.report(node, graph, results);
    }
    return { results, left };
  }
}
