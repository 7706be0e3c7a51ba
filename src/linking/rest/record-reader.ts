import type { Names } from "./names.ts";
import { tagOf } from "./plain-tags.ts";

/** Reads what a `RecordWriter` wrote, in the same order. */
export class RecordReader {
  readonly #names: Names;
  #bytes: Uint8Array = new Uint8Array(0);
  #at = 0;

  constructor(names: Names) {
    this.#names = names;
  }

  /** Begins with a record. */
  begin(bytes: Uint8Array): void {
    this.#bytes = bytes;
    this.#at = 0;
  }

  number(): number {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = this.#bytes[this.#at++] as number;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 0x80;
    }
  }

  numbers(): number[] {
    const values: number[] = [];
    for (let rest = this.number(); rest > 0; rest--) values.push(this.number());
    return values;
  }

  text(): string {
    return this.#names.text(this.number());
  }

  optionalText(): string | undefined {
    const name = this.number();
    return name === 0 ? undefined : this.#names.text(name);
  }

  list<Item>(read: () => Item): Item[] {
    const items: Item[] = [];
    for (let rest = this.number(); rest > 0; rest--) items.push(read());
    return items;
  }

  plain(): unknown {
    switch (this.number()) {
      case tagOf.absent:
        return undefined;
      case tagOf.null:
        return null;
      case tagOf.false:
        return false;
      case tagOf.true:
        return true;
      case tagOf.whole:
        return this.number();
      case tagOf.number:
        return Number(this.text());
      case tagOf.text:
        return this.text();
      case tagOf.list:
        return this.list(() => this.plain());
      case tagOf.record:
        return Object.fromEntries(this.list(() => [this.text(), this.plain()] as const));
      default:
        throw new Error("The record is no plain value");
    }
  }
}
