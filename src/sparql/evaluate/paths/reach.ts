import type { TermId } from "../../../quads/id-view.ts";
import { NodeList } from "../../../quads/lineage/node-list.ts";
import { type Budget, loanOf } from "../budget.ts";
import { NodeTable } from "./node-table.ts";
import type { Step } from "./step.ts";

/**
 * The nodes that any number of steps lead to from some starts, each once; the starts among them if `isReflexive`, or on a
 * circle. Ends early with `end` among them. Complexity: O(steps out of what is found), whatever the size of the store.
 */
export function reachedFrom(
  starts: Iterable<TermId>,
  step: Step,
  isReflexive: boolean,
  budget: Budget,
  end?: TermId,
): Uint32Array {
  const reached = spare ?? new NodeTable();
  spare = undefined;
  const loan = loanOf(budget);
  reached.clear((bytes) => loan.hold(bytes));
  walk(reached, starts, step, isReflexive, end);
  const nodes = reached.nodes.slice(0, reached.size);
  loan.giveBack();
  if (reached.capacity <= mostSpared) spare = reached;
  return nodes;
}

/** The table of the last walk, for the next: to make and grow one costs more than a short walk. A walk within a walk makes its own. */
let spare: NodeTable | undefined;
/** A table for more nodes, which takes some megabytes, is not kept. */
const mostSpared = 65_536;

function walk(
  reached: NodeTable,
  starts: Iterable<TermId>,
  step: Step,
  isReflexive: boolean,
  end: TermId | undefined,
): void {
  const found = new NodeList();
  let next = 0;
  for (const start of starts) {
    // What was reached has been followed already.
    if (reached.find(start) >= 0) continue;
    if (isReflexive) reached.add(start);
    else follow(start);
    for (; next < reached.size; next++) {
      if (end !== undefined && reached.find(end) >= 0) return;
      follow(reached.nodes[next] as TermId);
    }
  }

  function follow(node: TermId): void {
    found.length = 0;
    step(node, found);
    const { items, length } = found;
    for (let i = 0; i < length; i++) reached.add(items[i] as TermId);
  }
}
