import { setOf } from "../constraints/groups.ts";

/**
 * The nodes that lie on circles with `start`, itself among them; empty where there is no circle. A neighbour that is
 * undefined is none, and lets the other side have its turn.
 */
export function circleThrough<Node>(
  start: Node,
  after: (node: Node) => Iterable<Node | undefined>,
  before: (node: Node) => Iterable<Node | undefined>,
): ReadonlySet<Node> {
  const forwards = searchFrom(start, after);
  const backwards = searchFrom(start, before);
  // By turns, so that the cost is that of the smaller side: what is new has little after it, and a hub little before it.
  for (;;) {
    if (forwards.step()) return onCircle(start, forwards.found);
    if (backwards.step()) return onCircle(start, backwards.found);
  }
}

interface Search<Node> {
  /** Takes one step; whether there is none left. */
  readonly step: () => boolean;
  /** What was reached, and for each what it was reached from. */
  readonly found: ReadonlyMap<Node, ReadonlySet<Node>>;
}

function searchFrom<Node>(start: Node, neighbours: (node: Node) => Iterable<Node | undefined>): Search<Node> {
  const found = new Map<Node, Set<Node>>();
  const seen = new Set([start]);
  const open: Node[] = [start];
  let at = start;
  let reading: Iterator<Node | undefined> | undefined;
  return {
    found,
    step() {
      if (reading === undefined) {
        const next = open.pop();
        if (next === undefined) return true;
        at = next;
        reading = neighbours(next)[Symbol.iterator]();
      }
      const { done, value } = reading.next();
      if (done === true) {
        reading = undefined;
        return false;
      }
      if (value === undefined) return false;
      setOf(found, value).add(at);
      if (!seen.has(value)) {
        seen.add(value);
        open.push(value);
      }
      return false;
    },
  };
}

/** Of a search that reached all there is: what leads back to where it began. */
function onCircle<Node>(start: Node, found: ReadonlyMap<Node, ReadonlySet<Node>>): ReadonlySet<Node> {
  const circle = new Set<Node>();
  const open = [...(found.get(start) ?? [])];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (circle.has(node)) continue;
    circle.add(node);
    for (const earlier of found.get(node) ?? []) open.push(earlier);
  }
  return circle;
}
