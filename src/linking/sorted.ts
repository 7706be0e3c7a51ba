/**
 * An array kept in order. Insertion and removal find their place in O(log n), and at the end in O(1); the shift behind it
 * is a memory move.
 */
export class Sorted<Item> {
  readonly #items: Item[];
  /** Of each item, in their order. */
  readonly #ranks: number[];
  readonly #compare: (a: Item, b: Item) => number;
  readonly #rankOf: (item: Item) => number;
  /** What was counted last: much is asked for in order, or at the same place again. */
  #lastCount = 0;

  /**
   * `items`: those to begin with, in order. `rankOf`: a number of an item, or NaN, that is kept beside it, so that most can be told
   * by it alone: to look at items is to wait for memory.
   */
  constructor(
    compare: (a: Item, b: Item) => number,
    items: Item[] = [],
    rankOf: (item: Item) => number = () => Number.NaN,
  ) {
    this.#compare = compare;
    this.#items = items;
    this.#rankOf = rankOf;
    this.#ranks = items.map(rankOf);
  }

  get items(): readonly Item[] {
    return this.#items;
  }

  /** The ranks of the items, in their order. */
  get ranks(): readonly number[] {
    return this.#ranks;
  }

  /** Returns the index at which the item now stands. */
  add(item: Item): number {
    const index = this.indexOf(item);
    this.#items.splice(index, 0, item);
    this.#ranks.splice(index, 0, this.#rankOf(item));
    return index;
  }

  /** Removes an item that compares equal, if there is one. */
  remove(item: Item): void {
    const index = this.indexOf(item);
    const found = this.#items[index];
    if (found === undefined || this.#compare(found, item) !== 0) return;
    this.#items.splice(index, 1);
    this.#ranks.splice(index, 1);
  }

  /** Where the item stands, or would stand: the number of items before it. */
  indexOf(item: Item): number {
    const last = this.#items.at(-1);
    if (last === undefined || this.#compare(last, item) < 0) return this.#items.length;
    return this.countWhile((other) => this.#compare(other, item) < 0);
  }

  /** How many items, from the first on, satisfy what holds for a prefix alone. O(log n), and in the distance from the last count. */
  countWhile(isInPrefix: (item: Item, rank: number) => boolean): number {
    const items = this.#items;
    const isWithin = (index: number) => isInPrefix(items[index] as Item, this.#ranks[index] as number);
    let low = 0;
    let high = items.length;
    let at = Math.min(this.#lastCount, high);
    // From the last count on in steps that double, upwards or downwards.
    if (at < high && isWithin(at)) {
      for (let step = 1; at < high && isWithin(at); at += step, step *= 2) low = at + 1;
      high = Math.min(high, at);
    } else {
      for (let step = 1; at >= 0 && (at === high || !isWithin(at)); at -= step, step *= 2) high = at;
      low = Math.max(low, at + 1);
    }
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (isWithin(middle)) low = middle + 1;
      else high = middle;
    }
    this.#lastCount = low;
    return low;
  }
}
