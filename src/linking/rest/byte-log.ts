import { type Columns, settledName } from "../../columns/columns.ts";

/**
 * Records of bytes, one behind another; each is found by its place, which counts in steps of four bytes from 1 on. Blocks that
 * are full never change, so they are written to a file once.
 */
export class ByteLog {
  /** Of `blockBytes` each, but that a record which is longer has a block of its own, in the place of several. */
  readonly #blocks: (Uint8Array | undefined)[] = [];
  /** Told apart from the logs before it by a number, since its blocks are, in files. */
  readonly #number: number;
  #end = 4;
  #dead = 0;

  constructor(number = 0) {
    this.#number = number;
  }

  /** The log that rests in columns. */
  static restored(columns: Columns): ByteLog {
    const [number = 0, end = 4, dead = 0] = columns.counts ?? [];
    const log = new ByteLog(number);
    log.#end = end;
    log.#dead = dead;
    for (const [name, column] of Object.entries(columns)) {
      const block = blockNumber.exec(name)?.[1];
      if (block !== undefined) log.#blocks[Number(block)] = column as Uint8Array;
    }
    const { tail } = columns;
    if (tail !== undefined && tail.length > 0) {
      const block = new Uint8Array(blockBytes);
      block.set(tail);
      log.#blocks[Math.floor(end / blockBytes)] = block;
    }
    return log;
  }

  /** An empty log, in which what is alive in this one can be written anew. */
  next(): ByteLog {
    return new ByteLog(this.#number + 1);
  }

  /** Whether more than half of it are records that were let go. */
  get isMostlyDead(): boolean {
    return this.#dead > smallestWaste && this.#dead * 2 > this.#end;
  }

  get sizeBytes(): number {
    return this.#end;
  }

  /** Writes a record and returns its place. */
  add(record: Uint8Array): number {
    const size = sizeOf(record.length);
    const left = (blockBytes - (this.#end % blockBytes)) % blockBytes;
    if (size > left) this.#end += left;
    const number = Math.floor(this.#end / blockBytes);
    const start = this.#end % blockBytes;
    this.#blocks[number] ??= new Uint8Array(Math.max(size, blockBytes));
    const block = this.#blocks[number];
    new DataView(block.buffer, block.byteOffset).setUint32(start, record.length, true);
    block.set(record, start + 4);
    const place = this.#end / 4;
    this.#end += size;
    // Behind a long record a new block begins, so that no two arrays stand for the same bytes.
    if (size > blockBytes) this.#end = Math.ceil(this.#end / blockBytes) * blockBytes;
    return place;
  }

  /** The bytes of a record. */
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
    const columns: Record<string, Columns[string]> = {
      counts: Float64Array.of(this.#number, this.#end, this.#dead),
    };
    const growing = Math.floor(this.#end / blockBytes);
    for (const [number, block] of this.#blocks.entries())
      if (block !== undefined && number < growing)
        columns[settledName(`log ${this.#number} block ${number}`)] = block;
    columns.tail = (this.#blocks[growing] ?? new Uint8Array(0)).slice(0, this.#end % blockBytes);
    return columns;
  }
}

const blockBytes = 2 ** 20;
const smallestWaste = 2 ** 20;
const blockNumber = /^log \d+ block (\d+)/;

function sizeOf(length: number): number {
  return (length + 4 + 3) & ~3;
}
