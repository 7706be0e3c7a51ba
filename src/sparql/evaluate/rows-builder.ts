import { grown } from "../../numbers.ts";
import type { Rows } from "./rows.ts";

/** Chunks begin small, so that `LIMIT 10` costs little, and grow to this many rows. */
const firstChunk = 64;
export const mostInChunk = 8_192;
/** Arrays of so few numbers are made within the heap, several times as fast as others: most operators of most queries need no more. */
const firstCapacity = 16;

/** Collects rows into chunks. Write to `columns` at `length`, then call `added`. */
export class RowsBuilder {
  readonly #width: number;
  #target = firstChunk;
  #capacity: number;
  columns: Uint32Array[];
  length = 0;

  constructor(width: number) {
    this.#width = width;
    this.#capacity = firstCapacity;
    this.columns = this.#fresh();
  }

  /** The row at `length` is written: makes room for the next. */
  added(): void {
    this.length += 1;
    if (this.length < this.#capacity) return;
    this.#capacity *= 2;
    this.columns = this.columns.map((column) => {
      const larger = new Uint32Array(this.#capacity);
      larger.set(column);
      return larger;
    });
  }

  /** Whether a chunk's worth of rows waits to be taken. */
  get isFull(): boolean {
    return this.length >= this.#target;
  }

  /** The rows so far, as a chunk; the builder begins anew. */
  take(): Rows {
    const { columns, length } = this;
    this.#target = Math.min(this.#target * 4, mostInChunk);
    this.#capacity = this.#target * 2;
    this.columns = this.#fresh();
    this.length = 0;
    return { columns, length };
  }

  /** The rows so far, as the last chunk. */
  last(): Rows {
    return { columns: this.columns, length: this.length };
  }

  #fresh(): Uint32Array[] {
    const columns: Uint32Array[] = [];
    for (let i = 0; i < this.#width; i++) columns.push(new Uint32Array(this.#capacity));
    return columns;
  }
}

/** All rows of an operator in one chunk. */
export function gathered(chunks: Iterable<Rows>, width: number, hold: (bytes: number) => void): Rows {
  let columns: Uint32Array[] = Array.from({ length: width }, () => new Uint32Array(0));
  let length = 0;
  let capacity = 0;
  for (const chunk of held(chunks, hold)) {
    if (length === 0) {
      // Most come in one chunk, which need not be copied.
      columns = [...chunk.columns];
    } else {
      if (length + chunk.length > capacity) {
        // Those of the first chunk are somebody else's: only a copy of them may grow.
        const own = (column: Uint32Array) =>
          capacity === 0 ? column.slice(0, length) : column.subarray(0, length);
        const roomy = 2 * length + chunk.length;
        columns = columns.map((column) => grown(own(column), roomy));
        capacity = roomy;
      }
      for (const [i, column] of columns.entries())
        column.set((chunk.columns[i] as Uint32Array).subarray(0, chunk.length), length);
    }
    length += chunk.length;
  }
  return { columns, length };
}

function* held(chunks: Iterable<Rows>, hold: (bytes: number) => void): Iterable<Rows> {
  for (const chunk of chunks) {
    hold(chunk.length * Math.max(1, chunk.columns.length) * Uint32Array.BYTES_PER_ELEMENT);
    yield chunk;
  }
}
