/**
 * A bounded memory of what was computed lately. It keeps two generations: what is asked for moves to the younger, and when
 * that one is full, the older is forgotten as a whole. So what is in use stays, and no entry costs more than its place in a map.
 */
export class Recent<Key, Value> {
  readonly #most: number;
  readonly #weightOf: (value: Value) => number;
  #younger = new Map<Key, Value>();
  #older = new Map<Key, Value>();
  #weight = 0;

  /** `most`: what the values of one generation may weigh together. */
  constructor(most: number, weightOf: (value: Value) => number) {
    this.#most = most;
    this.#weightOf = weightOf;
  }

  get(key: Key): Value | undefined {
    const young = this.#younger.get(key);
    if (young !== undefined) return young;
    const old = this.#older.get(key);
    if (old !== undefined) this.set(key, old);
    return old;
  }

  set(key: Key, value: Value): void {
    if (this.#weight >= this.#most) {
      this.#older = this.#younger;
      this.#younger = new Map();
      this.#weight = 0;
    }
    this.#younger.set(key, value);
    this.#weight += this.#weightOf(value);
  }
}
