/** From this size on an array is mapped by itself. */
const mappedFromBytes = 256 * 1024;
/** Address space for so many times what an array takes, so that it can grow where it lies. */
const growth = 64;
const mostReservedBytes = 2 ** 32;

/** Bytes that were mapped here, less those of buffers that were collected since. */
let mapped = 0;
const collected = new FinalizationRegistry<number>((bytes) => {
  mapped -= bytes;
});

/**
 * Zeros, for what a query gathers. The memory of a large array goes back to the operating system once nothing reads it: a buffer
 * that may grow is mapped by itself, while what is allocated in the usual way stays with the process
 * (`docs/decisions/memory-given-back.md`). Arrays that come and go are kept small, since to map one and touch it first costs more.
 */
export function numbers(length: number): Uint32Array {
  const bytes = length * Uint32Array.BYTES_PER_ELEMENT;
  return bytes < mappedFromBytes ? new Uint32Array(length) : mappedNumbers(bytes, bytes);
}

/**
 * The same numbers and zeros after them, so that there are `length`. Give up the array that was given: a large one grows where it lies,
 * which costs nothing and leaves nothing behind, and then both are of one memory.
 */
export function grown(array: Uint32Array, length: number): Uint32Array {
  const bytes = length * Uint32Array.BYTES_PER_ELEMENT;
  const { buffer } = array;
  if (buffer instanceof SharedArrayBuffer && bytes <= buffer.maxByteLength) {
    note(buffer, bytes - buffer.byteLength);
    buffer.grow(bytes);
    return new Uint32Array(buffer, 0, length);
  }
  const larger =
    bytes < mappedFromBytes
      ? new Uint32Array(length)
      : mappedNumbers(bytes, Math.max(bytes, Math.min(bytes * growth, mostReservedBytes)));
  larger.set(array);
  return larger;
}

/**
 * Bytes of large arrays that this thread has made and V8 has not collected: it does not count them among the memory that a thread takes, so
 * nothing makes it collect them.
 */
export function mappedBytes(): number {
  return mapped;
}

function mappedNumbers(bytes: number, reservedBytes: number): Uint32Array {
  const buffer = new SharedArrayBuffer(bytes, { maxByteLength: reservedBytes });
  note(buffer, bytes);
  return new Uint32Array(buffer, 0, bytes / Uint32Array.BYTES_PER_ELEMENT);
}

function note(buffer: SharedArrayBuffer, bytes: number): void {
  mapped += bytes;
  collected.register(buffer, bytes);
}
