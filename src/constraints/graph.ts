import { listOf } from "./groups.ts";

/** A directed graph over the numbers below `size`. */
interface Graph<Edge extends { readonly from: number; readonly to: number }> {
  readonly size: number;
  readonly edges: readonly Edge[];
}

/** For each node the number of its strongly connected component (Tarjan), without recursion; O(nodes + edges). */
function componentsOf<Edge extends { readonly from: number; readonly to: number }>({
  size,
  edges,
}: Graph<Edge>): Int32Array {
  const { starts, targets } = adjacency(size, edges);
  const component = new Int32Array(size).fill(-1);
  const order = new Int32Array(size).fill(-1);
  const low = new Int32Array(size);
  const nextEdge = starts.slice();
  const open: number[] = [];
  const path: number[] = [];
  let found = 0;
  let components = 0;
  for (let root = 0; root < size; root++) {
    if (order[root] !== -1) continue;
    path.push(root);
    while (path.length > 0) {
      const node = path.at(-1) as number;
      if (order[node] === -1) {
        order[node] = found;
        low[node] = found;
        found += 1;
        open.push(node);
      }
      const at = nextEdge[node] as number;
      if (at < (starts[node + 1] as number)) {
        nextEdge[node] = at + 1;
        const target = targets[at] as number;
        if (order[target] === -1) path.push(target);
        else if (component[target] === -1) low[node] = Math.min(low[node] as number, order[target] as number);
        continue;
      }
      path.pop();
      const parent = path.at(-1);
      if (parent !== undefined) low[parent] = Math.min(low[parent] as number, low[node] as number);
      if (low[node] !== order[node]) continue;
      for (let member = open.pop(); member !== undefined; member = open.pop()) {
        component[member] = components;
        if (member === node) break;
      }
      components += 1;
    }
  }
  return component;
}

/** A circle, and all nodes that are on circles with those of it. */
interface Circle<Edge> {
  readonly edges: readonly [Edge, ...Edge[]];
  readonly members: ReadonlySet<number>;
}

/**
 * For each strongly connected component with a remarkable edge inside, a circle that begins with such an edge and is the
 * shortest through it; O(nodes + edges) together.
 */
export function circlesOf<Edge extends { readonly from: number; readonly to: number }>(
  graph: Graph<Edge>,
  isRemarkable: (edge: Edge) => boolean,
): Circle<Edge>[] {
  const component = componentsOf(graph);
  const inside = new Map<number, Edge[]>();
  const first = new Map<number, Edge>();
  for (const edge of graph.edges) {
    const at = component[edge.from] as number;
    if (at !== component[edge.to]) continue;
    listOf(inside, at).push(edge);
    if (!first.has(at) && isRemarkable(edge)) first.set(at, edge);
  }
  return [...first].map(([at, edge]) => {
    const edges = inside.get(at) ?? [];
    return {
      edges: [edge, ...shortestWay(edges, edge.to, edge.from)],
      members: new Set(edges.map(({ from }) => from)),
    };
  });
}

/** The edges of a shortest way; empty where none is needed. */
function shortestWay<Edge extends { readonly from: number; readonly to: number }>(
  edges: readonly Edge[],
  from: number,
  to: number,
): Edge[] {
  if (from === to) return [];
  const leaving = new Map<number, Edge[]>();
  for (const edge of edges) listOf(leaving, edge.from).push(edge);
  const reachedBy = new Map<number, Edge>();
  const open = [from];
  for (const node of open) {
    for (const edge of leaving.get(node) ?? []) {
      if (edge.to === from || reachedBy.has(edge.to)) continue;
      reachedBy.set(edge.to, edge);
      if (edge.to === to) return wayBack(reachedBy, from, to);
      open.push(edge.to);
    }
  }
  return [];
}

function wayBack<Edge extends { readonly from: number }>(
  reachedBy: ReadonlyMap<number, Edge>,
  from: number,
  to: number,
): Edge[] {
  const way: Edge[] = [];
  for (let node = to; node !== from; ) {
    const edge = reachedBy.get(node) as Edge;
    way.push(edge);
    node = edge.from;
  }
  return way.reverse();
}

/** The targets of each node's edges, one node after the other. */
function adjacency(size: number, edges: readonly { readonly from: number; readonly to: number }[]) {
  const starts = new Int32Array(size + 1);
  for (const { from } of edges) starts[from + 1] = (starts[from + 1] as number) + 1;
  for (let node = 0; node < size; node++)
    starts[node + 1] = (starts[node + 1] as number) + (starts[node] as number);
  const fill = starts.slice();
  const targets = new Int32Array(edges.length);
  for (const { from, to } of edges) {
    const at = fill[from] as number;
    fill[from] = at + 1;
    targets[at] = to;
  }
  return { starts, targets };
}
