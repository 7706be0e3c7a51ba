import type { Columns } from "../../columns/columns.ts";
import { columnAt, withRoom } from "../../columns/typed-columns.ts";

/**
 * A record of numbers for each interval, in one growing buffer: seven bits a byte, the lowest first; a set upper bit says
 * that more follow. So five small numbers take five bytes, where an object would take a hundred.
 *
 * `seek` begins to read a record, and each `next` is its next number, as it was written.
 */
export class Records {
  #places = new Uint32Array(1_024);
  #bytes = new Uint8Array(4_096);
  #count = 0;
  #length = 0;
  #at = 0;

  constructor(rested?: Columns) {
    if (rested === undefined) return;
    const places = columnAt(rested, "places", "uint32");
    const bytes = columnAt(rested, "bytes", "uint8");
    this.#count = places.length;
    this.#length = bytes.length;
    this.#places = withRoom(places);
    this.#bytes = withRoom(bytes);
  }

  /** The records of all intervals up to now, which do not change. */
  columns(): Columns {
    return { places: this.#places.subarray(0, this.#count), bytes: this.#bytes.subarray(0, this.#length) };
  }

  /** Intervals come in their order. */
  set(interval: number, record: readonly number[]): void {
    if (interval >= this.#places.length) {
      const larger = new Uint32Array(Math.max(interval + 1, this.#places.length * 2));
      larger.set(this.#places);
      this.#places = larger;
    }
    this.#places[interval] = this.#length;
    this.#count = interval + 1;
    const needed = this.#length + record.length * mostBytes;
    if (needed > this.#bytes.length) {
      const larger = new Uint8Array(Math.max(needed, this.#bytes.length * 2));
      larger.set(this.#bytes);
      this.#bytes = larger;
    }
    for (const number of record) this.#write(number);
  }

  seek(interval: number): void {
    this.#at = this.#places[interval] as number;
  }

  next(): number {
    let number = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.#bytes[this.#at++] as number;
      number |= (byte & 0x7f) << shift;
      if (byte < 0x80) return number >>> 0;
    }
  }

  #write(number: number): void {
    let rest = number;
    while (rest > 0x7f) {
      this.#bytes[this.#length++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.#bytes[this.#length++] = rest;
  }
}

/** A number has 32 bits. */
const mostBytes = 5;
