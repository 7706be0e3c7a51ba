import { grown, numbers } from "../../../numbers.ts";
import { noTerm, type TermId } from "../../../quads/id-view.ts";

/**
 * Distinct nodes, numbered as they come. Open addressing, so that it takes room for what it holds: most walks come to few
 * nodes of a large store.
 */
export class NodeTable {
  /** The nodes by their places; only the first `size` count. */
  nodes: Uint32Array = new Uint32Array(fewest / 2);
  size = 0;
  /** A node and its place by turns; `noTerm` where a slot is free. */
  #slots: Uint32Array = new Uint32Array(fewest * 2);
  #shift = 32 - Math.log2(fewest);
  #hold: (bytes: number) => void;

  /** `hold` is told of the bytes that it takes as it grows. */
  constructor(hold: (bytes: number) => void = () => {}) {
    this.#hold = hold;
  }

  /** How many nodes there is room for. */
  get capacity(): number {
    return this.nodes.length;
  }

  /** Takes all nodes out, at the cost of those that there are, and goes on for somebody else. */
  clear(hold: (bytes: number) => void): void {
    const slots = this.#slots;
    const mask = slots.length - 1;
    for (let place = 0; place < this.size; place++) {
      // From where a node belongs to the next free slot, all are taken by nodes that go as well.
      let slot = this.#slotOf(this.nodes[place] as TermId);
      for (; slots[slot] !== noTerm; slot = (slot + 2) & mask) slots[slot] = noTerm;
    }
    this.size = 0;
    this.#hold = hold;
  }

  /** The place of a node, which is added if it is new: then the place is the size before. */
  add(node: TermId): number {
    const slot = this.#probe(node);
    if (this.#slots[slot] === node) return this.#slots[slot + 1] as number;
    const place = this.size++;
    this.#slots[slot] = node;
    this.#slots[slot + 1] = place;
    this.nodes[place] = node;
    if (this.size === this.nodes.length) this.#grow();
    return place;
  }

  /** The place of a node, -1 if it is not there. */
  find(node: TermId): number {
    const slot = this.#probe(node);
    return this.#slots[slot] === node ? (this.#slots[slot + 1] as number) : -1;
  }

  /** The slot of a node; of one that is not there, the free slot that it would have. */
  #probe(node: TermId): number {
    const slots = this.#slots;
    const mask = slots.length - 1;
    let slot = this.#slotOf(node);
    for (;;) {
      const found = slots[slot] as number;
      if (found === node || found === noTerm) return slot;
      slot = (slot + 2) & mask;
    }
  }

  #slotOf(node: TermId): number {
    return (Math.imul(node, scatter) >>> this.#shift) * 2;
  }

  /** Half of the slots are free at least. */
  #grow(): void {
    const { size } = this;
    this.#hold(size * bytesOfNode);
    const nodes = grown(this.nodes, size * 2);
    this.nodes = nodes;
    const slots = numbers(size * 8);
    this.#slots = slots;
    this.#shift -= 1;
    for (let place = 0; place < size; place++) {
      const node = nodes[place] as number;
      const slot = this.#probe(node);
      slots[slot] = node;
      slots[slot + 1] = place;
    }
  }
}

/** Slots of an empty table: a power of two. */
const fewest = 64;
/** 2^32 through the golden ratio: numbers that lie close get slots that do not. */
const scatter = 0x9e3779b1;
const bytesOfNode = 24;
