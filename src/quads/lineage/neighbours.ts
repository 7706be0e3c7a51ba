import type { NeighbourReader, TermId } from "../id-view.ts";
import type { GraphSet } from "../segments/graph-set.ts";
import type { Snapshot } from "../segments/snapshot.ts";
import type { Visibility } from "../segments/visibility.ts";
import type { NodeList } from "./node-list.ts";
import { edgesIn, type SegmentEdges } from "./segment-edges.ts";

/** Reads where a predicate leads to in a snapshot: what a cursor over the union of `graphs`, or of all, would find. */
export function neighboursIn(
  { segments, isWhole, visibility, erasures }: Snapshot,
  predicate: TermId,
  isInverse: boolean,
  graphs: GraphSet | undefined,
): NeighbourReader {
  const parts = segments
    .map((segment, i) => ({ edges: edgesIn(segment, predicate, isInverse), isWhole: isWhole[i] === true }))
    .filter(({ edges }) => !edges.isEmpty);
  const { intervals } = visibility;
  return {
    read(node, into) {
      for (const { edges, isWhole: seesAll } of parts) {
        edges.seek(node);
        if (edges.at === edges.end) continue;
        const isChecked = !seesAll || intervals.erasures !== erasures;
        addNodes(edges, isChecked ? visibility : undefined, graphs, into);
      }
    },
  };
}

/** Repeats of a node, one for each graph that says so, follow each other. */
function addNodes(
  edges: SegmentEdges,
  visibility: Visibility | undefined,
  graphs: GraphSet | undefined,
  into: NodeList,
): void {
  const { numbers, at, end, width, node, graph, interval } = edges;
  into.room((end - at) / width);
  const { items } = into;
  let { length } = into;
  let last = 0;
  for (let place = at; place < end; place += width) {
    const next = numbers[place + node] as number;
    if (next === last) continue;
    if (visibility !== undefined && !visibility.sees(numbers[place + interval] as number)) continue;
    if (graphs !== undefined && !graphs.has(numbers[place + graph] as number)) continue;
    last = next;
    items[length++] = next;
  }
  into.length = length;
}
