import { pipeline, Readable } from "node:stream";
import { createGunzip } from "node:zlib";

/** The bytes as they are, or gunzipped when they begin as gzip does (RFC 1952 §2.3.1), whatever the file is called. */
export async function* expanded(chunks: AsyncIterable<Uint8Array>): AsyncIterable<Uint8Array> {
  const { head, all } = await peeked(chunks, ({ length }) => length >= 2);
  if (head[0] !== 0x1f || head[1] !== 0x8b) {
    yield* all;
    return;
  }
  const gunzip = createGunzip();
  // The callback is needed, not its error: that one destroys the stream, and reaches the reader below.
  pipeline(Readable.from(all), gunzip, () => undefined);
  for await (const chunk of gunzip) yield Buffer.from(chunk);
}

/** The first bytes, as many as are enough or as there are, and all of them from the beginning. */
export async function peeked(
  chunks: AsyncIterable<Uint8Array>,
  isEnough: (head: Uint8Array) => boolean,
): Promise<{ readonly head: Uint8Array; readonly all: AsyncIterable<Uint8Array> }> {
  const iterator = chunks[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  while (!isEnough(head)) {
    const next = await iterator.next();
    if (next.done === true) break;
    head = Buffer.concat([head, next.value]);
  }
  return { head, all: continued(head, iterator) };
}

async function* continued(head: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    if (head.length > 0) yield head;
    for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield next.value;
  } finally {
    await rest.return?.();
  }
}

/** The lines, each with its line feed; of a longer line, no more bytes than `mostBytes` says when it begins. */
export async function* linesOf(
  chunks: AsyncIterable<Uint8Array>,
  mostBytes: () => number,
): AsyncIterable<Uint8Array> {
  let pending: Uint8Array[] = [];
  let room = mostBytes();
  const take = (bytes: Uint8Array) => {
    if (room > 0) pending.push(bytes.subarray(0, room));
    room -= bytes.length;
  };
  for await (const chunk of chunks) {
    let start = 0;
    for (let end = chunk.indexOf(10); end !== -1; end = chunk.indexOf(10, start)) {
      take(chunk.subarray(start, end + 1));
      start = end + 1;
      yield Buffer.concat(pending);
      pending = [];
      room = mostBytes();
    }
    if (start < chunk.length) take(chunk.subarray(start));
  }
  if (pending.length > 0) yield Buffer.concat(pending);
}

/** All bytes, but no more than `mostBytes`. */
export async function whole(chunks: AsyncIterable<Uint8Array>, mostBytes: number): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let sizeBytes = 0;
  for await (const chunk of chunks) {
    parts.push(chunk);
    sizeBytes += chunk.length;
    if (sizeBytes >= mostBytes) break;
  }
  return Buffer.concat(parts).subarray(0, Math.min(sizeBytes, mostBytes));
}
