/** A set of term numbers that is emptied in one step: a stamp a term, grown as larger numbers come. */
export class NodeSet {
  #stamps = new Uint32Array(1_024);
  #stamp = 1;

  /** Whether the number was not there before. */
  add(node: number): boolean {
    if (node >= this.#stamps.length) this.#grow(node);
    if (this.#stamps[node] === this.#stamp) return false;
    this.#stamps[node] = this.#stamp;
    return true;
  }

  has(node: number): boolean {
    return this.#stamps[node] === this.#stamp;
  }

  clear(): void {
    this.#stamp += 1;
  }

  #grow(node: number): void {
    const larger = new Uint32Array(Math.max(this.#stamps.length * 2, node + 1));
    larger.set(this.#stamps);
    this.#stamps = larger;
  }
}
