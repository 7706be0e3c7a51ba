import type { TermId } from "../../../quads/id-view.ts";
import { firstOwnTerm } from "../rows.ts";
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
  #reached = new Uint32Array(1_024);
  /** A bit for each group whose arrival at the node has not been followed up. */
  #pending = new Uint32Array(1_024);
  #touched: TermId[] = [];

  constructor(step: Step, isReflexive: boolean) {
    this.#step = step;
    this.#isReflexive = isReflexive;
  }

  /** Walks from the starts of each group, and forgets the walk before. Starts that are in no quad lead nowhere. */
  walk(groups: readonly (readonly TermId[])[]): void {
    for (const node of this.#touched) this.#reached[node] = 0;
    this.#touched = [];
    const queue: TermId[] = [];
    groups.forEach((starts, i) => {
      const bit = 1 << i;
      for (const start of starts) {
        if (start >= firstOwnTerm) continue;
        this.#room(start);
        if (this.#isReflexive) this.#arrive(start, bit);
        if (this.#pending[start] === 0) queue.push(start);
        this.#pending[start] = (this.#pending[start] as number) | bit;
      }
    });
    let fresh = 0;
    const visit = (next: TermId) => {
      this.#room(next);
      const news = fresh & ~(this.#reached[next] as number);
      if (news === 0) return;
      this.#arrive(next, news);
      const before = this.#pending[next] as number;
      if (before === 0) queue.push(next);
      this.#pending[next] = before | news;
    };
    for (let i = 0; i < queue.length; i++) {
      const node = queue[i] as TermId;
      fresh = this.#pending[node] as number;
      this.#pending[node] = 0;
      this.#step(node, visit);
    }
  }

  /** The nodes that were reached by any group. */
  get reached(): readonly TermId[] {
    return this.#touched;
  }

  /** The groups that reached a node, a bit each. */
  groupsAt(node: TermId): number {
    return node < this.#reached.length ? (this.#reached[node] as number) : 0;
  }

  #arrive(node: TermId, bits: number): void {
    const before = this.#reached[node] as number;
    if (before === 0) this.#touched.push(node);
    this.#reached[node] = before | bits;
  }

  #room(node: TermId): void {
    if (node < this.#reached.length) return;
    const length = Math.max(this.#reached.length * 2, node + 1);
    this.#reached = grown(this.#reached, length);
    this.#pending = grown(this.#pending, length);
  }
}

function grown(array: Uint32Array, length: number): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(length);
  larger.set(array);
  return larger;
}
