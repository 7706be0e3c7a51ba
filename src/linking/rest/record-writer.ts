import type { Names } from "./names.ts";
import { tagOf } from "./plain-tags.ts";

/** Writes one value after another into bytes, in the order in which a `RecordReader` is to read them. */
export class RecordWriter {
  readonly #names: Names;
  #bytes = new Uint8Array(1024);
  #length = 0;

  constructor(names: Names) {
    this.#names = names;
  }

  /** What was written since the last call; good until the next write. */
  taken(): Uint8Array {
    const taken = this.#bytes.subarray(0, this.#length);
    this.#length = 0;
    return taken;
  }

  /** A whole number from 0 to 2^53, in groups of seven bits. */
  number(value: number): void {
    if (this.#length + 8 > this.#bytes.length) this.#grow();
    let rest = value;
    while (rest >= 0x80) {
      this.#bytes[this.#length++] = (rest & 0x7f) | 0x80;
      rest = rest < 0x80000000 ? rest >>> 7 : Math.floor(rest / 0x80);
    }
    this.#bytes[this.#length++] = rest;
  }

  numbers(values: readonly number[]): void {
    this.number(values.length);
    for (let i = 0; i < values.length; i++) this.number(values[i] as number);
  }

  text(text: string): void {
    this.number(this.#names.of(text));
  }

  optionalText(text: string | undefined): void {
    this.number(text === undefined ? 0 : this.#names.of(text));
  }

  list<Item>(
    items: { readonly [Symbol.iterator]: () => Iterator<Item> },
    length: number,
    write: (item: Item) => void,
  ): void {
    this.number(length);
    for (const item of items) write(item);
  }

  /** Texts, numbers, truth values, nothing, and lists and records of them. */
  plain(value: unknown): void {
    if (typeof value === "string") {
      this.number(tagOf.text);
      this.text(value);
    } else if (typeof value === "number") {
      const isSmall = Number.isSafeInteger(value) && value >= 0 && !Object.is(value, -0);
      this.number(isSmall ? tagOf.whole : tagOf.number);
      if (isSmall) this.number(value);
      else this.text(String(Object.is(value, -0) ? "-0" : value));
    } else if (Array.isArray(value)) {
      this.number(tagOf.list);
      this.list(value, value.length, (item) => this.plain(item));
    } else if (typeof value === "object" && value !== null) {
      const members = Object.entries(value);
      this.number(tagOf.record);
      this.list(members, members.length, ([name, member]) => {
        this.text(name);
        this.plain(member);
      });
    } else if (value === undefined) this.number(tagOf.absent);
    else if (value === null) this.number(tagOf.null);
    else this.number(value === true ? tagOf.true : tagOf.false);
  }

  #grow(): void {
    const larger = new Uint8Array(this.#bytes.length * 2);
    larger.set(this.#bytes);
    this.#bytes = larger;
  }
}
