import type { TermId } from "../../../quads/id-view.ts";
import { firstOwnTerm } from "../rows.ts";
import { NodeWords } from "./node-words.ts";
import type { Step } from "./step.ts";

/** How many walks share one: a bit each in the words below. */
export const walksAtOnce = 32;

/**
 * Walks a closure from up to 32 groups of starts at once. A node is visited again only for the groups that are new to it,
 * so that walks which meet go on as one. Complexity: O(edges reached), times the times that groups arrive apart.
 */
export class Closure {
  readonly #step: Step;
  readonly #isReflexive: boolean;
  /** A bit for each group that reached the node. */
  readonly #reached = new NodeWords();
  /** A bit for each group whose arrival at the node has not been followed up. */
  readonly #pending = new NodeWords();
  #touched: TermId[] = [];

  constructor(step: Step, isReflexive: boolean) {
    this.#step = step;
    this.#isReflexive = isReflexive;
  }

  /** Walks from the starts of each group, and forgets the walk before. Starts that are in no quad lead nowhere. */
  walk(groups: readonly (readonly TermId[])[]): void {
    this.#reached.clear(this.#touched);
    this.#touched = [];
    const queue: TermId[] = [];
    groups.forEach((starts, i) => {
      const bit = 1 << i;
      for (const start of starts) {
        if (start >= firstOwnTerm) continue;
        if (this.#isReflexive) this.#arrive(start, bit);
        const before = this.#pending.at(start);
        if (before === 0) queue.push(start);
        this.#pending.set(start, before | bit);
      }
    });
    let fresh = 0;
    const visit = (next: TermId) => {
      const news = fresh & ~this.#reached.at(next);
      if (news === 0) return;
      this.#arrive(next, news);
      const before = this.#pending.at(next);
      if (before === 0) queue.push(next);
      this.#pending.set(next, before | news);
    };
    for (let i = 0; i < queue.length; i++) {
      const node = queue[i] as TermId;
      fresh = this.#pending.at(node);
      this.#pending.set(node, 0);
      this.#step(node, visit);
    }
  }

  /** The nodes that were reached by any group. */
  get reached(): readonly TermId[] {
    return this.#touched;
  }

  /** The groups that reached a node, a bit each. */
  groupsAt(node: TermId): number {
    return this.#reached.at(node);
  }

  #arrive(node: TermId, bits: number): void {
    const before = this.#reached.at(node);
    if (before === 0) this.#touched.push(node);
    this.#reached.set(node, before | bits);
  }
}
