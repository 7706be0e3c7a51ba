import { sortByCodePoint } from "../code-points.ts";
import type { Hierarchy, Node } from "./hierarchy.ts";

/**
 * The sets of nodes that reach each other, each in code-point order, and the sets in that of their first nodes: Kosaraju's
 * algorithm, without recursion, since a user's hierarchy may be deep. O(nodes + edges), but for the sorting.
 */
export function componentsOf(hierarchy: Hierarchy): readonly (readonly Node[])[] {
  const downs = new Map<Node, Node[]>();
  for (const node of hierarchy.nodes) downs.set(node, []);
  for (const node of hierarchy.nodes) for (const { to } of hierarchy.up(node)) downs.get(to)?.push(node);
  const seen = new Set<Node>();
  const components: Node[][] = [];
  for (const node of finished(hierarchy).reverse()) {
    if (seen.has(node)) continue;
    seen.add(node);
    const component = [node];
    for (const each of component)
      for (const next of downs.get(each) ?? [])
        if (!seen.has(next)) {
          seen.add(next);
          component.push(next);
        }
    components.push(sortByCodePoint(component));
  }
  const byFirst = new Map(components.map((component) => [component[0] ?? "", component]));
  return sortByCodePoint([...byFirst.keys()]).map((first) => byFirst.get(first) ?? []);
}

/** All nodes, each after what a search upwards from it finds first. */
function finished(hierarchy: Hierarchy): Node[] {
  const order: Node[] = [];
  const seen = new Set<Node>();
  for (const root of hierarchy.nodes) {
    if (seen.has(root)) continue;
    seen.add(root);
    const stack = [{ node: root, next: 0 }];
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const edge = hierarchy.up(top.node)[top.next];
      top.next += 1;
      if (edge === undefined) {
        order.push(top.node);
        stack.pop();
      } else if (!seen.has(edge.to)) {
        seen.add(edge.to);
        stack.push({ node: edge.to, next: 0 });
      }
    }
  }
  return order;
}
