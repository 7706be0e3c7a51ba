import type { Column, Columns } from "./columns.ts";
import { DamagedColumnsError } from "./errors.ts";

const arrayOf = {
  uint8: Uint8Array,
  uint16: Uint16Array,
  int32: Int32Array,
  uint32: Uint32Array,
  float64: Float64Array,
} as const;

/** The kinds of numbers that a column can have, as headers name them; all are little-endian. */
export type ColumnType = keyof typeof arrayOf;

export const columnTypes = Object.keys(arrayOf) as readonly ColumnType[];

export function typeOf(column: Column): ColumnType {
  return columnTypes.find((type) => column instanceof arrayOf[type]) as ColumnType;
}

/** Bytes of one number. */
export function widthOf(type: ColumnType): number {
  return arrayOf[type].BYTES_PER_ELEMENT;
}

/** Numbers over memory, from its beginning; without a length all that it has room for. */
export function columnOver(type: ColumnType, memory: ArrayBufferLike, length?: number): Column {
  const all = Math.floor(memory.byteLength / widthOf(type));
  return new arrayOf[type](memory as ArrayBuffer, 0, length ?? all);
}

/** The column of a name and type. @throws {DamagedColumnsError} when there is none. */
export function columnAt<Type extends ColumnType>(
  columns: Columns,
  name: string,
  type: Type,
): InstanceType<(typeof arrayOf)[Type]> {
  const column = columns[name];
  if (!(column instanceof arrayOf[type]))
    throw new DamagedColumnsError({
      column: name,
      expected: `a column of ${type}`,
      found: column === undefined ? "none" : `one of ${typeOf(column)}`,
    });
  return column as InstanceType<(typeof arrayOf)[Type]>;
}

/** The bytes of a column, where they are. */
export function bytesAt(column: Column): Uint8Array {
  return new Uint8Array(column.buffer, column.byteOffset, column.byteLength);
}

/** The column with all the room of its memory behind it, where it begins that. */
export function withRoom<Of extends Column>(column: Of): Of {
  if (column.byteOffset !== 0) return column;
  return columnOver(typeOf(column), column.buffer) as Of;
}

/** Memory that threads can share, and that is the column's and nothing else's; copied only where it is not so already. */
export function sharedMemoryOf(column: Column): SharedArrayBuffer {
  const { buffer } = column;
  if (buffer instanceof SharedArrayBuffer && buffer.byteLength === column.byteLength) return buffer;
  const memory = new SharedArrayBuffer(column.byteLength);
  new Uint8Array(memory).set(bytesAt(column));
  return memory;
}
