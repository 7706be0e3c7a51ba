import { sortByCodePoint } from "../code-points.ts";
import { componentsOf } from "../components.ts";
import type { Hierarchy, Node } from "./hierarchy.ts";

/**
 * The sets of nodes that reach each other, each in code-point order, and the sets in that of their first nodes.
 * O(nodes + edges), but for the sorting.
 */
export function sortedComponents(hierarchy: Hierarchy): readonly (readonly Node[])[] {
  const { nodes } = hierarchy;
  const above = new Map(nodes.map((node) => [node, hierarchy.up(node).map(({ to }) => to)]));
  const components = componentsOf(nodes, (node) => above.get(node) ?? []).map((each) =>
    sortByCodePoint([...each]),
  );
  const byFirst = new Map(components.map((component) => [component[0] ?? "", component]));
  return sortByCodePoint([...byFirst.keys()]).map((first) => byFirst.get(first) ?? []);
}
