/** From this size on an array is mapped by itself. */
const mappedFromBytes = 256 * 1024;

/**
 * Zeros, for what a query gathers. The memory of a large array goes back to the operating system once nothing reads it: a buffer
 * that may grow is mapped by itself, while what is allocated in the usual way stays with the process
 * (`docs/decisions/memory-given-back.md`). Arrays that come and go are kept small, since to map one and touch it first costs more.
 */
export function numbers(length: number): Uint32Array {
  const size = length * Uint32Array.BYTES_PER_ELEMENT;
  if (size < mappedFromBytes) return new Uint32Array(length);
  return new Uint32Array(new SharedArrayBuffer(size, { maxByteLength: size }), 0, length);
}
