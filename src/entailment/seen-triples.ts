import { grown, numbers } from "../numbers.ts";
import { noTerm, type TermId } from "../quads/id-view.ts";

/** Slots of an empty table: a power of two. */
const fewest = 64;
/** A table of more is held against the budget, and not kept when its triples are forgotten. */
const mostKept = 4_096;
/** Three numbers, and two slots. */
const bytesOfTriple = 20;

/** Three numbers each, once. Open addressing: half of the slots are free at least. */
export class SeenTriples {
  readonly #hold: (bytes: number) => void;
  #triples: Uint32Array = new Uint32Array((fewest / 2) * 3);
  #size = 0;
  /** The place of a triple and one, 0 where a slot is free. */
  #slots: Uint32Array = new Uint32Array(fewest);
  #held = 0;

  /** `hold` is told of the bytes that it takes beyond a few, and that it gives back. */
  constructor(hold: (bytes: number) => void) {
    this.#hold = hold;
  }

  /** Whether the triple was not there before; it is from now on. */
  add(first: TermId, second: TermId, third: TermId): boolean {
    const slots = this.#slots;
    const triples = this.#triples;
    const mask = slots.length - 1;
    let slot = slotOf(first, second, third) & mask;
    for (let found = slots[slot] as number; found !== 0; found = slots[slot] as number) {
      const at = (found - 1) * 3;
      if (triples[at] === first && triples[at + 1] === second && triples[at + 2] === third) return false;
      slot = (slot + 1) & mask;
    }
    const at = this.#size * 3;
    triples[at] = first;
    triples[at + 1] = second;
    triples[at + 2] = third;
    this.#size += 1;
    slots[slot] = this.#size;
    if (this.#size * 2 === slots.length) this.#grow();
    return true;
  }

  /** Forgets all of them, at the cost of those that there are. */
  clear(): void {
    if (this.#size === 0) return;
    if (this.#slots.length > mostKept) {
      this.#triples = new Uint32Array((fewest / 2) * 3);
      this.#slots = new Uint32Array(fewest);
      this.#hold(-this.#held);
      this.#held = 0;
    } else if (this.#size * 4 > this.#slots.length) this.#slots.fill(0);
    else {
      const mask = this.#slots.length - 1;
      for (let place = 0; place < this.#size; place++) {
        let slot = this.#slotAt(place) & mask;
        for (; this.#slots[slot] !== 0; slot = (slot + 1) & mask) this.#slots[slot] = 0;
      }
    }
    this.#size = 0;
  }

  #slotAt(place: number): number {
    const at = place * 3;
    const triples = this.#triples;
    return slotOf(triples[at] ?? noTerm, triples[at + 1] ?? noTerm, triples[at + 2] ?? noTerm);
  }

  #grow(): void {
    const length = this.#slots.length * 2;
    if (length > mostKept) {
      const bytes = (length / 2) * bytesOfTriple;
      this.#hold(bytes - this.#held);
      this.#held = bytes;
    }
    this.#triples = grown(this.#triples, (length / 2) * 3);
    const slots = numbers(length);
    for (let place = 0; place < this.#size; place++) {
      let slot = this.#slotAt(place) & (length - 1);
      while (slots[slot] !== 0) slot = (slot + 1) & (length - 1);
      slots[slot] = place + 1;
    }
    this.#slots = slots;
  }
}

function slotOf(first: TermId, second: TermId, third: TermId): number {
  let hash = Math.imul(first, 0x9e3779b1) ^ Math.imul(second, 0x85ebca6b) ^ Math.imul(third, 0xc2b2ae35);
  hash = Math.imul(hash ^ (hash >>> 15), 0x2c1b3c6d);
  return (hash ^ (hash >>> 13)) >>> 0;
}
