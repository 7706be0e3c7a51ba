/**
 * The sets of nodes that lead to each other, each after those that it leads to: Tarjan's algorithm, without recursion, since what
 * users state may be a long ladder. O(nodes + edges).
 */
export function componentsOf(
  nodes: Iterable<string>,
  nextOf: (node: string) => readonly string[],
): readonly (readonly string[])[] {
  const components: string[][] = [];
  /** When a node was visited, and the earliest visit that it leads back to. */
  const visitOf = new Map<string, number>();
  const lowest = new Map<string, number>();
  const open: string[] = [];
  const isOpen = new Set<string>();
  const lower = (node: string, visit: number) => lowest.set(node, Math.min(lowest.get(node) ?? visit, visit));

  for (const root of nodes) {
    const path = visitOf.has(root) ? [] : [enter(root)];
    for (let top = path.at(-1); top !== undefined; top = path.at(-1)) {
      const next = nextOf(top.node)[top.edge];
      top.edge += 1;
      if (next === undefined) {
        path.pop();
        const above = path.at(-1);
        if (above !== undefined) lower(above.node, lowest.get(top.node) as number);
        if (lowest.get(top.node) === visitOf.get(top.node)) components.push(closed(top.node));
      } else if (!visitOf.has(next)) path.push(enter(next));
      else if (isOpen.has(next)) lower(top.node, visitOf.get(next) as number);
    }
  }
  return components;

  function enter(node: string): { readonly node: string; edge: number } {
    const visit = visitOf.size;
    visitOf.set(node, visit);
    lowest.set(node, visit);
    open.push(node);
    isOpen.add(node);
    return { node, edge: 0 };
  }

  function closed(node: string): string[] {
    const members = open.splice(open.lastIndexOf(node));
    for (const each of members) isOpen.delete(each);
    return members;
  }
}
