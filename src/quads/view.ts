import type { Quad } from "@rdfjs/types";
import type { LayerSnapshot, Pattern } from "./layer.ts";
import type { QuadView } from "./quad-store.ts";

/** One view over several layers: each triple of the union once, from the first layer that states it. */
export function viewOf(layers: readonly LayerSnapshot[]): QuadView {
  return {
    *match(...pattern: Pattern) {
      const isUnion = pattern[3]?.termType === "DefaultGraph";
      for (const [i, layer] of layers.entries()) {
        const before = layers.slice(0, i);
        for (const quad of layer.match(...pattern))
          if (!isUnion || !before.some((other) => other.has(quad))) yield quad;
      }
    },
    estimate: (...pattern: Pattern) => layers.reduce((sum, layer) => sum + layer.estimate(...pattern), 0),
    *graphs() {
      for (const layer of layers) yield* layer.graphs();
    },
  } satisfies QuadView & { match(...pattern: Pattern): Iterable<Quad> };
}
