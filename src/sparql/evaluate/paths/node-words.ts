import type { TermId } from "../../../quads/id-view.ts";

/** So many nodes are kept in a map: most walks are short, and an array is as long as the highest number of a node. */
const mostInMap = 2_048;

/** A word of 32 bits for each node, 0 at first. */
export class NodeWords {
  #few: Map<TermId, number> | undefined = new Map();
  #many = new Uint32Array(0);

  at(node: TermId): number {
    if (this.#few !== undefined) return this.#few.get(node) ?? 0;
    return node < this.#many.length ? (this.#many[node] as number) : 0;
  }

  set(node: TermId, word: number): void {
    if (this.#few !== undefined) {
      this.#few.set(node, word);
      if (this.#few.size > mostInMap) this.#spread(this.#few);
      return;
    }
    this.#room(node);
    this.#many[node] = word;
  }

  /** Makes the words of these nodes 0, which must be all that are not. */
  clear(nodes: readonly TermId[]): void {
    if (this.#few !== undefined) this.#few.clear();
    else for (const node of nodes) this.#many[node] = 0;
  }

  #spread(few: ReadonlyMap<TermId, number>): void {
    this.#few = undefined;
    this.#room(Math.max(...few.keys()));
    for (const [node, word] of few) this.#many[node] = word;
  }

  #room(node: TermId): void {
    if (node < this.#many.length) return;
    const larger = new Uint32Array(Math.max(this.#many.length * 2, node + 1));
    larger.set(this.#many);
    this.#many = larger;
  }
}
