import type { Columns } from "../../columns/columns.ts";

/** Records of bytes, one behind another; each is found by its place, which counts in steps of four bytes from 1 on. */
export class ByteLog {
  /** Of `blockBytes` each, but that a record which is longer has a block of its own, as long as several. */
  #blocks: (Uint8Array | undefined)[] = [];
  #end = 4;
  #dead = 0;

  constructor(columns?: Columns) {
    const bytes = columns?.bytes;
    if (!(bytes instanceof Uint8Array)) return;
    const [dead = 0] = columns?.dead ?? [];
    this.#dead = dead;
    this.#end = bytes.length;
    const full = Math.floor(bytes.length / blockBytes);
    // One array for all: a long record lies across it as it lay in its block.
    for (let block = 0; block < full; block++) this.#blocks.push(bytes.subarray(block * blockBytes));
    const rest = new Uint8Array(blockBytes);
    rest.set(bytes.subarray(full * blockBytes));
    this.#blocks.push(rest);
  }

  /** Whether more than half of it are records that were let go. */
  get isMostlyDead(): boolean {
    return this.#dead > blockBytes && this.#dead * 2 > this.#end;
  }

  get sizeBytes(): number {
    return this.#end;
  }

  /** Writes a record and returns its place. */
  add(record: Uint8Array): number {
    const size = sizeOf(record.length);
    const room = blockBytes - (this.#end % blockBytes);
    if (size > room) this.#end += room % blockBytes;
    const place = this.#end;
    const number = place / blockBytes;
    if (Number.isInteger(number))
      this.#blocks[number] = new Uint8Array(Math.ceil(size / blockBytes) * blockBytes);
    this.#blocks[Math.floor(number)] ??= new Uint8Array(blockBytes);
    const block = this.#blocks[Math.floor(number)] as Uint8Array;
    const start = place % blockBytes;
    new DataView(block.buffer, block.byteOffset).setUint32(start, record.length, true);
    block.set(record, start + 4);
    this.#end += size;
    // Behind a long record a new block begins, so that no two arrays stand for the same bytes.
    if (size > blockBytes) this.#end = Math.ceil(this.#end / blockBytes) * blockBytes;
    return place / 4;
  }

  /** The bytes of a record; good until the next call that writes. */
  at(place: number): Uint8Array {
    const offset = place * 4;
    const block = this.#blocks[Math.floor(offset / blockBytes)] as Uint8Array;
    const start = offset % blockBytes;
    const length = new DataView(block.buffer, block.byteOffset).getUint32(start, true);
    return block.subarray(start + 4, start + 4 + length);
  }

  /** Lets a record go. */
  release(place: number): void {
    this.#dead += sizeOf(this.at(place).length);
  }

  columns(): Columns {
    const bytes = new Uint8Array(this.#end);
    for (const [i, block] of this.#blocks.entries()) {
      const start = i * blockBytes;
      if (block !== undefined) bytes.set(block.subarray(0, Math.min(block.length, this.#end - start)), start);
    }
    return { bytes, dead: Float64Array.of(this.#dead) };
  }
}

const blockBytes = 2 ** 18;

function sizeOf(length: number): number {
  return (length + 4 + 3) & ~3;
}
