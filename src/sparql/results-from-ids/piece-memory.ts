/** Bytes of the memory of a piece. */
const memoryBytes = 72 * 1024;
/** What is kept for the next pieces; more is left to the collector. */
const mostFree = 32;

const free: Buffer<ArrayBuffer>[] = [];
const inUse = new WeakSet<ArrayBufferLike>();

/**
 * Memory for a piece of an answer, which whoever has written the piece may give back. V8 collects its whole heap by how much memory outside
 * of it was made, which for a long answer was some times a second.
 */
export function pieceMemory(): Buffer<ArrayBuffer> {
  const memory = free.pop() ?? Buffer.allocUnsafeSlow(memoryBytes);
  inUse.add(memory.buffer);
  return memory;
}

/** Says that nobody reads a piece any more. What has other memory, or was given back before, is left alone. */
export function givePieceBack({ buffer }: Uint8Array): void {
  if (inUse.delete(buffer) && free.length < mostFree) free.push(Buffer.from(buffer as ArrayBuffer));
}
