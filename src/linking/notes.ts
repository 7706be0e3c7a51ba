/** Numbers, each once, in the order in which they came: a list as long as they are few, as they mostly are. */
export class Notes {
  readonly #numbers: number[] = [];
  #length = 0;
  /** All of them, once they are many. */
  readonly #many = new Set<number>();

  add(number: number): void {
    if (this.has(number)) return;
    this.#numbers[this.#length++] = number;
    if (this.#length === longestList + 1) for (const each of this.#numbers) this.#many.add(each);
    else if (this.#length > longestList) this.#many.add(number);
  }

  has(number: number): boolean {
    if (this.#length > longestList) return this.#many.has(number);
    for (let i = 0; i < this.#length; i++) if (this.#numbers[i] === number) return true;
    return false;
  }

  /** Whether they are the numbers of a list, in its order. */
  equals(list: readonly number[]): boolean {
    if (list.length !== this.#length) return false;
    for (let i = 0; i < list.length; i++) if (list[i] !== this.#numbers[i]) return false;
    return true;
  }

  toList(): number[] {
    return this.#numbers.slice(0, this.#length);
  }

  clear(): void {
    if (this.#length > longestList) {
      this.#numbers.length = longestList;
      this.#many.clear();
    }
    this.#length = 0;
  }
}

const longestList = 16;
