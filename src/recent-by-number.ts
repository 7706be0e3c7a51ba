/**
 * A bounded memory of what was found of whole numbers below 2^32 lately. A number has one place, which the next number of that place
 * takes over: to ask costs two reads of arrays, and nothing grows or moves.
 */
export class RecentByNumber<Value> {
  readonly #numbers: Uint32Array;
  readonly #values: (Value | undefined)[];
  readonly #shift: number;

  /** `places`: a power of two. */
  constructor(places: number) {
    this.#numbers = new Uint32Array(places);
    this.#values = new Array<Value | undefined>(places).fill(undefined);
    this.#shift = 32 - Math.log2(places);
  }

  /** Undefined if it is not remembered. */
  get(number: number): Value | undefined {
    const place = this.#placeOf(number);
    return this.#numbers[place] === number ? this.#values[place] : undefined;
  }

  set(number: number, value: Value): void {
    const place = this.#placeOf(number);
    this.#numbers[place] = number;
    this.#values[place] = value;
  }

  /** Numbers that follow each other are spread over all places (Fibonacci hashing). */
  #placeOf(number: number): number {
    return Math.imul(number, 0x9e3779b1) >>> this.#shift;
  }
}
