import type { Quad } from "@rdfjs/types";
import type { ShaclResult, ShapesReading } from "../shacl-engine.ts";
import type { FocusNode } from "../targets.ts";
import { type CompiledShape, compiledShape, type NotCompiled } from "./compiled-shape.ts";
import { type DataGraph, dataGraph } from "./data-graph.ts";
import { type FocusNodes, focusFinder } from "./focus-nodes.ts";

/**
 * A shapes graph as functions over an indexed graph: what `rdf-validate-shacl` would say, some hundred times sooner. Compiled
 * once, from the library's own reading of the shapes; the tests hold the two against each other.
 */
export interface CompiledShapes {
  /** Shapes that are left to the library, and why. */
  readonly left: readonly NotCompiled[];
  /** Indexes a graph; undefined for one that only the library should judge. */
  graph(quads: Iterable<Quad>): DataGraph | undefined;
  /** Whether no compiled shape finds fault with a target of its own. */
  conforms(graph: DataGraph): boolean;
  /** Results of the compiled shapes about these focus nodes, or about all. */
  results(graph: DataGraph, focusNodes?: Iterable<FocusNode>): ShaclResult[];
}

export function compiledShapes(reading: ShapesReading): CompiledShapes {
  const left: NotCompiled[] = [];
  const compiled = reading.targeted.flatMap(({ shape, targets }) => {
    const found = compiledShape(shape, reading);
    if (!("refused" in found)) return [{ shape, targets, judge: found }];
    left.push(found.refused);
    return [];
  });
  const finder = focusFinder(compiled, reading.classes);
  const judgeOf = (index: number): CompiledShape | undefined => compiled[index]?.judge;

  return {
    left,
    graph: (quads) => dataGraph(quads, reading),
    conforms(graph) {
      for (const [index, nodes] of finder.all(graph)) {
        const judge = judgeOf(index);
        for (const node of nodes) if (judge?.conforms(node, graph) === false) return false;
      }
      return true;
    },
    results(graph, focusNodes) {
      const found: FocusNodes =
        focusNodes === undefined
          ? finder.all(graph)
          : finder.among(
              [...focusNodes].map((node) => graph.node(node)),
              graph,
            );
      const results: ShaclResult[] = [];
      for (const index of [...found.keys()].sort((a, b) => a - b))
        for (const node of found.get(index) ?? []) judgeOf(index)?.report(node, graph, results);
      return results;
    },
  };
}
