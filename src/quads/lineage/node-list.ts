import type { TermId } from "../id-view.ts";

/** Numbers of terms in the order of their coming; emptied by `length = 0`, so that a walk has one for all its steps. */
export class NodeList {
  items = new Uint32Array(16);
  length = 0;

  push(node: TermId): void {
    if (this.length === this.items.length) this.room(1);
    this.items[this.length++] = node;
  }

  /** Makes room for so many more. */
  room(more: number): void {
    if (this.length + more <= this.items.length) return;
    const larger = new Uint32Array(Math.max(this.items.length * 2, this.length + more));
    larger.set(this.items.subarray(0, this.length));
    this.items = larger;
  }
}
